/** The document of some days: what page, report and `/api/resumo` show. Amounts are integer cents. */
import { allShares, availability, type TimeShares, timeShares } from "../domain/availability.ts";
import type { FileSituation } from "../domain/file_fate.ts";
import { daysOf, dayStretch, nextMonth, type Period } from "../domain/period.ts";
import type { LocalCalendar } from "../domain/told/local_calendar.ts";
import type { Stretch } from "../domain/told/maintenance.ts";
import type { HistoryRecords } from "../ports/ledger/history.port.ts";
import { AVAILABILITY_RULE } from "../words/page.ts";
import type { ExpectationDocument, ExpectedDocument, GapDocument } from "./expected.ts";
import { outageDocument } from "./outages.ts";

/** Months that are shown beside the days. */
const MONTHS = 12;

/** Seconds of some time; the four make up the whole of it. */
export interface TimeDocument {
  /** Of the time that was watched and is no maintenance, the part in reach, in percent; null: there was no such time. */
  readonly disponibilidade: number | null;
  readonly segundosNoAr: number;
  readonly segundosFora: number;
  readonly segundosManutencao: number;
  readonly segundosDesconhecidos: number;
}

/** Counts of some time. */
export interface CountsDocument {
  readonly processados: number;
  readonly recusados: number;
  readonly duplicados: number;
  readonly ignorados: number;
  /** Movements in the files decided then. */
  readonly titulos: number;
  /** Títulos whose latest payment is of these days, and all that was paid for them, as `titulos --csv` sums it. */
  readonly titulosPagos: number;
  readonly valorPago: bigint;
}

/** One day. */
export interface DayDocument extends TimeDocument, CountsDocument {
  /** `AAAA-MM-DD`. */
  readonly dia: string;
}

/** One month of payments. */
export interface MonthDocument {
  /** `AAAA-MM`. */
  readonly mes: string;
  readonly titulosPagos: number;
  readonly valorPago: bigint;
}

/** Some days. Times are local ISO 8601 with offset. */
export interface HistoryDocument {
  readonly geradoEm: string;
  readonly pasta: string;
  readonly periodo: { readonly de: string; readonly ate: string; readonly mes: string | null };
  readonly regra: string;
  readonly total: TimeDocument & CountsDocument;
  /** Oldest first; days that have not come yet are not there. */
  readonly dias: readonly DayDocument[];
  /** The month of the last day and those before it, oldest first. */
  readonly meses: readonly MonthDocument[];
  /** Begin and end of each stretch out of reach, oldest first; null: it goes on. Recovery tests are no outages here. */
  readonly foraDeAlcance: readonly (readonly [string, string | null])[];
  /** Newest first, so many at most; `totalQuedas` counts all. */
  readonly quedas: readonly ReturnType<typeof outageDocument>[];
  readonly totalQuedas: number;
  readonly totalTestes: number;
  readonly recusados: readonly RefusedDocument[];
  readonly totalRecusados: number;
  readonly canais: readonly {
    readonly canal: string;
    readonly enfileiradas: number;
    readonly aceitas: number;
    readonly recusadas: number;
  }[];
  readonly esperados: readonly ExpectedDocument[] | null;
  readonly lacunas: readonly GapDocument[] | null;
}

/** A refused file. */
export interface RefusedDocument {
  readonly nome: string;
  readonly em: string;
  readonly codigoMotivo: string | null;
  readonly motivo: string | null;
}

/** Facts that are not in the ledger. */
export interface HistoryFacts {
  readonly folder: string;
  readonly period: Period;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly calendar: LocalCalendar;
  readonly iso: (ms: number) => string;
  /** The maintenance windows of the period. */
  readonly maintenance: readonly Stretch[];
  readonly expectation: ExpectationDocument | null;
}

/** The days of a period that have come at `now`, ms since the Unix epoch. */
export function daysToShow(period: Period, now: number, calendar: LocalCalendar): string[] {
  const today = calendar.of(now).date;
  return daysOf(period).filter((day) => day <= today);
}

/** First day of the payments that the document speaks of. */
export function firstPaidDay({ from, to }: Period): string {
  const first = `${nextMonth(to.slice(0, 7), 1 - MONTHS)}-01`;
  return first < from ? first : from;
}

