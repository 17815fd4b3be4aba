/** {@link TellingLedger} in SQLite. */
import type { FileSituation } from "../../../domain/file_fate.ts";
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import type { PeriodRecords, TellingLedger } from "../../../ports/ledger/telling.port.ts";
import { exactSum, sumOf } from "./exact_sum.ts";
import { toRecord as toFile } from "../rows/file_rows.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { RECORDS as OUTAGES } from "./outage_store.ts";
import { enqueue } from "./outbox_store.ts";
import type { Session } from "./session.ts";

/** Files decided in a stretch of time, by the index of files. */
const DECIDED = "(moved_at IS NULL) IN (0, 1) AND at >= :start AND at < :end";
const ODD = "situation = 'processado' AND warnings <> '[]'";
/** Outages that some part of a stretch of time lies in. */
const TOUCHING = "started_at < :end AND (ended_at IS NULL OR ended_at > :start)";

/** The states as rows of `telling`. */
export class TellingStore implements TellingLedger {
  constructor(readonly session: Session) {}

  read(name: string): Promise<unknown> {
    return this.session.run(() => {
      const row = this.session.sql("SELECT state FROM telling WHERE name = ?").get(name);
      return row === undefined ? null : JSON.parse(String(row.state)) as unknown;
    });
  }

  save(name: string, state: unknown, messages: readonly NewMessage[]): Promise<void> {
    return this.session.transaction(() => {
      this.session.sql("INSERT OR REPLACE INTO telling (name, state) VALUES (?, ?)")
        .run(name, JSON.stringify(state));
      enqueue(this.session, messages);
    });
  }

  period(start: number, end: number, shown: number): Promise<PeriodRecords> {
    const span = { start, end };
    const all = (sql: string) => this.session.sql(sql).all({ ...span, shown });
    const one = (sql: string) => this.session.sql(sql).get(span)!;
    return this.session.run(() => {
      const files = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
      const tally =
        `SELECT situation, count(*) AS n FROM files WHERE ${DECIDED} GROUP BY situation`;
      for (const row of this.session.sql(tally).all(span)) {
        files[row.situation as FileSituation] = Number(row.n);
      }
      // The number of a movement says which file it came from: see movement_id.ts.
      const payments = this.session.sql(
        `SELECT count(DISTINCT titulo_id) AS titulos, ${exactSum("valor_pago", "pago")}
         FROM files f JOIN movimentos m ON m.id >= f.id << 24 AND m.id < (f.id + 1) << 24
         WHERE ${DECIDED} AND f.situation = 'processado' AND m.evento = 'liquidacao'`,
      );
      payments.setReadBigInts(true);
      const paid = payments.get(span)!;
      const list = (where: string) =>
        all(`SELECT * FROM files WHERE ${DECIDED} AND ${where} ORDER BY id LIMIT :shown`).map(
          toFile,
        );
      const odd = one(`SELECT count(*) AS n FROM files WHERE ${DECIDED} AND ${ODD}`);
      const outages = all(`${OUTAGES} WHERE ${TOUCHING} ORDER BY started_at, rowid LIMIT :shown`);
      const count = one(`SELECT count(*) AS n FROM outages WHERE ${TOUCHING}`);
      return {
        files,
        paid: { titulos: Number(paid.titulos), cents: sumOf(paid, "pago") },
        refused: list("situation = 'recusado'"),
        odd: list(ODD),
        oddCount: Number(odd.n),
        outages: outages.map(toOutageRecord),
        outageCount: Number(count.n),
      };
    });
  }
}
