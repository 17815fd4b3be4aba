/** What is wrong with a CNAB 240 file. Lines and columns from 1. */

/** What is wrong with a record. */
export const CNAB240_FAULT = {
  afterEnd: "registro depois do trailer de arquivo",
  otherBank: "banco diferente do header",
  order: "tipo de registro fora de ordem",
  noHeader: "o primeiro registro não é o header de arquivo",
  remessa: "o arquivo é uma remessa, não um retorno",
  noRetorno: "não é um retorno",
  bank: "banco inválido",
  nsa: "NSA não numérico",
  time: "hora de geração inválida",
  batchOpen: "novo lote sem o trailer do anterior",
  batchNoRetorno: "o lote não é um retorno de cobrança",
  batchOtherService: "o lote é de outro serviço, não de cobrança",
  batchNumber: "número do lote inválido",
  otherAccount: "conta diferente da do header",
  outsideBatch: "detalhe fora de um lote",
  otherBatch: "lote diferente do header do lote",
  sequence: "sequencial fora de ordem no lote",
  loneT: "segmento T sem o seu U",
  loneU: "segmento U sem o seu T",
  codeNotNumeric: "código de movimento não numérico",
  otherCode: "código de movimento diferente do segmento T",
  unknownSegment: "segmento desconhecido",
  batchTrailerAlone: "trailer de lote sem header de lote",
  batchRecords: "quantidade de registros do lote",
  stock: "estoque não numérico",
  noBatchTrailer: "falta o trailer do lote",
  trailerBatch: "lote do trailer de arquivo",
  batches: "quantidade de lotes",
  records: "quantidade de registros do arquivo",
  answer: "é a pré-crítica de uma remessa, não um retorno",
  noService: "o header de lote não diz o serviço",
  batchTotals: "quantidade ou soma diferente da dos títulos do lote",
  paidUnpaid: "valor pago numa linha que não é liquidação",
  net: "o líquido em 93-107 difere de valor pago - tarifa",
  partialOfAll: "pagamento parcial que paga o título inteiro",
  numberForm: "nosso número fora da forma numa liquidação",
  constant: "coluna constante com outro conteúdo, a linha pode ter perdido ou ganho um byte",
  halfReason: "motivo pela metade",
} as const;

/** What is accepted instead. */
export const CNAB240_EXPECTED = {
  types: "1, 3, 5 ou 9",
  typesInBatch: "1, 5 ou 9",
  typesAfterBatch: "1 ou 9",
  batchNumber: "0001 a 9998",
  segments: "T ou U",
  segmentU: "segmento U",
  header: "header de arquivo",
  trailer: "trailer de arquivo (tipo 9)",
  nothing: "zeros ou brancos",
} as const;

/** A segment of a remessa, or else of another service. */
export function wrongSegmentText(letter: string, remessa: boolean): string {
  const what = remessa ? "de remessa" : "de outro serviço, não de cobrança";
  return `segmento ${letter}: ${what}`;
}

/** Segments that were read over. */
export function skippedText(count: number): string {
  return `${count} registros de outros segmentos, lidos e não aplicados`;
}

/** A batch out of turn. */
export function batchNumberText(line: number, found: number, expected: number): string {
  return `linha ${line}, colunas 4-7: lote ${found}, esperado ${expected}`;
}

/** A movement that is not in the bank's table. */
export function unknownMovementText(line: number, codigo: string): string {
  return `linha ${line}, colunas 16-17: código de movimento ${codigo} desconhecido`;
}

/** A nosso número of another convênio. */
export function otherConvenioText(convenio: string): string {
  return `o nosso número não começa pelo convênio ${convenio}`;
}

/** A bank without a table of its own. */
export function unreadBankText(code: string): string {
  return `CNAB 240 do banco ${code} ainda não é lido`;
}

/** A header that names another bank than its number. */
export function renumberedText(code: string, named: string): string {
  return `o header é do banco ${code} e traz o nome de outro (${named})`;
}

/** The check digit of a nosso número. */
export function checkDigitText(line: number, column: number, right: string, found: string): string {
  return `linha ${line}, coluna ${column}: dígito do nosso número, esperado ${right}, encontrado "${found}"`;
}

/** Digits of a nosso número; null: any number of them. */
export function digitsExpected(digits: number | null): string {
  return `${digits ?? ""} dígitos`.trim();
}

/** One of some texts. */
export function oneOf(accepted: readonly string[]): string {
  return accepted.join(" ou ");
}

/** `what`, and what is accepted. */
export function withExpected(what: string, expected: string): string {
  return `${what}; esperado ${expected}`;
}

/** A code that undoes what was told before. */
export function undoesText(codigo: string): string {
  return `${codigo} desfaz uma liquidação ou baixa anterior`;
}
