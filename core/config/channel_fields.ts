/** The kinds of values that the channels beside mail need, as valibot schemas. */
import * as v from "valibot";
import { isBotToken } from "../domain/bot_token.ts";
import {
  BOT_TOKEN,
  CONVERSATION,
  eventsText,
  FLOW_URL,
  OPEN_WEB_ADDRESS,
  TENANT,
  WEB_ADDRESS,
} from "../words/config/accepted.ts";

/** A text that passes a check; `fallback` when the key is missing. */
function checked(
  accepts: (value: string) => boolean,
  accepted: string,
  fallback = "",
  shown?: string,
) {
  return v.optional(
    v.pipe(
      v.string(),
      v.check(accepts, accepted),
      v.metadata(shown === undefined ? { accepted } : { accepted, shown }),
    ),
    fallback,
  );
}

/** An `https` address, `http` only to this machine or, with `open`, anywhere. Empty when the key is missing. */
export function webAddress(open: boolean, fallback = "", shown?: string) {
  const accepted = open ? OPEN_WEB_ADDRESS : WEB_ADDRESS;
  return checked((value) => value === "" || isWebAddress(value, open), accepted, fallback, shown);
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
export function tenant() {
  return checked((value) => /^[A-Za-z0-9.-]{0,253}$/.test(value), TENANT);
}

/** The URL of a flow of Teams, `https`, or `http` to this machine. Empty when the key is missing. */
export function flowUrl() {
  return checked((value) => value === "" || isWebAddress(value, false), FLOW_URL);
}

/** The token of a Telegram bot. Empty when the key is missing. */
export function botToken() {
  return checked((value) => value === "" || isBotToken(value), BOT_TOKEN);
}

/** A Telegram conversation: a number, or `@name`. Empty when the key is missing. */
export function conversation() {
  return checked(
    (value) => value === "" || /^(?:-?\d{1,20}|@\w{3,64})$/.test(value),
    CONVERSATION,
  );
}

/** Any of some words, separated by commas; null for the word that stands for all of them. */
export function words<const T extends readonly string[]>(options: T, all: string) {
  const accepted = eventsText(options, all);
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((value): T[number][] | null =>
        value.toLowerCase() === all
          ? null
          : value.split(",").map((item) => item.replace(/^[ \t]+|[ \t]+$/g, "").toLowerCase())
            .filter((item) => item !== "")
      ),
      v.check(
        (value) =>
          value === null || value.length > 0 && value.every((one) => options.includes(one)),
        accepted,
      ),
      v.metadata({ accepted }),
    ),
    all,
  );
}
