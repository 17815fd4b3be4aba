/** {@link TituloLedger} in PostgreSQL. Amounts are integer cents, dates are AAAA-MM-DD. */
import type {
  MovementOfTitulo,
  MovementRecord,
  TituloFilter,
  TituloLedger,
  TituloRecord,
  TituloSums,
  TituloTotals,
} from "../../../ports/ledger/titulos.port.ts";
import { MOVEMENT_FIELDS, TITULO_FIELDS } from "../rows/titulo_columns.ts";
import type { Row } from "./link.ts";
import type { Session } from "./session.ts";
import { condition } from "./titulo_condition.ts";

/** Rows of one page: a unit of work of some ms. */
const PAGE = 1000;

/** Questions to the títulos and their movements. */
export class TituloStore implements TituloLedger {
  constructor(readonly session: Session) {}

  find(filter: TituloFilter, limit: number): Promise<readonly TituloRecord[]> {
    return this.session.run(async () => {
      const { where, values } = condition(filter, this.session.scope);
      return await this.session.rows(
        `SELECT ${TITULO_FIELDS} FROM titulos t ${where} ORDER BY t.vencimento NULLS FIRST, t.nosso_numero, t.id LIMIT $${
          values.length + 1
        }`,
        [...values, limit],
      ) as unknown as TituloRecord[];
    });
  }

  async *pages(filter: TituloFilter): AsyncGenerator<readonly TituloRecord[]> {
    for (let last = 0;;) {
      const page = await this.session.run(async () => {
        const { where, values } = condition(filter, this.session.scope);
        return await this.session.rows(
          `SELECT ${TITULO_FIELDS} FROM titulos t ${where} AND t.id > $${
            values.length + 1
          } ORDER BY t.id LIMIT ${PAGE}`,
          [...values, last],
        ) as unknown as TituloRecord[];
      });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = page.at(-1)!.id;
    }
  }

  sum(filter: TituloFilter): Promise<TituloTotals> {
    return this.session.run(async () => {
      const { where, values } = condition(filter, this.session.scope);
      const rows = await this.session.rows(
        `SELECT t.situacao, count(*) AS quantidade, sum(t.valor_nominal) AS nominal, sum(t.pago_total) AS pago
         FROM titulos t ${where} GROUP BY t.situacao ORDER BY t.situacao`,
        values,
      );
      const totals = { quantidade: 0, valorNominal: 0n, valorPago: 0n };
      const porSituacao: Record<string, TituloSums> = {};
      for (const row of rows) {
        const sums = {
          quantidade: Number(row.quantidade),
          valorNominal: row.nominal as bigint,
          valorPago: row.pago as bigint,
        };
        porSituacao[String(row.situacao)] = sums;
        totals.quantidade += sums.quantidade;
        totals.valorNominal += sums.valorNominal;
        totals.valorPago += sums.valorPago;
      }
      return { ...totals, porSituacao };
    });
  }

  async movements(ids: readonly number[]): Promise<ReadonlyMap<number, readonly MovementRecord[]>> {
    const rows = await this.session.ask(
      `SELECT m.titulo_id, ${MOVEMENT_FIELDS}
       FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (SELECT * FROM movimentos WHERE titulo_id = k OFFSET 0) AS m
         JOIN files f ON f.id = m.file_id
       ORDER BY m.titulo_id, m.data, m.file_id, m.line`,
      () => [ids],
    );
    const found = new Map<number, MovementRecord[]>(ids.map((id) => [id, []]));
    for (const { titulo_id, ...movement } of rows) {
      found.get(Number(titulo_id))?.push(movement as unknown as MovementRecord);
    }
    return found;
  }

  async *movementsOfFile(fileId: number): AsyncGenerator<readonly MovementOfTitulo[]> {
    for (let last = -1;;) {
      const rows = await this.session.ask(
        `SELECT m.titulo_id, ${MOVEMENT_FIELDS} FROM movimentos m JOIN files f ON f.id = m.file_id
         WHERE m.file_id = $1 AND m.line > $2 ORDER BY m.line LIMIT ${PAGE}`,
        () => [fileId, last],
      );
      if (rows.length > 0) yield await this.#withTitulos(rows);
      if (rows.length < PAGE) return;
      last = Number(rows.at(-1)!.linha);
    }
  }

  async #withTitulos(rows: readonly Row[]): Promise<MovementOfTitulo[]> {
    const ids = [...new Set(rows.map((row) => Number(row.titulo_id)))];
    const found = await this.session.ask(
      `SELECT ${TITULO_FIELDS} FROM titulos t WHERE t.id = ANY ($1::bigint[])`,
      () => [ids],
    );
    const titulos = new Map((found as unknown as TituloRecord[]).map((one) => [one.id, one]));
    return rows.map(({ titulo_id, ...movement }) => ({
      ...movement as unknown as MovementRecord,
      titulo: titulos.get(Number(titulo_id))!,
    }));
  }
}
