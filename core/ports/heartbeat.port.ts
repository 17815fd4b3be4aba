/** A sign of life to somebody outside, who raises the alarm when it stays away. */

/** What became of one sign; `reason` is the end of a Portuguese sentence, without the address, which is a secret. */
export type PingOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "failed"; readonly reason: string };

/** Gives signs of life. */
export interface Heartbeat {
  /** One sign; `well` says of what kind. Never rejects; ends by itself within seconds, or at `stop`. */
  ping(well: boolean, stop: AbortSignal): Promise<PingOutcome>;
}

/** How the signs fare. Times are ms since the Unix epoch. */
export interface HeartbeatStatus {
  /** The latest sign. */
  readonly at: number;
  /** The latest sign that was taken; null: none yet. */
  readonly takenAt: number | null;
  /** Why the latest sign was not taken; null: it was. */
  readonly error: string | null;
}
