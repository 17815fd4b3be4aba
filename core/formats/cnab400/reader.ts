/** CNAB 400 cobrança, retorno: order and sequence checked while the lines go by. */
import { checkAccount, plainNumber } from "../record/account.ts";
import { dateLimits, generationDate } from "../record/date_limits.ts";
import { dateNumber, fullDate, isoDate } from "../record/dates.ts";
import { PAUSE_LINES } from "../record/pause.ts";
import { fitLine } from "../record/fit_line.ts";
import { type Field, layout } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import type { LineReader } from "../record/line_reader.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import {
  type Movement,
  type ReadContext,
  RetornoRefused,
  type RetornoSummary,
} from "../retorno.ts";
import type { Cnab400Bank } from "./bank.ts";
import { CNAB400_BANKS } from "./banks.ts";
import { Cnab400Movement } from "./movement.ts";
import { TrailerSums } from "./trailer.ts";
import {
  auxiliaryText,
  CNAB400_FAULT,
  CNAB400_RECORD,
  informativeText,
  trailerStartText,
  typesExpected,
  unreadBank400Text,
} from "../../words/formats/cnab400.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { missingRecordText } from "../../words/formats/place.ts";
import { invalidHeaderText } from "../../words/formats/record.ts";

/** What every record has, whatever the bank. */
const RECORD = layout("registro", 400, {
  tipo: [1, 1, "alfa", "[C] [I] [D]"],
  sequencial: [395, 400, "num", "[C] [I] [D]"],
});

const NINE = 57;

/** Reads the lines of one CNAB 400 file; throws {@link RetornoRefused}. */
export function* readCnab400(
  lines: LineReader,
  line: Line,
  context: ReadContext,
  warnings: WarningList,
  onMovement: (movement: Movement) => void,
): Generator<undefined, RetornoSummary> {
  const limits = dateLimits(context);
  if (!lines.next(line)) throw missing(CNAB400_RECORD.header, 1);
  if (line.length !== 400 || line.high) fitLine(line, RECORD, warnings);
  const known = readBank(line);
  checkSequence(line, 1);
  // What the header means may depend on the line after it.
  const head = line.detached();
  let more = lines.next(line);
  const bank = wayOf(known, head, more ? line.at(1) : 0);
  const header = readHeader();
  const builder = new Cnab400Movement(bank, header.convenio, header.data, limits, warnings);
  const sums = new TrailerSums(bank);
  const detailType = bank.detailType.charCodeAt(0);
  let total = 1, movements = 0, auxiliary = 0, ended = false;

  for (; more; more = lines.next(line)) {
    if (line.length !== 400 || line.high) fitLine(line, RECORD, warnings);
    total++;
    if (total % PAUSE_LINES === 0) yield;
    if (ended) refuse("estrutura", line, 1, 1, CNAB400_FAULT.afterEnd, EXPECTED.endOfFile);
    checkSequence(line, total);
    const type = line.at(1);
    if (type === detailType) {
      const movement = builder.read(line);
      if (bank.special.has(builder.codigo)) sums.addWithoutAmount(builder.codigo);
      else sums.add(builder.codigo, builder.nominal, builder.pago);
      if (movement !== null) {
        movements++;
        onMovement(movement);
      }
    } else if (type === NINE) {
      const start = line.raw(1, 7);
      if (!bank.trailerStart.some((right) => start.startsWith(right))) {
        warnings.add(
          "trailer",
          line.number,
          trailerStartText(line.number, bank.trailerStart[0]!, printable(start)),
        );
      }
      sums.check(line, warnings);
      ended = true;
    } else if (bank.auxiliary.includes(line.raw(1, 1))) auxiliary++;
    else {refuse(
        "estrutura",
        line,
        1,
        1,
        CNAB400_FAULT.unexpectedType,
        typesExpected(bank.detailType),
      );}
  }
  if (!ended) throw missing(CNAB400_RECORD.trailer, line.number + 1);
  if (auxiliary > 0) {
    warnings.add(
      "registro-auxiliar",
      null,
      auxiliaryText(auxiliary),
    );
  }
  if (builder.informative > 0) {
    warnings.add(
      "informativo",
      null,
      informativeText(builder.informative),
    );
  }
  return {
    format: "CNAB400",
    banco: bank.banco,
    agencia: header.agencia,
    conta: header.conta,
    convenio: header.convenio,
    nsa: header.nsa,
    data: isoDate(header.data),
    lines: total,
    movements,
    codigos: {},
    estoque: null,
    warnings: [],
  };

  function readHeader() {
    const f = bank.header.fields;
    const values = new Float64Array(bank.header.numbers.length);
    const wrong = head.numbers(bank.header, values);
    const told = values[f.dataGeracao!.slot]!;
    const short = f.dataGeracao!.type === "data6" && told > 0;
    const date = short ? fullDate(told, Math.floor(dateNumber(context.today) / 10000)) : told;
    const form = f.dataGeracao!.type === "data6" ? "DDMMAA" : "AAAAMMDD";
    const data = generationDate(head, f.dataGeracao!, date, limits, form);
    const nsa = f.nsa === undefined ? 0 : values[f.nsa.slot]!;
    if (nsa < 0) {
      refuse(
        "valor",
        head,
        f.nsa!.first,
        f.nsa!.last,
        CNAB400_FAULT.nsa,
        EXPECTED.digits,
      );
    }
    if (wrong !== null) {
      warnings.add(
        "campo-invalido",
        1,
        invalidHeaderText(1, wrong.first, wrong.last, bank.header.record),
      );
    }
    // A header without an account leaves it to the details.
    const inDetail = f.conta === undefined && f.convenio === undefined;
    const place = inDetail ? bank.detail.fields : f;
    const teller = inDetail ? line : head;
    const silent = inDetail && (!more || line.at(1) !== bank.detailType.charCodeAt(0));
    const text = (name: string) =>
      silent || place[name] === undefined ? "" : printable(teller.trimmed(place[name]));
    const convenio = text("convenio") === "" ? "" : plainNumber(text("convenio"));
    const agencia = text("agencia") === "" ? "" : plainNumber(text("agencia"));
    // Where no account is told, the código da empresa or do beneficiário stands for it.
    const conta = text("conta") === "" ? convenio : plainNumber(text("conta"));
    const contaDv = text("contaDv");
    if (!silent) checkAccount(context, { conta, contaDv, convenio });
    return {
      agencia,
      conta: conta + (contaDv === "" ? "" : `-${contaDv}`),
      convenio,
      nsa: f.nsa === undefined || nsa === 0 && head.blank(f.nsa.first, f.nsa.last) ? null : nsa,
      data,
    };
  }
}

