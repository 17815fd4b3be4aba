/** The kinds of values that config.ini may hold, as valibot schemas from the written text to the value. */
import * as v from "valibot";
import {
  ACCOUNTS,
  ADDRESS,
  ADDRESSES,
  BOOLEAN,
  choiceText,
  fullDrivePathText,
  integerText,
  LINE_OF_TEXT,
  pathText,
  URL_TEXT,
} from "../words/config/accepted.ts";

/** What the reference and the messages say about a field. */
export interface FieldInfo {
  /** What is accepted, in Portuguese; completes the sentence "aceito ...". */
  readonly accepted: string;
  /** The default as the reference shows it, when it is not simply the default value. */
  readonly shown?: string;
}

const CONTROL = /\p{Cc}|[\u2028\u2029]/u;

/** Any line of text; empty when the key is missing. Control characters are refused. */
export function text(accepted: string = LINE_OF_TEXT, shown?: string, fallback = "") {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => !CONTROL.test(value), accepted),
      v.metadata(info(accepted, shown)),
    ),
    fallback,
  );
}

/** A text of a given form, null when the key is missing; `read` makes the value of it. */
export function matching(form: RegExp, accepted: string, read: (text: string) => string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || (form.test(value) && read(value) !== ""), accepted),
      v.transform((value) => value === "" ? null : read(value)),
      v.metadata(info(accepted)),
    ),
    "",
  );
}

/** A path of a folder or file; empty when the key is missing. Whether it exists is not looked at here. */
export function path(what: string, shown?: string, fallback = "") {
  const accepted = pathText(what);
  return v.optional(
    v.pipe(
      v.string(),
      // `\\?\` begins the long form of a Windows path; anywhere else `?` is a wildcard.
      v.check(
        (value) => !CONTROL.test(value) && !/[<>"|?*]/.test(value.replace(/^\\\\\?\\/, "")),
        accepted,
      ),
      // `C:pasta` means "in whatever folder drive C: stands now": nobody wants that in a service.
      v.check((value) => !/^[a-z]:(?![\\/])./i.test(value), fullDrivePathText(accepted)),
      v.metadata(info(accepted, shown)),
    ),
    fallback,
  );
}

/** A whole number within limits. `unit` is one of core/words/config/accepted.ts, or empty. */
export function integer(fallback: number, min: number, max: number, unit = "") {
  const accepted = integerText(unit, min, max);
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9]{1,9}$/, accepted),
      v.transform(Number),
      v.minValue(min, accepted),
      v.maxValue(max, accepted),
      v.metadata(info(accepted)),
    ),
    String(fallback),
  );
}

const TRUE = ["true", "sim", "yes", "1"];
const FALSE = ["false", "não", "nao", "no", "0"];

/** A boolean: true/false, sim/não, yes/no, 1/0, in any letter case. */
export function boolean(fallback: boolean, shown?: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.normalize("NFC"),
      v.toLowerCase(),
      v.picklist([...TRUE, ...FALSE], BOOLEAN),
      v.transform((value) => TRUE.includes(value)),
      v.metadata(info(BOOLEAN, shown)),
    ),
    String(fallback),
  );
}

/** One of a few words, in any letter case. */
export function choice<const T extends readonly string[]>(options: T, fallback: T[number]) {
  const accepted = choiceText(options);
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((value) =>
        options.find((option) => option.toLowerCase() === value.toLowerCase()) ?? value
      ),
      v.picklist(options, accepted),
      v.metadata(info(accepted)),
    ),
    fallback,
  );
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** A name of a host by the letter of RFC 1123 (underscores tolerated, Windows networks have them). */
function isHostName(value: string): boolean {
  return value.length <= 253 && value.split(".").every((label) => LABEL.test(label));
}

function isIpv6(value: string): boolean {
  return /^\[?[0-9a-f:.]{2,45}\]?$/i.test(value) && value.split(":").length > 2 &&
    value.startsWith("[") === value.endsWith("]");
}

/** A mail server: name or address, without port or protocol. Empty when the key is missing. */
export function host(accepted: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || isHostName(value) || isIpv6(value), accepted),
      v.transform((value) => value.replace(/^\[|\]$/g, "")),
      v.metadata(info(accepted)),
    ),
    "",
  );
}

/**
 * Whether `value` is one plain mail address (RFC 5321 dot-string, ASCII). No display name, quotes,
 * spaces or line breaks: the text goes into mail headers and SMTP commands.
 */
export function isAddress(value: string): boolean {
  const at = value.lastIndexOf("@");
  const local = value.slice(0, at);
  return at > 0 && value.length <= 254 && local.length <= 64 &&
    // `$` without the m flag also matches only at the very end, so a trailing line break is refused.
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i.test(local) &&
    isHostName(value.slice(at + 1));
}

/** One mail address; empty when the key is missing. */
export function address() {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || isAddress(value), ADDRESS),
      v.metadata(info(ADDRESS)),
    ),
    "",
  );
}

/** Accounts or convênios, separated by commas; empty: any. Digits, with or without a check digit after a hyphen. */
export function accounts() {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform(splitList),
      v.everyItem((item) => /^\d[\d.]*(-?[\dXx])?$/.test(item), ACCOUNTS),
      v.metadata(info(ACCOUNTS)),
    ),
    "",
  );
}

/** Mail addresses separated by commas, without repetitions; empty when the key is missing. */
export function addresses() {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform(splitList),
      v.everyItem((item) => isAddress(item), ADDRESSES),
      v.metadata(info(ADDRESSES)),
    ),
    "",
  );
}

/** An http or https address without user and password in it; null when the key is missing. */
export function url() {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || isWebAddress(value), URL_TEXT),
      v.transform((value) => value || null),
      v.metadata(info(URL_TEXT)),
    ),
    "",
  );
}

function isWebAddress(value: string): boolean {
  if (/[\p{Cc}\s\u2028\u2029]/u.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return /^https?:$/.test(protocol) && username === "" && password === "" && hostname !== "";
}

/** Items between commas, trimmed of spaces and tabs only (a line break must stay visible to the check). */
function splitList(value: string): string[] {
  const seen = new Set<string>();
  return value.split(",").map((item) => item.replace(/^[ \t]+|[ \t]+$/g, "")).filter((item) => {
    const known = seen.has(item.toLowerCase());
    seen.add(item.toLowerCase());
    return item !== "" && !known;
  });
}

function info(accepted: string, shown?: string): FieldInfo & Record<string, unknown> {
  return shown === undefined ? { accepted } : { accepted, shown };
}
