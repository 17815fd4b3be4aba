/** The kinds of values that config.ini may hold. */
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
import { type Field, field, Refused } from "./field.ts";

const CONTROL = /\p{Cc}|[\u2028\u2029]/u;

/** Any line of text; empty when the key is missing. Control characters are refused. */
export function text(
  accepted: string = LINE_OF_TEXT,
  shown?: string,
  fallback = "",
): Field<string> {
  return field({ accepted, shown, fallback }, (value) => CONTROL.test(value) ? undefined : value);
}

/** A text of a given form, null when the key is missing; `read` makes the value of it. */
export function matching(
  form: RegExp,
  accepted: string,
  read: (text: string) => string,
): Field<string | null> {
  return field(
    { accepted },
    (value) => value === "" ? null : form.test(value) && read(value) || undefined,
  );
}

/** A path of a folder or file; empty when the key is missing. Whether it exists is not looked at here. */
export function path(what: string, shown?: string, fallback = ""): Field<string> {
  const accepted = pathText(what);
  return field({ accepted, shown, fallback }, (value) => {
    // `\\?\` begins the long form of a Windows path; anywhere else `?` is a wildcard.
    if (CONTROL.test(value) || /[<>"|?*]/.test(value.replace(/^\\\\\?\\/, ""))) return undefined;
    // `C:pasta` means "in whatever folder drive C: stands now": nobody wants that in a service.
    return /^[a-z]:(?![\\/])./i.test(value) ? new Refused(fullDrivePathText(accepted)) : value;
  });
}

/** A whole number within limits. `unit` is one of core/words/config/accepted.ts, or empty. */
export function integer(fallback: number, min: number, max: number, unit = ""): Field<number> {
  const accepted = integerText(unit, min, max);
  return field({ accepted, fallback: String(fallback) }, (text) => {
    const value = Number(text);
    return /^[0-9]{1,9}$/.test(text) && value >= min && value <= max ? value : undefined;
  });
}

const TRUE = ["true", "sim", "yes", "1"];
const FALSE = ["false", "não", "nao", "no", "0"];

/** A boolean: true/false, sim/não, yes/no, 1/0, in any letter case. */
export function boolean(fallback: boolean, shown?: string): Field<boolean> {
  return field({ accepted: BOOLEAN, shown, fallback: String(fallback) }, (text) => {
    const word = text.normalize("NFC").toLowerCase();
    return TRUE.includes(word) ? true : FALSE.includes(word) ? false : undefined;
  });
}

/** One of a few words, in any letter case. */
export function choice<const T extends readonly string[]>(
  options: T,
  fallback: T[number],
): Field<T[number]> {
  return field(
    { accepted: choiceText(options), fallback },
    (text) => options.find((option) => option.toLowerCase() === text.toLowerCase()),
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
export function host(accepted: string): Field<string> {
  return field(
    { accepted },
    (value) =>
      value === "" || isHostName(value) || isIpv6(value)
        ? value.replace(/^\[|\]$/g, "")
        : undefined,
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
export function address(): Field<string> {
  return field(
    { accepted: ADDRESS },
    (value) => value === "" || isAddress(value) ? value : undefined,
  );
}

/** Accounts or convênios, separated by commas; empty: any. Digits, with or without a check digit after a hyphen. */
export function accounts(): Field<string[]> {
  return listOf(ACCOUNTS, (item) => /^\d[\d.]*(-?[\dXx])?$/.test(item));
}

/** Mail addresses separated by commas, without repetitions; empty when the key is missing. */
export function addresses(): Field<string[]> {
  return listOf(ADDRESSES, isAddress);
}

/** An http or https address without user and password in it; null when the key is missing. */
export function url(): Field<string | null> {
  return field(
    { accepted: URL_TEXT },
    (value) => value === "" ? null : isWebAddress(value) ? value : undefined,
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

function listOf(accepted: string, fits: (item: string) => boolean): Field<string[]> {
  return field({ accepted }, (text) => {
    const items = splitList(text);
    return items.every(fits) ? items : undefined;
  });
}
