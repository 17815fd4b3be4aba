/** {@link HistoryLedger} in SQLite. */
import { type FileSituation, SITUATIONS } from "../../../domain/file_fate.ts";
import type { Stretch } from "../../../domain/told/maintenance.ts";
import type { IsoDate } from "../../../formats/retorno.ts";
import type {
  ChannelTally,
  HistoryLedger,
  HistoryRecords,
  HistoryTotals,
  HistoryWish,
  TimeRecords,
} from "../../../ports/ledger/history.port.ts";
import { toRecord as toFile } from "../rows/file_rows.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { slotsOf } from "../roll_ups.ts";
import { MILLION } from "./history_counts.ts";
import { RECORDS as OUTAGES } from "./outage_store.ts";
import { deliveredOf } from "./outbox_store.ts";
import type { Session } from "./session.ts";

/** Made on purpose: see `isTest` of the domain. */
const TEST = "(test_until IS NOT NULL AND coalesce(ended_at, :now) <= test_until)";
const TOUCHING = "started_at < :end AND (ended_at IS NULL OR ended_at > :start)";
const REFUSED = "situation = 'recusado' AND at >= :start AND at < :end";
/** The past, by indexes and roll-ups. */
export class HistoryStore implements HistoryLedger {
  constructor(readonly session: Session) {}

  period({ start, end, days, paidFrom, paidTo, shown, now }: HistoryWish): Promise<HistoryRecords> {
    const span = { start, end };
    return this.session.run(() => {
      const outages = this.session.sql(
        `${OUTAGES} WHERE ${TOUCHING} AND NOT ${TEST} ORDER BY started_at DESC, rowid DESC LIMIT :shown`,
      ).all({ ...span, shown, now }).map(toOutageRecord);
      return {
        files: this.#files(days),
        paid: this.#paid(paidFrom, paidTo),
        ...this.#time(span, now),
        outages,
        deliveries: deliveredOf(this.session, outages.map(({ id }) => id)),
        refused: this.session.sql(
          `SELECT * FROM files WHERE ${REFUSED} ORDER BY at DESC, id DESC LIMIT :shown`,
        ).all({ ...span, shown }).map(toFile),
        refusedCount: this.#count(`SELECT count(*) AS n FROM files WHERE ${REFUSED}`, span),
        channels: this.#channels(start, end),
      };
    });
  }

  time({ start, end }: Stretch, now: number): Promise<TimeRecords> {
    return this.session.run(() => this.#time({ start, end }, now));
  }

  totals(now: number): Promise<HistoryTotals> {
    return this.session.run(() => {
      const sums = this.session.sql(
        `SELECT ${
          SITUATIONS.map((one) => `sum(files) FILTER (WHERE situation = '${one}') AS ${one}`).join(
            ", ",
          )
        }, sum(movements) AS movements, sum(applied) AS applied FROM file_slots`,
      ).get()!;
      const count = (one: FileSituation) => Number(sums[one] ?? 0);
      const down = this.session.sql(
        `SELECT count(*) FILTER (WHERE NOT ${TEST}) AS n, count(*) FILTER (WHERE ${TEST}) AS tests,
           coalesce(sum(down_ms) FILTER (WHERE NOT ${TEST}), 0) AS ms FROM outages`,
      ).get({ now })!;
      return {
        files: {
          processado: count("processado"),
          recusado: count("recusado"),
          duplicado: count("duplicado"),
          ignorado: count("ignorado"),
        },
        movements: Number(sums.movements ?? 0),
        applied: Number(sums.applied ?? 0),
        // None is ever taken out, and their numbers follow one another: see save_titulos.ts.
        titulos: this.#count("SELECT coalesce(max(id), 0) AS n FROM titulos", {}),
        outages: Number(down.n),
        tests: Number(down.tests),
        downMs: Number(down.ms),
        channels: this.#channels(0, Number.MAX_SAFE_INTEGER),
      };
    });
  }

  #time(span: { start: number; end: number }, now: number): TimeRecords {
    return {
      watched: this.session.sql(
        "SELECT started_at AS start, ended_at AS end FROM watch_spans WHERE started_at < :end AND ended_at > :start ORDER BY 1",
      ).all(span).map((row) => ({ start: Number(row.start), end: Number(row.end) })),
      down: this.#stretches(`NOT ${TEST}`, { ...span, now }),
      tests: this.#stretches(TEST, { ...span, now }),
    };
  }

  #stretches(which: string, wish: { start: number; end: number; now: number }): Stretch[] {
    return this.session.sql(
      `SELECT started_at AS start, ended_at AS end FROM outages WHERE ${TOUCHING} AND ${which} ORDER BY 1`,
    ).all(wish).map((row) => ({
      start: Number(row.start),
      end: row.end === null ? Infinity : Number(row.end),
    }));
  }

  #files(days: HistoryWish["days"]): HistoryRecords["files"] {
    const slots = days.map(slotsOf);
    return this.session.sql(
      `SELECT d.key AS day, s.situation, sum(s.files) AS files, sum(s.movements) AS movements, sum(s.applied) AS applied
       FROM json_each(?) d CROSS JOIN file_slots s
         ON s.slot >= d.value ->> 0 AND s.slot < d.value ->> 1
       GROUP BY d.key, s.situation`,
    ).all(JSON.stringify(slots)).map((row) => ({
      day: Number(row.day),
      situation: row.situation as FileSituation,
      files: Number(row.files),
      movements: Number(row.movements),
      applied: Number(row.applied),
    }));
  }

  #paid(from: IsoDate, to: IsoDate): HistoryRecords["paid"] {
    return this.session.sql("SELECT * FROM paid_days WHERE day BETWEEN ? AND ?").all(from, to)
      .map((row) => ({
        day: String(row.day),
        titulos: Number(row.titulos),
        cents: BigInt(Number(row.pago_alto)) * MILLION + BigInt(Number(row.pago_baixo)),
      }));
  }

  #channels(start: number, end: number): ChannelTally[] {
    return this.session.sql(
      `SELECT channel, count(*) AS queued, count(accepted_at) AS accepted, count(given_up_at) AS given_up FROM outbox
       WHERE queued_at >= ? AND queued_at < ? GROUP BY channel ORDER BY channel`,
    ).all(start, end).map((row) => ({
      channel: String(row.channel),
      queued: Number(row.queued),
      accepted: Number(row.accepted),
      givenUp: Number(row.given_up),
    }));
  }

  #count(sql: string, values: Record<string, number>): number {
    return Number(this.session.sql(sql).get(values)!.n);
  }
}
