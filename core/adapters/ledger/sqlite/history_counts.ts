/** The roll-ups that the history is read from: written in the transaction that brings what they count. */
import type { FileSituation } from "../../../domain/file_fate.ts";
import type { IsoDate } from "../../../formats/retorno.ts";
import type { PaidChange } from "../../../titulos/paid_days.ts";
import { slotOf, watchedAt } from "../roll_ups.ts";
import type { Session } from "./session.ts";

/** Cents are kept in millions, and what is below them. */
export const MILLION = 1_000_000n;

/** Counts a decided file. Call it inside the transaction that decides it. */
export function countFile(
  session: Session,
  file: { readonly at: number; readonly situation: FileSituation },
  movements: number,
  applied: number,
): void {
  session.sql(
    `INSERT INTO file_slots (slot, situation, files, movements, applied) VALUES (?, ?, 1, ?, ?)
     ON CONFLICT (slot, situation) DO UPDATE SET files = files + 1, movements = movements + excluded.movements,
       applied = applied + excluded.applied`,
  ).run(slotOf(file.at), file.situation, movements, applied);
}

/** Counts what was paid. Call it inside the transaction that changes the títulos. */
export function countPaid(session: Session, days: ReadonlyMap<IsoDate, PaidChange>): void {
  for (const [day, { titulos, cents }] of days) {
    session.sql(
      `INSERT INTO paid_days (day, titulos, pago_alto, pago_baixo) VALUES (?, ?, ?, ?)
       ON CONFLICT (day) DO UPDATE SET titulos = titulos + excluded.titulos,
         pago_alto = pago_alto + excluded.pago_alto, pago_baixo = pago_baixo + excluded.pago_baixo`,
    ).run(day, titulos, cents / MILLION, cents % MILLION);
  }
}

/** The monitor watched at `now`. Call it inside a transaction. See `watchedAt`. */
export function countWatched(session: Session, now: number): void {
  const before = session.sql(
    "SELECT started_at, ended_at FROM watch_spans WHERE started_at <= ? ORDER BY started_at DESC LIMIT 1",
  ).get(now);
  switch (watchedAt(before === undefined ? null : { end: Number(before.ended_at) }, now)) {
    case "known":
      return;
    case "goes-on":
      session.sql("UPDATE watch_spans SET ended_at = ? WHERE started_at = ?")
        .run(now, Number(before!.started_at));
      return;
    case "begins":
      session.sql("INSERT INTO watch_spans (started_at, ended_at) VALUES (?1, ?1)").run(now);
  }
}
