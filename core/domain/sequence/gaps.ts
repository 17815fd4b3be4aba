/** Numbers that are missing in the sequence of files of one account. Pure. */

/** One numbered file. */
export interface NumberedFile {
  readonly number: number;
  /** Generation date, `AAAA-MM-DD`. */
  readonly date: string;
  readonly name: string;
  /** When it was decided, ms since the Unix epoch. */
  readonly at: number;
  /** Stock of open títulos that the bank states; null or 0: it states none. */
  readonly stock: number | null;
  /** The stock did not follow from the one before, when it was decided. */
  readonly stockBroken: boolean;
}

/** Numbers that are missing between two files. */
export interface Gap {
  /** First and last missing number, and the step between two. */
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** The files on both sides. */
  readonly before: NumberedFile;
  readonly after: NumberedFile;
  /** Since when a file on each side was there, ms since the Unix epoch. */
  readonly since: number;
  /** The bank's own stock says that something is missing. */
  readonly confirmed: boolean;
}

/** A jump by more is a counter that began somewhere else, not so many missing files. */
export const FARTHEST = 999;
/** A file that is numbered lower than the one before by no more than this may be late or repeated. */
const LATE = 30;
/** So many equal steps around one are the counter's way, such as that of twins that share it, unless a step of one is nearer. */
const LEARNT = 5;
/** The step of twins that share a counter. Any other step tells at once that something is missing. */
const TWINS = 2;
/** Neighbours on each side that are looked at. */
const NEAR = 6;

/**
 * The gaps of one account, oldest first. `shared`: numbers that other files of the same counter have. History before the first
 * file is none; a counter that begins again is no gap; a step that is learnt from its neighbours is none, and while there are too
 * few files to learn from and every step is one of two, nothing is said.
 */
export function findGaps(
  files: readonly NumberedFile[],
  shared: ReadonlySet<number> = new Set(),
): Gap[] {
  return runsOf(files).flatMap((run) => gapsOf(run, shared));
}

/** The runs of the counter: each begins where it began again. */
function runsOf(files: readonly NumberedFile[]): NumberedFile[][] {
  const sorted = [...files].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : a.number - b.number
  );
  const runs: { files: NumberedFile[]; numbers: Set<number>; max: number }[] = [];
  for (const file of sorted) {
    const run = runs.at(-1);
    if (run === undefined || beginsAgain(file.number, run)) {
      runs.push({ files: [file], numbers: new Set([file.number]), max: file.number });
    } else if (!run.numbers.has(file.number)) {
      run.files.push(file);
      run.numbers.add(file.number);
      run.max = Math.max(run.max, file.number);
    }
  }
  return runs.map((run) => run.files.sort((a, b) => a.number - b.number));
}

function beginsAgain(number: number, { max }: { readonly max: number }): boolean {
  if (number > max) return number - max > FARTHEST;
  return number === 1 ? max > 1 : max - number > LATE;
}

/** Gaps of one run, which is sorted by number. */
function gapsOf(run: readonly NumberedFile[], shared: ReadonlySet<number>): Gap[] {
  const steps = run.slice(1).map((file, n) => file.number - run[n]!.number);
  if (steps.length <= LEARNT && steps.every((step) => step === TWINS)) return [];
  const lower = running(run.map(({ at }) => at));
  const higher = running(run.map(({ at }) => at).reverse()).reverse();
  const gaps: Gap[] = [];
  steps.forEach((distance, n) => {
    if (distance === 1) return;
    const before = run[n]!;
    const after = run[n + 1]!;
    const step = usual(steps, n);
    if (step === distance || stockHolds(before, after)) return;
    const unit = distance % step === 0 ? step : 1;
    const since = Math.max(lower[n]!, higher[n + 1]!);
    for (
      const [first, last] of stretches(before.number + unit, after.number - unit, unit, shared)
    ) {
      gaps.push({ first, last, step: unit, before, after, since, confirmed: after.stockBroken });
    }
  });
  return gaps;
}

/** Missing numbers as stretches, without those that others have. */
function stretches(
  from: number,
  to: number,
  step: number,
  shared: ReadonlySet<number>,
): [number, number][] {
  const found: [number, number][] = [];
  for (let number = from; number <= to; number += step) {
    if (shared.has(number)) continue;
    const open = found.at(-1);
    if (open !== undefined && open[1] === number - step) open[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** The step that most of the neighbours have, up to the next step of one on each side; 1 when too few of them agree. */
function usual(steps: readonly number[], n: number): number {
  const counts = new Map<number, number>();
  for (const direction of [-1, 1]) {
    for (let k = 1; k <= NEAR; k++) {
      const step = steps[n + direction * k];
      if (step === undefined || step === 1) break;
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
  }
  const [step, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
  return count >= LEARNT ? step : 1;
}

/** The bank's own stock follows from the file before: nothing is missing between them, whatever the numbers say. */
function stockHolds(before: NumberedFile, after: NumberedFile): boolean {
  return !!before.stock && !!after.stock && !after.stockBroken && after.at >= before.at;
}

/** The smallest so far. */
function running(values: readonly number[]): number[] {
  let least = Infinity;
  return values.map((value) => least = Math.min(least, value));
}
