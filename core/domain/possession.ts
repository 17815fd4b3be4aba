/**
 * Who of several monitors works on a folder: one holds it for a term, and renews; another one takes it when the term is over. Two
 * clocks and no more: the ledger's says when a term is over, each monitor's own (monotonic) says how long it trusts itself. What
 * a monitor does while it does not know that it lost the folder fails by its number: every write carries it.
 *
 * Times are ms. `tests/core/domain/possession_model_test.ts` goes through every order of events in small.
 */

/** Alone with its ledger; or of several that share one: the one that works, or one that only looks whether it has to. */
export type MonitorRole = "unico" | "ativo" | "reserva";

/** What the ledger has of a folder. */
export interface Held {
  /** The fencing number: one more with each change of hands, never less. */
  readonly generation: number;
  /** The run of a monitor. */
  readonly owner: string;
  /** Until the term is over, by the ledger's clock; 0 or less: it is. */
  readonly remainingMs: number;
}

/** What a look at the ledger leads to. */
export type Claim =
  /** It is ours: the term begins anew. To be written only where generation and owner are still these. */
  | { readonly kind: "renew"; readonly generation: number }
  /** Nobody holds it: with this number it is ours. To be written only where the one before is still there, and its term over. */
  | { readonly kind: "take"; readonly generation: number }
  /** Another one holds it. */
  | { readonly kind: "wait" };

/** What `owner` may do, by what the ledger has (null: nobody ever held the folder). */
export function claimOf(held: Held | null, owner: string): Claim {
  if (held === null) return { kind: "take", generation: 1 };
  // Also after its end: nobody else was there, and whatever is under way is our own.
  if (held.owner === owner) return { kind: "renew", generation: held.generation };
  if (held.remainingMs <= 0) return { kind: "take", generation: held.generation + 1 };
  return { kind: "wait" };
}

/** A monitor that holds its folder as far as it knows. */
export interface Trust {
  readonly generation: number;
  /** On its own monotonic clock. */
  readonly until: number;
}

/**
 * The trust that a look gives which began at `startedMono` and found the folder ours. It counts from the beginning of the look: the
 * ledger's term began later, whenever its answer arrived.
 */
export function trustFrom(startedMono: number, generation: number, termMs: number): Trust {
  return { generation, until: startedMono + termMs - marginOf(termMs) };
}

/** Whether to begin anything that nobody else may do. */
export function trusts(trust: Trust | null, nowMono: number): boolean {
  return trust !== null && nowMono < trust.until;
}

/** Clocks of two machines run apart, and what was begun needs its time: an eighth of the term. */
export function marginOf(termMs: number): number {
  return Math.ceil(termMs / 8);
}

/** Pause between two looks of the one that holds the folder: several may fail before the trust ends. */
export function renewalPause(termMs: number): number {
  return Math.floor(termMs / 4);
}

/** Pause between two looks of one in reserve: what a change of hands takes beyond the term, and beyond a clean stop. */
export function reservePause(termMs: number): number {
  return Math.min(2000, Math.floor(termMs / 8));
}
