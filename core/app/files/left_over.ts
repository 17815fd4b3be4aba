/** What `processar` leaves in the folder, for whoever asks for the state while no monitor runs. */
import type { FileProblem } from "../../domain/file_fate.ts";
import { NAMES_IN_STATUS, type Presence } from "../../ports/ledger/presence.port.ts";

/** The end of the last look. */
export interface LeftOver {
  /** Files that still lie in the folder, and their names. */
  readonly pending: number;
  readonly names: readonly string[];
  /** Those that cannot be dealt with, oldest first. */
  readonly problems: readonly FileProblem[];
}

/**
 * Puts it in the place of what the last monitor of this place saw in `folder`; when it was last alive stays. Does nothing where
 * none ever ran, and where another machine's was the last one. A ledger that does not take it is no failure of the work.
 */
export async function showLeftOver(
  presence: Presence,
  folder: string,
  { pending, names, problems }: LeftOver,
): Promise<void> {
  try {
    const own = await presence.read();
    if (own === null || (await presence.active())?.instance !== own.instance) return;
    const before = own.status.folder === folder ? own.status.problems ?? [] : [];
    await presence.publish(own.instance, {
      ...own.status,
      folder,
      pending,
      waiting: names.slice(0, NAMES_IN_STATUS),
      problems: problems.slice(0, NAMES_IN_STATUS).map((one) => goingOn(one, before)),
      problemCount: problems.length,
    }, own.heartbeatAt);
  } catch { /* the ledger's own count of what is owed stays */ }
}

/** A file that was in trouble before is so since then. */
function goingOn(problem: FileProblem, before: readonly FileProblem[]): FileProblem {
  const known = before.find(({ name }) => name === problem.name);
  if (known === undefined) return problem;
  return {
    ...problem,
    since: Math.min(known.since, problem.since),
    attempts: known.attempts + problem.attempts,
    told: known.told,
  };
}
