/**
 * Absolute paths as `node:path` reads them, for what every query asks: to load that module takes Deno almost as long as to start.
 * A test holds the two side by side.
 */

/** How one kind of system writes its paths. */
export interface PathRules {
  /** The folder that an absolute path lies in; a root is its own folder. */
  dirname(path: string): string;
  /** A name inside an absolute folder, normalized. */
  join(folder: string, name: string): string;
  /** An absolute path without `.`, `..` and doubled separators; one separator at its end stays. */
  normalize(path: string): string;
  /** The absolute path that `path` means in the absolute folder `base`. `D:x` means `D:\x` in a folder of another drive. */
  resolve(base: string, path: string): string;
}

/** The rules of this kind of system. */
export function pathRules(windows: boolean): PathRules {
  return windows ? WIN32 : POSIX;
}

/** The rules of Linux and macOS. A path of Windows is no absolute one there: what is not absolute stays so. */
export const POSIX: PathRules = {
  dirname(path) {
    const end = path.replace(/(?<=.)\/+$/s, "").lastIndexOf("/");
    if (end === -1) return path.startsWith("/") ? "/" : ".";
    if (end === 0) return "/";
    // As POSIX has it, two separators at the start are a root of their own.
    return end === 1 && path.startsWith("//") ? "//" : path.slice(0, end);
  },
  join: (folder, name) => POSIX.normalize(folder === "" ? name : `${folder}/${name}`),
  normalize(path) {
    const root = path.startsWith("/") ? "/" : "";
    const plain = root + walk(path.split("/"), root === "").join("/");
    const end = path.endsWith("/") ? "/" : "";
    return plain === root ? root || `.${end}` : plain + end;
  },
  resolve: (base, path) =>
    "/" + walk((path.startsWith("/") ? path : `${base}/${path}`).split("/")).join("/"),
};

/** The rules of Windows. */
export const WIN32: PathRules = {
  dirname(path) {
    const root =
      /^(?:[\\/]{2}[^\\/]+[\\/]+[^\\/]+(?:[\\/]|$)|[a-z]:[\\/]?|[\\/])/i.exec(path)?.[0] ?? "";
    const inner = /^(.*)[\\/][^\\/]+[\\/]*$/s.exec(path.slice(root.length))?.[1];
    return root + (inner ?? "") || ".";
  },
  join: (folder, name) => WIN32.normalize(`${folder}\\${name}`),
  normalize(path) {
    const { device, names } = parse(path);
    const walked = walk(names);
    const end = walked.length > 0 && /[\\/]$/.test(path) ? "\\" : "";
    return `${device}\\${walked.join("\\")}${end}`;
  },
  resolve(base, path) {
    const asked = parse(path);
    const from = parse(base);
    const device = asked.device || from.device;
    const inside = !asked.rooted && device.toLowerCase() === from.device.toLowerCase();
    return `${device}\\${walk([...(inside ? from.names : []), ...asked.names]).join("\\")}`;
  },
};

/** A path of Windows: its drive or `\\server\share`, whether the rest begins at its root, and the names of the rest. */
function parse(path: string): { device: string; rooted: boolean; names: string[] } {
  const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
  const own = share === null ? /^[a-z]:/i.exec(path)?.[0] ?? "" : null;
  // What follows `\\?\` is for the system alone.
  const bare = share !== null && (share[1] === "?" || share[1] === ".");
  const device = own ?? (bare ? `\\\\${share![1]}` : `\\\\${share![1]}\\${share![2]}`);
  const rest = path.slice(own?.length ?? (bare ? 4 : share![0].length));
  const rooted = own === null || /^[\\/]/.test(rest);
  return { device, rooted, names: rest.split(/[\\/]/) };
}

/** The names of a path without those that lead nowhere; no `..` leads above the root, only `above` what has none. */
function walk(names: readonly string[], above = false): string[] {
  const walked: string[] = [];
  for (const name of names) {
    if (name === "" || name === ".") continue;
    if (name !== "..") walked.push(name);
    else if (walked.length > 0 && walked.at(-1) !== "..") walked.pop();
    else if (above) walked.push(name);
  }
  return walked;
}
