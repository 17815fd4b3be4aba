/** Questions to the títulos of the ledger. Amounts are integer cents, dates are AAAA-MM-DD. */
import type { DatabaseSync } from "node:sqlite";
import { movementIds } from "./movement_id.ts";
import type { IsoDate, MovementClass } from "../../formats/retorno.ts";
import type { Situacao } from "../../titulos/titulo.ts";

/** What to look for; every given part must hold. */
export interface TituloFilter {
  /** Nosso número, whole or its last 10 digits (leading zeros may be left out). */
  readonly numero?: string;
  /** Customer's id. No index of its own: it would cost each new título more than the 0.1 s a scan of a million takes. */
  readonly cliente?: string;
  /** Part of the sacado's name, whatever the case of its ASCII letters. */
  readonly sacado?: string;
  readonly situacoes?: readonly Situacao[];
  /** First and last day, inclusive, of the date named in `por`. */
  readonly desde?: IsoDate;
  readonly ate?: IsoDate;
  /** Default `vencimento`; `movimento`: some movement of a file of these days. */
  readonly por?: "vencimento" | "pagamento" | "movimento";
  /** Name of a file that told something about the título. */
  readonly arquivo?: string;
}

/** One título. */
export interface TituloRow {
  readonly id: number;
  readonly banco: string;
  readonly agencia: string;
  readonly conta: string;
  readonly convenio: string;
  readonly nossoNumero: string;
  readonly numeroDocumento: string | null;
  readonly clienteId: string | null;
  readonly sacado: string | null;
  readonly vencimento: IsoDate | null;
  readonly valorNominal: number;
  readonly situacao: Situacao;
  readonly pagoTotal: number;
  readonly dataPagamento: IsoDate | null;
  readonly dataCredito: IsoDate | null;
  readonly dataBaixa: IsoDate | null;
  /** The bank wrote it off by itself (BXS); the debt stays. */
  readonly baixaAutomatica: IsoDate | null;
  /** Date of the file of the newest movement. */
  readonly ultimaData: IsoDate;
}

/** One movement of a título, with the file and line it came from. */
export interface MovimentoRow {
  readonly data: IsoDate;
  readonly arquivo: string;
  readonly linha: number;
  readonly formato: string | null;
  readonly codigo: string;
  readonly classe: MovementClass;
  readonly evento: string;
  readonly motivo: string | null;
  readonly dataOcorrencia: IsoDate | null;
  readonly dataCredito: IsoDate | null;
  readonly vencimento: IsoDate | null;
  readonly valorNominal: number;
  readonly valorPago: number;
  readonly juros: number;
  readonly desconto: number;
  readonly abatimento: number;
  readonly outrosCreditos: number;
  readonly tarifa: number;
  readonly iof: number;
  readonly outrasDespesas: number;
  readonly valorLiquido: number | null;
}

/** Sums over everything that matches, whatever the limit of the list. */
export interface TituloTotals {
  readonly quantidade: number;
  readonly valorNominal: number;
  readonly valorPago: number;
  readonly porSituacao: Readonly<
    Record<string, { quantidade: number; valorNominal: number; valorPago: number }>
  >;
}

const COLUMNS = `t.id, t.banco, t.agencia, t.conta, t.convenio, t.nosso_numero AS nossoNumero,
  t.numero_documento AS numeroDocumento, t.cliente_id AS clienteId, t.sacado, t.vencimento,
  t.valor_nominal AS valorNominal, t.situacao, t.pago_total AS pagoTotal, t.data_pagamento AS dataPagamento,
  t.data_credito AS dataCredito, t.data_baixa AS dataBaixa, t.baixa_automatica AS baixaAutomatica,
  t.ultima_data AS ultimaData`;

/** The títulos that match, by vencimento and nosso número; at most `limit`, from `offset` on. */
export function findTitulos(
  db: DatabaseSync,
  filter: TituloFilter,
  limit: number,
  offset = 0,
): TituloRow[] {
  const { where, values } = condition(filter);
  return plainRows<TituloRow>(
    db.prepare(
      `SELECT ${COLUMNS} FROM titulos t ${where} ORDER BY t.vencimento, t.nosso_numero LIMIT ? OFFSET ?`,
    )
      .all(...values, limit, offset),
  );
}

