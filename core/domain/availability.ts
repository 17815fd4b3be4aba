/** How much of some time the folder was in reach. Times are ms since the Unix epoch, lengths ms. Pure. */
import type { Stretch } from "./told/maintenance.ts";

/** What some time consists of; the four make up the whole of it. */
export interface TimeShares {
  readonly up: number;
  readonly down: number;
  /** Inside of a maintenance window, whatever happened in it. */
  readonly maintenance: number;
  /** No monitor watched. */
  readonly unknown: number;
}

/** What is known of the time. Stretches may touch, overlap and lie in any order. */
export interface Watched {
  readonly watched: readonly Stretch[];
  readonly down: readonly Stretch[];
  readonly maintenance: readonly Stretch[];
}

/** Nothing of anything. */
export const NO_TIME: TimeShares = { up: 0, down: 0, maintenance: 0, unknown: 0 };

/**
 * The shares of each of these stretches. Maintenance comes first: nothing in it counts. Then what nobody watched: an outage that
 * went on without a monitor is not known to have done so. What is left was down or up.
 */
export function timeShares(stretches: readonly Stretch[], known: Watched): TimeShares[] {
  const maintenance = merged(known.maintenance);
  const watched = merged(known.watched);
  const down = merged(known.down);
  return stretches.map((stretch) => {
    const rest = without([stretch], within(maintenance, stretch));
    const seen = common(rest, within(watched, stretch));
    const lost = lengthOf(common(seen, within(down, stretch)));
    const whole = lengthOf([stretch]);
    const left = lengthOf(rest);
    const seenLength = lengthOf(seen);
    return {
      up: seenLength - lost,
      down: lost,
      maintenance: whole - left,
      unknown: left - seenLength,
    };
  });
}

/** All of them together. */
export function allShares(shares: readonly TimeShares[]): TimeShares {
  return shares.reduce((sum, one) => ({
    up: sum.up + one.up,
    down: sum.down + one.down,
    maintenance: sum.maintenance + one.maintenance,
    unknown: sum.unknown + one.unknown,
  }), NO_TIME);
}

/** The figure: of the time that was watched and is no maintenance, the part in reach, 0 to 1. Null: there was no such time. */
export function availability({ up, down }: TimeShares): number | null {
  return up + down === 0 ? null : up / (up + down);
}

/** In order, and none touches another. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** Those that lie in it, cut to it. */
function within(stretches: readonly Stretch[], { start, end }: Stretch): Stretch[] {
  return stretches.filter((one) => one.start < end && one.end > start)
    .map((one) => ({ start: Math.max(one.start, start), end: Math.min(one.end, end) }));
}

/** What two lists in order have in common. */
function common(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  return a.flatMap((one) => within(b, one));
}

/** What is left of `a`, when `b` (in order, none touching another) is taken out. */
function without(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  return a.flatMap(({ start, end }) => {
    const left: Stretch[] = [];
    let from = start;
    for (const hole of within(b, { start, end })) {
      if (hole.start > from) left.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < end) left.push({ start: from, end });
    return left;
  });
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);
}
