/**
 * The decision core: what an observation of the folder means, and what has to follow from it.
 *
 *     starting ──good──> up ──bad──> suspect ──bad──> down ──good──> recovering ──drained──> up
 *         │               ^             │good           ^                │bad       │ (unstable)
 *         └──bad, bad─────│─────────────┘               └────────────────┘          v
 *                         └──────────────── good for long enough ──────────────  settling
 *
 * Nothing here reads a clock, a file or a setting by itself, and no effect is carried out here.
 */
import type { Instant } from "./instant.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { ended, type Outage } from "./outage.ts";

/** The part of the configuration that decides. All in ms. */
export interface WatchSettings {
  /** `intervalo_verificacao`: time between two health checks. */
  readonly intervalMs: number;
  /** `prazo_sonda`: a check without an answer by then has failed. */
  readonly probeDeadlineMs: number;
}

/** So many outages opened within {@link flapWindowMs} are told one by one; the next one is "unstable". */
export const PLAIN_OUTAGES_PER_WINDOW = 3;
/** Window in which outages are counted, in ms: one hour at the default interval. */
export const flapWindowMs = (s: WatchSettings): number => 12 * s.intervalMs;
/** An unstable outage ends when the folder stayed well for so long, in ms: 15 minutes at the default. */
export const settleMs = (s: WatchSettings): number => 3 * s.intervalMs;
/** Wait before the second look that confirms a passing failure, in ms. */
export const confirmDelayMs = (s: WatchSettings): number => Math.min(3000, s.intervalMs / 4);
/** No check gets less than this, in ms: the bound on detection yields rather than make a check impossible. */
export const SHORTEST_DEADLINE_MS = 500;

/** Where the folder stands. A state has only the fields that mean something in it. */
export type Watch =
  | { readonly kind: "starting"; readonly since: Instant }
  | { readonly kind: "up"; readonly lastGood: Instant }
  | {
    readonly kind: "suspect";
    /** The monitor has not seen the folder well yet. */
    readonly starting: boolean;
    readonly lastGood: Instant;
    readonly firstBad: Instant;
    readonly diagnosis: Diagnosis;
    /** `mono` time of the confirming check. */
    readonly confirmAt: number;
  }
  | { readonly kind: "down"; readonly outage: Outage }
  | {
    readonly kind: "recovering";
    readonly outage: Outage;
    readonly lastGood: Instant;
    /** `mono` time of the check that must clear up a failure met while working; null without one. */
    readonly doubtAt: number | null;
  }
  | {
    readonly kind: "settling";
    readonly outage: Outage;
    readonly reachableSince: Instant;
    readonly lastGood: Instant;
    readonly doubtAt: number | null;
  };

/** Everything the core remembers. */
export interface WatchState {
  readonly watch: Watch;
  /** Wall times at which recent outages began. */
  readonly openings: readonly number[];
  /** End of the latest health check, good or bad; null before the first one. */
  readonly lastProbe: Instant | null;
}

/** What was seen. `look` is the search for files or work on one of them; `probe` the health check. */
export type Observation =
  | { readonly kind: "good"; readonly source: "probe" | "look" }
  | { readonly kind: "bad"; readonly source: "probe" | "look"; readonly diagnosis: Diagnosis }
  /** All that had gathered during the outage has been dealt with. */
  | { readonly kind: "drained" };

/** What has to be done, in this order. `outage` is always the state after the transition. */
export type WatchEffect =
  | { readonly kind: "outage-opened"; readonly outage: Outage }
  | { readonly kind: "diagnosis-changed"; readonly outage: Outage }
  /** The folder answers again; process what gathered, then observe `drained`. `resumed` after a restart. */
  | { readonly kind: "folder-back"; readonly outage: Outage; readonly resumed: boolean }
  | { readonly kind: "relapsed"; readonly outage: Outage }
  | { readonly kind: "outage-closed"; readonly outage: Outage }
  | { readonly kind: "false-alarm"; readonly diagnosis: Diagnosis };

/** The next state and the effects of the step that led to it. */
export interface Step {
  readonly state: WatchState;
  readonly effects: readonly WatchEffect[];
}

