/** Applies the movements of one file to the títulos of the ledger. */
import type { DatabaseSync } from "node:sqlite";
import {
  type IsoDate,
  type Movement,
  RetornoRefused,
  type RetornoSummary,
  type Warning,
} from "../../formats/retorno.ts";
import { WarningList } from "../../formats/record/warnings.ts";
import { applyEvent, foldEvents, needsHistory } from "../../titulos/apply_event.ts";
import { eventValue, numberScope } from "../../titulos/event_key.ts";
import type { Note, Situacao, TituloEvent, TituloState } from "../../titulos/titulo.ts";
import { movementId } from "./movement_id.ts";
import { type TituloStatements, tituloStatements } from "./titulos_statements.ts";

/** Result of {@link applyMovements}. */
export interface AppliedMovements {
  /** Movements that were new. */
  readonly applied: number;
  /** Movements that the ledger already had, from a twin, an edited copy, or an earlier line. */
  readonly repeated: number;
  readonly warnings: readonly Warning[];
}

const NOTES: Readonly<Record<Note, string>> = {
  "pagamento-repetido": "pagamento de um título que já estava pago: os valores somam",
  "pago-apos-baixa": "pagamento depois da baixa: o título fica pago",
  "baixa-de-pago": "baixa de um título pago: continua pago",
  "cheque-sem-pagamento": "cheque devolvido sem pagamento a desfazer",
  "rejeicao-de-conhecido": "entrada rejeitada de um título já conhecido: nada muda",
};

/**
 * Applies the movements of one file, in order, inside the transaction that the caller has open; the row of `fileId` must
 * be in `files` already.
 *
 * Throws {@link RetornoRefused} (`divergente`) when the same event of the same day came before from a twin or another
 * copy with another value: the caller rolls back, and the file is refused whole.
 */
export function applyMovements(
  db: DatabaseSync,
  fileId: number,
  summary: RetornoSummary,
  movements: Iterable<Movement>,
): AppliedMovements {
  const sql = tituloStatements(db);
  const warnings = new WarningList();
  let applied = 0;
  let repeated = 0;
  for (const movement of movements) {
    const event = eventOf(movement, summary.data);
    const value = eventValue(movement);
    const scope = numberScope(summary, movement.nossoNumero);
    const row = sql.find.get(movement.nossoNumero, summary.banco, scope) as TituloRow | undefined;
    if (row === undefined) {
      const { state, note } = applyEvent(null, event);
      const id = insertTitulo(sql, summary, scope, movement, state);
      insertMovement(sql, id, fileId, summary.data, value, movement);
      if (note !== null) warn(warnings, movement, note);
      applied++;
      continue;
    }
    const before = stateOf(row);
    if (
      event.data <= before.ultimaData &&
      isRepeated(sql, row.id, fileId, summary, movement, value, warnings)
    ) {
      describe(sql, row, movement);
      repeated++;
      continue;
    }
    insertMovement(sql, row.id, fileId, summary.data, value, movement);
    describe(sql, row, movement);
    if (needsHistory(before, event)) {
      if (event.data < before.ultimaData) {
        warnings.add(
          "movimento-antigo",
          movement.line,
          `linha ${movement.line}: movimento anterior ao último do título, aplicado na ordem das datas`,
        );
      }
      const events = (sql.history.all(row.id) as unknown as HistoryRow[]).map(historyEvent);
      update(sql, row.id, foldEvents(events)!);
    } else {
      const { state, note } = applyEvent(before, event);
      update(sql, row.id, state);
      if (note !== null) warn(warnings, movement, note);
    }
    applied++;
  }
  return { applied, repeated, warnings: warnings.all() };
}

interface TituloRow {
  readonly id: number;
  readonly cliente_id: string | null;
  readonly numero_documento: string | null;
  readonly vencimento: IsoDate | null;
  readonly valor_nominal: number;
  readonly situacao: Situacao;
  readonly antes_cheque: Situacao | null;
  readonly pago_total: number;
  readonly data_pagamento: IsoDate | null;
  readonly data_credito: IsoDate | null;
  readonly data_baixa: IsoDate | null;
  readonly baixa_automatica: IsoDate | null;
  readonly ultima_data: IsoDate;
}

interface HistoryRow {
  readonly data: IsoDate;
  readonly evento: string;
  readonly classe: Movement["classe"];
  readonly vencimento: IsoDate | null;
  readonly valor_nominal: number;
  readonly valor_pago: number;
  readonly data_ocorrencia: IsoDate | null;
  readonly data_credito: IsoDate | null;
}

interface SameDayRow {
  readonly valor: number;
  readonly file_id: number;
  readonly line: number;
  readonly format: string | null;
  readonly name: string;
}

