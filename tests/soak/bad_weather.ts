/** What goes wrong around the monitors of a soak, until its war is over. */
import type { HttpFault, HttpSite } from "../support/http_site.ts";
import type { Installation } from "../support/installation.ts";
import type { Fault, SmtpTestServer } from "../support/smtp.ts";
import { pause } from "./writer.ts";

/** Faults of the mail server, one of which may rule for a while. */
const MAIL_FAULTS: readonly Fault[] = [
  { at: "greeting", what: 421 },
  { at: "greeting", what: "close" },
  { at: "mail", what: 451 },
  { at: "rcpt", what: 450 },
  { at: "data", what: "reset" },
  { at: "body", what: "reset" },
  { at: "message", what: 452 },
  // The worst one: the server keeps the message, and the sender never learns of it.
  { at: "message", what: "reset", keep: true },
];

/** And those of a channel over HTTP. */
const WEB_FAULTS: readonly HttpFault[] = [
  500,
  429,
  401,
  "reset",
  "hang",
  "lost",
  { takenFor: 300 },
  { delayMs: 300, then: null },
];

/** The mail server fails one time in three, in ever other ways. */
export async function badMail(
  smtp: SmtpTestServer,
  war: { over: boolean },
  next: () => number,
): Promise<void> {
  while (!war.over) {
    smtp.heal();
    if (next() < 1 / 3) {
      const fault = MAIL_FAULTS[Math.floor(next() * MAIL_FAULTS.length)]!;
      smtp.inject({ ...fault, times: Infinity });
    }
    await pause(200 + next() * 600);
  }
}

/** The same of a channel over HTTP. */
export async function badSite(
  site: HttpSite,
  war: { over: boolean },
  next: () => number,
): Promise<void> {
  while (!war.over) {
    site.behave(next() < 1 / 2 ? WEB_FAULTS[Math.floor(next() * WEB_FAULTS.length)]! : null);
    await pause(200 + next() * 600);
  }
}

/** Some time, in ms since the Unix epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The folder goes away every few seconds, for less or for more than the monitor needs to notice; `away`: when it was. */
export async function badShare(
  place: Installation,
  war: { over: boolean; readonly away: Span[] },
  next: () => number,
): Promise<void> {
  while (!war.over) {
    await pause(2000 + next() * 6000);
    if (war.over) return;
    const from = Date.now();
    await place.takeAway();
    await pause(300 + next() * next() * 7000);
    await place.bringBack();
    war.away.push({ from, to: Date.now() });
  }
}
