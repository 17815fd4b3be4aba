/** What is wrong with `[ESPERADO nome]` and with the file of holidays. */
export { acceptedText } from "./accepted.ts";

/** A section without a name. */
export const EXPECTED_NAME = "aceito um nome depois de ESPERADO, como [ESPERADO retorno diário]";

/** Nothing says which file. */
export const EXPECTED_NOTHING =
  "falta dizer qual arquivo: escreva ao menos um destes: banco, convenio, conta, arquivo";

/** Nothing says by when. */
export const NO_TIME = "falta o valor; escreva a hora até a qual o arquivo chega, como 09:00";

/** A line of the file of holidays. */
export const HOLIDAY_LINE =
  "aceito um dia por linha, AAAA-MM-DD, DD/MM/AAAA ou DD/MM (todos os anos); # começa um comentário";

/** Two rules of one name. */
export function sameNameText(line: number): string {
  return `já há uma regra com esse nome na linha ${line}; dê outro nome a uma das duas`;
}

/** Local holidays matter on business days only. */
export const HOLIDAYS_IGNORED = "feriados não tem efeito sem dias = uteis";
