/** One movement of CNAB 400: one detail. */
import { customerId } from "../record/customer_id.ts";
import type { DateLimits } from "../record/date_limits.ts";
import { fullDate, isoOrNull } from "../record/dates.ts";
import { settleWrongNumbers, warnField } from "../record/field_fault.ts";
import type { Field, Layout } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import { hasReason } from "../record/motivo.ts";
import { checkMovementDates } from "../record/movement_dates.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type Movement } from "../retorno.ts";
import type { Cnab400Bank } from "./bank.ts";
import { Meanings } from "./meanings.ts";
import { looksPaid, paymentFault } from "./payment.ts";
import { Reasons } from "./reasons.ts";
import { NOTHING, type Slots, slotsOf } from "./slots.ts";
import {
  CNAB400_FAULT,
  CNAB400_NOTICE,
  numbersDifferText,
  otherConvenioText,
} from "../../words/formats/cnab400.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { checkDigitText, undoesText } from "../../words/formats/cnab240.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";

const LETTER_I = 73;
const LETTER_P = 80;

/** Builds the movements of one file. */
export class Cnab400Movement {
  readonly #bank: Cnab400Bank;
  readonly #convenio: string;
  readonly #convenioNumber: number;
  readonly #data: number;
  readonly #year: number;
  readonly #limits: DateLimits;
  readonly #warnings: WarningList;
  readonly #values = new Float64Array(NOTHING + 1);
  readonly #lastShort = new Float64Array(NOTHING + 1);
  readonly #lastFull = new Float64Array(NOTHING + 1);
  readonly #slots: Slots;
  readonly #meanings: Meanings;
  readonly #reasons: Reasons;

  /** Of the last detail read: code, nominal amount, and the paid amount's column as it stands. */
  codigo = "";
  nominal = 0;
  pago = 0;
  /** Lines that only inform (Itaú, column 107). */
  informative = 0;

  /** `data` is the header's date, `AAAAMMDD`. */
  constructor(
    bank: Cnab400Bank,
    convenio: string,
    data: number,
    limits: DateLimits,
    warnings: WarningList,
  ) {
    this.#bank = bank;
    this.#slots = slotsOf(bank.detail);
    this.#meanings = new Meanings(bank, warnings);
    this.#reasons = new Reasons(bank.reasons);
    this.#convenio = convenio;
    this.#convenioNumber = Number(convenio);
    this.#data = data;
    this.#year = Math.floor(data / 10000);
    this.#limits = limits;
    this.#warnings = warnings;
  }

