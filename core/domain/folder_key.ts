/** One folder, however it is written. */

/**
 * The same text for the same folder: Windows does not tell letter cases apart, nor slashes from backslashes; one at the end says
 * nothing. Two names of one server (an alias, an address) stay two folders.
 */
export function folderKey(path: string): string {
  const windows = /^([A-Za-z]:|\\\\|\/\/)/.test(path);
  const plain = windows ? path.replaceAll("/", "\\").toLowerCase() : path;
  const separator = windows ? "\\" : "/";
  let end = plain.length;
  while (end > 1 && plain[end - 1] === separator) end--;
  return plain.slice(0, end);
}
