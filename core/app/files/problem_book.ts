/** What is wrong with single names of the folder: since when, how often it was tried, and whether people were told. */
import type { FileProblem } from "../../domain/file_fate.ts";
import type { Instant } from "../../domain/instant.ts";
import { clip } from "../../domain/text.ts";

/** What usually passes by itself (open elsewhere, still growing) is shown once it has lasted so long, in ms. */
const PASSING_MS = 60_000;

/** Characters of a reason that are kept. */
const REASON_LENGTH = 300;

interface Entry {
  readonly problem: FileProblem;
  /** `mono` time of {@link FileProblem.since}: a clock that is set changes no age. */
  readonly sinceMono: number;
  readonly passing: boolean;
}

/** One entry a name. A name leaves the book when its file is in its place, or gone. */
export class ProblemBook {
  readonly #entries = new Map<string, Entry>();

  /** Once more something kept the file from being dealt with. `passing`: such things usually end by themselves. */
  note(name: string, reason: string, passing: boolean, now: Instant): void {
    const before = this.#entries.get(name);
    const { since, attempts, told } = before?.problem ??
      { since: now.wall, attempts: 0, told: false };
    this.#entries.set(name, {
      problem: { name, reason: clip(reason, REASON_LENGTH), since, attempts: attempts + 1, told },
      sinceMono: before?.sinceMono ?? now.mono,
      passing: passing && (before?.passing ?? true),
    });
  }

  /** How long the name has been in trouble, in ms; 0 when it is in none. */
  age(name: string, now: Instant): number {
    const entry = this.#entries.get(name);
    return entry === undefined ? 0 : now.mono - entry.sinceMono;
  }

  /** It is in its place, or was taken away. */
  clear(name: string): void {
    this.#entries.delete(name);
  }

  /** Forgets the names that are not among these. */
  keep(names: ReadonlySet<string>): void {
    for (const name of this.#entries.keys()) if (!names.has(name)) this.#entries.delete(name);
  }

  /** What an earlier run knew: it goes on from there as soon as the same names fail again. */
  restore(problems: readonly FileProblem[], now: Instant): void {
    for (const problem of problems) {
      const sinceMono = now.mono - Math.max(0, now.wall - problem.since);
      this.#entries.set(problem.name, { problem, sinceMono, passing: false });
    }
  }

  /** Those to be shown, oldest first. */
  list(now: Instant): readonly FileProblem[] {
    return this.#sorted((entry) => !entry.passing || now.mono - entry.sinceMono >= PASSING_MS);
  }

  /** Those that have lasted for `limitMs` and were not told, oldest first. */
  overdue(limitMs: number, now: Instant): readonly FileProblem[] {
    return this.#sorted((entry) => !entry.problem.told && now.mono - entry.sinceMono >= limitMs);
  }

  /** People were told of these. */
  told(problems: readonly FileProblem[]): void {
    for (const { name } of problems) {
      const entry = this.#entries.get(name);
      if (entry === undefined) continue;
      this.#entries.set(name, { ...entry, problem: { ...entry.problem, told: true } });
    }
  }

  #sorted(wanted: (entry: Entry) => boolean): readonly FileProblem[] {
    return [...this.#entries.values()].filter(wanted)
      .sort((a, b) => a.sinceMono - b.sinceMono)
      .map(({ problem }) => problem);
  }
}