/** State at start: what the ledger says was going on when the monitor stopped. */
export function restore(
  open: Outage | null,
  openings: readonly number[],
  now: Instant,
): WatchState {
  const watch: Watch = open === null
    ? { kind: "starting", since: now }
    : { kind: "down", outage: resumed(open, now) };
  return { watch, openings, lastProbe: null };
}

/**
 * How long it has lasted by the clock on the wall, which is all that survives a restart, counts from here on by the one that
 * only grows: a clock that is set later changes nothing of it.
 */
function resumed(outage: Outage, now: Instant): Outage {
  return { ...outage, startedMono: now.mono - Math.max(0, now.wall - outage.startedAt) };
}

/** One step of the machine. `newId` makes the id of an outage, and is called only when one opens. */
export function decide(
  before: WatchState,
  observation: Observation,
  now: Instant,
  settings: WatchSettings,
  newId: () => string,
): Step {
  if (observation.kind === "drained") return onDrained(before, now);
  const state = observation.source === "probe" ? { ...before, lastProbe: now } : before;
  return observation.kind === "good"
    ? onGood(state, now, settings)
    : onBad(state, observation.source, observation.diagnosis, now, settings, newId);
}

/** When the next health check is due (`mono`), and how long it may take (ms). */
export function nextProbe(
  state: WatchState,
  settings: WatchSettings,
): { readonly at: number; readonly deadlineMs: number } {
  const watch = state.watch;
  const full = settings.probeDeadlineMs;
  const regular = state.lastProbe === null ? -Infinity : state.lastProbe.mono + settings.intervalMs;
  switch (watch.kind) {
    case "starting":
      return { at: watch.since.mono, deadlineMs: full };
    case "suspect": {
      const left = latestVerdict(watch.lastGood, settings) - watch.confirmAt;
      return {
        at: watch.confirmAt,
        deadlineMs: Math.max(SHORTEST_DEADLINE_MS, Math.min(full, left)),
      };
    }
    case "recovering":
    case "settling":
      return { at: watch.doubtAt ?? regular, deadlineMs: full };
    case "up":
    case "down":
      return { at: regular, deadlineMs: full };
  }
}

/** Whether files may be looked for: not before the first good check, and not during an outage. */
export function mayLook(state: WatchState): boolean {
  const kind = state.watch.kind;
  return kind === "up" || kind === "recovering" || kind === "settling";
}

/** The outage under way, or null. */
export function currentOutage(state: WatchState): Outage | null {
  return "outage" in state.watch ? state.watch.outage : null;
}

/** An outage is declared by then (`mono`): one interval plus the deadline of a check after the last good one. */
function latestVerdict(lastGood: Instant, settings: WatchSettings): number {
  return lastGood.mono + settings.intervalMs + settings.probeDeadlineMs;
}

function onGood(state: WatchState, now: Instant, settings: WatchSettings): Step {
  const watch = state.watch;
  switch (watch.kind) {
    case "starting":
    case "up":
      return { state: { ...state, watch: { kind: "up", lastGood: now } }, effects: [] };
    case "suspect":
      return {
        state: { ...state, watch: { kind: "up", lastGood: now } },
        effects: [{ kind: "false-alarm", diagnosis: watch.diagnosis }],
      };
    case "down": {
      // An end that is already on record belongs to a recovery that a restart interrupted: keep the true time.
      const resumed = watch.outage.endedAt !== null;
      const outage = resumed ? watch.outage : ended(watch.outage, now);
      return {
        state: { ...state, watch: { kind: "recovering", outage, lastGood: now, doubtAt: null } },
        effects: [{ kind: "folder-back", outage, resumed }],
      };
    }
    case "recovering":
      return {
        state: { ...state, watch: { ...watch, lastGood: now, doubtAt: null } },
        effects: [],
      };
    case "settling":
      if (now.mono - watch.reachableSince.mono >= settleMs(settings)) {
        return close(state, watch.outage, now);
      }
      return {
        state: { ...state, watch: { ...watch, lastGood: now, doubtAt: null } },
        effects: [],
      };
  }
}

