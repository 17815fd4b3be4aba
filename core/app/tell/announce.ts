/** Takes an announcement to people: as messages that wait on disk, and at once on log, event log and screens. */
import type { Channel } from "../../ports/channel.port.ts";
import type { EventLog } from "../../ports/event_log.port.ts";
import { eventName, type NewMessage } from "../../ports/ledger/outbox.port.ts";
import type { Log } from "../../ports/log.port.ts";
import type { Notifier } from "../../ports/notifier.port.ts";
import {
  type Announcement,
  type FormatLocal,
  MESSAGE_KINDS,
  type MessageAnnouncement,
  outageIdOf,
  subjectOf,
} from "../../words/announcement.ts";
import { linesFor } from "../../words/log/for_announcement.ts";
import { noticeFor } from "../../words/notice.ts";
import { eventFor } from "../../words/system_event.ts";
import { say } from "./say.ts";

/** Where the announcements go. */
export interface AnnouncerPorts {
  /** Each of them gets a message of its own. */
  readonly channels: readonly Pick<Channel, "name" | "compose">[];
  readonly log: Log;
  readonly notifier: Notifier;
  readonly events: EventLog;
  /** Whether nothing is shown on screens at this moment, ms since the Unix epoch; default never. */
  readonly quiet?: (now: number) => boolean;
}

/** The one announcer of the program. */
export class Announcer {
  readonly #ports: AnnouncerPorts;
  readonly #formatLocal: FormatLocal;

  constructor(ports: AnnouncerPorts, formatLocal: FormatLocal) {
    this.#ports = ports;
    this.#formatLocal = formatLocal;
  }

  /**
   * The messages, one for each channel that carries them, dated `now` (ms since the Unix epoch). Record them together with
   * the event, so that both stand or fall together.
   */
  messages(announcement: MessageAnnouncement, now: number): NewMessage[] {
    const kind = MESSAGE_KINDS[announcement.kind];
    const messages: NewMessage[] = [];
    for (const channel of this.#ports.channels) {
      const composed = channel.compose(announcement, now);
      if (composed === null) continue;
      messages.push({
        ...composed,
        channel: channel.name,
        kind,
        event: eventName(kind, subjectOf(announcement)),
        outageId: outageIdOf(announcement),
        at: now,
      });
    }
    return messages;
  }

  /** Tells people at once; never throws. `now` in ms since the Unix epoch. */
  tell(announcement: Announcement, now: number): void {
    const { log, events, notifier } = this.#ports;
    say(log, ...linesFor(announcement));
    const entry = eventFor(announcement);
    if (entry !== null) events.write(entry.event, entry.text);
    const notice = noticeFor(announcement, this.#formatLocal);
    if (notice !== null && !this.#ports.quiet?.(now)) notifier.notify({ ...notice, at: now });
  }
}
