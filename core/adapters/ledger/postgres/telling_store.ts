/** {@link TellingLedger} in PostgreSQL. */
import type { FileSituation } from "../../../domain/file_fate.ts";
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import type { PeriodRecords, TellingLedger } from "../../../ports/ledger/telling.port.ts";
import { toRecord as toFile } from "../rows/file_rows.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { RECORDS as OUTAGES } from "./outage_store.ts";
import { enqueue } from "./outbox_store.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

/** Files decided from `$2` on and before `$3`, in the scope `$1`. */
const DECIDED = `${inScope("f")} AND f.at >= $2 AND f.at < $3`;
const ODD = "situation = 'processado' AND warnings <> '[]'";
/** Outages that some part of that time lies in. */
const TOUCHING = `${inScope("o")} AND started_at < $3 AND (ended_at IS NULL OR ended_at > $2)`;

/** The states as rows of `telling`. */
export class TellingStore implements TellingLedger {
  constructor(readonly session: Session) {}

  async read(name: string): Promise<unknown> {
    const [row] = await this.session.ask(
      "SELECT state FROM telling WHERE folder_id = $1 AND name = $2",
      () => [this.session.folder, name],
    );
    return row === undefined ? null : JSON.parse(String(row.state)) as unknown;
  }

  save(name: string, state: unknown, messages: readonly NewMessage[]): Promise<void> {
    return this.session.write(async () => {
      await this.session.change(
        `INSERT INTO telling (folder_id, name, state) VALUES ($1, $2, $3)
         ON CONFLICT (folder_id, name) DO UPDATE SET state = excluded.state`,
        [this.session.folder, name, JSON.stringify(state)],
      );
      await enqueue(this.session, messages);
    });
  }

  period(start: number, end: number, shown: number): Promise<PeriodRecords> {
    return this.session.snapshot(async () => {
      const span = [this.session.scope, start, end];
      const all = (sql: string) => this.session.rows(sql, [...span, shown]);
      const one = async (sql: string) => (await this.session.rows(sql, span))[0]!;
      const files = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
      const tally = await this.session.rows(
        `SELECT situation, count(*) AS n FROM files f WHERE ${DECIDED} GROUP BY situation`,
        span,
      );
      for (const row of tally) files[row.situation as FileSituation] = Number(row.n);
      const paid = await one(
        `SELECT count(DISTINCT titulo_id) AS titulos, coalesce(sum(valor_pago), 0) AS cents
         FROM files f JOIN movimentos m ON m.file_id = f.id
         WHERE ${DECIDED} AND f.situation = 'processado' AND m.evento = 'liquidacao'`,
      );
      const list = async (where: string) =>
        (await all(`SELECT * FROM files f WHERE ${DECIDED} AND ${where} ORDER BY id LIMIT $4`))
          .map(toFile);
      const odd = await one(`SELECT count(*) AS n FROM files f WHERE ${DECIDED} AND ${ODD}`);
      const outages = await all(
        `${OUTAGES} WHERE ${TOUCHING} ORDER BY started_at, seq LIMIT $4`,
      );
      const count = await one(`SELECT count(*) AS n FROM outages o WHERE ${TOUCHING}`);
      return {
        files,
        paid: { titulos: Number(paid.titulos), cents: paid.cents as bigint },
        refused: await list("situation = 'recusado'"),
        odd: await list(ODD),
        oddCount: Number(odd.n),
        outages: outages.map(toOutageRecord),
        outageCount: Number(count.n),
      };
    });
  }
}
