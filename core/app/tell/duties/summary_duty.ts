/** The daily summary. */
import { NO_TIME, type TimeShares, timeShares } from "../../../domain/availability.ts";
import {
  decideSummary,
  type SummaryState,
  untilSummary,
} from "../../../domain/told/daily_summary.ts";
import type { LocalCalendar } from "../../../domain/told/local_calendar.ts";
import { isTest } from "../../../domain/told/test_outage.ts";
import { type Stretch, type WeeklyWindow, windowsIn } from "../../../domain/told/maintenance.ts";
import type { Channel } from "../../../ports/channel.port.ts";
import type { HistoryLedger } from "../../../ports/ledger/history.port.ts";
import type { Outbox } from "../../../ports/ledger/outbox.port.ts";
import type { TellingLedger } from "../../../ports/ledger/telling.port.ts";
import type { ChannelTrouble, SummaryAnnouncement } from "../../../words/announcement.ts";
import { SUMMARY_SHOWN } from "../../../words/documents/summary.ts";
import type { Announcer } from "../announce.ts";
import type { Duty, DutyFacts } from "./duties.ts";

/** Name of its state. */
const STATE = "resumo";
/** A message that waits for longer than this, in ms, without an attempt that failed is a trouble too. */
const LONG_WAIT_MS = 15 * 60_000;

/** What the duty works with. */
export interface SummaryDutyPorts {
  readonly telling: TellingLedger;
  readonly history: Pick<HistoryLedger, "time">;
  readonly outbox: Pick<Outbox, "head" | "waiting" | "refused">;
  readonly announcer: Pick<Announcer, "messages" | "tell">;
  readonly calendar: LocalCalendar;
  readonly channels: readonly Pick<Channel, "name">[];
}

/** When, and of what. */
export interface SummaryDutySettings {
  readonly folder: string;
  /** Minutes since midnight. */
  readonly minute: number;
  /** Maintenance windows. */
  readonly windows: readonly WeeklyWindow[];
  /** What is missing at a moment (ms since the Unix epoch), a line each. */
  readonly missing: (now: number) => Promise<readonly string[]>;
}

/** Tells one a day. */
export class SummaryDuty implements Duty {
  readonly #ports: SummaryDutyPorts;
  readonly #settings: SummaryDutySettings;
  /** Not asked for yet: undefined. */
  #state: SummaryState | null | undefined;

  constructor(ports: SummaryDutyPorts, settings: SummaryDutySettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  async turn(facts: DutyFacts): Promise<number> {
    const { telling, announcer, calendar } = this.#ports;
    const { minute } = this.#settings;
    const now = facts.now.wall;
    if (this.#state === undefined) this.#state = await telling.read(STATE) as SummaryState | null;
    const { state, due } = decideSummary(minute, this.#state, now, calendar);
    if (state !== this.#state) {
      const announcement = due === null ? null : await this.#announcement(due.day, due, facts);
      const messages = announcement === null ? [] : announcer.messages(announcement, now);
      await telling.save(STATE, state, messages);
      this.#state = state;
      if (announcement !== null) {
        announcer.tell(announcement, now);
        facts.told();
      }
    }
    return untilSummary(minute, now, calendar);
  }

  async #announcement(
    day: string,
    span: Stretch,
    { now, outage, pending, problems }: DutyFacts,
  ): Promise<SummaryAnnouncement> {
    const { telling, outbox } = this.#ports;
    const { start, end } = span;
    const { outages, outageCount, refused, odd, ...counts } = await telling.period(
      start,
      end,
      SUMMARY_SHOWN,
    );
    return {
      kind: "summary",
      id: day,
      folder: this.#settings.folder,
      start,
      end,
      files: counts.files,
      paid: { titulos: counts.paid.titulos, cents: String(counts.paid.cents) },
      refused: refused.map(({ name, reason }) => ({ name, reason: reason ?? "" })),
      odd: odd.map(({ name, warnings }) => ({
        name,
        reason: warnings[0]?.message ?? "",
        count: warnings.length,
      })),
      oddCount: counts.oddCount,
      outages: outages.map(({ startedAt, endedAt, downMs, closedAt, telling: said }) => ({
        startedAt,
        endedAt,
        downMs: downMs ?? Math.max(0, now.wall - startedAt),
        untold: closedAt !== null && said.toldMs === null,
        answered: said.acknowledged,
        test: isTest(said.testUntil, endedAt ?? now.wall),
      })),
      outageCount,
      time: await this.#time(span, now.wall),
      downNow: outage !== null,
      pendingFiles: pending,
      problems: problems.slice(0, SUMMARY_SHOWN).map(({ name, reason, since }) => ({
        name,
        reason,
        since,
      })),
      problemCount: problems.length,
      troubles: await this.#troubles(now.wall),
      givenUp: (await outbox.refused()).length,
      missing: await this.#settings.missing(now.wall),
    };
  }

  /** By the rule of page and report: neither what nobody watched nor maintenance and tests say anything of the folder. */
  async #time(span: Stretch, now: number): Promise<TimeShares> {
    const { history, calendar } = this.#ports;
    const { watched, down, tests } = await history.time(span, now);
    const windows = windowsIn(this.#settings.windows, span, calendar);
    const [shares = NO_TIME] = timeShares([span], {
      watched,
      down,
      maintenance: [...windows, ...tests],
    });
    return shares;
  }

  /** The channels that do not get rid of their messages. */
  async #troubles(now: number): Promise<ChannelTrouble[]> {
    const { channels, outbox } = this.#ports;
    const troubles: ChannelTrouble[] = [];
    for (const { name: channel } of channels) {
      const head = await outbox.head(channel);
      if (head === null) continue;
      const { lastError, queuedAt: since } = head;
      if (lastError === null && now - since < LONG_WAIT_MS) continue;
      troubles.push({ channel, waiting: await outbox.waiting(channel), since, lastError });
    }
    return troubles;
  }
}
