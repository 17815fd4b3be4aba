/** The columns of títulos and movements, each named once beside its field; the same in every engine. */
import type { IsoDate, Movement } from "../../../formats/retorno.ts";
import type { TituloIdentity, TituloSituation, TituloState } from "../../../titulos/titulo.ts";

/** What is stored in a column. */
export type Value = string | number | null;
type Row = Record<string, unknown>;

/** Columns of {@link stateValues}, in its order. */
export const STATE_COLUMNS = [
  "vencimento",
  "valor_nominal",
  "situacao",
  "antes_cheque",
  "pago_total",
  "data_pagamento",
  "data_credito",
  "data_baixa",
  "baixa_automatica",
  "ultima_data",
] as const;

/** What is stored of a state. */
export function stateValues(s: TituloState): Value[] {
  return [
    s.vencimento,
    s.valorNominal,
    s.situacao,
    s.beforeCheque,
    s.pagoTotal,
    s.dataPagamento,
    s.dataCredito,
    s.dataBaixa,
    s.baixaAutomatica,
    s.ultimaData,
  ];
}

/** The state of a row; its payments are not stored with it. */
export function stateOf(row: Row): TituloState {
  return {
    vencimento: row.vencimento as string | null,
    valorNominal: row.valor_nominal as number,
    situacao: row.situacao as TituloSituation,
    beforeCheque: row.antes_cheque as TituloSituation | null,
    pagoTotal: row.pago_total as number,
    dataPagamento: row.data_pagamento as string | null,
    dataCredito: row.data_credito as string | null,
    dataBaixa: row.data_baixa as string | null,
    baixaAutomatica: row.baixa_automatica as string | null,
    ultimaData: row.ultima_data as string,
    payments: null,
  };
}

/** Columns of {@link tituloValues}, in its order. */
export const TITULO_COLUMNS = [
  "id",
  "banco",
  "escopo",
  "nosso_numero",
  "agencia",
  "conta",
  "convenio",
  "numero_documento",
  "cliente_id",
  "sacado",
  ...STATE_COLUMNS,
] as const;

/** What is stored of a new título. One literal, and not one list put into another: there are millions of them. */
export function tituloValues(id: number, i: TituloIdentity, s: TituloState): Value[] {
  return [
    id,
    i.banco,
    i.escopo,
    i.nossoNumero,
    i.agencia,
    i.conta,
    i.convenio,
    i.numeroDocumento,
    i.clienteId,
    i.sacado,
    s.vencimento,
    s.valorNominal,
    s.situacao,
    s.beforeCheque,
    s.pagoTotal,
    s.dataPagamento,
    s.dataCredito,
    s.dataBaixa,
    s.baixaAutomatica,
    s.ultimaData,
  ];
}

/** Columns of {@link movementValues}, in its order. */
export const MOVEMENT_COLUMNS = [
  "id",
  "titulo_id",
  "data",
  "valor",
  "codigo",
  "classe",
  "evento",
  "motivo",
  "data_ocorrencia",
  "data_credito",
  "vencimento",
  "valor_nominal",
  "valor_pago",
  "juros",
  "desconto",
  "abatimento",
  "outros_creditos",
  "tarifa",
  "iof",
  "outras_despesas",
  "valor_liquido",
] as const;

/** What is stored of a movement: where it stands, its event key, and what the file tells. */
export function movementValues(
  id: number,
  titulo: number,
  data: IsoDate,
  valor: number,
  m: Movement,
): Value[] {
  return [
    id,
    titulo,
    data,
    valor,
    m.codigo,
    m.classe,
    m.evento,
    m.motivo,
    m.dataOcorrencia,
    m.dataCredito,
    m.vencimento,
    m.valorNominal,
    m.valorPago,
    m.juros,
    m.desconto,
    m.abatimento,
    m.outrosCreditos,
    m.tarifa,
    m.iof,
    m.outrasDespesas,
    m.valorLiquido,
  ];
}

/** Fields of a `TituloRecord`, of a table `titulos` that is called `t`. */
export const TITULO_FIELDS =
  `t.id, t.banco, t.agencia, t.conta, t.convenio, t.nosso_numero AS "nossoNumero",
  t.numero_documento AS "numeroDocumento", t.cliente_id AS "clienteId", t.sacado, t.vencimento,
  t.valor_nominal AS "valorNominal", t.situacao, t.pago_total AS "pagoTotal", t.data_pagamento AS "dataPagamento",
  t.data_credito AS "dataCredito", t.data_baixa AS "dataBaixa", t.baixa_automatica AS "baixaAutomatica",
  t.ultima_data AS "ultimaData"`;

/** Fields of a `MovementRecord`, of tables `movimentos` and `files` that are called `m` and `f`. */
export const MOVEMENT_FIELDS =
  `m.data, f.name AS arquivo, m.line AS linha, f.format AS formato, m.codigo, m.classe, m.evento,
  m.motivo, m.data_ocorrencia AS "dataOcorrencia", m.data_credito AS "dataCredito", m.vencimento,
  m.valor_nominal AS "valorNominal", m.valor_pago AS "valorPago", m.juros, m.desconto, m.abatimento,
  m.outros_creditos AS "outrosCreditos", m.tarifa, m.iof, m.outras_despesas AS "outrasDespesas",
  m.valor_liquido AS "valorLiquido"`;
