/** What the decision core asked for, on disk; and what is to be told of it. */
import type { Outage } from "../domain/outage.ts";
import type { WatchEffect } from "../domain/watch.ts";
import type { FileRecord, Ledger } from "../ports/ledger.port.ts";
import type {
  Announcement,
  OutageAnnouncement,
  RecoveryAnnouncement,
} from "../words/announcement.ts";
import type { Announcer } from "./announce.ts";

/** Facts that no effect carries. */
export interface RecordFacts {
  readonly folder: string;
  /** `intervalo_verificacao`. */
  readonly intervalSeconds: number;
  /** ms since the Unix epoch. */
  readonly now: number;
  /** Files that lie in the folder at this moment. */
  readonly stillPending: number;
}

/** What it works with. */
export interface RecordPorts {
  readonly ledger: Ledger;
  readonly announcer: Pick<Announcer, "queue">;
}

/**
 * Makes the effects durable: outage and message stand or fall together. Returns what is to be told at once. Throws
 * what the ledger throws, and then nothing happened: the caller keeps its old state and comes back.
 */
export function recordEffects(
  ports: RecordPorts,
  effects: readonly WatchEffect[],
  facts: RecordFacts,
): readonly Announcement[] {
  if (effects.length === 0) return [];
  return ports.ledger.transaction(() => effects.map((effect) => recordOne(ports, effect, facts)));
}

function recordOne(ports: RecordPorts, effect: WatchEffect, facts: RecordFacts): Announcement {
  const { ledger, announcer } = ports;
  const { folder, now } = facts;
  switch (effect.kind) {
    case "outage-opened": {
      ledger.outages.open(effect.outage, folder);
      const announcement = outageOf(effect.outage, facts);
      announcer.queue(announcement, now);
      return announcement;
    }
    case "diagnosis-changed":
      ledger.outages.update(effect.outage);
      return { kind: "diagnosis-changed", diagnosis: effect.outage.diagnosis };
    case "folder-back":
      ledger.outages.update(effect.outage);
      return { kind: "folder-back", resumed: effect.resumed };
    case "relapsed":
      ledger.outages.update(effect.outage);
      return { kind: "relapsed" };
    case "outage-closed": {
      ledger.outages.close(effect.outage, now);
      const files = ledger.files.ofOutage(effect.outage.id);
      const announcement = recoveryOf(effect.outage, files, facts);
      announcer.queue(announcement, now);
      return announcement;
    }
    case "false-alarm":
      return { kind: "false-alarm", diagnosis: effect.diagnosis };
  }
}

function outageOf(outage: Outage, facts: RecordFacts): OutageAnnouncement {
  const { id, startedAt, diagnosis, unstable } = outage;
  const { folder, intervalSeconds, now } = facts;
  return {
    kind: "outage",
    id,
    folder,
    startedAt,
    detectedAt: now,
    intervalSeconds,
    diagnosis,
    unstable,
  };
}

function recoveryOf(
  outage: Outage,
  files: readonly FileRecord[],
  facts: RecordFacts,
): RecoveryAnnouncement {
  const { id, startedAt, endedAt, downMs, unstable } = outage;
  const count = (situation: string) => files.filter((f) => f.situation === situation).length;
  return {
    kind: "recovery",
    id,
    folder: facts.folder,
    startedAt,
    endedAt: endedAt ?? facts.now,
    downMs: downMs ?? 0,
    processed: count("processado"),
    refused: files.filter((f) => f.situation === "recusado")
      .map((f) => ({ name: f.name, reason: f.reason ?? "" })),
    duplicates: count("duplicado"),
    ignored: count("ignorado"),
    stillPending: facts.stillPending,
    unstable,
  };
}
