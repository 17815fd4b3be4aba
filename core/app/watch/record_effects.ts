/** What the decision core asked for, on disk; and what is to be told of it. */
import type { Outage } from "../../domain/outage.ts";
import type { WatchEffect } from "../../domain/watch.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { OutageChange } from "../../ports/ledger/outages.port.ts";
import type { NewMessage } from "../../ports/ledger/outbox.port.ts";
import type {
  Announcement,
  OutageAnnouncement,
  RecoveryAnnouncement,
} from "../../words/announcement.ts";
import type { Announcer } from "../tell/announce.ts";

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
  readonly announcer: Pick<Announcer, "messages">;
}

/** What one effect comes to. */
interface Recorded {
  readonly change: OutageChange | null;
  readonly messages: readonly NewMessage[];
  readonly announcement: Announcement;
}

/**
 * Makes the effects durable: outage and messages stand or fall together. Resolves to what is to be told at once. Rejects
 * with what the ledger says, and then nothing happened: the caller keeps its old state and comes back.
 */
export async function recordEffects(
  ports: RecordPorts,
  effects: readonly WatchEffect[],
  facts: RecordFacts,
): Promise<readonly Announcement[]> {
  if (effects.length === 0) return [];
  const recorded: Recorded[] = [];
  for (const effect of effects) recorded.push(await prepare(ports, effect, facts));
  const changes = recorded.flatMap(({ change }) => change === null ? [] : [change]);
  const messages = recorded.flatMap((one) => one.messages);
  if (changes.length + messages.length > 0) await ports.ledger.outages.record(changes, messages);
  return recorded.map(({ announcement }) => announcement);
}

async function prepare(
  { ledger, announcer }: RecordPorts,
  effect: WatchEffect,
  facts: RecordFacts,
): Promise<Recorded> {
  const { folder, now } = facts;
  const silent = { messages: [] };
  switch (effect.kind) {
    case "outage-opened": {
      const announcement = outageOf(effect.outage, facts);
      const messages = announcer.messages(announcement, now);
      return { change: { kind: "opened", outage: effect.outage, folder }, messages, announcement };
    }
    case "diagnosis-changed":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcement: { kind: "diagnosis-changed", diagnosis: effect.outage.diagnosis },
      };
    case "folder-back":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcement: { kind: "folder-back", resumed: effect.resumed },
      };
    case "relapsed":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcement: { kind: "relapsed" },
      };
    case "outage-closed": {
      // Only this lane brings files in with a recovery: none can come between this question and the commit.
      const files = await ledger.files.ofOutage(effect.outage.id);
      const telling = await ledger.outages.telling(effect.outage.id);
      const announcement = {
        ...recoveryOf(effect.outage, files, facts),
        answered: telling?.acknowledged ?? null,
      };
      const messages = announcer.messages(announcement, now);
      return { change: { kind: "closed", outage: effect.outage, at: now }, messages, announcement };
    }
    case "false-alarm":
      return {
        ...silent,
        change: null,
        announcement: { kind: "false-alarm", diagnosis: effect.diagnosis },
      };
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
    odd: files.filter((f) => f.warnings.length > 0).map((f) => ({
      name: f.name,
      reason: f.warnings[0]!.message,
      count: f.warnings.length,
    })),
    duplicates: count("duplicado"),
    ignored: count("ignorado"),
    stillPending: facts.stillPending,
    unstable,
  };
}
