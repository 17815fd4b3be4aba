/** Takes an announcement to people: as a message that waits on disk, and at once on log, event log and screens. */
import { messageIdFor } from "../domain/message_id.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import type { Notifier } from "../ports/notifier.port.ts";
import type { MailKind } from "../ports/outbox.port.ts";
import type { Announcement, FormatLocal, MessageAnnouncement } from "../words/announcement.ts";
import { linesFor } from "../words/log/for_announcement.ts";
import { mailFor } from "../words/mail.ts";
import { noticeFor } from "../words/notice.ts";
import { eventFor } from "../words/system_event.ts";
import { say } from "./say.ts";

/** How announcements are made. */
export interface AnnouncerSettings {
  /** Null: no mail is to be sent. */
  readonly mail: { readonly from: string; readonly to: readonly string[] } | null;
  /** `alertar_por_email`: outages and recoveries go by mail too. */
  readonly outagesByMail: boolean;
  readonly formatLocal: FormatLocal;
}

/** Where the announcements go. */
export interface AnnouncerPorts {
  readonly ledger: Pick<Ledger, "outbox">;
  readonly log: Log;
  readonly notifier: Notifier;
  readonly events: EventLog;
}

const MAIL_KINDS: Readonly<Record<MessageAnnouncement["kind"], MailKind>> = {
  "outage": "queda",
  "recovery": "recuperacao",
  "test": "teste",
  "ledger-rebuilt": "aviso",
};

/** The one announcer of the program. */
export class Announcer {
  readonly #ports: AnnouncerPorts;
  readonly #settings: AnnouncerSettings;

  constructor(ports: AnnouncerPorts, settings: AnnouncerSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Queues the message, dated `now` (ms since the Unix epoch); call it inside the transaction that makes the event
   * durable, so that both stand or fall together. Throws what the ledger throws.
   */
  queue(announcement: MessageAnnouncement, now: number): void {
    const { mail, outagesByMail, formatLocal } = this.#settings;
    const { id } = announcement;
    const kind = MAIL_KINDS[announcement.kind];
    const ofOutage = announcement.kind === "outage" || announcement.kind === "recovery";
    if (mail === null || ofOutage && !outagesByMail) return;
    const content = mailFor(announcement, formatLocal);
    const messageId = messageIdFor(kind, id, mail.from);
    const message = { ...mail, ...content, messageId, date: now };
    this.#ports.ledger.outbox.enqueue(kind, ofOutage ? id : null, message, now);
  }

  /** Tells people at once; never throws. `now` in ms since the Unix epoch. */
  tell(announcement: Announcement, now: number): void {
    const { log, events, notifier } = this.#ports;
    say(log, ...linesFor(announcement));
    const entry = eventFor(announcement);
    if (entry !== null) events.write(entry.event, entry.text);
    const notice = noticeFor(announcement, this.#settings.formatLocal);
    if (notice !== null) notifier.notify({ ...notice, at: now });
  }
}
