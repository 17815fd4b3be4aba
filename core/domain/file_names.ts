/** Names of return files and of what lies beside them. */

/** No file system in use takes a longer name; counted in UTF-8 bytes on Linux, in UTF-16 units on Windows. */
const LONGEST_NAME = 255;
/** The longest thing that is ever put behind a name. */
const LONGEST_SUFFIX = ".motivo.txt".length;

const encoder = new TextEncoder();

/** The CNAB 240 twins of the CBR724 files, as the bank names them. */
export function isIed(name: string): boolean {
  return /^IEDCBR.*\.ret$/i.test(name);
}

/** First letters of the name of a file that a recovery test brings. */
export const TEST_FILE_PREFIX = "TESTE_RECUPERACAO_";

/** A file that a recovery test brought: by its name, and without any título. */
export function isTestFile(file: { readonly name: string; readonly movements: number }): boolean {
  return file.name.startsWith(TEST_FILE_PREFIX) && file.movements === 0;
}

/**
 * The name for the `n`-th attempt at a place: the file's own name, then `NOME (2).ret`, `NOME (3).ret`...
 * A name too long to carry what must be added is shortened in the middle, never at the extension.
 * `withReason` keeps room for the reason file.
 */
export function targetName(name: string, n: number, withReason: boolean): string {
  const dot = name.lastIndexOf(".");
  const stem = dot <= 0 ? name : name.slice(0, dot);
  const extension = dot <= 0 ? "" : name.slice(dot);
  const tail = (n <= 1 ? "" : ` (${n})`) + extension;
  const room = LONGEST_NAME - (withReason ? LONGEST_SUFFIX : 0) - encoder.encode(tail).length;
  return shorten(stem, room) + tail;
}

/** Cuts whole characters from the end until the UTF-8 form fits; every such name fits in UTF-16 as well. */
function shorten(stem: string, room: number): string {
  if (encoder.encode(stem).length <= room) return stem;
  const characters = [...stem];
  while (encoder.encode(characters.join("")).length > room - 1) characters.pop();
  return characters.join("") + "~";
}

/**
 * Whether a name is the one that was typed, any letter case; `*` stands for any text and `?` for one character. Takes no more
 * steps than the two lengths multiplied, whatever was typed.
 */
export function matchesName(typed: string, name: string): boolean {
  const fold = (text: string) => [...text.normalize("NFC").toLowerCase()];
  const wanted = fold(typed);
  const found = fold(name);
  let w = 0;
  let star = -1;
  let from = 0;
  for (let f = 0; f < found.length;) {
    if (wanted[w] === "*") {
      star = w++;
      from = f;
    } else if (w < wanted.length && (wanted[w] === "?" || wanted[w] === found[f])) {
      w++;
      f++;
    } else if (star >= 0) {
      // What the latest star stands for is one character longer.
      w = star + 1;
      f = ++from;
    } else return false;
  }
  while (wanted[w] === "*") w++;
  return w === wanted.length;
}