  /** The movement of a detail, or null when it applies to no título. Throws `RetornoRefused` (`valor`). */
  read(line: Line): Movement | null {
    const bank = this.#bank;
    const meaning = this.#meanings.of(line);
    const layout = bank.special.get(meaning.codigo) ?? bank.detail;
    const f = layout.fields;
    const v = this.#values;
    const wrong = line.numbers(layout, v);
    const motivo = this.#reasons.of(line, layout, meaning.codigo);
    const slots = layout === bank.detail ? this.#slots : slotsOf(layout);
    const { classe, evento } = this.#meanings.settled(meaning, motivo, v[slots.valorPago]!);
    const paid = isPaid(classe);
    this.#dates(slots);
    if (f.dataCredito !== undefined && bank.looseCredit) this.#looseCredit(slots, paid);
    const due = f.vencimento;
    if (
      due !== undefined && v[due.slot]! < 0 && bank.noDueDate !== null &&
      line.raw(due.first, due.last) === bank.noDueDate
    ) v[due.slot] = 0;
    if (wrong !== null) settleWrongNumbers(line, layout, v, paid, this.#warnings);
    this.codigo = meaning.codigo;
    this.nominal = v[slots.valorNominal]!;
    this.pago = v[slots.valorPago]!;
    if (f.informativo !== undefined && line.at(f.informativo.first) === LETTER_I) {
      this.informative++;
      return null;
    }
    const nossoNumero = this.#number(line, layout, paid);
    this.#checkDates(line, layout, paid);
    const tarifa = v[slots.tarifa]!;
    const net = bank.paidColumn === "liquido" && layout === bank.detail;
    const valorPago = net && paid ? this.pago + tarifa : this.pago;
    const valorLiquido = f.valorLiquido !== undefined
      ? v[slots.valorLiquido]!
      : net
      ? this.pago
      : null;
    const juros = v[slots.juros]!;
    const outros = v[slots.outrosCreditos]!;
    const desconto = v[slots.desconto]!;
    const abatimento = v[slots.abatimento]!;
    if (paid) {
      const what = paymentFault(bank, classe, {
        pago: valorPago,
        nominal: this.nominal,
        liquido: valorLiquido,
        tarifa,
        added: juros + outros,
        taken: desconto + abatimento,
      });
      if (what !== null) this.#warn(what.code, line, f.valorPago!, what.text);
    } else if (valorPago > 0) {
      const full = this.nominal + juros + outros - desconto - abatimento;
      if (looksPaid(classe, evento, valorPago === full || valorPago + tarifa === full)) {
        this.#warn("pago-sem-pagamento", line, f.valorPago!, CNAB400_FAULT.paidUnpaid);
      }
    }
    if (!paid || bank.chequeReasons.length > 0) {
      this.#notice(line, layout, meaning.codigo, evento, motivo, paid);
    }
    if (nossoNumero === "") return null;
    const sacado = f.sacado === undefined ? "" : line.trimmed(f.sacado);
    return {
      line: line.number,
      nossoNumero,
      numeroDocumento: line.trimmed(f.numeroDocumento!) || null,
      clienteId: customerId(sacado),
      sacado: sacado || null,
      vencimento: isoOrNull(v[slots.vencimento]!),
      valorNominal: this.nominal,
      codigo: meaning.codigo,
      classe,
      evento,
      motivo,
      dataOcorrencia: isoOrNull(v[slots.dataOcorrencia]!),
      dataCredito: isoOrNull(v[slots.dataCredito]!),
      valorPago,
      juros,
      desconto,
      abatimento,
      outrosCreditos: outros,
      tarifa,
      iof: v[slots.iof]!,
      outrasDespesas: v[slots.outrasDespesas]!,
      valorLiquido,
    };
  }

  /** A date that is none, or before the payment, is not a credit. */
  #looseCredit(slots: Slots, paid: boolean): void {
    const v = this.#values;
    const credit = v[slots.dataCredito]!;
    if (!paid || credit < v[slots.dataOcorrencia]!) v[slots.dataCredito] = 0;
  }

