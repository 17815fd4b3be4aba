/** CNAB 400, ocorrência (109-110): one table per bank. The same code means another thing elsewhere. */
import { type CodeRow, type CodeTable, codeTable } from "./code_table.ts";

/** These agree in every bank. */
const COMMON: readonly CodeRow[] = [
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

const BB: readonly CodeRow[] = [
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

const ITAU: readonly CodeRow[] = [
  ["04", "alteracao", "transferencia", "alteração de dados, nova entrada"],
  ["05", "baixa", "transferencia-baixa", "alteração de dados, baixa"],
  ["07", "liquidacao-parcial", "liquidacao", "liquidação parcial"],
  ["08", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["10", "baixa", "baixa", "baixa por ter sido liquidado"],
  ["32", "baixa", "baixa", "baixa por ter sido protestado"],
  ["47", "baixa", "transferencia-baixa", "baixa com transferência para desconto"],
  ["64,71,73", "entrada", "entrada", "entrada confirmada"],
  ["60", "rejeicao", "entrada-rejeitada", "entrada de carnê rejeitada"],
  ["15", "rejeicao", "instrucao-rejeitada", "baixa rejeitada"],
  ["16,18,24,74", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["17", "rejeicao", "alteracao-rejeitada", "alteração rejeitada"],
  ["65", "cheque-pendente", "cheque-pendente", "pagamento com cheque, aguardando compensação"],
  ["69", "cheque-devolvido", "cheque-devolvido", "cheque devolvido"],
  ["76", "informacao", "cheque-compensado", "cheque compensado"],
  ["20,21", "informacao", "sustacao", "instrução de sustação ou de não protestar"],
  ["25", "informacao", "ocorrencia-sacado", "alegações do pagador"],
  ["26,27,28,29,30", "informacao", "tarifa", "tarifa"],
  ["33,34,35,36,48,56", "informacao", "custas", "custas"],
  ["37,38,39,40,41,42,43,44,45,46", "informacao", "tarifa", "tarifa"],
  ["51,52,53,54,55,61,62", "informacao", "tarifa", "tarifa mensal"],
  ["57", "informacao", "instrucao-cancelada", "instrução cancelada"],
  ["63", "informacao", "sustacao", "sustado judicialmente"],
  ["75,77,78,79,80,82,83", "informacao", "negativacao", "negativação"],
  ["85,86,87,88,89,90,91,92,93", "informacao", "tarifa", "tarifa"],
];

const BRADESCO: readonly CodeRow[] = [
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["16", "cheque-pendente", "cheque-pendente", "pago em cheque, vinculado"],
  ["22", "cheque-devolvido", "cheque-devolvido", "pagamento cancelado"],
  ["10", "baixa", "baixa", "baixado pela agência"],
  ["24", "rejeicao", "entrada-rejeitada", "entrada rejeitada por CEP irregular"],
  ["27", "rejeicao", "instrucao-rejeitada", "baixa rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração rejeitada"],
  ["32", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["18", "alteracao", "depositaria", "acerto de depositária"],
  ["21", "alteracao", "controle-participante", "acerto do controle do participante"],
  ["33", "alteracao", "outros-dados", "alteração de outros dados"],
  ["68,69", "alteracao", "rateio", "rateio de crédito"],
  ["20", "informacao", "sustacao", "instrução de sustação de protesto"],
  ["25", "informacao", "protesto", "protesto"],
  ["28", "informacao", "tarifa", "débito de tarifas ou custas"],
  ["34", "informacao", "retirada", "retirado de cartório"],
  ["35", "informacao", "debito", "desagendamento do débito automático"],
  ["55", "informacao", "sustacao", "sustado judicialmente"],
];

/** Banco do Brasil, [C] [L]. */
export const CNAB400_BB: CodeTable = codeTable(COMMON, BB);
/** Itaú, [I] [L]. */
export const CNAB400_ITAU: CodeTable = codeTable(COMMON, ITAU);
/** Bradesco, [D] [L]. */
export const CNAB400_BRADESCO: CodeTable = codeTable(COMMON, BRADESCO);
