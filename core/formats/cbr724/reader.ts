/** CBR724, the print report of Banco do Brasil: first line, date line, títulos. It has no trailer and no counts. */
import { checkAccount, plainNumber } from "../record/account.ts";
import { type CodeMeaning, unknownCode } from "../record/code_table.ts";
import { customerId } from "../record/customer_id.ts";
import { dateLimits, generationDate } from "../record/date_limits.ts";
import { isDay, isoDate, isoOrNull } from "../record/dates.ts";
import { settleWrongNumbers, warnField } from "../record/field_fault.ts";
import { PAUSE_LINES } from "../record/pause.ts";
import { fitLine, pad } from "../record/fit_line.ts";
import type { Field } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import type { LineReader } from "../record/line_reader.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import {
  isPaid,
  type Movement,
  type ReadContext,
  RetornoRefused,
  type RetornoSummary,
} from "../retorno.ts";
import { CBR724_BB } from "./codes.ts";
import { CABECALHO_28, PRIMEIRA_LINHA, TITULO } from "./layout.ts";
import { bytesText } from "../../words/formats/place.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";
import {
  cutDateText,
  cutTitleText,
  DATE_LINE,
  digitAfterAmountText,
  distantDateText,
  noCustomerText,
  noDateText,
  nulTailText,
  otherDateText,
  suspiciousText,
  TITLE_BEFORE_DATE,
  unknownOperationText,
  unreadableAccountText,
} from "../../words/formats/cbr724.ts";

const BLANK = 32;
const F = TITULO.fields;