function onBad(
  state: WatchState,
  source: "probe" | "look",
  diagnosis: Diagnosis,
  now: Instant,
  settings: WatchSettings,
  newId: () => string,
): Step {
  const watch = state.watch;
  switch (watch.kind) {
    case "starting":
      // Right after boot the network may not be up yet: the first failure is always confirmed.
      return suspect(state, true, watch.since, diagnosis, now, confirmDelayMs(settings), settings);
    case "up": {
      const late = now.mono >= latestVerdict(watch.lastGood, settings) - SHORTEST_DEADLINE_MS;
      if (late || (source === "probe" && !diagnosis.transient)) {
        return open(state, diagnosis, now, now, settings, newId);
      }
      const delay = diagnosis.transient ? confirmDelayMs(settings) : 0;
      return suspect(state, false, watch.lastGood, diagnosis, now, delay, settings);
    }
    case "suspect":
      // Only a health check confirms; work that was still under way brings no new evidence.
      if (source === "look") return { state, effects: [] };
      return open(state, diagnosis, watch.firstBad, now, settings, newId);
    case "down": {
      const changed = diagnosis.code !== watch.outage.diagnosis.code;
      const relapsed = watch.outage.endedAt !== null;
      const outage = reopened(watch.outage, diagnosis);
      const effects: WatchEffect[] = relapsed
        ? [{ kind: "relapsed", outage }]
        : changed
        ? [{ kind: "diagnosis-changed", outage }]
        : [];
      return { state: { ...state, watch: { kind: "down", outage } }, effects };
    }
    case "recovering":
    case "settling": {
      if (source === "look") {
        const doubtAt = now.mono + (diagnosis.transient ? confirmDelayMs(settings) : 0);
        return { state: { ...state, watch: { ...watch, doubtAt } }, effects: [] };
      }
      // Its recovery has not been told yet, so the same outage goes on: still one message of each kind.
      const outage = reopened(watch.outage, diagnosis);
      return {
        state: { ...state, watch: { kind: "down", outage } },
        effects: [{ kind: "relapsed", outage }],
      };
    }
  }
}

function onDrained(state: WatchState, now: Instant): Step {
  const watch = state.watch;
  if (watch.kind !== "recovering") return { state, effects: [] };
  if (!watch.outage.unstable) return close(state, watch.outage, now);
  return {
    state: {
      ...state,
      watch: {
        kind: "settling",
        outage: watch.outage,
        reachableSince: now,
        lastGood: watch.lastGood,
        doubtAt: watch.doubtAt,
      },
    },
    effects: [],
  };
}

function suspect(
  state: WatchState,
  starting: boolean,
  lastGood: Instant,
  diagnosis: Diagnosis,
  now: Instant,
  delayMs: number,
  settings: WatchSettings,
): Step {
  const latest = latestVerdict(lastGood, settings) - SHORTEST_DEADLINE_MS;
  const confirmAt = Math.max(now.mono, Math.min(now.mono + delayMs, latest));
  return {
    state: {
      ...state,
      watch: { kind: "suspect", starting, lastGood, firstBad: now, diagnosis, confirmAt },
    },
    effects: [],
  };
}

function open(
  state: WatchState,
  diagnosis: Diagnosis,
  firstBad: Instant,
  now: Instant,
  settings: WatchSettings,
  newId: () => string,
): Step {
  const recent = state.openings.filter((at) => at > now.wall - flapWindowMs(settings));
  const outage: Outage = {
    id: newId(),
    startedAt: firstBad.wall,
    startedMono: firstBad.mono,
    endedAt: null,
    downMs: null,
    diagnosis,
    unstable: recent.length >= PLAIN_OUTAGES_PER_WINDOW,
  };
  return {
    state: {
      ...state,
      watch: { kind: "down", outage },
      openings: [...recent, firstBad.wall],
    },
    effects: [{ kind: "outage-opened", outage }],
  };
}

function close(state: WatchState, outage: Outage, now: Instant): Step {
  return {
    state: { ...state, watch: { kind: "up", lastGood: now } },
    effects: [{ kind: "outage-closed", outage }],
  };
}

function reopened(outage: Outage, diagnosis: Diagnosis): Outage {
  return { ...outage, diagnosis, endedAt: null, downMs: null };
}
