/** One movement of CNAB 400: one detail. */
import { type CodeMeaning, unknownCode } from "../record/code_table.ts";
import { customerId } from "../record/customer_id.ts";
import type { DateLimits } from "../record/date_limits.ts";
import { fullDate, isoOrNull } from "../record/dates.ts";
import { settleWrongNumbers, warnField } from "../record/field_fault.ts";
import type { Field, Layout } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import { checkMovementDates } from "../record/movement_dates.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type Movement, type MovementClass } from "../retorno.ts";
import type { Cnab400Bank } from "./bank.ts";
import { NOTHING, type Slots, slotsOf } from "./slots.ts";
import {
  CNAB400_FAULT,
  numbersDifferText,
  otherConvenioText,
  unknownOccurrenceText,
} from "../../words/formats/cnab400.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
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
  readonly #motivos = new Map<string, string | null>();
  readonly #meanings = new Map<number, CodeMeaning>();

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
    const meaning = this.#meaning(line);
    const layout = bank.special.get(meaning.codigo) ?? bank.detail;
    const f = layout.fields;
    const v = this.#values;
    const wrong = line.numbers(layout, v);
    const motivo = this.#reasons(line, layout, meaning.codigo);
    const classe = this.#classOf(meaning, motivo);
    const paid = isPaid(classe);
    const slots = layout === bank.detail ? this.#slots : slotsOf(layout);
    this.#dates(slots);
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
      this.#checkValue(
        line,
        layout,
        classe,
        valorPago,
        valorLiquido,
        tarifa,
        juros + outros - desconto - abatimento,
      );
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
      evento: meaning.evento,
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

  #meaning(line: Line): CodeMeaning {
    const field = this.#bank.detail.fields.codigo!;
    const key = line.at(field.first) << 8 | line.at(field.last);
    let meaning = this.#meanings.get(key);
    if (meaning === undefined) {
      const codigo = line.raw(field.first, field.last);
      if (line.digits(field.first, field.last) < 0 || line.at(field.last) === 32) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          CNAB400_FAULT.codeNotNumeric,
          EXPECTED.twoDigits,
        );
      }
      meaning = this.#bank.codes.get(codigo) ?? unknownCode(codigo);
      this.#meanings.set(key, meaning);
    }
    if (meaning.classe === "outro") {
      this.#warnings.add(
        "codigo-desconhecido",
        line.number,
        unknownOccurrenceText(
          line.number,
          field.first,
          field.last,
          meaning.codigo,
          this.#bank.nome,
        ),
      );
    }
    return meaning;
  }

  #classOf(meaning: CodeMeaning, motivo: string | null): MovementClass {
    if (meaning.classe === "baixa" && motivo !== null && motivo === this.#bank.automaticBaixa) {
      return "baixa-automatica";
    }
    return meaning.classe;
  }

  /** Reason codes of two characters, joined by commas; Bradesco has one of one character for protests. */
  #reasons(line: Line, layout: Layout, codigo: string): string | null {
    const f = layout.fields;
    if (f.motivo === undefined) return null;
    const channelField = f.codigoLiquidacao;
    const protestField = codigo === "19" || codigo === "25" ? f.motivoProtesto : undefined;
    // Most lines give no reason, which is seen without making a text of it.
    if (
      protestField === undefined && line.nothing(f.motivo.first, f.motivo.last) &&
      (channelField === undefined || line.nothing(channelField.first, channelField.last))
    ) return null;
    const channel = channelField === undefined
      ? ""
      : line.raw(channelField.first, channelField.last);
    const protest = protestField === undefined
      ? ""
      : line.raw(protestField.first, protestField.last);
    const key = line.raw(f.motivo.first, f.motivo.last) + protest + channel;
    let reasons = this.#motivos.get(key);
    if (reasons === undefined) {
      const codes: string[] = [];
      for (let column = f.motivo.first; column < f.motivo.last; column += 2) {
        codes.push(line.raw(column, column + 1));
      }
      codes.push(protest, channel);
      const told = codes.map((code) => printable(code).trim()).filter((code) =>
        code !== "" && code !== "00"
      );
      reasons = told.length === 0 ? null : told.join(",");
      if (this.#motivos.size > 1000) this.#motivos.clear();
      this.#motivos.set(key, reasons);
    }
    return reasons;
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
      again !== undefined && !line.blank(again.first, again.last) && line.trimmed(again) !== number
    ) {
      this.#warnings.add(
        "nosso-numero",
        line.number,
        numbersDifferText(line.number, [field.first, field.last], [again.first, again.last]),
      );
    }
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

  /** Rule 8. */
  #checkValue(
    line: Line,
    layout: Layout,
    classe: MovementClass,
    pago: number,
    liquido: number | null,
    tarifa: number,
    difference: number,
  ): void {
    const field = layout.fields.valorPago!;
    const text = (what: string) => fieldText(line.number, field.first, field.last, what);
    if (pago === 0) {
      this.#warnings.add("pago-zero", line.number, text(FIELD_FAULT.paidZero));
    } else if (this.#bank.sumRule) {
      if (classe === "liquidacao" && pago !== this.nominal + difference) {
        this.#warnings.add(
          "valor-pago",
          line.number,
          text(FIELD_FAULT.paidSum),
        );
      }
    } else if (liquido !== null && liquido !== pago - tarifa) {
      this.#warnings.add(
        "valor-pago",
        line.number,
        text(CNAB400_FAULT.netSum),
      );
    }
  }
}
