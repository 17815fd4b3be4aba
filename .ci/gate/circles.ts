/** Circles between files: each of them imports the next one and the last one the first. None is allowed. */
import type { Import } from "./import_graph.ts";

/**
 * The circles of a graph, one for each knot of files that reach each other, the shortest there is: `[a, b, c]` when
 * a imports b, b imports c and c imports a. Sorted, each from its first file by name.
 */
export function findCircles(imports: readonly Pick<Import, "from" | "target">[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, target } of imports) {
    next.set(from, (next.get(from) ?? new Set()).add(target));
  }
  const circles: string[][] = [];
  const settled = new Set<string>();
  for (const start of [...next.keys()].sort()) {
    if (settled.has(start)) continue;
    const knot = knotOf(start, next);
    if (knot.size === 0) continue;
    knot.forEach((file) => settled.add(file));
    const each = [...knot].sort().map((file) => wayBack(file, next, knot));
    circles.push(each.reduce((best, circle) => circle.length < best.length ? circle : best));
  }
  return circles;
}

/** The files that `start` reaches and that reach it, itself included; empty when there is no way back to it. */
function knotOf(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const ahead = reach(start, next);
  return new Set([...ahead].filter((file) => reach(file, next).has(start)));
}

/** Every file at the end of a way of at least one import. */
function reach(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const target of next.get(file) ?? []) {
      if (found.has(target)) continue;
      found.add(target);
      open.push(target);
    }
  }
  return found;
}

/** The shortest way from a file of the knot back to itself, without its end. */
function wayBack(
  start: string,
  next: ReadonlyMap<string, ReadonlySet<string>>,
  knot: ReadonlySet<string>,
): string[] {
  let ways: string[][] = [[start]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const longer: string[][] = [];
    for (const way of ways) {
      for (const target of [...next.get(way.at(-1) ?? "") ?? []].sort()) {
        if (target === start) return way;
        if (!knot.has(target) || seen.has(target)) continue;
        seen.add(target);
        longer.push([...way, target]);
      }
    }
    ways = longer;
  }
  throw new Error(`${start} belongs to no circle`);
}

/** Everything wrong, as `file:line: sentence`; the circle is told file by file. */
export function checkCircles(imports: readonly Import[]): string[] {
  const inside = imports.filter(({ isFile, target }) => isFile && target.startsWith("core/"));
  return findCircles(inside).map((circle) => {
    const [first = "", second = first] = circle;
    const line = inside.find(({ from, target }) => from === first && target === second)?.line ?? 1;
    return `${first}:${line}: círculo de imports: ${[...circle, first].join(" → ")}`;
  });
}