/** Builds it; `records` is null when there is no ledger yet. */
export function historyDocument(
  records: HistoryRecords | null,
  facts: HistoryFacts,
): HistoryDocument {
  const { calendar, iso, now, period } = facts;
  const dates = daysToShow(period, now, calendar);
  const stretches = dates.map((day) => dayStretch(day, now, calendar));
  const shares = timeShares(stretches, {
    watched: records?.watched ?? [],
    down: records?.down ?? [],
    // Somebody took the folder away to try the monitor: that says nothing of the server.
    maintenance: [...facts.maintenance, ...(records?.tests ?? [])],
  });
  const counts = countDays(dates, records);
  const days = dates.map((dia, n) => ({ dia, ...timeOf(shares[n]!), ...counts[n]! }));
  const paid = records?.paid ?? [];
  return {
    geradoEm: iso(now),
    pasta: facts.folder,
    periodo: { de: period.from, ate: period.to, mes: period.month },
    regra: AVAILABILITY_RULE,
    total: { ...timeOf(allShares(shares)), ...sumOf(counts) },
    dias: days,
    meses: Array.from({ length: MONTHS }, (_, n) => {
      const mes = nextMonth(period.to.slice(0, 7), n + 1 - MONTHS);
      const own = paid.filter(({ day }) => day.startsWith(mes));
      return {
        mes,
        titulosPagos: own.reduce((sum, { titulos }) => sum + titulos, 0),
        valorPago: own.reduce((sum, { cents }) => sum + cents, 0n),
      };
    }),
    foraDeAlcance: (records?.down ?? []).map(({ start, end }) => [
      iso(start),
      end === Infinity ? null : iso(end),
    ]),
    quedas: (records?.outages ?? []).map((outage) =>
      outageDocument(outage, records!.deliveries, now, iso)
    ),
    totalQuedas: records?.down.length ?? 0,
    totalTestes: records?.tests.length ?? 0,
    recusados: (records?.refused ?? []).map(({ name, at, reasonCode, reason }) => ({
      nome: name,
      em: iso(at),
      codigoMotivo: reasonCode,
      motivo: reason,
    })),
    totalRecusados: records?.refusedCount ?? 0,
    canais: (records?.channels ?? []).map(({ channel, queued, accepted, givenUp }) => ({
      canal: channel,
      enfileiradas: queued,
      aceitas: accepted,
      recusadas: givenUp,
    })),
    esperados: facts.expectation?.esperados ?? null,
    lacunas: facts.expectation?.lacunas ?? null,
  };
}

function timeOf(shares: TimeShares): TimeDocument {
  const figure = availability(shares);
  const seconds = (ms: number) => Math.round(ms / 1000);
  return {
    // Rounded down: what was out of reach for a second is never 100.
    disponibilidade: figure === null ? null : Math.floor(figure * 100_000) / 1000,
    segundosNoAr: seconds(shares.up),
    segundosFora: seconds(shares.down),
    segundosManutencao: seconds(shares.maintenance),
    segundosDesconhecidos: seconds(shares.unknown),
  };
}

const KEYS: Readonly<
  Record<FileSituation, "processados" | "recusados" | "duplicados" | "ignorados">
> = {
  processado: "processados",
  recusado: "recusados",
  duplicado: "duplicados",
  ignorado: "ignorados",
};

const none = () => ({
  processados: 0,
  recusados: 0,
  duplicados: 0,
  ignorados: 0,
  titulos: 0,
  titulosPagos: 0,
  valorPago: 0n,
});

function countDays(dates: readonly string[], records: HistoryRecords | null): CountsDocument[] {
  const days = new Map(dates.map((date) => [date, none()]));
  for (const { day: n, situation, files, movements } of records?.files ?? []) {
    const day = days.get(dates[n]!)!;
    day[KEYS[situation]] += files;
    day.titulos += movements;
  }
  for (const { day: date, titulos, cents } of records?.paid ?? []) {
    const day = days.get(date);
    if (day === undefined) continue;
    day.titulosPagos += titulos;
    day.valorPago += cents;
  }
  return [...days.values()];
}

function sumOf(days: readonly CountsDocument[]): CountsDocument {
  const sum = none();
  for (const day of days) {
    for (
      const key of [
        "processados",
        "recusados",
        "duplicados",
        "ignorados",
        "titulos",
        "titulosPagos",
      ] as const
    ) {
      sum[key] += day[key];
    }
    sum.valorPago += day.valorPago;
  }
  return sum;
}
