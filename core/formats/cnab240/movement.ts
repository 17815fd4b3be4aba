/** One movement of CNAB 240: a pair of segments T and U. */
import type { CodeMeaning } from "../record/code_table.ts";
import { customerId } from "../record/customer_id.ts";
import type { DateLimits } from "../record/date_limits.ts";
import { isoOrNull } from "../record/dates.ts";
import { settleWrongNumbers, warnField } from "../record/field_fault.ts";
import type { Line } from "../record/line.ts";
import { hasReason } from "../record/motivo.ts";
import { checkMovementDates } from "../record/movement_dates.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type Movement, type MovementClass } from "../retorno.ts";
import type { Cnab240Bank, ConstantColumns } from "./bank.ts";
import { checkPayment } from "./payment.ts";
import { SEGMENTO_U, type SegmentT } from "./layout.ts";
import {
  checkDigitText,
  CNAB240_EXPECTED,
  CNAB240_FAULT,
  digitsExpected,
  oneOf,
  otherConvenioText,
  undoesText,
  withExpected,
} from "../../words/formats/cnab240.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";

/** The numbers of the pair at hand, by slot of their fields. */
export interface MovementNumbers {
  readonly t: Float64Array;
  readonly u: Float64Array;
}

const U = SEGMENTO_U.fields;
const LETTER_P = 80;

/** Builds movements; keeps what T said until its U comes. */
export class Cnab240Movement {
  readonly #bank: Cnab240Bank;
  readonly #t: SegmentT["fields"];
  readonly #convenio: string;
  /** The places of the convênio with which a whole number begins. */
  readonly #prefix: Uint8Array;
  /** The header of file, for what T repeats of it. Bytes: every line is compared with them. */
  readonly #header: DataView;
  readonly #data: number;
  readonly #limits: DateLimits;
  readonly #warnings: WarningList;
  readonly #motivos = new Map<string, string | null>();
  /** The motivo's columns in the pair before; known when they gave no warning. */
  readonly #lastMotivo: Uint8Array;
  #lastKnown = false;
  /** Filled in for each pair: nothing is made anew for a line. */
  readonly #occurrence = { field: U.dataOcorrencia, value: 0 };
  readonly #credit = { field: U.dataCredito, value: 0 };
  readonly #amounts = { pago: 0, full: 0, owed: 0, tarifa: 0, liquido: 0 };

  #line = 0;
  #code!: CodeMeaning;
  #classe: MovementClass = "outro";
  #paid = false;
  #nossoNumero = "";
  #documento: string | null = null;
  #sacado: string | null = null;
  #motivo: string | null = null;

  /** `header` is the header of file, copied, `data` its generation date (`AAAAMMDD`). */
  constructor(
    bank: Cnab240Bank,
    convenio: string,
    header: DataView,
    data: number,
    limits: DateLimits,
    warnings: WarningList,
  ) {
    this.#bank = bank;
    this.#t = bank.segmentT.fields;
    this.#convenio = convenio;
    const { first, last } = this.#t.motivo;
    this.#lastMotivo = new Uint8Array(last - first + 1);
    const places = bank.nossoNumero.convenio;
    this.#prefix = new TextEncoder().encode(places === 0 ? "" : convenio.slice(-places));
    this.#header = header;
    this.#data = data;
    this.#limits = limits;
    this.#warnings = warnings;
  }