/** True when the ledger has this event; throws when a copy or twin says another value. */
function isRepeated(
  sql: TituloStatements,
  id: number,
  fileId: number,
  summary: RetornoSummary,
  movement: Movement,
  value: number,
  warnings: WarningList,
): boolean {
  const rows = sql.sameDay.all(id, summary.data, movement.evento) as unknown as SameDayRow[];
  const same = rows.find((row) => row.valor === value);
  if (same !== undefined) {
    if (same.file_id === fileId) {
      warnings.add(
        "linha-repetida",
        movement.line,
        `linha ${movement.line}: repete a linha ${same.line}, aplicada uma vez só`,
      );
    } else {
      sql.enrich.run(
        movement.dataCredito,
        movement.motivo,
        movement.valorLiquido,
        movement.vencimento,
        id,
        summary.data,
        movement.evento,
        value,
      );
      if (movement.evento === "liquidacao" && movement.dataCredito !== null) {
        sql.credit.run(
          movement.dataCredito,
          id,
          movement.dataOcorrencia ?? summary.data,
          summary.data,
        );
      }
    }
    return true;
  }
  // Another file of the day with its own number may add a second payment; a copy or a twin tells the same ones.
  const other = rows.find((row) =>
    row.file_id !== fileId && (row.format !== summary.format || summary.format === "CBR724")
  );
  if (other !== undefined) {
    throw new RetornoRefused(
      "divergente",
      `linha ${movement.line}: valor diferente do que ${other.name} (linha ${other.line}) já informou para o mesmo título, código e dia`,
      { line: movement.line, expected: String(other.valor), found: String(value) },
    );
  }
  return false;
}

function eventOf(movement: Movement, data: IsoDate): TituloEvent {
  return {
    data,
    classe: movement.classe,
    evento: movement.evento,
    vencimento: movement.vencimento,
    valorNominal: movement.valorNominal,
    valorPago: movement.valorPago,
    dataOcorrencia: movement.dataOcorrencia,
    dataCredito: movement.dataCredito,
  };
}

function historyEvent(row: HistoryRow): TituloEvent {
  return {
    data: row.data,
    classe: row.classe,
    evento: row.evento,
    vencimento: row.vencimento,
    valorNominal: row.valor_nominal,
    valorPago: row.valor_pago,
    dataOcorrencia: row.data_ocorrencia,
    dataCredito: row.data_credito,
  };
}

function stateOf(row: TituloRow): TituloState {
  return {
    situacao: row.situacao,
    beforeCheque: row.antes_cheque,
    vencimento: row.vencimento,
    valorNominal: row.valor_nominal,
    pagoTotal: row.pago_total,
    dataPagamento: row.data_pagamento,
    dataCredito: row.data_credito,
    dataBaixa: row.data_baixa,
    baixaAutomatica: row.baixa_automatica,
    ultimaData: row.ultima_data,
    payments: [],
  };
}

function insertTitulo(
  sql: TituloStatements,
  summary: RetornoSummary,
  scope: string,
  movement: Movement,
  state: TituloState,
): number {
  return Number(
    sql.insert.run(
      summary.banco,
      scope,
      movement.nossoNumero,
      summary.agencia,
      summary.conta,
      summary.convenio,
      movement.numeroDocumento,
      movement.clienteId,
      movement.sacado,
      state.vencimento,
      state.valorNominal,
      state.situacao,
      state.beforeCheque,
      state.pagoTotal,
      state.dataPagamento,
      state.dataCredito,
      state.dataBaixa,
      state.baixaAutomatica,
      state.ultimaData,
    ).lastInsertRowid,
  );
}

function update(sql: TituloStatements, id: number, state: TituloState): void {
  sql.update.run(
    state.vencimento,
    state.valorNominal,
    state.situacao,
    state.beforeCheque,
    state.pagoTotal,
    state.dataPagamento,
    state.dataCredito,
    state.dataBaixa,
    state.baixaAutomatica,
    state.ultimaData,
    id,
  );
}

/** CBR724 brings the customer, CNAB 240 of Banco do Brasil does not: what was unknown is filled in. */
function describe(sql: TituloStatements, row: TituloRow, movement: Movement): void {
  if (
    (row.cliente_id === null && movement.clienteId !== null) ||
    (row.numero_documento === null && movement.numeroDocumento !== null)
  ) {
    sql.describe.run(movement.clienteId, movement.sacado, movement.numeroDocumento, row.id);
  }
}

function insertMovement(
  sql: TituloStatements,
  id: number,
  fileId: number,
  data: IsoDate,
  value: number,
  movement: Movement,
): void {
  sql.insertMovement.run(
    movementId(fileId, movement.line),
    id,
    data,
    movement.evento,
    value,
    movement.codigo,
    movement.classe,
    movement.motivo,
    movement.dataOcorrencia,
    movement.dataCredito,
    movement.vencimento,
    movement.valorNominal,
    movement.valorPago,
    movement.juros,
    movement.desconto,
    movement.abatimento,
    movement.outrosCreditos,
    movement.tarifa,
    movement.iof,
    movement.outrasDespesas,
    movement.valorLiquido,
  );
}

function warn(warnings: WarningList, movement: Movement, note: Note): void {
  warnings.add(note, movement.line, `linha ${movement.line}: ${NOTES[note]}`);
}