/** Which way of its bank a file is written in: the type of its first detail tells, or, without one, the convênio's place. */
function wayOf(bank: Cnab400Bank, head: Line, type: number): Cnab400Bank {
  const { other } = bank;
  if (other === null || type === bank.detailType.charCodeAt(0)) return bank;
  if (type === other.detailType.charCodeAt(0)) return other;
  const told = (field: Field | undefined) =>
    field !== undefined && !head.nothing(field.first, field.last);
  const { convenio } = bank.header.fields;
  return !told(convenio) && told(other.header.fields.convenio) ? other : bank;
}

function readBank(line: Line): Cnab400Bank {
  const service = line.raw(12, 26);
  if (/^(REJ\.|CONFIRMA)/.test(service)) {
    refuse("formato", line, 12, 26, CNAB400_FAULT.answer, "COBRANCA");
  }
  if (line.nothing(10, 11)) {
    refuse("formato", line, 10, 17, CNAB400_FAULT.noService, "01COBRANCA");
  }
  if (line.raw(10, 11) !== "01" || !service.startsWith("COBRAN")) {
    refuse("formato", line, 10, 17, CNAB400_FAULT.otherService, "01COBRANCA");
  }
  const code = line.raw(77, 79);
  const bank = CNAB400_BANKS.get(code);
  if (bank === undefined) {
    const known = [...CNAB400_BANKS.values()].map((b) => `${b.banco} ${b.nome}`);
    const words = unreadBank400Text(printable(code));
    refuse("formato", line, 77, 79, words, [...new Set(known)].join(", "));
  }
  return bank;
}

function checkSequence(line: Line, expected: number): void {
  // Six digits: after 999,999 records it starts again at zero.
  if (line.digits(395, 400) !== expected % 1_000_000 || line.at(400) === 32) {
    refuse(
      "sequencia",
      line,
      395,
      400,
      CNAB400_FAULT.sequence,
      String(expected % 1_000_000).padStart(6, "0"),
    );
  }
}

function missing(what: string, at: number): RetornoRefused {
  return new RetornoRefused(
    "estrutura",
    missingRecordText(at, what),
    { line: at, expected: what, found: EXPECTED.endOfFile },
    true,
  );
}
