/** CBR724: operation codes of Banco do Brasil's list (through [P]), columns 84-86. */
import { type CodeRow, type CodeTable, codeTable } from "../record/code_table.ts";

const OPERACOES: readonly CodeRow[] = [
  ["RG,RGC,RGM,RGP,RGR,RGV", "entrada", "entrada", "registrado"],
  ["LQ,LQB,LQF,LQN", "liquidacao", "liquidacao", "liquidado"],
  ["LQA", "liquidacao", "liquidacao", "liquidado, baixado anteriormente"],
  ["LQC,LCD", "liquidacao", "liquidacao", "liquidado em cartório"],
  ["LCC", "liquidacao", "liquidacao", "liquidado em cartório com cheque"],
  ["LQR", "liquidacao", "liquidacao", "liquidado sem registro"],
  ["LQS", "liquidacao", "liquidacao", "liquidado pelo saldo"],
  ["LPB,LPD", "liquidacao", "liquidacao", "liquidação compartilhada"],
  ["LQP", "liquidacao-parcial", "liquidacao", "liquidado parcialmente"],
  ["LCA,LCH,LPH", "cheque-pendente", "cheque-pendente", "cheque a compensar"],
  ["LCE", "cheque-devolvido", "cheque-devolvido", "liquidação não efetuada, cheque devolvido"],
  ["BX,BXA,BXC,BXF,BXH,BXI,BXL,BXM,BXP,BXR,BXT,BXV", "baixa", "baixa", "baixado"],
  ["BXS", "baixa-automatica", "baixa", "baixado automaticamente pelo sistema"],
  ["VC", "alteracao", "vencimento", "alteração do vencimento"],
  ["AB", "alteracao", "abatimento", "abatimento autorizado"],
  ["ABC", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["CB", "alteracao", "agencia-cobradora", "alteração de agência cobradora"],
  ["SN", "alteracao", "seu-numero", "alteração do seu número"],
  ["NCP", "alteracao", "controle-participante", "alteração do controle do participante"],
  ["SAC", "alteracao", "sacado", "alteração do nome do sacado"],
  ["CGC", "alteracao", "sacado-inscricao", "alteração de CNPJ/CPF do sacado"],
  ["EMS", "alteracao", "emissao", "alteração da data de emissão"],
  ["END", "informacao", "endereco", "alteração do endereço do sacado"],
  ["INS", "informacao", "instrucao", "acolhimento de instrução"],
  ["MTV", "informacao", "tarifa", "manutenção mensal de título vencido"],
  ["TEC", "informacao", "cartorio", "título encaminhado a cartório"],
  ["SUS", "informacao", "sustacao", "instrução para sustar protesto"],
  ["IOF", "informacao", "iof", "alteração do IOF"],
  ["DB,DBT,DCA,DDP,DDS,DSP", "informacao", "debito", "débito em conta"],
  ["REL,RV,RVP,TR", "informacao", "conta", "levantamento, reversão ou transferência"],
];

/** The only bank that has the format. */
export const CBR724_BB: CodeTable = codeTable(OPERACOES);
