/** Gaps in the sequences of files: tells of each once after its grace time, and of each number that comes after that. */
import {
  type ClosedGap,
  decideGaps,
  type GapState,
  numbersOf,
  type Series,
  type SeriesGap,
} from "../../../domain/sequence/gap_telling.ts";
import type { FileLedger, FileTrace } from "../../../ports/ledger/files.port.ts";
import type { TellingLedger } from "../../../ports/ledger/telling.port.ts";
import type { GapAnnouncement, GapItem } from "../../../words/announcement.ts";
import { accountText, numbersText } from "../../../words/expected.ts";
import type { Announcer } from "../announce.ts";
import { type Duty, type DutyFacts, untilSettled } from "./duties.ts";
import { GAP_STATE } from "./state_names.ts";

/** Files older than this, in ms, are history: their gaps are nobody's business any more. */
export const GAP_HISTORY_MS = 400 * 86_400_000;
/** The latest files of an account and format that are looked at: years of them, and no more than memory should hold. */
export const GAP_FILES = 1000;
/** Two looks lie so far apart at least, in ms, and the more files are looked at the farther: nothing of a gap is urgent. */
const LOOK_MS = 1000;
const LOOK_MS_PER_FILE = 5;

/** What the duty works with. */
export interface GapDutyPorts {
  readonly telling: Pick<TellingLedger, "read" | "save">;
  readonly files: Pick<FileLedger, "last" | "numberedTraces">;
  readonly announcer: Pick<Announcer, "messages" | "tell">;
}

/** What is told, and when. */
export interface GapDutySettings {
  readonly folder: string;
  /** `tolerancia_lacuna_horas`, in ms. */
  readonly graceMs: number;
}

/** The numbered files by account and format; files without a number belong to none. */
export function seriesOf(traces: readonly FileTrace[]): Series[] {
  const found = new Map<
    string,
    { key: string; files: Series["files"][number][]; counter: string }
  >();
  const counters = new Map<string, Set<string>>();
  for (const trace of traces) {
    const { situation, format, banco, agencia, conta, convenio, nsa, fileDate } = trace;
    if (situation !== "processado" || format === null || !nsa || fileDate === null) continue;
    const counter = JSON.stringify([banco, agencia, conta, convenio]);
    const key = accountText({
      format,
      banco: banco ?? "",
      conta: conta ?? "",
      convenio: convenio ?? "",
    });
    const id = `${format} ${counter}`;
    let series = found.get(id);
    if (series === undefined) found.set(id, series = { key, files: [], counter });
    const ids = counters.get(counter) ?? new Set();
    counters.set(counter, ids.add(id));
    series.files.push({
      number: nsa,
      date: fileDate,
      name: trace.name,
      at: trace.at,
      stock: trace.estoque,
      stockBroken: trace.stockBroken,
    });
  }
  return [...found].map(([id, { files, counter, key }]) => {
    const others = [...counters.get(counter)!].filter((other) => other !== id);
    const shared = others.flatMap((other) => found.get(other)!.files.map(({ number }) => number));
    return { key, files, shared: new Set(shared) };
  });
}

/** Looks when a file was decided, and when a gap has been there for long enough. */
export class GapDuty implements Duty {
  readonly #ports: GapDutyPorts;
  readonly #settings: GapDutySettings;
  /** Not asked for yet: undefined. */
  #state: GapState | null | undefined;
  #lastFile = -1;
  #restUntil = -Infinity;
  #dueAt = -Infinity;

  constructor(ports: GapDutyPorts, settings: GapDutySettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  async turn(facts: DutyFacts): Promise<number> {
    const { telling, files, announcer } = this.#ports;
    const { wall: now, mono } = facts.now;
    if (!facts.settled) return untilSettled(facts);
    const last = (await files.last())?.id ?? 0;
    const wait = Math.max(
      last === this.#lastFile ? this.#dueAt - mono : 0,
      this.#restUntil - mono,
    );
    if (wait > 0) return wait;
    if (this.#state === undefined) this.#state = await telling.read(GAP_STATE) as GapState | null;
    const traces = await files.numberedTraces(now - GAP_HISTORY_MS, GAP_FILES);
    const series = seriesOf(traces);
    const step = decideGaps(series, this.#state, this.#settings.graceMs, now);
    const id = `${now}`;
    const { folder } = this.#settings;
    const announcements: GapAnnouncement[] = [];
    if (step.closed.length > 0) {
      announcements.push({
        kind: "gap-closed",
        id,
        folder,
        at: now,
        items: step.closed.map(closedItem),
      });
    }
    if (step.missing.length > 0) {
      announcements.push({ kind: "gap", id, folder, at: now, items: step.missing.map(gapItem) });
    }
    if (JSON.stringify(step.state) !== JSON.stringify(this.#state)) {
      const messages = announcements.flatMap((one) => announcer.messages(one, now));
      await telling.save(GAP_STATE, step.state, messages);
      this.#state = step.state;
    }
    this.#lastFile = last;
    this.#restUntil = mono + Math.max(LOOK_MS, traces.length * LOOK_MS_PER_FILE);
    this.#dueAt = mono + step.next;
    for (const announcement of announcements) announcer.tell(announcement, now);
    if (announcements.length > 0) facts.told();
    return step.next;
  }
}

function gapItem(gap: SeriesGap): GapItem {
  return {
    account: gap.series.key,
    numbers: numbersText(gap),
    count: numbersOf(gap).length,
    files: [gap.before.name, gap.after.name],
    since: gap.since,
    confirmed: gap.confirmed,
    left: 0,
  };
}

function closedItem({ series, files, left }: ClosedGap): GapItem {
  const sorted = [...files].sort((a, b) => a.number - b.number);
  return {
    account: series.key,
    numbers: sorted.map(({ number }) => number).join(", "),
    count: sorted.length,
    files: sorted.map(({ name }) => name),
    since: Math.max(...sorted.map(({ at }) => at)),
    confirmed: false,
    left,
  };
}
