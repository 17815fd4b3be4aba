/** What is said of a file when its movements meet the títulos. One line each, free of payers' data. */

/** Odd but accepted, by the word that stands for it. */
export const NOTE_TEXTS = {
  "pagamento-repetido": "pagamento de um título que já estava pago: os valores somam",
  "pago-apos-baixa": "pagamento depois da baixa: o título fica pago",
  "baixa-de-pago": "baixa de um título pago: continua pago",
  "cheque-sem-pagamento": "cheque devolvido sem pagamento a desfazer",
  "rejeicao-de-conhecido": "entrada rejeitada de um título já conhecido: nada muda",
} as const;

/** One of {@link NOTE_TEXTS}, at a line. */
export function noteText(note: keyof typeof NOTE_TEXTS, line: number): string {
  return `linha ${line}: ${NOTE_TEXTS[note]}`;
}

/** A movement takes its place before others that are known. */
export function lateText(line: number): string {
  return `linha ${line}: movimento anterior ao último do título, aplicado na ordem das datas`;
}

/** A line that says what another one said. */
export function repeatedText(line: number, earlier: number): string {
  return `linha ${line}: repete a linha ${earlier}, aplicada uma vez só`;
}

/** The payments of one título add up to more than 2^53 - 1 cents. */
export function tooMuchPaidText(line: number): string {
  return `linha ${line}: o total pago deste título passa de R$ 90.071.992.547.409,91, o maior valor guardado com exatidão`;
}

/** A copy or a twin told another value. */
export function contradictionText(line: number, file: string, itsLine: number): string {
  return `linha ${line}: valor diferente do que ${file} (linha ${itsLine}) já informou para o mesmo título, código e dia`;
}

/** A CBR724 of the same account and date. */
export function copyText(file: string): string {
  return `mesma conta e data de ${file}, outro conteúdo: só o que é novo se aplica`;
}

/** The file's number came before, with other bytes. */
export function numberAgainText(nsa: number, file: string, date: string): string {
  return `NSA repetido: o número ${nsa} desta conta já veio em ${file} (${date}), com outro conteúdo`;
}

/** What would be accepted instead. */
export const NEW_NUMBER = "um número novo";

/** The file's number is lower than the last one, or much higher. */
export function numberStepText(
  how: "menor" | "distante",
  nsa: number,
  last: number,
  file: string,
): string {
  const step = how === "menor" ? "menor que o" : "distante do";
  return `NSA ${nsa} ${step} último aplicado, ${last} (${file})`;
}

/** The stock that the bank states does not follow from the one before. */
export function stockText(stated: number, expected: number, file: string): string {
  return `estoque do trailer ${stated}, esperado ${expected} a partir de ${file}: pode faltar um arquivo entre os dois`;
}
