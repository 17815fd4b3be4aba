/** CNAB 400 of Banco do Brasil: what its occurrences mean, whatever the convênio. */
import type { CodeRow } from "../../record/code_table.ts";

/** Where the codes go on from the common ones, or differ. [C] [L] */
export const BB_CODES: readonly CodeRow[] = [
  ["05", "liquidacao", "liquidacao", "liquidado sem registro"],
  ["07", "liquidacao-parcial", "liquidacao", "liquidação por conta"],
  ["08", "liquidacao", "liquidacao", "liquidação por saldo"],
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["10", "baixa", "baixa", "baixa solicitada"],
  ["16", "alteracao", "juros", "alteração de juros de mora"],
  ["20", "informacao", "debito", "débito em conta"],
  ["21", "alteracao", "sacado", "alteração do nome do sacado"],
  ["22", "informacao", "endereco", "alteração do endereço do sacado"],
  ["24", "informacao", "sustacao", "sustação de protesto"],
  ["25", "alteracao", "juros-dispensados", "dispensa de juros"],
  ["26", "alteracao", "seu-numero", "alteração do seu número"],
  ["28", "informacao", "tarifa", "manutenção de título vencido"],
  ["31,32,33,34", "alteracao", "desconto", "desconto concedido ou alterado"],
  ["35,36", "alteracao", "multa", "multa cobrada ou dispensada"],
  ["37,38,39", "alteracao", "prazo", "indexador ou prazo limite"],
  ["41", "alteracao", "controle-participante", "alteração do controle do participante"],
  ["42", "alteracao", "sacado-inscricao", "alteração de CNPJ/CPF do sacado"],
  ["44", "cheque-devolvido", "cheque-devolvido", "pago com cheque devolvido"],
  ["46", "cheque-pendente", "cheque-pendente", "pago com cheque, aguardando compensação"],
  ["72", "alteracao", "tipo-cobranca", "alteração de tipo de cobrança"],
  ["96,97,98", "informacao", "debito", "despesas e custas"],
];
