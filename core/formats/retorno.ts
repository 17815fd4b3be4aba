/** What every reader of a return file gives back, whatever the format. Amounts are integer cents. */

/** The formats that can be told apart by content. */
export type Format = "CNAB240" | "CNAB400" | "CBR724";

/** Calendar date `AAAA-MM-DD`, without time or zone. */
export type IsoDate = string;

/**
 * What a line does to a title; the class of its code by format and bank.
 *
 * `baixa-automatica` is the bank's own write-off (CBR724 `BXS`, CNAB 240 09 with motivo 09): the debt stays.
 */
export type MovementClass =
  | "entrada"
  | "liquidacao"
  | "liquidacao-parcial"
  | "baixa"
  | "baixa-automatica"
  | "rejeicao"
  | "alteracao"
  | "cheque-pendente"
  | "cheque-devolvido"
  | "informacao"
  | "outro";

/** A movement that moves money into the account: its fields must be right. */
export function isPaid(classe: MovementClass): boolean {
  return classe === "liquidacao" || classe === "liquidacao-parcial";
}

/** One movement of one title: one detail (or pair T/U) of the file. */
export interface Movement {
  /** First line of the file that says so, counted from 1. */
  readonly line: number;
  /** Trimmed text, as the bank fills it (17 digits for Banco do Brasil). */
  readonly nossoNumero: string;
  readonly numeroDocumento: string | null;
  /** 1 to 6 digits at the start of the sacado's name, or null. */
  readonly clienteId: string | null;
  readonly sacado: string | null;
  readonly vencimento: IsoDate | null;
  readonly valorNominal: number;
  /** The bank's own code: `06`, `LQB`, ... */
  readonly codigo: string;
  readonly classe: MovementClass;
  /**
   * What happened, in one word that is the same in every format (`vencimento` for 14 and `VC`): part of the
   * event key, so that the twins CBR724 and CNAB 240 of one day are recognised as one event.
   */
  readonly evento: string;
  /** The bank's reason codes, joined by a comma, or null. */
  readonly motivo: string | null;
  readonly dataOcorrencia: IsoDate | null;
  readonly dataCredito: IsoDate | null;
  readonly valorPago: number;
  readonly juros: number;
  readonly desconto: number;
  readonly abatimento: number;
  readonly outrosCreditos: number;
  readonly tarifa: number;
  readonly iof: number;
  readonly outrasDespesas: number;
  /** Net amount credited, where the format tells it. */
  readonly valorLiquido: number | null;
}

/** Something odd that does not refuse the file. No payer's data in `message`. */
export interface Warning {
  readonly code: string;
  readonly line: number | null;
  readonly message: string;
}

/** What is known of the file once it has been read to its end. */
export interface RetornoSummary {
  readonly format: Format;
  /** COMPE code, three digits. */
  readonly banco: string;
  readonly agencia: string;
  readonly conta: string;
  readonly convenio: string;
  /** Sequential number of the file, or null where the format has none. */
  readonly nsa: number | null;
  /** Generation date of the file. */
  readonly data: IsoDate;
  readonly lines: number;
  readonly movements: number;
  /** How many movements of each code. */
  readonly codigos: Readonly<Record<string, number>>;
  /** Stock of open titles that BB states in the CNAB 240 trailer (rule 12), or null. */
  readonly estoque: number | null;
  readonly warnings: readonly Warning[];
  /**
   * The last line is short and has no line break. Good files end like this, and so does a copy under way whose
   * missing bytes are blanks: a fresh file may deserve patience.
   */
  readonly openEnd?: boolean;
}

/**
 * Stable codes of refusal. The rules of validation, by the number that comments and tests use:
 *
 * 1. the file has content (`vazio`; a copy under way is waited for);
 * 2. the format is known, a retorno, of cobrança, of a supported bank (`formato`);
 * 3. length of lines, order of records, first and last record (`estrutura`);
 * 4. sequentials without a gap (`sequencia`);
 * 5. counts and sums of the trailers (`totais`, or a warning where a bank's trailers prove unreliable);
 * 6. T then its U, with the same code and lote (`par-tu`);
 * 7. numbers are numbers and dates plausible (`valor` for a needed field of a payment, else a warning);
 * 8. a payment has a value, and the sum that its bank promises (warning);
 * 9. the account or convênio is ours, when ours are given (`conta`);
 * 10. the same bytes again are a duplicate, not a fault;
 * 11. same account and NSA or date, other content (`nsa-repetido`, `divergente`);
 * 12. NSA lower than or far from the last, or a broken chain of stocks (warning);
 * 13. no detail at all is normal;
 * 14. an unknown code or no customer's id is kept with a warning, never guessed.
 */
export type RefusalCode =
  | "vazio"
  | "formato"
  | "estrutura"
  | "sequencia"
  | "totais"
  | "par-tu"
  | "valor"
  | "conta"
  | "nsa-repetido"
  | "divergente";

/** The file is refused whole. The message is Portuguese, one line, and free of payers' data. */
export class RetornoRefused extends Error {
  override name = "RetornoRefused";
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly where: {
      readonly line?: number;
      /** First and last column, from 1, inclusive. */
      readonly columns?: readonly [number, number];
      readonly expected?: string;
      readonly found?: string;
    } = {},
    /** True when the fault is also what a half-written copy looks like: the file may deserve patience. */
    readonly maybeIncomplete = false,
  ) {
    super(message);
  }
}

/** Facts from outside that a reader needs. */
export interface ReadContext {
  /** Today, local date: a generation date after tomorrow is refused (rule 7). */
  readonly today: IsoDate;
  /** Accounts that are ours (digits, leading zeros and check digit do not matter); absent: any (rule 9). */
  readonly contas?: readonly string[];
}

/**
 * Reads one whole return file. Implemented by `read_retorno.ts`.
 *
 * `onMovement` is called in file order while reading, before it is known whether the file is good:
 * the caller keeps the movements aside, and drops them when {@link RetornoRefused} is thrown.
 */
export type ReadRetorno = (
  chunks: Iterable<Uint8Array>,
  context: ReadContext,
  onMovement: (movement: Movement) => void,
) => RetornoSummary;

/** {@link ReadRetorno} in steps: it pauses now and then, so that a large file holds nobody up. Its result is the summary. */
export type ReadingRetorno = (
  ...args: Parameters<ReadRetorno>
) => Generator<undefined, RetornoSummary>;
