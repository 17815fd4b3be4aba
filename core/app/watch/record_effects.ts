/** What the decision core asked for, on disk; and what is to be told of it. */
import type { FileProblem } from "../../domain/file_fate.ts";
import type { Outage } from "../../domain/outage.ts";
import type { Stretch } from "../../domain/told/maintenance.ts";
import {
  isTest,
  RECOVERY_TEST,
  type RecoveryTest,
  testLimit,
} from "../../domain/told/test_outage.ts";
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
  /** Of these, the ones that cannot be dealt with. */
  readonly problems: readonly FileProblem[];
  /**
   * The ledger's server is away: what is known of the files that this recovery has brought in so far. Null or missing: the
   * ledger is asked.
   */
  readonly known?: readonly FileRecord[] | null;
  /** The maintenance window that a moment (ms since the Unix epoch) lies in, or null; default: there is none. */
  readonly maintenance?: (at: number) => Stretch | null;
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
  readonly announcements: readonly Announcement[];
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
  return recorded.flatMap(({ announcements }) => announcements);
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
      // While nobody can ask, it counts as a real one.
      const test = facts.known
        ? null
        : await ledger.telling.read(RECOVERY_TEST) as RecoveryTest | null;
      const testUntil = testLimit(test, effect.outage.startedAt);
      const marked = testUntil === null ? {} : { test: true };
      const outage = { ...outageAnnouncement(effect.outage, facts), ...marked };
      const window = facts.maintenance?.(now) ?? null;
      if (window !== null) {
        const leftMs = window.end - now;
        return {
          ...silent,
          change: { kind: "opened", outage: effect.outage, folder, testUntil, untold: true },
          announcements: [{ kind: "outage-in-maintenance", outage, leftMs }],
        };
      }
      const messages = announcer.messages(outage, now);
      const change = { kind: "opened", outage: effect.outage, folder, testUntil } as const;
      return { change, messages, announcements: [outage] };
    }
    case "diagnosis-changed":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcements: [{ kind: "diagnosis-changed", diagnosis: effect.outage.diagnosis }],
      };
    case "folder-back":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcements: [{
          kind: "folder-back",
          resumed: effect.resumed,
          ...(facts.known ? { ledgerAway: true } : {}),
        }],
      };
    case "relapsed":
      return {
        ...silent,
        change: { kind: "updated", outage: effect.outage },
        announcements: [{ kind: "relapsed" }],
      };
    case "outage-closed":
      return await closing({ ledger, announcer }, effect.outage, facts);
    case "false-alarm":
      return {
        ...silent,
        change: null,
        announcements: [{ kind: "false-alarm", diagnosis: effect.diagnosis }],
      };
  }
}

async function closing(
  { ledger, announcer }: RecordPorts,
  outage: Outage,
  facts: RecordFacts,
): Promise<Recorded> {
  const { now } = facts;
  const telling = await ledger.outages.telling(outage.id);
  const untold = telling !== null && telling.toldMs === null;
  if (untold && facts.maintenance?.(outage.endedAt ?? now)) {
    return {
      change: { kind: "closed", outage, at: now },
      messages: [],
      announcements: [{ kind: "recovery-in-maintenance", downMs: outage.downMs ?? 0 }],
    };
  }
  // Only this lane brings files in with a recovery: none can come between this question and the commit.
  const files = facts.known ?? await ledger.files.ofOutage(outage.id);
  const test = isTest(telling?.testUntil ?? null, outage.endedAt ?? now);
  const recovery = {
    ...recoveryOf(outage, files, facts),
    answered: telling?.acknowledged ?? null,
    test,
    ...(facts.known ? { ledgerAway: true } : {}),
  };
  // It outlived its window by less than a look: a recovery never comes without its outage.
  const late = untold ? [{ ...lateOutage(outage, facts), test }] : [];
  return {
    change: { kind: "closed", outage, at: now, told: true },
    messages: [...late, recovery].flatMap((one) => announcer.messages(one, now)),
    announcements: [...late, recovery],
  };
}

/** An outage that began in a maintenance window and is told after it. */
export function lateOutage(
  outage: Outage,
  facts: Pick<RecordFacts, "folder" | "intervalSeconds">,
): OutageAnnouncement {
  return {
    ...outageAnnouncement(outage, { ...facts, now: outage.startedAt }),
    afterMaintenance: true,
  };
}

function outageAnnouncement(
  outage: Outage,
  facts: Pick<RecordFacts, "folder" | "intervalSeconds" | "now">,
): OutageAnnouncement {
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
    problems: facts.problems.map(({ name, reason }) => ({ name, reason })),
    unstable,
  };
}