/** All that match, one after the other, in the order of their entry: for exports of any size. */
export function* eachTitulo(db: DatabaseSync, filter: TituloFilter): Generator<TituloRow> {
  const { where, values } = condition(filter);
  const statement = db.prepare(`SELECT ${COLUMNS} FROM titulos t ${where} ORDER BY t.id`);
  for (const row of statement.iterate(...values)) yield { ...row } as unknown as TituloRow;
}

/** Counts and sums of all that match. */
export function sumTitulos(db: DatabaseSync, filter: TituloFilter): TituloTotals {
  const { where, values } = condition(filter);
  const rows = db.prepare(
    `SELECT t.situacao, count(*) AS quantidade, sum(t.valor_nominal) AS valorNominal, sum(t.pago_total) AS valorPago
     FROM titulos t ${where} GROUP BY t.situacao ORDER BY t.situacao`,
  ).all(...values);
  const totals = { quantidade: 0, valorNominal: 0, valorPago: 0 };
  const porSituacao: Record<
    string,
    { quantidade: number; valorNominal: number; valorPago: number }
  > = {};
  for (const row of rows) {
    const sums = {
      quantidade: Number(row.quantidade),
      valorNominal: Number(row.valorNominal),
      valorPago: Number(row.valorPago),
    };
    porSituacao[String(row.situacao)] = sums;
    totals.quantidade += sums.quantidade;
    totals.valorNominal += sums.valorNominal;
    totals.valorPago += sums.valorPago;
  }
  return { ...totals, porSituacao };
}

/** The movements of a título, oldest first. */
export function movementsOf(db: DatabaseSync, tituloId: number): MovimentoRow[] {
  return plainRows<MovimentoRow>(
    db.prepare(
      `SELECT ${MOVEMENT_COLUMNS} FROM movimentos m JOIN files f ON f.id = m.file_id
       WHERE m.titulo_id = ? ORDER BY m.data, m.id`,
    ).all(tituloId),
  );
}

/** The movements that one file brought (those that were new), with their títulos, in the order of its lines. */
export function movementsOfFile(
  db: DatabaseSync,
  fileId: number,
): (MovimentoRow & { readonly titulo: TituloRow })[] {
  return [...eachMovementOfFile(db, fileId)];
}

/** The same, one after the other, for files of any size. */
export function* eachMovementOfFile(
  db: DatabaseSync,
  fileId: number,
): Generator<MovimentoRow & { readonly titulo: TituloRow }> {
  const rows = db.prepare(
    `SELECT m.titulo_id AS titulo_id, ${MOVEMENT_COLUMNS} FROM movimentos m JOIN files f ON f.id = m.file_id
     WHERE m.id BETWEEN ? AND ? ORDER BY m.id`,
  ).iterate(...movementIds(fileId));
  const titulo = db.prepare(`SELECT ${COLUMNS} FROM titulos t WHERE t.id = ?`);
  for (const { titulo_id, ...movement } of rows) {
    yield {
      ...movement as unknown as MovimentoRow,
      titulo: { ...titulo.get(titulo_id!) } as unknown as TituloRow,
    };
  }
}

const MOVEMENT_COLUMNS =
  `m.data, f.name AS arquivo, m.line AS linha, f.format AS formato, m.codigo, m.classe, m.evento,
  m.motivo, m.data_ocorrencia AS dataOcorrencia, m.data_credito AS dataCredito, m.vencimento,
  m.valor_nominal AS valorNominal, m.valor_pago AS valorPago, m.juros, m.desconto, m.abatimento,
  m.outros_creditos AS outrosCreditos, m.tarifa, m.iof, m.outras_despesas AS outrasDespesas,
  m.valor_liquido AS valorLiquido`;

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