  /** What never passes without a word: an undoing, a cheque, and the codes that the bank's table names. */
  #notice(
    line: Line,
    layout: Layout,
    codigo: string,
    evento: string,
    motivo: string | null,
    paid: boolean,
  ): void {
    const field = layout.fields.codigo!;
    const { notices, chequeReasons } = this.#bank;
    if (evento.startsWith("estorno")) this.#warn("estorno", line, field, undoesText(codigo));
    const notice = notices.get(codigo);
    if (notice !== undefined) this.#warn("ocorrencia", line, field, notice);
    if (
      paid && motivo !== null && chequeReasons.length > 0 &&
      chequeReasons.some((code) => hasReason(motivo, code))
    ) this.#warn("cheque", line, layout.fields.motivo!, CNAB400_NOTICE.cheque);
  }

  #warn(code: string, line: Line, field: Field, what: string): void {
    this.#warnings.add(
      code,
      line.number,
      fieldText(line.number, field.first, field.last, what),
    );
  }

  /** Chooses the century. A date is mostly that of the line before. */
  #dates(slots: Slots): void {
    const values = this.#values;
    for (const slot of slots.shortDates) {
      const short = values[slot]!;
      if (short <= 0) continue;
      if (short !== this.#lastShort[slot]) {
        this.#lastShort[slot] = short;
        this.#lastFull[slot] = fullDate(short, this.#year);
      }
      values[slot] = this.#lastFull[slot]!;
    }
  }

  /** The nosso número, or "" (warned) when the line has none. */
  #number(line: Line, layout: Layout, paid: boolean): string {
    const f = layout.fields;
    const field = f.nossoNumero!;
    const number = line.trimmed(field);
    if (number === "" || line.nothing(field.first, field.last)) {
      if (paid) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          FIELD_FAULT.numberBlank,
          EXPECTED.nossoNumero,
        );
      }
      this.#warnings.add(
        "sem-nosso-numero",
        line.number,
        fieldText(line.number, field.first, field.last, FIELD_FAULT.numberMissing),
      );
      return "";
    }
    if (!this.#validNumber(line, field, number.length)) {
      if (paid) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          FIELD_FAULT.numberInvalid,
          EXPECTED.digits,
        );
      }
      warnField(this.#warnings, line.number, field, layout.record);
    }
    const again = f.nossoNumeroRepetido;
    if (
      again !== undefined && !line.blank(again.first, again.last) && !repeats(line, again, number)
    ) {
      this.#warnings.add(
        "nosso-numero",
        line.number,
        numbersDifferText(line.number, [field.first, field.last], [again.first, again.last]),
      );
    }
    this.#checkDigit(line);
    const agreement = f.convenio;
    if (agreement !== undefined && this.#convenio !== "") {
      const own = line.digits(agreement.first, agreement.last);
      if (own !== this.#convenioNumber || !number.startsWith(this.#convenio)) {
        this.#warnings.add(
          "convenio",
          line.number,
          otherConvenioText(line.number, agreement.first, field.last, this.#convenio),
        );
      }
    }
    return number;
  }

  #checkDigit(line: Line): void {
    const digit = this.#bank.checkDigit?.(line) ?? null;
    if (digit === null) return;
    const { column, right } = digit;
    const last = column + right.length - 1;
    let i = 0;
    while (i < right.length && line.at(column + i) === right.charCodeAt(i)) i++;
    if (i === right.length) return;
    const found = printable(line.raw(column, last));
    this.#warnings.add("dv", line.number, checkDigitText(line.number, column, right, found));
  }

  /** Digits, and a check digit where the bank has one, from the first column on. */
  #validNumber(line: Line, field: Field, length: number): boolean {
    const { numberDigits, numberCheck } = this.#bank;
    const checked = numberCheck && length === numberDigits + 1;
    if (length !== numberDigits && !checked) return false;
    if (!line.onlyDigits(field.first, field.first + numberDigits - 1)) return false;
    return !checked || line.at(field.first + numberDigits) === LETTER_P ||
      line.onlyDigits(field.first + numberDigits, field.first + numberDigits);
  }

  #checkDates(line: Line, layout: Layout, paid: boolean): void {
    const f = layout.fields;
    checkMovementDates(
      line,
      { field: f.dataOcorrencia!, value: this.#values[f.dataOcorrencia!.slot]! },
      f.dataCredito === undefined
        ? null
        : { field: f.dataCredito, value: this.#values[f.dataCredito.slot]! },
      paid,
      this.#data,
      this.#limits,
      this.#warnings,
    );
    const due = f.vencimento;
    if (due === undefined) return;
    const date = this.#values[due.slot]!;
    if (date > 0 && (date < this.#limits.earliest || date > this.#limits.latest)) {
      warnField(this.#warnings, line.number, due, layout.record);
      this.#values[due.slot] = 0;
    }
  }
}

/** The second place of the nosso número holds the same digits, with or without zeros before them. */
function repeats(line: Line, again: Field, number: string): boolean {
  const other = line.trimmed(again);
  return other === number || other.replace(/^0+/, "") === number.replace(/^0+/, "");
}
