/** One movement of CNAB 400: one detail. */
import { type CodeMeaning, unknownCode } from "./codes/code_table.ts";
import { fullDate, isoOrNull } from "./dates.ts";
import type { Field, Layout } from "./layout.ts";
import type { Cnab400Bank } from "./layouts/cnab400_bank.ts";
import { INVALID, type Line } from "./line.ts";
import { customerId, type DateLimits, fieldWords, isPaid, warnField } from "./reader.ts";
import { refuse } from "./refuse.ts";
import type { Movement, MovementClass } from "./retorno.ts";
import type { WarningList } from "./warnings.ts";

const LETTER_I = 73;

/** Builds the movements of one file. */
export class Cnab400Movement {
  readonly #bank: Cnab400Bank;
  readonly #convenio: string;
  readonly #data: number;
  readonly #year: number;
  readonly #limits: DateLimits;
  readonly #warnings: WarningList;
  readonly #values = new Float64Array(32);
  readonly #meanings = new Map<string, CodeMeaning>();

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
    this.#convenio = convenio;
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
    this.#dates(layout);
    if (wrong !== null) this.#wrongNumbers(line, layout, paid);
    const number = (name: string) => f[name] === undefined ? 0 : v[f[name].slot]!;
    this.codigo = meaning.codigo;
    this.nominal = number("valorNominal");
    this.pago = number("valorPago");
    if (f.informativo !== undefined && line.at(f.informativo.first) === LETTER_I) {
      this.informative++;
      return null;
    }
    const nossoNumero = this.#number(line, layout, paid);
    this.#checkDates(line, layout, paid);
    const tarifa = number("tarifa");
    const net = bank.paidColumn === "liquido" && layout === bank.detail;
    const valorPago = net && paid ? this.pago + tarifa : this.pago;
    const valorLiquido = f.valorLiquido !== undefined
      ? number("valorLiquido")
      : net
      ? this.pago
      : null;
    const juros = number("juros");
    const outros = number("outrosCreditos");
    const desconto = number("desconto");
    const abatimento = number("abatimento");
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
      vencimento: isoOrNull(number("vencimento")),
      valorNominal: this.nominal,
      codigo: meaning.codigo,
      classe,
      evento: meaning.evento,
      motivo,
      dataOcorrencia: isoOrNull(number("dataOcorrencia")),
      dataCredito: isoOrNull(number("dataCredito")),
      valorPago,
      juros,
      desconto,
      abatimento,
      outrosCreditos: outros,
      tarifa,
      iof: number("iof"),
      outrasDespesas: number("outrasDespesas"),
      valorLiquido,
    };
  }

  #meaning(line: Line): CodeMeaning {
    const field = this.#bank.detail.fields.codigo!;
    const codigo = line.raw(field.first, field.last);
    let meaning = this.#bank.codes.get(codigo) ?? this.#meanings.get(codigo);
    if (meaning === undefined) {
      if (line.digits(field.first, field.last) < 0 || line.at(field.last) === 32) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          "código de ocorrência não numérico",
          "dois dígitos",
        );
      }
      meaning = unknownCode(codigo);
      this.#meanings.set(codigo, meaning);
    }
    if (meaning.classe === "outro") {
      this.#warnings.add(
        "codigo-desconhecido",
        line.number,
        `linha ${line.number}, colunas ${field.first}-${field.last}: ocorrência ${codigo} desconhecida (${this.#bank.nome})`,
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
    const codes: string[] = [];
    for (let column = f.motivo.first; column < f.motivo.last; column += 2) {
      if (line.at(column) === 32 && line.at(column + 1) === 32) continue;
      if (line.at(column) === 48 && line.at(column + 1) === 48) continue;
      codes.push(line.raw(column, column + 1));
    }
    if (f.motivoProtesto !== undefined && (codigo === "19" || codigo === "25")) {
      const reason = line.trimmed(f.motivoProtesto);
      if (reason !== "") codes.push(reason);
    }
    if (f.codigoLiquidacao !== undefined) {
      const channel = line.trimmed(f.codigoLiquidacao);
      if (channel !== "" && channel !== "00") codes.push(channel);
    }
    return codes.length === 0 ? null : codes.join(",");
  }

  #dates(layout: Layout): void {
    for (const field of layout.numbers) {
      if (field.type !== "data6") continue;
      const short = this.#values[field.slot]!;
      if (short <= 0) continue;
      this.#values[field.slot] = fullDate(short, this.#year);
    }
  }

  #wrongNumbers(line: Line, layout: Layout, paid: boolean): void {
    for (const field of layout.numbers) {
      if (this.#values[field.slot] !== INVALID) continue;
      if (
        paid &&
        (field.type === "valor" || field.name === "dataOcorrencia" || field.name === "dataCredito")
      ) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          `${fieldWords(field)} inválido numa liquidação`,
          field.type,
        );
      }
      warnField(this.#warnings, line.number, field, layout.record);
      this.#values[field.slot] = 0;
    }
  }

  /** The nosso número, or "" (warned) when the line has none. */
  #number(line: Line, layout: Layout, paid: boolean): string {
    const f = layout.fields;
    const field = f.nossoNumero!;
    const number = line.trimmed(field);
    if (number === "" || /^0+$/.test(number)) {
      if (paid) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          "nosso número em branco numa liquidação",
          "nosso número",
        );
      }
      this.#warnings.add(
        "sem-nosso-numero",
        line.number,
        `linha ${line.number}, colunas ${field.first}-${field.last}: sem nosso número, linha não aplicada`,
      );
      return "";
    }
    if (!this.#bank.validNumber.test(number)) {
      if (paid) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          "nosso número inválido numa liquidação",
          "dígitos",
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
        `linha ${line.number}: o nosso número das colunas ${field.first}-${field.last} e o das ${again.first}-${again.last} diferem`,
      );
    }
    const agreement = f.convenio;
    if (agreement !== undefined && this.#convenio !== "") {
      const own = line.trimmed(agreement).replace(/^0+/, "");
      if (own !== this.#convenio || !number.startsWith(this.#convenio)) {
        this.#warnings.add(
          "convenio",
          line.number,
          `linha ${line.number}, colunas ${agreement.first}-${field.last}: convênio diferente do do header (${this.#convenio})`,
        );
      }
    }
    return number;
  }

  #checkDates(line: Line, layout: Layout, paid: boolean): void {
    const f = layout.fields;
    const occurrence = this.#values[f.dataOcorrencia!.slot]!;
    const credit = f.dataCredito === undefined ? 0 : this.#values[f.dataCredito.slot]!;
    let wrong: [Field, string] | null = null;
    if (occurrence === 0) {
      if (paid) wrong = [f.dataOcorrencia!, "data da ocorrência em branco"];
    } else if (occurrence < this.#limits.earliest) {
      wrong = [f.dataOcorrencia!, "data da ocorrência anterior a 2000"];
    } else if (occurrence > this.#data) {
      wrong = [f.dataOcorrencia!, "data da ocorrência posterior à geração do arquivo"];
    }
    if (wrong === null && credit > 0) {
      if (credit < occurrence) wrong = [f.dataCredito!, "data do crédito anterior à da ocorrência"];
      else if (credit > this.#limits.latest) {
        wrong = [f.dataCredito!, "data do crédito distante demais"];
      }
    }
    if (wrong !== null) {
      const [field, what] = wrong;
      if (paid) {
        refuse("valor", line, field.first, field.last, what, "data coerente com a do arquivo");
      }
      this.#warnings.add(
        "data",
        line.number,
        `linha ${line.number}, colunas ${field.first}-${field.last}: ${what}`,
      );
    }
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
    const columns = `linha ${line.number}, colunas ${field.first}-${field.last}`;
    if (pago === 0) {
      this.#warnings.add("pago-zero", line.number, `${columns}: liquidação com valor zero`);
    } else if (this.#bank.sumRule) {
      if (classe === "liquidacao" && pago !== this.nominal + difference) {
        this.#warnings.add(
          "valor-pago",
          line.number,
          `${columns}: valor pago difere de nominal + juros + outros - desconto - abatimento`,
        );
      }
    } else if (liquido !== null && liquido !== pago - tarifa) {
      this.#warnings.add(
        "valor-pago",
        line.number,
        `${columns}: valor lançado difere de recebido - tarifa`,
      );
    }
  }
}
