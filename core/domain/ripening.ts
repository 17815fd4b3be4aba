/**
 * When a file of the folder is ripe: unchanged for long enough, not held back as unfinished, not set aside after a failure.
 * Pure rules; `mono` is monotonic time in ms, `settleMs` is `tempo_espera_arquivo`.
 */
import { FILE_RETRY_STEPS, fileRetryDelay, patientDelay, silentFileDelay } from "./backoff.ts";
import type { Instant } from "./instant.ts";
import { compareNames } from "./name_order.ts";

/** An unfinished-looking file is refused once it stayed unchanged for this many times `tempo_espera_arquivo`... */
const PATIENCE_FACTOR = 10;
/** ...and not sooner than this, in ms. */
const LEAST_PATIENCE_MS = 5000;
/** One that is good but for its open end is accepted after so many times `tempo_espera_arquivo`... */
const BRIEF_FACTOR = 3;
/** ...and not sooner than this, in ms. */
const LEAST_BRIEF_MS = 2000;
/** What is looked at again soon is not looked at sooner than this, in ms. */
const LEAST_PAUSE_MS = 1000;

/** What has changed all the time for so long, in ms, is looked at more rarely from then on. */
const LONG_MS = 60_000;

/** What to hold back of a file that may not be finished: refusals, and good files with an open end as well. */
export type Patience = "none" | "with-refusals" | "with-everything";

/** A name with the size (bytes) and time (ms since the Unix epoch) that it was met with; size -1: they are not known. */
export interface FileMark {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** What is remembered of a file between two looks. */
export interface Seen {
  readonly entry: FileMark;
  /** `mono` time since which the file is known to be unchanged. */
  readonly since: number;
  /** Failed attempts to read or move it. */
  readonly failures: number;
  /** `mono` time before which it is left alone. */
  readonly notBefore: number;
  /** It looked unfinished; also of one that has changed since. */
  readonly held: boolean;
  /** The latest complaint that was told of it. */
  readonly told: string | null;
}

/** A file at its first sight, or once it answers again; `before` is what was known of the name. */
export function met(entry: FileMark, mono: number, settleMs: number, before?: Seen): Seen {
  return {
    entry,
    since: mono,
    failures: 0,
    notBefore: mono + settleMs,
    held: before?.held ?? false,
    told: before?.told ?? null,
  };
}

/** Whether size and time have to be asked for, at `mono`. */
export function isUnknown(seen: Seen | undefined, mono: number): boolean {
  return seen === undefined || (seen.entry.size < 0 && seen.notBefore <= mono);
}

/** It changed between listing and reading: it is met anew at the next look; the later, once this has gone on for long (`ageMs`). */
export function restless(seen: Seen, mono: number, ageMs: number): Seen {
  return {
    ...seen,
    entry: { name: seen.entry.name, size: -1, mtimeMs: -1 },
    notBefore: mono + (ageMs < LONG_MS ? 0 : patientDelay(ageMs, 0)),
  };
}

/** A file that looks unfinished: more may be on its way. */
export function heldBack(seen: Seen, mono: number, settleMs: number): Seen {
  return { ...seen, held: true, notBefore: mono + soon(settleMs) };
}

/**
 * A file that could not be met, read or moved; `seen` is undefined for one that was never met. `busy` (open elsewhere) is tried
 * again soon and is not worth a word at first; anything else waits longer each time, one without an answer (`silent`) longest.
 * `complaint` is what there is to tell, `ageMs` how long the file has been in trouble.
 */
export function setAside(
  seen: Seen | undefined,
  name: string,
  failure: {
    readonly kind: "busy" | "silent" | "other";
    readonly complaint: string;
    readonly ageMs: number;
  },
  mono: number,
  settleMs: number,
): { readonly seen: Seen; readonly tell: boolean } {
  const before = seen ?? met({ name, size: -1, mtimeMs: -1 }, mono, settleMs);
  const failures = before.failures + 1;
  const { kind, complaint, ageMs } = failure;
  const quiet = kind === "busy" && failures < FILE_RETRY_STEPS;
  const delay = kind === "busy"
    ? patientDelay(ageMs, soon(settleMs))
    : kind === "silent"
    ? silentFileDelay(failures)
    : fileRetryDelay(failures);
  return {
    seen: {
      ...before,
      failures,
      notBefore: mono + delay,
      told: quiet ? before.told : complaint,
    },
    tell: !quiet && complaint !== before.told,
  };
}

/** Its turn ended with a failure that may not be its own: the others come first the next time. */
export function afterOthers(seen: Seen): Seen {
  return { ...seen, failures: seen.failures + 1 };
}

/** A decided file whose move waits for something else: not ripening, so that nothing waits for it. */
export function awaiting(
  seen: Seen | undefined,
  name: string,
  mono: number,
  waitMs: number,
): Seen {
  const before = seen ?? met({ name, size: -1, mtimeMs: -1 }, mono, 0);
  return { ...before, failures: 1, notBefore: mono + waitMs };
}

/** A copy that goes on writing after a pause looks finished for a while; one that is old has had its time. */
export function patienceWith(seen: Seen, now: Instant, settleMs: number): Patience {
  const age = Math.max(now.mono - seen.since, now.wall - seen.entry.mtimeMs);
  if (age >= Math.max(LEAST_PATIENCE_MS, PATIENCE_FACTOR * settleMs)) return "none";
  return age >= Math.max(LEAST_BRIEF_MS, BRIEF_FACTOR * settleMs)
    ? "with-refusals"
    : "with-everything";
}

/** The files that are ripe at `mono`, in the order of their names; those that failed before come last. */
export function ripe(seen: Iterable<Seen>, mono: number): Seen[] {
  const late = (one: Seen) => one.failures > 0 ? 1 : 0;
  return [...seen].filter((one) => one.notBefore <= mono && one.entry.size >= 0)
    .sort((a, b) => late(a) - late(b) || compareNames(a.entry.name, b.entry.name));
}

/** Names that will be dealt with by themselves, and the ms until the first thing is due (null: nothing is). */
export function outlook(
  seen: Iterable<Seen>,
  mono: number,
): { readonly ripening: Set<string>; readonly again: number | null } {
  const ripening = new Set<string>();
  let again: number | null = null;
  for (const one of seen) {
    if (one.failures === 0 && one.entry.size >= 0) ripening.add(one.entry.name);
    const least = one.entry.size < 0 ? LEAST_PAUSE_MS : 0;
    const wait = Math.max(least, one.notBefore - mono);
    if (again === null || wait < again) again = wait;
  }
  return { ripening, again };
}

/** ms until something that changes by the second is worth another look. */
export function soon(settleMs: number): number {
  return Math.max(LEAST_PAUSE_MS, settleMs);
}