/** Reads the lines of one CBR724 file; throws {@link RetornoRefused}. */
export function* readCbr724(
  lines: LineReader,
  line: Line,
  context: ReadContext,
  warnings: WarningList,
  onMovement: (movement: Movement) => void,
): Generator<undefined, RetornoSummary> {
  const limits = dateLimits(context);
  const values = new Float64Array(8);
  const meanings = new Map<number, CodeMeaning>();
  let total = 0, movements = 0, data = 0, last: Line | null = null;
  let header = { agencia: "", conta: "", convenio: "" };
  let occurred = { monthDay: -1, iso: "", distant: false };

  while (lines.next(line)) {
    total++;
    if (total % PAUSE_LINES === 0) yield;
    last = line;
    if (total === 1) {
      firstLine();
      continue;
    }
    if (line.length < 2) continue;
    const type = line.at(2);
    if (type === 55 && line.length < 4 && line.unterminated) cutTitle(line.length);
    if (type === 55 && line.length >= 4 && line.at(4) !== BLANK) title();
    else if (type === 56 && line.at(1) === 50) heading();
    else if (line.length >= 86) suspicious();
  }
  if (data === 0) {
    const at = (last?.number ?? 0) + 1;
    throw new RetornoRefused(
      "estrutura",
      noDateText(at),
      { line: at, expected: DATE_LINE, found: EXPECTED.endOfFile },
      true,
    );
  }
  if (lines.tailNul && line.unterminated) {
    // Without a trailer, a line that stops at a NUL is the only sign of a copy under way.
    throw new RetornoRefused(
      "estrutura",
      nulTailText(line.number),
      { line: line.number, expected: EXPECTED.endOfLine, found: "0x00" },
      true,
    );
  }
  return {
    format: "CBR724",
    banco: "001",
    ...header,
    nsa: null,
    data: isoDate(data),
    lines: total,
    movements,
    codigos: {},
    estoque: null,
    warnings: [],
  };

  function firstLine(): void {
    if (line.length < 160) pad(line, 160);
    const f = PRIMEIRA_LINHA.fields;
    const conta = line.trimmed(f.conta);
    const convenio = line.trimmed(f.convenio);
    if (line.digits(13, 32) < 0 || line.blank(13, 32)) {
      warnings.add(
        "conta",
        line.number,
        unreadableAccountText(line.number),
      );
    }
    header = {
      agencia: plainNumber(printable(line.trimmed(f.agencia))),
      conta: plainNumber(printable(conta)),
      convenio: plainNumber(printable(convenio)),
    };
    checkAccount(context, { conta: header.conta, contaDv: "", convenio: header.convenio });
  }

  /** `28`: several lines; the date is on the first of each page. */
  function heading(): void {
    if (data !== 0) {
      if (line.length < 122) return;
      line.numbers(CABECALHO_28, values);
      const other = values[0]!;
      // Only the first heading line of a page has a date; text at these columns is none.
      if (other > 0 && other !== data) {
        warnings.add(
          "data",
          line.number,
          otherDateText(line.number),
        );
      }
      return;
    }
    if (line.length < 122) {
      throw new RetornoRefused(
        "estrutura",
        cutDateText(line.number, line.length),
        { line: line.number, columns: [115, 122], expected: "DDMMAAAA", found: "" },
        line.unterminated,
      );
    }
    line.numbers(CABECALHO_28, values);
    data = generationDate(line, CABECALHO_28.fields.data, values[0]!, limits);
  }

  /** A line that is no título by its type but looks like one. */
  function suspicious(): void {
    const title = line.at(4) !== BLANK && line.digits(4, 20) > 0 && !line.blank(84, 86);
    if (!title && (line.blank(83, 87) || digitRun() < 15)) return;
    warnings.add(
      "linha-suspeita",
      line.number,
      suspiciousText(line.number, printable(line.raw(2, 2))),
    );
  }

  /** Longest run of digits in 2-22: a nosso número that moved by a column or lost a digit still has 15. */
  function digitRun(): number {
    let longest = 0, run = 0;
    for (let column = 2; column <= 22; column++) {
      const byte = line.at(column);
      run = byte >= 48 && byte <= 57 ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    return longest;
  }

  function cutTitle(length: number): never {
    throw new RetornoRefused(
      "estrutura",
      cutTitleText(line.number, length),
      { line: line.number, expected: bytesText(160), found: bytesText(length) },
      line.unterminated,
    );
  }

  function title(): void {
    const length = line.length;
    if (length !== 160 || line.high) fitLine(line, TITULO, warnings);
    if (data === 0) {
      refuse("estrutura", line, 1, 2, TITLE_BEFORE_DATE, "28");
    }
    const wrong = line.numbers(TITULO, values);
    const meaning = meaningOf();
    const codigo = meaning.codigo;
    const classe = meaning.classe;
    const paid = isPaid(classe);
    const n = line.number;
    // A payment needs its amount; a line without end may have lost it.
    if (length < F.valorPago.last && (paid || line.unterminated)) cutTitle(length);
    if (classe === "outro") {
      warnings.add(
        "codigo-desconhecido",
        n,
        unknownOperationText(n, codigo),
      );
    }
    if (wrong !== null) {
      settleWrongNumbers(line, TITULO, values, paid, warnings, neededByPayment);
    }
    const nossoNumero = line.trimmed(F.nossoNumero);
    if (nossoNumero === "" || !line.onlyDigits(4, 3 + nossoNumero.length)) {
      if (paid) {
        refuse("valor", line, 4, 20, FIELD_FAULT.numberNotNumeric, EXPECTED.digits);
      }
      warnField(warnings, n, F.nossoNumero, "título");
    }
    const sacado = line.trimmed(F.sacado);
    const clienteId = customerId(sacado);
    if (clienteId === null) {
      warnings.add(
        "sem-cliente",
        n,
        noCustomerText(n),
      );
    }
    const due = values[F.vencimento.slot]!;
    if (due > 0 && (due < limits.earliest || due > limits.latest)) {
      warnField(warnings, n, F.vencimento, "título");
      values[F.vencimento.slot] = 0;
    }
    const nominal = values[F.valorNominal.slot]!;
    const pago = values[F.valorPago.slot]!;
    if (paid && pago === 0) {
      warnings.add("pago-zero", n, fieldText(n, 137, 151, FIELD_FAULT.paidZero));
    }
    // A letter may follow an amount; a digit there is the end of an amount that moved.
    if (length > F.valorPago.last && line.onlyDigits(152, 152)) {
      warnings.add(
        "deslocada",
        n,
        digitAfterAmountText(n),
      );
    }
    const change = alteration(line);
    if (change === null) warnField(warnings, n, F.alteracao, "título");
    const amount = change?.amount ?? 0;
    const letter = change?.letter ?? "";
    movements++;
    onMovement({
      line: n,
      nossoNumero,
      numeroDocumento: line.trimmed(F.numeroDocumento) || null,
      clienteId,
      sacado: sacado || null,
      vencimento: isoOrNull(values[F.vencimento.slot]!),
      valorNominal: nominal,
      codigo,
      classe,
      evento: meaning.evento,
      motivo: null,
      dataOcorrencia: occurrence(values[F.dataOcorrencia.slot]!),
      dataCredito: null,
      valorPago: pago,
      juros: letter === "J" ? amount : paid && pago > nominal ? pago - nominal : 0,
      desconto: letter === "F" || letter === "M" ? amount : 0,
      abatimento: letter === "A" ? amount : 0,
      outrosCreditos: 0,
      tarifa: values[F.tarifa.slot]!,
      iof: letter === "I" ? amount : 0,
      outrasDespesas: 0,
      valorLiquido: null,
    });
  }

  /** Looked up by its three bytes: no string is made for it. */
  function meaningOf(): CodeMeaning {
    const key = line.at(84) << 16 | line.at(85) << 8 | line.at(86);
    let meaning = meanings.get(key);
    if (meaning === undefined) {
      const codigo = printable(line.trimmed(F.operacao));
      meaning = CBR724_BB.get(codigo) ?? unknownCode(codigo);
      if (meanings.size < 1000) meanings.set(key, meaning);
    }
    return meaning;
  }

  /** DDMM of the year that brings it nearest before the file's date; blank: the file's date. */
  function occurrence(monthDay: number): string {
    if (monthDay !== occurred.monthDay) occurred = occurrenceOf(monthDay, data);
    if (occurred.distant) {
      warnings.add(
        "data",
        line.number,
        distantDateText(line.number),
      );
    }
    return occurred.iso;
  }
}

/** The two amounts. The positions marked † are of one source only, and only warn. */
function neededByPayment(field: Field): boolean {
  return field === F.valorPago || field === F.valorNominal;
}

/** Amount and letter of columns 108-126, e.g. `12,34J`; null when it is neither blank nor that. */
function alteration(line: Line): { amount: number; letter: string } | null {
  if (line.blank(108, 126)) return { amount: 0, letter: "" };
  let end = 126;
  while (line.at(end) === BLANK) end--;
  const byte = line.at(end);
  const letter = byte === 42 || (byte >= 65 && byte <= 90) ? String.fromCharCode(byte) : "";
  if (letter !== "") end--;
  while (end > 108 && line.at(end) === BLANK) end--;
  const amount = line.money(108, end);
  return amount < 0 ? null : { amount, letter };
}

/** The date of a `MMDD`, and whether it lies more than 180 days before the file's. */
function occurrenceOf(
  monthDay: number,
  data: number,
): { monthDay: number; iso: string; distant: boolean } {
  const year = Math.floor(data / 10000);
  const date = year * 10000 + monthDay <= data
    ? year * 10000 + monthDay
    : (year - 1) * 10000 + monthDay;
  const exists = isDay(Math.floor(date / 10000), Math.floor(monthDay / 100), monthDay % 100);
  if (monthDay <= 0 || !exists) return { monthDay, iso: isoDate(data), distant: false };
  const days = (Date.parse(isoDate(data)) - Date.parse(isoDate(date))) / 86_400_000;
  return { monthDay, iso: isoDate(date), distant: days > 180 };
}
