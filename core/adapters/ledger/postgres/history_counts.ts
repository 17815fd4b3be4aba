/** The roll-ups that the history is read from: written in the transaction that brings what they count. */
import type { IsoDate } from "../../../formats/retorno.ts";
import type { ChangedTitulo, TituloChanges } from "../../../titulos/apply_movements.ts";
import { type PaidChange, paidChanges } from "../../../titulos/paid_days.ts";
import { watchedAt } from "../roll_ups.ts";
import type { Flight } from "./flight.ts";
import type { LoadedTitulos } from "./load_titulos.ts";
import type { Session } from "./session.ts";

/** What a file changes of the sums per day of payment, by the folder of the títulos. */
export class PaidCount {
  readonly #folders = new Map<number, Map<IsoDate, PaidChange>>();

  /** Adds a batch; `own` is the folder of new títulos. */
  add(changes: TituloChanges, { known, folders }: LoadedTitulos, own: number): void {
    const groups = new Map<number, ChangedTitulo[]>([[own, []]]);
    for (const one of changes.changed) {
      const folder = folders.get(one.id) ?? own;
      const group = groups.get(folder);
      if (group === undefined) groups.set(folder, [one]);
      else group.push(one);
    }
    for (const [folder, changed] of groups) {
      const created = folder === own ? changes.created : [];
      this.#sum(folder, paidChanges({ ...changes, created, changed }, known));
    }
  }

  #sum(folder: number, changes: ReadonlyMap<IsoDate, PaidChange>): void {
    let days = this.#folders.get(folder);
    if (days === undefined) this.#folders.set(folder, days = new Map());
    for (const [day, { titulos, cents }] of changes) {
      const sum = days.get(day);
      if (sum === undefined) days.set(day, { titulos, cents });
      else {
        sum.titulos += titulos;
        sum.cents += cents;
      }
    }
  }

  /** Sends what writes the sums. Call it inside the transaction that changes the títulos, at its end: these rows are everybody's. */
  write(session: Session, flight: Flight): void {
    const rows = [...this.#folders].flatMap(([folder, days]) =>
      [...days].map(([day, { titulos, cents }]) => ({ folder, day, titulos, cents }))
    ).filter(({ titulos, cents }) => titulos !== 0 || cents !== 0n);
    if (rows.length === 0) return;
    // In one order: two transactions never wait for each other.
    rows.sort((a, b) => a.folder - b.folder || (a.day < b.day ? -1 : 1));
    const sums = [
      rows.map(({ folder }) => folder),
      rows.map(({ day }) => day),
      rows.map(({ titulos }) => titulos),
      rows.map(({ cents }) => String(cents)),
    ];
    flight.add(session.change(COUNT_PAID, sums));
  }
}

const COUNT_PAID = `INSERT INTO paid_days AS p (folder_id, day, titulos, cents)
   SELECT * FROM unnest($1::integer[], $2::text[], $3::bigint[], $4::numeric[])
   ON CONFLICT (folder_id, day) DO UPDATE SET titulos = p.titulos + excluded.titulos, cents = p.cents + excluded.cents`;

/** The monitor watched at `now`. Call it inside a transaction. See `watchedAt`. */
export async function countWatched(session: Session, now: number): Promise<void> {
  const { folder } = session;
  const [before] = await session.prepared(
    `SELECT started_at, ended_at FROM watch_spans WHERE folder_id = $1 AND started_at <= $2
     ORDER BY started_at DESC LIMIT 1`,
    [folder, now],
  );
  switch (watchedAt(before === undefined ? null : { end: Number(before.ended_at) }, now)) {
    case "known":
      return;
    case "goes-on":
      await session.change(
        "UPDATE watch_spans SET ended_at = $3 WHERE folder_id = $1 AND started_at = $2",
        [folder, Number(before!.started_at), now],
      );
      return;
    case "begins":
      await session.change(
        "INSERT INTO watch_spans (folder_id, started_at, ended_at) VALUES ($1, $2, $2)",
        [folder, now],
      );
  }
}
