/** Código de movimento de retorno (16-17 of T and U), FEBRABAN 240 v09.0 and v10.06, and where a bank differs. */
import { type CodeRow, type CodeTable, codeTable } from "../record/code_table.ts";

const FEBRABAN: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["09", "baixa", "baixa", "baixa"],
  ["25", "baixa", "baixa", "protestado e baixado"],
  ["05", "baixa", "transferencia-baixa", "transferência de carteira/baixa"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração de dados rejeitada"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["07", "alteracao", "desconto", "desconto concedido"],
  ["08", "alteracao", "desconto-cancelado", "desconto cancelado"],
  ["04", "alteracao", "transferencia", "transferência de carteira/entrada"],
  ["27", "alteracao", "outros-dados", "alteração de outros dados"],
  ["40", "alteracao", "alteracao-40", "alteração de carteira"],
  ["41", "alteracao", "alteracao-41", "alteração de dados"],
  ["42", "alteracao", "alteracao-42", "alteração de dados do sacado"],
  ["43", "alteracao", "alteracao-43", "alteração de dados"],
  ["55", "alteracao", "alteracao-55", "alteração de encargos"],
  ["56", "alteracao", "alteracao-56", "alteração de encargos"],
  ["57", "alteracao", "alteracao-57", "alteração de encargos"],
  ["58", "alteracao", "alteracao-58", "alteração de encargos"],
  ["59", "alteracao", "alteracao-59", "alteração de encargos"],
  ["60", "alteracao", "alteracao-60", "alteração de encargos"],
  ["61", "alteracao", "alteracao-61", "alteração de dados"],
  ["11", "informacao", "em-ser", "título em carteira"],
  ["15", "informacao", "franco", "franco de pagamento"],
  ["19", "informacao", "protesto", "instrução de protesto"],
  ["20", "informacao", "sustacao", "sustação de protesto"],
  ["23", "informacao", "cartorio", "remessa a cartório"],
  ["24", "informacao", "retirada", "retirada de cartório"],
  ["28", "informacao", "tarifa", "débito de tarifas/custas"],
  ["29", "informacao", "ocorrencia-sacado", "ocorrência do pagador"],
  ["33,34,35,36,37", "informacao", "confirmacao", "confirmação de pedido"],
  ["44", "cheque-devolvido", "cheque-devolvido", "pago com cheque devolvido"],
  ["45", "informacao", "cheque-compensado", "pago com cheque compensado"],
  ["50", "cheque-pendente", "cheque-pendente", "pago com cheque pendente"],
  ["46,47,48,49", "informacao", "confirmacao", "confirmação de instrução"],
  ["51,53", "informacao", "dda", "DDA"],
  ["52", "informacao", "dda-nao-reconhecido", "DDA não reconhecido"],
  ["54,63,64,65", "informacao", "confirmacao", "confirmação"],
];

/** Layout 030 of Banco do Brasil: 52 is what CBR724 calls END, in 39 of 39 lines of the corpus. */
const BB: readonly CodeRow[] = [
  ["52", "informacao", "endereco", "alteração do endereço do sacado"],
];

/** For any bank without a table of its own. */
export const CNAB240_FEBRABAN: CodeTable = codeTable(FEBRABAN);

/** By COMPE code. */
export const CNAB240_BANKS: ReadonlyMap<string, CodeTable> = new Map([
  ["001", codeTable(FEBRABAN, BB)],
]);
