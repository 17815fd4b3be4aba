/** {@link TituloLedger} in SQLite. Amounts are integer cents, dates are AAAA-MM-DD. */
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
import { movementIds } from "./movement_id.ts";
import { exactSum, sumOf } from "./exact_sum.ts";
import type { Session } from "./session.ts";

/** Rows of one page: a unit of work of some ms. */
const PAGE = 1000;

/** A bare `?` here has SQLite plan the statement anew at each use, which takes longer than finding a título. */
const LIMIT = "0 + ?";

/** Questions to the títulos and their movements. */
export class TituloStore implements TituloLedger {
  constructor(readonly session: Session) {}

  find(filter: TituloFilter, limit: number): Promise<readonly TituloRecord[]> {
    const { where, values } = condition(filter);
    return this.session.run(() =>
      plainRows<TituloRecord>(
        this.session.sql(
          `SELECT ${TITULO_FIELDS} FROM titulos t ${where} ORDER BY t.vencimento, t.nosso_numero LIMIT ${LIMIT}`,
        ).all(...values, limit),
      )
    );
  }

  async *pages(filter: TituloFilter): AsyncGenerator<readonly TituloRecord[]> {
    const { where, values } = condition(filter);
    const after = where === "" ? "WHERE t.id > ?" : `${where} AND t.id > ?`;
    for (let last = 0;;) {
      const page = await this.session.run(() =>
        plainRows<TituloRecord>(
          this.session.sql(
            `SELECT ${TITULO_FIELDS} FROM titulos t ${after} ORDER BY t.id LIMIT ${PAGE}`,
          ).all(...values, last),
        )
      );
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = page.at(-1)!.id;
    }
  }

  sum(filter: TituloFilter): Promise<TituloTotals> {
    const { where, values } = condition(filter);
    return this.session.run(() => {
      const statement = this.session.db.prepare(
        `SELECT t.situacao, count(*) AS quantidade, ${exactSum("t.valor_nominal", "nominal")},
           ${exactSum("t.pago_total", "pago")}
         FROM titulos t ${where} GROUP BY t.situacao ORDER BY t.situacao`,
      );
      statement.setReadBigInts(true);
      const totals = { quantidade: 0, valorNominal: 0n, valorPago: 0n };
      const porSituacao: Record<string, TituloSums> = {};
      for (const row of statement.all(...values)) {
        const sums = {
          quantidade: Number(row.quantidade),
          valorNominal: sumOf(row, "nominal"),
          valorPago: sumOf(row, "pago"),
        };
        porSituacao[String(row.situacao)] = sums;
        totals.quantidade += sums.quantidade;
        totals.valorNominal += sums.valorNominal;
        totals.valorPago += sums.valorPago;
      }
      return { ...totals, porSituacao };
    });
  }

  movements(ids: readonly number[]): Promise<ReadonlyMap<number, readonly MovementRecord[]>> {
    return this.session.run(() => {
      const rows = this.session.sql(
        `SELECT m.titulo_id, ${MOVEMENT_FIELDS}
         FROM json_each(?) k CROSS JOIN movimentos m ON m.titulo_id = k.value JOIN files f ON f.id = m.file_id
         ORDER BY m.titulo_id, m.data, m.id`,
      ).all(JSON.stringify(ids));
      const found = new Map<number, MovementRecord[]>(ids.map((id) => [id, []]));
      for (const { titulo_id, ...movement } of rows) {
        found.get(Number(titulo_id))?.push(movement as unknown as MovementRecord);
      }
      return found;
    });
  }

  async *movementsOfFile(fileId: number): AsyncGenerator<readonly MovementOfTitulo[]> {
    const [first, last] = movementIds(fileId);
    for (let next = first;;) {
      const rows = await this.session.run(() =>
        this.session.sql(
          `SELECT m.id AS movement_id, m.titulo_id, ${MOVEMENT_FIELDS} FROM movimentos m JOIN files f ON f.id = m.file_id
           WHERE m.id BETWEEN ? AND ? ORDER BY m.id LIMIT ${PAGE}`,
        ).all(next, last)
      );
      if (rows.length > 0) yield await this.#withTitulos(rows);
      if (rows.length < PAGE) return;
      next = Number(rows.at(-1)!.movement_id) + 1;
    }
  }

  #withTitulos(rows: readonly Record<string, unknown>[]): Promise<MovementOfTitulo[]> {
    return this.session.run(() => {
      const ids = JSON.stringify([...new Set(rows.map((row) => row.titulo_id))]);
      const titulos = new Map(
        plainRows<TituloRecord>(
          this.session.sql(
            `SELECT ${TITULO_FIELDS} FROM titulos t WHERE t.id IN (SELECT value FROM json_each(?))`,
          ).all(ids),
        ).map((titulo) => [titulo.id, titulo]),
      );
      return rows.map(({ movement_id: _, titulo_id, ...movement }) => ({
        ...movement as unknown as MovementRecord,
        titulo: titulos.get(Number(titulo_id))!,
      }));
    });
  }
}

/** node:sqlite gives objects without prototype; plain ones are easier to compare and to print. */
function plainRows<T>(rows: readonly Record<string, unknown>[]): T[] {
  return rows.map((row) => ({ ...row }) as T);
}

function condition(filter: TituloFilter): { where: string; values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...bound: (string | number)[]) => {
    parts.push(sql);
    values.push(...bound);
  };
  if (filter.numero !== undefined) {
    const numero = filter.numero.replace(/[\s./-]/g, "").toUpperCase();
    const last = "substr(t.nosso_numero, -10)";
    // Shorter numbers of other banks are their own last 10 digits. The index begins with these.
    if (/^\d{1,10}$/.test(numero)) add(`${last} IN (?, ?)`, numero, numero.padStart(10, "0"));
    else add(`${last} = ? AND t.nosso_numero = ?`, numero.slice(-10), numero);
  }
  if (filter.cliente !== undefined) add("t.cliente_id = ?", filter.cliente);
  if (filter.sacado !== undefined) {
    add("t.sacado LIKE ? ESCAPE '\\'", `%${filter.sacado.replace(/[\\%_]/g, "\\$&")}%`);
  }
  if (filter.situacoes !== undefined && filter.situacoes.length > 0) {
    add(`t.situacao IN (${filter.situacoes.map(() => "?").join(", ")})`, ...filter.situacoes);
  }
  const from = filter.desde ?? "0000-01-01";
  const to = filter.ate ?? "9999-12-31";
  if (filter.desde !== undefined || filter.ate !== undefined) {
    if (filter.por === "movimento") {
      add(
        "EXISTS (SELECT 1 FROM movimentos m WHERE m.titulo_id = t.id AND m.data BETWEEN ? AND ?)",
        from,
        to,
      );
    } else {add(
        `t.${filter.por === "pagamento" ? "data_pagamento" : "vencimento"} BETWEEN ? AND ?`,
        from,
        to,
      );}
  }
  if (filter.arquivo !== undefined) {
    add(
      `t.id IN (SELECT m.titulo_id FROM movimentos m JOIN files f ON m.id BETWEEN f.id << 24 AND (f.id << 24) + 16777215
         WHERE f.name = ? COLLATE NOCASE)`,
      filter.arquivo,
    );
  }
  return { where: parts.length === 0 ? "" : `WHERE ${parts.join(" AND ")}`, values };
}
