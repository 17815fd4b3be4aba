/** One movement of CNAB 240: a pair of segments T and U. */
import type { CodeMeaning } from "../record/code_table.ts";
import { customerId } from "../record/customer_id.ts";
import type { DateLimits } from "../record/date_limits.ts";
import { isoOrNull } from "../record/dates.ts";
import { settleWrongNumbers, warnField } from "../record/field_fault.ts";
import type { Line } from "../record/line.ts";
import { checkMovementDates } from "../record/movement_dates.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type Movement, type MovementClass } from "../retorno.ts";
import type { Cnab240Bank } from "./bank.ts";
import { SEGMENTO_T, SEGMENTO_U } from "./layout.ts";
import { CNAB240_FAULT, otherConvenioText } from "../../words/formats/cnab240.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";

/** The numbers of the pair at hand, by slot of their fields. */
export interface MovementNumbers {
  readonly t: Float64Array;
  readonly u: Float64Array;
}

const T = SEGMENTO_T.fields;
const U = SEGMENTO_U.fields;

/** Builds movements; keeps what T said until its U comes. */
export class Cnab240Movement {
  readonly #bank: Cnab240Bank;
  readonly #convenio: string;
  readonly #account: string;
  readonly #data: number;
  readonly #limits: DateLimits;
  readonly #warnings: WarningList;
  readonly #motivos = new Map<string, string | null>();

  #line = 0;
  #code!: CodeMeaning;
  #classe: MovementClass = "outro";
  #paid = false;
  #nossoNumero = "";
  #documento: string | null = null;
  #sacado: string | null = null;
  #motivo: string | null = null;

  /** `account` is the header's 53-71, `data` its generation date (`AAAAMMDD`). */
  constructor(
    bank: Cnab240Bank,
    convenio: string,
    account: string,
    data: number,
    limits: DateLimits,
    warnings: WarningList,
  ) {
    this.#bank = bank;
    this.#convenio = convenio;
    this.#account = account;
    this.#data = data;
    this.#limits = limits;
    this.#warnings = warnings;
  }

