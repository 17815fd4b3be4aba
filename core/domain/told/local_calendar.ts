/** Local dates and times of day. The zone is the caller's business; what is done with dates is pure. */

/** A moment as a calendar on the wall and a clock beside it show it. */
export interface LocalMoment {
  /** `AAAA-MM-DD`. */
  readonly date: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight as the clock shows it, 0 to 1439. */
  readonly minute: number;
}

/** The zone of this machine. Moments are ms since the Unix epoch. */
export interface LocalCalendar {
  /** What calendar and clock show at `ms`. */
  of(ms: number): LocalMoment;
  /**
   * When the clock shows `minute` (0 to 1440, the next midnight) of `date`: the first time when it does so twice, and by the
   * offset before the change when it never does, so that an hour that is left out comes an hour later, and not never.
   */
  at(date: string, minute: number): number;
}

const DAY_MS = 86_400_000;

/** `date` and `days` more, or fewer. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Day of the week of `date`; 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
