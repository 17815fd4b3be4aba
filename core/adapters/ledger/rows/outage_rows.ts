/** Rows of the table of outages, as records; of any engine. */
import type { DiagnosisCode } from "../../../domain/diagnosis.ts";
import type { Outage } from "../../../domain/outage.ts";
import type { OutageTelling } from "../../../domain/told/outage_telling.ts";
import type { OutageRecord } from "../../../ports/ledger/outages.port.ts";

type Row = Record<string, unknown>;

/** The outage of a row. The monotonic start is not stored: it means nothing after a restart. */
export function toOutage(row: Row): Outage {
  return {
    id: String(row.id),
    startedAt: Number(row.started_at),
    startedMono: null,
    endedAt: numberOrNull(row.ended_at),
    downMs: numberOrNull(row.down_ms),
    unstable: Boolean(row.unstable),
    diagnosis: {
      code: String(row.code) as DiagnosisCode,
      message: String(row.message),
      errorNumber: numberOrNull(row.error_number),
      transient: Boolean(row.transient),
    },
  };
}

/** A row of `outages` with `processed`, the files that its recovery brought. */
export function toOutageRecord(row: Row): OutageRecord {
  return {
    ...toOutage(row),
    closedAt: numberOrNull(row.closed_at),
    folder: String(row.folder),
    processed: Number(row.processed),
    telling: toTelling(row),
  };
}

/** What was told of the outage of a row. */
export function toTelling(row: Row): OutageTelling {
  return {
    toldMs: numberOrNull(row.told_ms),
    reminders: Number(row.reminders),
    remindedMs: numberOrNull(row.reminded_ms),
    escalatedAt: numberOrNull(row.escalated_at),
    acknowledged: row.acknowledged_at === null ? null : {
      at: Number(row.acknowledged_at),
      by: String(row.acknowledged_by),
      note: row.acknowledged_note as string | null,
    },
    testUntil: numberOrNull(row.test_until),
  };
}

const numberOrNull = (value: unknown): number | null => value === null ? null : Number(value);
