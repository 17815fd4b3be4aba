/** What happened in some stretch of time, for pages and reports. Times are ms since the Unix epoch, amounts integer cents. */
import type { FileSituation } from "../../domain/file_fate.ts";
import type { Stretch } from "../../domain/told/maintenance.ts";
import type { IsoDate } from "../../formats/retorno.ts";
import type { FileRecord } from "./files.port.ts";
import type { OutageRecord } from "./outages.port.ts";
import type { Delivered } from "./outbox.port.ts";

/** Files of one situation that were decided on one day. */
export interface DayTally {
  /** Its place in {@link HistoryWish.days}. */
  readonly day: number;
  readonly situation: FileSituation;
  readonly files: number;
  /** Movements in these files, and how many of them were new. */
  readonly movements: number;
  readonly applied: number;
}

/** The títulos whose latest payment is of one day, and all that was paid for them. */
export interface PaidDay {
  readonly day: IsoDate;
  readonly titulos: number;
  readonly cents: bigint;
}

/** Messages of one channel. */
export interface ChannelTally {
  readonly channel: string;
  readonly queued: number;
  readonly accepted: number;
  readonly givenUp: number;
}

/** What to look for. */
export interface HistoryWish extends Stretch {
  /** Days for which files are counted: each begins and ends at a full quarter of an hour, as midnight does in every zone. */
  readonly days: readonly Stretch[];
  /** First and last day of payment, inclusive. */
  readonly paidFrom: IsoDate;
  readonly paidTo: IsoDate;
  /** So many of each list at most; counts are whole. */
  readonly shown: number;
  /** An outage that goes on and is still within the limit of a recovery test at this time counts as one; ms since the Unix epoch. */
  readonly now: number;
}

/** What a stretch of time consisted of. */
export interface TimeRecords {
  /** When a monitor watched the folder, oldest first. */
  readonly watched: readonly Stretch[];
  /** Every real outage that some part of it lies in, oldest first; `end` is Infinity while it lasts. */
  readonly down: readonly Stretch[];
  /** The same of those that somebody made on purpose, to try the monitor. */
  readonly tests: readonly Stretch[];
}

/** What the ledger has of it. */
export interface HistoryRecords extends TimeRecords {
  readonly files: readonly DayTally[];
  readonly paid: readonly PaidDay[];
  /** The newest of the real ones, newest first, with what was sent. */
  readonly outages: readonly OutageRecord[];
  readonly deliveries: readonly Delivered[];
  /** Newest first. */
  readonly refused: readonly FileRecord[];
  readonly refusedCount: number;
  /** Of every channel that was to carry something, by its name. */
  readonly channels: readonly ChannelTally[];
}

/** Counts over all time, for metrics. */
export interface HistoryTotals {
  readonly files: Readonly<Record<FileSituation, number>>;
  readonly movements: number;
  readonly applied: number;
  readonly titulos: number;
  /** Real ones, and those that somebody made on purpose. */
  readonly outages: number;
  readonly tests: number;
  /** Time out of reach of the real outages that have ended. */
  readonly downMs: number;
  readonly channels: readonly ChannelTally[];
}

/** The past, for reading. Every answer costs by the length of the stretch, not by the size of the ledger. */
export interface HistoryLedger {
  /** What happened from `start` on and before `end`. */
  period(wish: HistoryWish): Promise<HistoryRecords>;
  /** Of the same, what touches a stretch of time; `now` as in {@link HistoryWish}. */
  time(span: Stretch, now: number): Promise<TimeRecords>;
  /** What there is at all; `now` as in {@link HistoryWish}. */
  totals(now: number): Promise<HistoryTotals>;
}