  /** Takes segment T. Throws `RetornoRefused` (`valor`) when a needed field of a paid line is wrong. */
  segmentT(line: Line, code: CodeMeaning, numbers: MovementNumbers): void {
    const wrong = line.numbers(SEGMENTO_T, numbers.t);
    this.#line = line.number;
    this.#code = code;
    this.#motivo = this.#reasons(line);
    this.#classe = this.#classOf(code);
    this.#paid = isPaid(this.#classe);
    this.#nossoNumero = line.trimmed(T.nossoNumero);
    this.#documento = line.trimmed(T.numeroDocumento) || null;
    this.#sacado = this.#bank.payer ? line.trimmed(T.sacado) || null : null;
    if (wrong !== null) {
      settleWrongNumbers(line, SEGMENTO_T, numbers.t, this.#paid, this.#warnings);
    }
    const due = numbers.t[T.vencimento.slot]!;
    if (due > 0 && (due < this.#limits.earliest || due > this.#limits.latest)) {
      warnField(this.#warnings, line.number, T.vencimento, "segmento T");
      numbers.t[T.vencimento.slot] = 0;
    }
    if (this.#nossoNumero === "") {
      if (this.#paid) {
        refuse("valor", line, 38, 57, FIELD_FAULT.numberBlank, EXPECTED.nossoNumero);
      }
      this.#warnings.add(
        "sem-nosso-numero",
        line.number,
        fieldText(line.number, 38, 57, FIELD_FAULT.numberMissing),
      );
    } else {
      if (this.#bank.nossoNumero !== null) this.#checkNumber(line, this.#bank.nossoNumero);
      if (this.#bank.accountInT) this.#checkAccount(line);
    }
  }

  /** Takes segment U and gives the movement, or null when it belongs to no título. Throws as `segmentT` does. */
  segmentU(line: Line, numbers: MovementNumbers): Movement | null {
    const t = numbers.t;
    const u = numbers.u;
    const wrong = line.numbers(SEGMENTO_U, u);
    if (wrong !== null) settleWrongNumbers(line, SEGMENTO_U, u, this.#paid, this.#warnings);
    checkMovementDates(
      line,
      { field: U.dataOcorrencia, value: u[U.dataOcorrencia.slot]! },
      { field: U.dataCredito, value: u[U.dataCredito.slot]! },
      this.#paid,
      this.#data,
      this.#limits,
      this.#warnings,
    );
    const nominal = t[T.valorNominal.slot]!;
    const pago = u[U.valorPago.slot]!;
    const juros = u[U.juros.slot]!;
    const desconto = u[U.desconto.slot]!;
    const abatimento = u[U.abatimento.slot]!;
    const outros = u[U.outrosCreditos.slot]!;
    if (this.#paid) {
      if (pago === 0) {
        this.#warnings.add(
          "pago-zero",
          line.number,
          fieldText(line.number, 78, 92, FIELD_FAULT.paidZero),
        );
      } else if (
        this.#bank.sumRule && this.#classe === "liquidacao" &&
        pago !== nominal + juros + outros - desconto - abatimento
      ) {
        this.#warnings.add(
          "valor-pago",
          line.number,
          fieldText(line.number, 78, 92, FIELD_FAULT.paidSum),
        );
      }
    }
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
      tarifa: t[T.tarifa.slot]!,
      iof: u[U.iof.slot]!,
      outrasDespesas: u[U.outrasDespesas.slot]!,
      valorLiquido: u[U.valorLiquido.slot]!,
    };
  }

  #classOf(code: CodeMeaning): MovementClass {
    const motivo = this.#motivo;
    if (motivo === null) return code.classe;
    if (code.codigo === "06" && hasReason(motivo, "02")) return "liquidacao-parcial";
    const own = this.#bank.automaticBaixa;
    if (code.codigo === "09" && own !== null && hasReason(motivo, own)) return "baixa-automatica";
    return code.classe;
  }

  /** Up to five codes of two characters, joined by commas. */
  #reasons(line: Line): string | null {
    const text = line.raw(T.motivo.first, T.motivo.last);
    let reasons = this.#motivos.get(text);
    if (reasons === undefined) {
      const codes: string[] = [];
      for (let i = 0; i < text.length; i += 2) {
        const code = printable(text.slice(i, i + 2)).trim();
        if (code !== "" && code !== "00") codes.push(code);
      }
      reasons = codes.length === 0 ? null : codes.join(",");
      if (this.#motivos.size > 1000) this.#motivos.clear();
      this.#motivos.set(text, reasons);
    }
    return reasons;
  }

  #checkNumber(line: Line, rule: NonNullable<Cnab240Bank["nossoNumero"]>): void {
    const number = this.#nossoNumero;
    if (
      number.length === rule.digits && !number.startsWith(this.#convenio.slice(-rule.convenio))
    ) {
      this.#warnings.add(
        "convenio",
        line.number,
        otherConvenioText(line.number, this.#convenio),
      );
    }
    for (let i = line.base + 37; i < line.base + 37 + number.length; i++) {
      const byte = line.bytes[i]!;
      if (byte < 48 || byte > 57) {
        if (this.#paid) {
          refuse("valor", line, 38, 57, FIELD_FAULT.numberNotNumeric, EXPECTED.digits);
        }
        warnField(this.#warnings, line.number, T.nossoNumero, "segmento T");
        break;
      }
    }
  }

  /** 18-36 of T against 53-71 of the header: same agência and account. */
  #checkAccount(line: Line): void {
    for (let i = 0; i < 19; i++) {
      if (line.bytes[line.base + 17 + i] !== this.#account.charCodeAt(i)) {
        this.#warnings.add(
          "conta",
          line.number,
          fieldText(line.number, 18, 36, CNAB240_FAULT.otherAccount),
        );
        break;
      }
    }
  }
}

function hasReason(motivo: string, code: string): boolean {
  return motivo.startsWith(code) && (motivo.length === 2 || motivo[2] === ",") ||
    motivo.includes(`,${code}`);
}
