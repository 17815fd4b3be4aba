/** The kinds of values that the channels beside mail need. */
import {
  CONVERSATION,
  eventsText,
  OPEN_WEB_ADDRESS,
  TENANT,
  WEB_ADDRESS,
} from "../words/config/accepted.ts";
import { type Field, field } from "./field.ts";

/** An `https` address, `http` only to this machine or, with `open`, anywhere. Empty when the key is missing. */
export function webAddress(open: boolean, fallback = "", shown?: string): Field<string> {
  const accepted = open ? OPEN_WEB_ADDRESS : WEB_ADDRESS;
  return field(
    { accepted, shown, fallback },
    (value) => value === "" || isWebAddress(value, open) ? value : undefined,
  );
}

function isWebAddress(value: string, open: boolean): boolean {
  const url = URL.parse(value);
  // The parser would take control characters and spaces out by itself.
  if (url === null || url.hostname === "" || /[\p{Cc}\s]/u.test(value)) return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" &&
    (open || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname));
}

/** A tenant of Entra: its number or one of its domains; it becomes part of an address. Empty when the key is missing. */
export function tenant(): Field<string> {
  return field(
    { accepted: TENANT },
    (value) => /^[A-Za-z0-9.-]{0,253}$/.test(value) ? value : undefined,
  );
}

/** A Telegram conversation: a number, or `@name`. Empty when the key is missing. */
export function conversation(): Field<string> {
  return field(
    { accepted: CONVERSATION },
    (value) => value === "" || /^(?:-?\d{1,20}|@\w{3,64})$/.test(value) ? value : undefined,
  );
}

/** Any of some words, separated by commas; null for the word that stands for all of them. */
export function words<const T extends readonly string[]>(
  options: T,
  all: string,
): Field<T[number][] | null> {
  return field({ accepted: eventsText(options, all), fallback: all }, (value) => {
    if (value.toLowerCase() === all) return null;
    const items = value.split(",").map((item) => item.replace(/^[ \t]+|[ \t]+$/g, "").toLowerCase())
      .filter((item) => item !== "");
    return items.length > 0 && items.every((one) => options.includes(one)) ? items : undefined;
  });
}
