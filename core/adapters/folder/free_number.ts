/** The next number that is free where a name is taken. */
import { join } from "node:path";
import { targetName } from "../../domain/file_names.ts";
import type { TakenPlace } from "../../ports/folder.port.ts";

/** More names than any folder holds; beyond it something else is wrong. */
const MOST = 2 ** 40;

/**
 * A number above `place.from` whose name is free, and whose neighbour below is taken or `from` itself: numbers follow each other
 * where nobody has made holes. Takes some 2 log2(n) looks for n names taken. Somebody may take the name before it is used.
 */
export function freeNumber(place: TakenPlace): number {
  let taken = place.from;
  let step = 1;
  while (isTaken(place, taken + step)) {
    taken += step;
    step *= 2;
    if (taken > MOST) return taken + 1;
  }
  let free = taken + step;
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isTaken(place, middle)) taken = middle;
    else free = middle;
  }
  return free;
}

/** Whatever has the name, be it a link that leads nowhere; a name that cannot be asked for is left for the move to fail on. */
function isTaken({ directory, name, withReason }: TakenPlace, n: number): boolean {
  const target = join(directory, targetName(name, n, withReason));
  return exists(target) || (withReason && exists(`${target}.motivo.txt`));
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
