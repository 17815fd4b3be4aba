/** Which gaps have to be told, and which were closed. Pure. */
import { findGaps, type Gap, type NumberedFile } from "./gaps.ts";

/** One account's files of one format. */
export interface Series {
  /** Names it: bank, account, convênio, format. */
  readonly key: string;
  readonly files: readonly NumberedFile[];
  /** Numbers of other formats that use the same counter. */
  readonly shared: ReadonlySet<number>;
}

/** How far the telling has come. */
export interface GapState {
  /** Gaps that could be seen before this are old stories, ms since the Unix epoch; a ledger that was empty at first has none. */
  readonly since: number;
  /** Missing numbers that were told, by series. */
  readonly told: Readonly<Record<string, readonly number[]>>;
}

/** A gap of one series. */
export interface SeriesGap extends Gap {
  readonly series: Series;
}

/** Numbers of one series that came after they were told as missing. */
export interface ClosedGap {
  readonly series: Series;
  readonly files: readonly NumberedFile[];
  /** How many of its told numbers are still missing. */
  readonly left: number;
}

/** The next state, and what has to be told; `next` is the ms until a gap is due. */
export interface GapStep {
  readonly state: GapState;
  readonly missing: readonly SeriesGap[];
  readonly closed: readonly ClosedGap[];
  readonly next: number;
}

/** All gaps, whether they were told or not. */
export function gapsOf(series: readonly Series[]): SeriesGap[] {
  return series.flatMap((one) =>
    findGaps(one.files, one.shared).map((gap) => ({ ...gap, series: one }))
  );
}

/** The numbers of a gap. */
export function numbersOf({ first, last, step }: Gap): number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);
}

/** One look at `now`. A gap is told once it is `graceMs` old; what is told is closed in words when its number comes. */
export function decideGaps(
  series: readonly Series[],
  before: GapState | null,
  graceMs: number,
  now: number,
): GapStep {
  const since = Math.min(before?.since ?? 0, now);
  const told: Record<string, readonly number[]> = {};
  const missing: SeriesGap[] = [];
  const closed: ClosedGap[] = [];
  let next = Infinity;
  for (const one of series) {
    const known = new Set(before?.told[one.key]);
    const came = one.files.filter(({ number }) => known.delete(number));
    const gaps = gapsOf([one]);
    const open = new Set(gaps.flatMap(numbersOf));
    for (const gap of gaps) {
      const numbers = numbersOf(gap).filter((number) => !known.has(number));
      if (numbers.length === 0 || gap.since < since) continue;
      if (gap.since + graceMs > now) next = Math.min(next, gap.since + graceMs - now);
      else {
        missing.push({ ...gap, first: numbers[0]!, last: numbers.at(-1)! });
        for (const number of numbers) known.add(number);
      }
    }
    // What is no gap any more, for what was learnt since, is forgotten.
    const left = [...known].filter((number) => open.has(number)).sort((a, b) => a - b);
    if (left.length > 0) told[one.key] = left;
    if (came.length > 0) closed.push({ series: one, files: came, left: left.length });
  }
  return { state: { since, told }, missing, closed, next };
}
