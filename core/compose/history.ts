/** The past of one configuration, as page and report show it. */
import type { Config } from "../config/config.ts";
import { lastDays, type Period } from "../domain/period.ts";
import { addDays } from "../domain/told/local_calendar.ts";
import { windowsIn } from "../domain/told/maintenance.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import {
  daysToShow,
  firstPaidDay,
  type HistoryDocument,
  historyDocument,
} from "../views/history.ts";
import { readExpectation } from "./expected.ts";
import { clock, localCalendar, localIso } from "./machine.ts";

/** Outages and refused files that are listed; counts are whole. */
const SHOWN = 50;

/** The period of the last `days` days. */
export function lastDaysNow(days: number): Period {
  return lastDays(days, clock.now().wall, localCalendar);
}

/** The document of one period; `ledger` is null before the first run. Rejects with what the ledger says. */
export async function readHistory(
  config: Config,
  ledger: Ledger | null,
  period: Period,
): Promise<HistoryDocument> {
  const now = clock.now().wall;
  const start = localCalendar.at(period.from, 0);
  const end = Math.max(start, Math.min(localCalendar.at(addDays(period.to, 1), 0), now));
  const records = ledger === null ? null : await ledger.history.period({
    start,
    end,
    days: daysToShow(period, now, localCalendar).map((day) => ({
      start: localCalendar.at(day, 0),
      end: localCalendar.at(addDays(day, 1), 0),
    })),
    paidFrom: firstPaidDay(period),
    paidTo: period.to,
    shown: SHOWN,
    now,
  });
  return historyDocument(records, {
    folder: config.caminhos.pastaRetorno,
    period,
    now,
    calendar: localCalendar,
    iso: localIso,
    maintenance: windowsIn(config.manutencao.janelas, { start, end }, localCalendar),
    expectation: await readExpectation(config, ledger, now),
  });
}
