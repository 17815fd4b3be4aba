/** CNAB 400, ocorrência (109-110): what all banks share. The same code may mean another thing elsewhere. */
import type { CodeRow } from "../record/code_table.ts";

/** These agree in every bank; a bank's own rows come after them and win. */
export const COMMON_CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["09", "baixa", "baixa", "baixa"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["11", "informacao", "em-ser", "título em ser"],
  ["19", "informacao", "protesto", "instrução de protesto recebida"],
  ["23", "informacao", "cartorio", "encaminhado a cartório"],
];
