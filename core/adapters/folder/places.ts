/** Where the destinations really are: links are followed, and the watched folder is known under any name. */
import { basename, dirname, join, relative, resolve } from "node:path";
import type { PlaceFinding } from "../../ports/folder.port.ts";

const windows = Deno.build.os === "windows";

/**
 * One finding for each directory that exists; one that does not is made when it is needed, and needs no look. `folder` must
 * answer: throws the system's errors.
 */
export function inspectPlaces(folder: string, directories: readonly string[]): PlaceFinding[] {
  const home = Deno.realPathSync(folder);
  return directories.flatMap((directory) => {
    const real = realPath(directory);
    if (real === null) return [];
    const own = sameName(real, home) || sameEntry(real, home);
    return [{ directory, real, own, linked: !sameName(real, expected(folder, home, directory)) }];
  });
}

/** Where it would be without a link of its own, or of a folder below the watched one: what lies above that is nobody's trick. */
function expected(folder: string, home: string, directory: string): string {
  const inside = relative(resolve(folder), resolve(directory));
  if (!inside.startsWith("..") && resolve(folder, inside) === resolve(directory)) {
    return join(home, inside);
  }
  const parent = realPath(dirname(resolve(directory)));
  return parent === null ? resolve(directory) : join(parent, basename(resolve(directory)));
}

function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function sameName(a: string, b: string): boolean {
  return windows ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** The same folder under two names that no link connects, as after a bind mount. */
function sameEntry(a: string, b: string): boolean {
  const [one, other] = [Deno.statSync(a), Deno.statSync(b)];
  return one.ino !== null && one.ino !== 0 && one.ino === other.ino && one.dev === other.dev;
}
