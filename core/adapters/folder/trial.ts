/** Whether the account may do in the folder what processing needs: create, write, rename, remove. */
import { dirname, join, resolve } from "node:path";
import { TRIAL_CONTENT } from "../../words/folder.ts";
import { errorNumber } from "./fault.ts";

/** What a trial needs to know. */
export interface TrialRequest {
  readonly op: "trial";
  readonly folder: string;
  /** Destinations; one that does not exist yet is made when it is needed, so that only its making is tried. */
  readonly destinations: readonly string[];
}

/** A destination that no file can be moved to. */
export interface TrialRefusal {
  /** As it was asked for. */
  readonly directory: string;
  /** What stands in the way: the directory itself, or the nearest of those above it that exists; null: none does. */
  readonly at: string | null;
  /** `at` is a file, or a link to nowhere. */
  readonly noFolder: boolean;
  /** The system's number, where it refused; else null. */
  readonly errorNumber: number | null;
}

/**
 * Creates a small file of a name of its own, renames it, moves it to each existing destination, and removes
 * it; where a destination is still to be made, makes and removes a directory in the nearest one above it that exists. The names
 * do not end in `.ret`: nobody takes them for a retorno. Returns the first destination that refuses, or null; throws the
 * system's error when the folder itself does. Removes what it made either way.
 */
export function trial(request: TrialRequest): TrialRefusal | null {
  const name = `monitor-retornos-teste-${crypto.randomUUID()}.tmp`;
  let at = join(request.folder, name);
  Deno.writeTextFileSync(at, TRIAL_CONTENT, {
    createNew: true,
  });
  try {
    const own = join(request.folder, `${name}.2`);
    moveTo(at, own);
    at = own;
    for (const directory of request.destinations) {
      const refusal = { directory, at: directory as string | null, noFolder: false };
      try {
        const place = nearest(directory);
        refusal.at = place.path;
        refusal.noFolder = place.noFolder;
        if (place.path === null || place.noFolder) return { ...refusal, errorNumber: null };
        if (place.path === directory) {
          const to = join(directory, `${name}.2`);
          moveTo(at, to);
          at = to;
        } else {
          const made = join(place.path, `${name}.3`);
          Deno.mkdirSync(made);
          Deno.removeSync(made);
        }
      } catch (error) {
        return { ...refusal, errorNumber: errorNumber(error) };
      }
    }
    return null;
  } finally {
    Deno.removeSync(at);
  }
}

/** The directory, or the nearest above it that exists; null: not even its drive does. */
function nearest(directory: string): { readonly path: string | null; readonly noFolder: boolean } {
  for (let path = directory;;) {
    const kind = kindOf(path);
    if (kind !== "absent") return { path, noFolder: kind === "other" };
    const above = dirname(resolve(path));
    if (above === path) return { path: null, noFolder: false };
    path = above;
  }
}

function kindOf(path: string): "folder" | "other" | "absent" {
  for (const look of [Deno.statSync, Deno.lstatSync]) {
    try {
      return look(path).isDirectory ? "folder" : "other";
    } catch (error) {
      // Below a file, the system says the one or the other. A link to nowhere is there for the second look only.
      const absent = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory;
      if (!absent) throw error;
    }
  }
  return "absent";
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
