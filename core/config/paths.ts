/** Paths of config.ini: relative ones start at the folder of the file; the others stay as they are written. */
import { pathRules } from "../domain/path_rules.ts";

/** Whether the path names a server and a share: `\\SERVIDOR1\Pasta`, on Windows also with `/`. */
export function isUnc(path: string, windows: boolean): boolean {
  if (/^\\\\\?\\/.test(path)) return /^\\\\\?\\UNC\\/i.test(path);
  return windows ? /^[\\/]{2}[^\\/?.]/.test(path) : /^\\\\[^\\]/.test(path);
}

/**
 * Whether the path is complete by itself. `C:\` and UNC count as complete everywhere, so that a
 * Windows configuration read on another system is shown as written instead of being mangled.
 */
export function isComplete(path: string, windows: boolean): boolean {
  if (/^[a-z]:[\\/]/i.test(path) || path.startsWith("\\\\")) return true;
  return windows ? path.startsWith("//") : path.startsWith("/");
}

/** The path as the program will use it; `base` is the absolute folder of config.ini. */
export function resolvePath(base: string, path: string, windows: boolean): string {
  if (isComplete(path, windows)) return path;
  return pathRules(windows).resolve(base, windows ? path : path.replaceAll("\\", "/"));
}

/** A name inside a folder, with the separator that the folder itself uses. */
export function joinPath(folder: string, name: string, windows: boolean): string {
  const separator = windows || isUnc(folder, windows) || /^[a-z]:\\/i.test(folder) ? "\\" : "/";
  const trimmed = folder.replace(separator === "\\" ? /[\\/]+$/ : /\/+$/, "");
  return `${trimmed}${separator}${name}`;
}

/** Whether both are the same folder by their names; links and drive letters are not followed. */
export function isSameFolder(a: string, b: string, windows: boolean): boolean {
  const plain = (path: string) => {
    const trimmed = pathRules(windows).normalize(path)
      .replace(windows ? /[\\/]+$/ : /\/+$/, "");
    return windows ? trimmed.replaceAll("/", "\\").toLowerCase() : trimmed;
  };
  return plain(a) === plain(b);
}
