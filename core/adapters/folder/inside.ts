/** Names in a folder, for a process that does without `node:path`. */

const windows = Deno.build.os === "windows";

/** Path of what has this name in the folder. The name is one that a listing gave: it leads nowhere else. */
export function inside(folder: string, name: string): string {
  const last = folder.at(-1);
  const separated = last === "/" || (windows && (last === "\\" || last === ":"));
  return `${folder}${separated ? "" : windows ? "\\" : "/"}${name}`;
}
