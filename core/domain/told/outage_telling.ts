/**
 * What is told of an outage while it lasts, besides its two messages: that it outlived a maintenance window, reminders, and the
 * escalation to the second recipients. Pure.
 */

/** Somebody knows of the outage. */
export interface Acknowledgement {
  /** ms since the Unix epoch. */
  readonly at: number;
  /** Account of whoever answered, as the system names it. */
  readonly by: string;
  readonly note: string | null;
}

/** What was told of one outage. Lengths are ms since its start, on the scale of `downtime`. */
export interface OutageTelling {
  /** How long it had lasted when it counted as told: 0 when told as soon as it was declared; null: not told (yet). */
  readonly toldMs: number | null;
  /** Reminders told. */
  readonly reminders: number;
  /** How long it had lasted at the latest reminder; null before the first one. */
  readonly remindedMs: number | null;
  /** ms since the Unix epoch; null while the second recipients know nothing of it. */
  readonly escalatedAt: number | null;
  readonly acknowledged: Acknowledgement | null;
  /** It began in a recovery test, and counts as one until then (ms since the Unix epoch); null: a real one. */
  readonly testUntil: number | null;
}

/** When more is told. In ms; null: never. */
export interface TellingSettings {
  /** `lembrete_horas`. */
  readonly reminderMs: number | null;
  /** `escalar_apos_minutos`; null without second recipients. */
  readonly escalationMs: number | null;
}

/** What has to be told now, in this order. */
export type TellingEffect =
  /** Nobody was told of it until now, because of a maintenance window. */
  | { readonly kind: "tell" }
  | { readonly kind: "escalate" }
  | { readonly kind: "remind"; readonly number: number };

/** The next state, what it asks for, and when it is worth asking again. */
export interface TellingStep {
  readonly telling: OutageTelling;
  readonly effects: readonly TellingEffect[];
  /** ms until something may be due; Infinity when nothing will. */
  readonly next: number;
}

/**
 * One look at an outage that is under way, confirmed, and outside of every window. `downMs` is how long it has lasted, `now` ms
 * since the Unix epoch. Reminders and escalation count from the moment at which people were told, so that they have the same
 * time to answer after a window as at any other hour. What was missed while the program did not run is told once, not once each, and the next one is a whole period later.
 */
export function decideTelling(
  before: OutageTelling,
  downMs: number,
  now: number,
  settings: TellingSettings,
): TellingStep {
  if (before.toldMs === null) {
    const telling = { ...before, toldMs: downMs };
    return { telling, effects: [{ kind: "tell" }], next: nextAfter(telling, downMs, settings) };
  }
  let telling = rebased(before, downMs);
  const effects: TellingEffect[] = [];
  if (telling.acknowledged !== null) return { telling, effects, next: Infinity };
  const told = telling.toldMs ?? 0;
  const { reminderMs, escalationMs } = settings;
  if (escalationMs !== null && telling.escalatedAt === null && downMs - told >= escalationMs) {
    telling = { ...telling, escalatedAt: now };
    effects.push({ kind: "escalate" });
  }
  if (reminderMs !== null && downMs - latest(telling) >= reminderMs) {
    telling = { ...telling, reminders: telling.reminders + 1, remindedMs: downMs };
    effects.push({ kind: "remind", number: telling.reminders });
  }
  return { telling, effects, next: nextAfter(telling, downMs, settings) };
}

/** An outage cannot be shorter than it was: the clock was set back over a restart, and the marks with it. */
function rebased(telling: OutageTelling, downMs: number): OutageTelling {
  const { toldMs, remindedMs } = telling;
  if ((toldMs ?? 0) <= downMs && (remindedMs ?? 0) <= downMs) return telling;
  return {
    ...telling,
    toldMs: toldMs === null ? null : Math.min(toldMs, downMs),
    remindedMs: remindedMs === null ? null : Math.min(remindedMs, downMs),
  };
}

/** How long it had lasted when people heard of it last. */
function latest({ toldMs, remindedMs }: OutageTelling): number {
  return Math.max(toldMs ?? 0, remindedMs ?? 0);
}

function nextAfter(telling: OutageTelling, downMs: number, settings: TellingSettings): number {
  if (telling.acknowledged !== null) return Infinity;
  const { reminderMs, escalationMs } = settings;
  return Math.min(
    reminderMs === null ? Infinity : reminderMs - (downMs - latest(telling)),
    escalationMs === null || telling.escalatedAt !== null
      ? Infinity
      : escalationMs - (downMs - (telling.toldMs ?? 0)),
  );
}