  /** Takes segment T. Throws `RetornoRefused` (`valor`) when a needed field of a paid line is wrong. */
  segmentT(line: Line, code: CodeMeaning, numbers: MovementNumbers): void {
    const T = this.#t;
    const wrong = line.numbers(this.#bank.segmentT, numbers.t);
    this.#line = line.number;
    this.#code = code;
    this.#motivo = this.#reasons(line);
    this.#classe = this.#classOf(code);
    this.#paid = isPaid(this.#classe);
    if (this.#classe === "cheque-devolvido" && code.evento.startsWith("estorno")) {
      this.#warnings.add(
        "estorno",
        line.number,
        fieldText(line.number, 16, 17, undoesText(code.codigo)),
      );
    }
    this.#nossoNumero = line.trimmed(T.nossoNumero);
    this.#documento = line.trimmed(T.numeroDocumento) || null;
    this.#sacado = this.#bank.payer ? line.trimmed(T.sacado) || null : null;
    if (wrong !== null) {
      settleWrongNumbers(line, this.#bank.segmentT, numbers.t, this.#paid, this.#warnings);
    }
    const due = numbers.t[T.vencimento.slot]!;
    if (due > 0 && (due < this.#limits.earliest || due > this.#limits.latest)) {
      warnField(this.#warnings, line.number, T.vencimento, "segmento T");
      numbers.t[T.vencimento.slot] = 0;
    }
    const { constants, checkDigit, accountInT } = this.#bank;
    for (let i = 0; i < constants.length; i++) this.#checkConstant(line, constants[i]!);
    if (this.#nossoNumero === "") {
      const { first, last } = T.nossoNumero;
      if (this.#paid) {
        refuse("valor", line, first, last, FIELD_FAULT.numberBlank, EXPECTED.digits);
      }
      this.#warnings.add(
        "sem-nosso-numero",
        line.number,
        fieldText(line.number, first, last, FIELD_FAULT.numberMissing),
      );
      return;
    }
    this.#checkNumber(line);
    if (checkDigit !== null) this.#checkDigit(line, checkDigit(line));
    for (let i = 0; i < accountInT.length; i++) this.#checkAccount(line, accountInT[i]!);
  }

  /** Takes segment U and gives the movement, or null when it belongs to no título. Throws as `segmentT` does. */
  segmentU(line: Line, numbers: MovementNumbers): Movement | null {
    const T = this.#t;
    const t = numbers.t;
    const u = numbers.u;
    const wrong = line.numbers(SEGMENTO_U, u);
    if (wrong !== null) settleWrongNumbers(line, SEGMENTO_U, u, this.#paid, this.#warnings);
    this.#occurrence.value = u[U.dataOcorrencia.slot]!;
    this.#credit.value = u[U.dataCredito.slot]!;
    checkMovementDates(
      line,
      this.#occurrence,
      this.#credit,
      this.#paid,
      this.#data,
      this.#limits,
      this.#warnings,
    );
    const nominal = t[T.valorNominal.slot]!;
    const juros = u[U.juros.slot]!;
    const desconto = u[U.desconto.slot]!;
    const abatimento = u[U.abatimento.slot]!;
    const outros = u[U.outrosCreditos.slot]!;
    const tarifa = t[T.tarifa.slot]!;
    const valorLiquido = u[U.valorLiquido.slot]!;
    const amounts = this.#amounts;
    amounts.pago = u[U.valorPago.slot]!;
    amounts.full = nominal + juros + outros - desconto - abatimento;
    amounts.owed = nominal - desconto - abatimento;
    amounts.tarifa = tarifa;
    amounts.liquido = valorLiquido;
    const pago = checkPayment(this.#bank, this.#classe, line.number, this.#warnings, amounts);
    if (this.#nossoNumero === "") return null;
    return {
      line: this.#line,
      nossoNumero: this.#nossoNumero,
      numeroDocumento: this.#documento,
      clienteId: this.#sacado === null ? null : customerId(this.#sacado),
      sacado: this.#sacado,
      vencimento: isoOrNull(t[T.vencimento.slot]!),
      valorNominal: nominal,
      codigo: this.#code.codigo,
      classe: this.#classe,
      evento: this.#code.evento,
      motivo: this.#motivo,
      dataOcorrencia: isoOrNull(u[U.dataOcorrencia.slot]!),
      dataCredito: isoOrNull(u[U.dataCredito.slot]!),
      valorPago: pago,
      juros,
      desconto,
      abatimento,
      outrosCreditos: outros,
      tarifa,
      iof: u[U.iof.slot]!,
      outrasDespesas: u[U.outrasDespesas.slot]!,
      valorLiquido,
    };
  }

  #classOf(code: CodeMeaning): MovementClass {
    const motivo = this.#motivo;
    if (motivo === null) return code.classe;
    const { codes, motivos } = this.#bank.partial;
    if (isPaid(code.classe) && codes.includes(code.codigo)) {
      for (const reason of motivos) if (hasReason(motivo, reason)) return "liquidacao-parcial";
    }
    const own = this.#bank.automaticBaixa;
    if (code.codigo === "09" && own !== null && hasReason(motivo, own)) return "baixa-automatica";
    return code.classe;
  }

  /** Up to five codes of two characters, joined by commas. */
  #reasons(line: Line): string | null {
    const { first, last } = this.#t.motivo;
    // Most lines have the motivo of the line before.
    if (this.#lastKnown && line.holds(first, this.#lastMotivo)) return this.#motivo;
    const text = line.raw(first, last);
    let reasons = this.#motivos.get(text);
    if (reasons === undefined) {
      const codes: string[] = [];
      let half = false;
      for (let i = 0; i < text.length; i += 2) {
        const code = printable(text.slice(i, i + 2)).trim();
        if (code.length === 1) {
          this.#warnings.add(
            "motivo",
            line.number,
            fieldText(line.number, first + i, first + i + 1, CNAB240_FAULT.halfReason),
          );
          half = true;
        }
        if (code !== "" && code !== "00") codes.push(code);
      }
      reasons = codes.length === 0 ? null : codes.join(",");
      if (this.#motivos.size > 1000) this.#motivos.clear();
      if (!half) this.#motivos.set(text, reasons);
      this.#lastKnown = !half;
    } else this.#lastKnown = true;
    for (let i = 0; i < this.#lastMotivo.length; i++) this.#lastMotivo[i] = line.at(first + i);
    return reasons;
  }

  /** Digits only, as many as the bank has; a whole number begins with the convênio where that is the bank's way. */
  #checkNumber(line: Line): void {
    const { digits, convenio } = this.#bank.nossoNumero;
    const length = this.#nossoNumero.length;
    const field = this.#t.nossoNumero;
    if (convenio > 0 && length === digits && !line.holds(field.first, this.#prefix)) {
      this.#warnings.add(
        "convenio",
        line.number,
        fieldText(line.number, field.first, field.last, otherConvenioText(this.#convenio)),
      );
    }
    // A number that begins later than its column has a blank within these.
    const end = field.first + length - 1;
    if (digits === null || digits === length || convenio > 0) {
      if (line.onlyDigits(field.first, end)) return;
      // The check digit of a number of no fixed length may be a P.
      if (digits === null && line.at(end) === LETTER_P && line.onlyDigits(field.first, end - 1)) {
        return;
      }
    }
    if (this.#paid) {
      const words = CNAB240_FAULT.numberForm;
      refuse("valor", line, field.first, field.last, words, digitsExpected(digits));
    }
    warnField(this.#warnings, line.number, field, "segmento T");
  }

  #checkDigit(line: Line, digit: { readonly column: number; readonly right: string } | null): void {
    if (digit === null || line.at(digit.column) === digit.right.charCodeAt(0)) return;
    const found = printable(line.raw(digit.column, digit.column));
    this.#warnings.add(
      "dv",
      line.number,
      checkDigitText(line.number, digit.column, digit.right, found),
    );
  }

  #checkConstant(line: Line, rule: ConstantColumns): void {
    const [first, last] = rule.columns;
    let right: boolean;
    if (rule.accept === null) right = line.nothing(first, last);
    else {
      right = holds(line, first, rule.accept);
      // A line that pays nothing may leave them empty (28 without a título in Caixa).
      if (!right && !this.#paid) right = line.nothing(first, last);
    }
    if (right) return;
    const expected = rule.accept === null ? CNAB240_EXPECTED.nothing : oneOf(rule.accept);
    const words = CNAB240_FAULT.constant;
    if (this.#paid && rule.paid === "refuse") {
      refuse("estrutura", line, first, last, words, expected);
    }
    this.#warnings.add(
      "deslocada",
      line.number,
      fieldText(line.number, first, last, withExpected(words, expected)),
    );
  }

  /** T repeats agência and account of the header. */
  #checkAccount(line: Line, rule: Cnab240Bank["accountInT"][number]): void {
    const [first, last] = rule.t;
    if (line.same(first, last, this.#header, rule.header[0])) return;
    this.#warnings.add(
      "conta",
      line.number,
      fieldText(line.number, first, last, CNAB240_FAULT.otherAccount),
    );
  }
}

/** One of the texts stands at the column. Bytes are compared: no text is made of a line that is right. */
function holds(line: Line, column: number, texts: readonly string[]): boolean {
  for (const text of texts) {
    let i = 0;
    while (i < text.length && line.at(column + i) === text.charCodeAt(i)) i++;
    if (i === text.length) return true;
  }
  return false;
}
