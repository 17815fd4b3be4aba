/** CNAB 400 cobrança, retorno: order and sequence checked while the lines go by. */
import { checkAccount, plainNumber } from "../record/account.ts";
import { dateLimits, generationDate } from "../record/date_limits.ts";
import { dateNumber, fullDate, isoDate } from "../record/dates.ts";
import { PAUSE_LINES } from "../record/pause.ts";
import { fitLine } from "../record/fit_line.ts";
import { layout } from "../record/layout.ts";
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
  const bank = readBank(line);
  checkSequence(line, 1);
  const header = readHeader();
  const builder = new Cnab400Movement(bank, header.convenio, header.data, limits, warnings);
  const sums = new TrailerSums(bank);
  const detailType = bank.detailType.charCodeAt(0);
  let total = 1, movements = 0, auxiliary = 0, ended = false;

  while (lines.next(line)) {
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
      if (line.raw(2, 7) !== "201" + bank.banco) {
        warnings.add(
          "trailer",
          line.number,
          trailerStartText(line.number, bank.banco, printable(line.raw(2, 7))),
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
    const wrong = line.numbers(bank.header, values);
    const short = values[f.dataGeracao!.slot]!;
    const date = short <= 0
      ? short
      : fullDate(short, Math.floor(dateNumber(context.today) / 10000));
    const data = generationDate(line, f.dataGeracao!, date, limits, "DDMMAA");
    const nsa = values[f.nsa!.slot]!;
    if (nsa < 0) {
      refuse(
        "valor",
        line,
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
    const text = (name: string) => f[name] === undefined ? "" : printable(line.trimmed(f[name]));
    const convenio = text("convenio") === "" ? "" : plainNumber(text("convenio"));
    const agencia = text("agencia") === "" ? "" : plainNumber(text("agencia"));
    // Bradesco tells no account here: its código da empresa stands for it.
    const conta = text("conta") === "" ? convenio : plainNumber(text("conta"));
    const contaDv = text("contaDv");
    checkAccount(context, { conta, contaDv, convenio });
    return { agencia, conta: conta + (contaDv === "" ? "" : `-${contaDv}`), convenio, nsa, data };
  }
}

function readBank(line: Line): Cnab400Bank {
  if (line.raw(10, 11) !== "01" || line.raw(12, 17) !== "COBRAN") {
    refuse("formato", line, 10, 17, CNAB400_FAULT.otherService, "01COBRANCA");
  }
  const bank = CNAB400_BANKS.get(line.raw(77, 79));
  if (bank === undefined) {
    const known = [...CNAB400_BANKS.values()].map((b) => `${b.banco} ${b.nome}`).join(", ");
    refuse("formato", line, 77, 79, CNAB400_FAULT.unknownBank, known);
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
