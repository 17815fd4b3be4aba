/**
 * Reader of `config.ini`: text in, sections, keys and values with their lines out. It never throws and
 * never interprets a value: no escapes, no `%` or `$` expansion, no continuation lines.
 */

/** One `key = value`. */
export interface IniEntry {
  /** The key as written. */
  readonly key: string;
  /** The key as it is compared, see {@link foldName}. */
  readonly name: string;
  /** Without surrounding white space, comment and optional quotes; otherwise exactly as written. */
  readonly value: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** The value stood between quotes. */
  readonly quoted: boolean;
  /** A comment on the same line followed the value. */
  readonly comment: boolean;
  /** Key or value may be a piece of a secret that was broken over two lines, or has lost its key: do not show it. */
  readonly secret: boolean;
}

/** A section; several headers with the same name are one section. */
export interface IniSection {
  /** The name as first written. */
  readonly title: string;
  /** The name as it is compared, see {@link foldName}. */
  readonly name: string;
  /** Lines of its headers, at least one. */
  readonly lines: readonly number[];
  /** In the order of the file, repeated keys included. */
  readonly entries: readonly IniEntry[];
}

/** What is wrong with a line that cannot be understood. */
export type IniDamageKind = "header" | "no-equals" | "no-key" | "no-section" | "nul";

/** A line that is neither section, nor `key = value`, nor comment. */
export interface IniDamage {
  readonly kind: IniDamageKind;
  readonly line: number;
  /** Title of the section it stands in, or null. */
  readonly section: string | null;
  /** The line without surrounding white space, or null when it might show a password. */
  readonly text: string | null;
}

/** The whole file. */
export interface IniFile {
  readonly sections: readonly IniSection[];
  readonly damages: readonly IniDamage[];
}

/**
 * The form in which section and key names are compared: composed accents, lower case by the Unicode
 * rules (never by the language of the machine, where "I" may become a dotless "ı").
 */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Where the comment of a line begins: `#` or `;` at `from` = 0 or after white space; -1 when there is none. */
function commentStart(line: string, from = 0): number {
  for (let i = from; i < line.length; i++) {
    const char = line[i];
    if ((char === "#" || char === ";") && (i === 0 || /\s/.test(line[i - 1] ?? ""))) return i;
  }
  return -1;
}

/** The value part of a line, which starts just after `=`. */
function readValue(line: string, start: number): Pick<IniEntry, "value" | "quoted" | "comment"> {
  const rest = line.slice(start).trimStart();
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    // A second quote that ends something inside, as in `"C:\a b.exe" "x"`, leaves all of them in the value.
    const end = rest.indexOf(quote, 1);
    const after = rest.slice(end + 1);
    if (end > 0 && (after.trim() === "" || /^\s+[#;]/.test(after))) {
      return { value: rest.slice(1, end), quoted: true, comment: after.trim() !== "" };
    }
  }
  const cut = commentStart(line, start);
  const value = (cut < 0 ? line.slice(start) : line.slice(start, cut)).trim();
  return { value, quoted: false, comment: cut >= 0 };
}

/** Lines of these sections that cannot be read are not shown. */
const SECRET_SECTIONS = new Set(["email", "teams", "telegram", "webhook", "batimento"]);
/** A line that says this may be a secret wherever it stands; an address may be one by itself. */
const SECRET_WORDS = /senha|password|secret|segredo|token|:\/\//i;
/** In one of those sections, what stands before the `=` may be the beginning of a secret that has lost its key. */
const PLAIN_KEY = /^[\p{L}\p{N}_ -]{1,40}$/u;
/** A deeper line below one of these keys may belong to a secret. */
const SECRET_KEYS = new Set(["senha", "token", "segredo", "url"]);

/** A section while it is being read. */
interface OpenSection {
  title: string;
  name: string;
  lines: number[];
  entries: IniEntry[];
}

/**
 * Reads a whole file. Lines end in CRLF, LF or CR; a byte order mark at the start is skipped.
 * Keys under a header that is damaged are left out, so that one broken `[` gives one message.
 */
export function readIni(text: string): IniFile {
  const sections = new Map<string, OpenSection>();
  const damages: IniDamage[] = [];
  let current: OpenSection | null = null;
  let afterBrokenHeader = false;
  let passwordIndent: number | null = null;

  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  lines.forEach((line, index) => {
    const number = index + 1;
    const content = line.trim();
    if (content === "" || content.startsWith("#") || content.startsWith(";")) return;
    const cut = commentStart(line);
    const equals = line.indexOf("=");
    // Python would join a deeper line to the password above it; here it must at least not be shown.
    const indent = line.length - line.trimStart().length;
    const secret = passwordIndent !== null && indent > passwordIndent;
    const damage = (kind: IniDamageKind) => {
      const shown = current !== null && !SECRET_SECTIONS.has(foldName(current.title)) && !secret &&
        !SECRET_WORDS.test(content);
      damages.push({
        kind,
        line: number,
        section: current?.title ?? null,
        text: shown || kind === "header" ? content : null,
      });
    };

    if (line.includes("\0")) return damage("nul");
    if (content.startsWith("[")) {
      const header = (cut < 0 ? line : line.slice(0, cut)).trim();
      const title = header.slice(1, -1).trim();
      passwordIndent = null;
      if (!header.endsWith("]") || title === "") {
        damage("header");
        afterBrokenHeader = true;
        current = null;
        return;
      }
      afterBrokenHeader = false;
      const name = foldName(title);
      current = sections.get(name) ?? { title, name, lines: [], entries: [] };
      current.lines.push(number);
      sections.set(name, current);
      return;
    }
    if (afterBrokenHeader) return;
    if (equals < 0 || (cut >= 0 && cut < equals)) return damage("no-equals");
    const key = line.slice(0, equals).trim();
    if (key === "") return damage("no-key");
    if (current === null) return damage("no-section");
    const name = foldName(key);
    if (!secret) passwordIndent = SECRET_KEYS.has(name) ? indent : null;
    const odd = SECRET_SECTIONS.has(current.name) && !PLAIN_KEY.test(key);
    const entry = { key, name, line: number, secret: secret || odd };
    current.entries.push({ ...entry, ...readValue(line, equals + 1) });
  });
  return { sections: [...sections.values()], damages };
}
