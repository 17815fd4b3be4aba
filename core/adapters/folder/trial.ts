/** Whether the account may do in the folder what processing needs: create, write, rename, remove. */
import { join } from "node:path";
import { TRIAL_CONTENT } from "../../words/folder.ts";

/** What a trial needs to know. */
export interface TrialRequest {
  readonly op: "trial";
  readonly folder: string;
  /** Destinations; one that does not exist yet is passed over, because it is made when it is needed. */
  readonly destinations: readonly string[];
}

/**
 * Creates a small file of a name of its own, renames it, moves it to each existing destination, and removes
 * it. The name does not end in `.ret`: nobody takes it for a retorno. Throws the system's error at the first step
 * that is refused, after removing what it made.
 */
export function trial(request: TrialRequest): void {
  const name = `monitor-retornos-teste-${crypto.randomUUID()}.tmp`;
  let at = join(request.folder, name);
  Deno.writeTextFileSync(at, TRIAL_CONTENT, {
    createNew: true,
  });
  try {
    for (const folder of [request.folder, ...request.destinations.filter(isFolder)]) {
      const to = join(folder, `${name}.2`);
      moveTo(at, to);
      at = to;
    }
  } finally {
    Deno.removeSync(at);
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Where a rename cannot work (another volume, a client that holds the file), a copy stands in, as in a real move. */
function moveTo(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch {
    Deno.copyFileSync(from, to);
    Deno.removeSync(from);
  }
}
