/** Numbers, dates and times as people in Brazil write them. */
import { decimalText } from "../../words/decimal.ts";
import { moneyText } from "../../words/money.ts";

/** `1.234.567`. */
export function countText(n: number | bigint): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** `99,97%`, rounded down and without zeros that say nothing; `sem dados` for null. */
export function percentText(value: number | null): string {
  return value === null
    ? "sem dados"
    : `${String(Math.floor(value * 100) / 100).replace(".", ",")}%`;
}

/** `27/11/2026` for `2026-11-27`. */
export function dayText(day: string): string {
  return day.split("-").reverse().join("/");
}

/** `27/11` for `2026-11-27`. */
export function shortDayText(day: string): string {
  return `${day.slice(8)}/${day.slice(5, 7)}`;
}

const WEEKDAYS = ["dom", "seg", "ter", "qua", "qui", "sex", "sáb"];

/** `sex` for `2026-11-27`. */
export function weekdayText(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

const MONTHS = "jan fev mar abr mai jun jul ago set out nov dez".split(" ");

/** `nov/2026` for `2026-11`. */
export function monthText(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1]}/${month.slice(0, 4)}`;
}

/** `27/11/2026 09:23:15` for local ISO 8601; a dash for null. */
export function momentText(iso: string | null): string {
  return iso === null ? "–" : `${dayText(iso.slice(0, 10))} ${iso.slice(11, 19)}`;
}

/** `R$ 1.234,56` for cents. */
export function reaisText(cents: bigint): string {
  return moneyText(cents).replace(" ", "\u00a0");
}

/** `R$ 1,2 mi`: an amount in few letters, for the scale of a chart. */
export function roughReaisText(cents: bigint): string {
  const reais = Number(cents) / 100;
  for (const [size, unit] of [[1e9, " bi"], [1e6, " mi"], [1e3, " mil"]] as const) {
    if (reais >= size) return `R$ ${decimalText(reais / size, 1)}${unit}`;
  }
  return moneyText(cents);
}
