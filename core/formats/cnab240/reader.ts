/** CNAB 240 cobrança, retorno: order, sequence, counts and pairs T/U checked while the lines go by. */
import { checkAccount, plainNumber } from "../record/account.ts";
import { type CodeMeaning, unknownCode } from "../record/code_table.ts";
import { dateLimits, generationDate } from "../record/date_limits.ts";
import { isoDate } from "../record/dates.ts";
import { PAUSE_LINES } from "../record/pause.ts";
import { fitLine } from "../record/fit_line.ts";
import type { Layout } from "../record/layout.ts";
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
import type { Cnab240Bank, Columns } from "./bank.ts";
import { BB_240 } from "./banks/banco_do_brasil.ts";
import { headerBank } from "./header_bank.ts";
import {
  HEADER_ARQUIVO,
  HEADER_LOTE,
  OUTRO_DETALHE,
  SEGMENTO_U,
  TRAILER_ARQUIVO,
  TRAILER_LOTE,
} from "./layout.ts";
import { Cnab240Movement, type MovementNumbers } from "./movement.ts";
import {
  batchNumberText,
  CNAB240_EXPECTED,
  CNAB240_FAULT,
  skippedText,
  unknownMovementText,
} from "../../words/formats/cnab240.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { missingRecordText } from "../../words/formats/place.ts";
import { fieldText, invalidHeaderText } from "../../words/formats/record.ts";
import { refuseOtherSegment } from "./other_segment.ts";

const ZERO = 48;
const LETTER_T = 84;
const LETTER_U = 85;
type Where = "start" | "file" | "batch" | "batch-end" | "end";

/** Reads the lines of one CNAB 240 file; throws {@link RetornoRefused}. */
export function* readCnab240(
  lines: LineReader,
  line: Line,
  context: ReadContext,
  warnings: WarningList,
  onMovement: (movement: Movement) => void,
): Generator<undefined, RetornoSummary> {
  const limits = dateLimits(context);
  const values = new Float64Array(16);
  const pair: MovementNumbers = { t: new Float64Array(16), u: new Float64Array(16) };
  let where = "start" as Where;
  let banco = "";
  let bank0 = 0, bank1 = 0, bank2 = 0;
  let bank: Cnab240Bank = BB_240;
  let builder: Cnab240Movement | null = null;
  let header = { agencia: "", conta: "", convenio: "", nsa: 0, data: 0 };
  let total = 0, batches = 0, batch = 0, batchLines = 0, sequence = 0;
  let openT = false, codeTens = 0, codeUnits = 0;
  let movements = 0, skipped = 0, batchTitles = 0, batchNominal = 0;
  let estoque: number | null = null;
  let known: CodeMeaning = unknownCode("");
  let knownKey = -1;

  const layoutOf = (type: number, segment: number): Layout => {
    if (type === ZERO) return HEADER_ARQUIVO;
    if (type === ZERO + 1) return HEADER_LOTE;
    if (type === ZERO + 3) {
      return segment === LETTER_T
        ? bank.segmentT
        : segment === LETTER_U
        ? SEGMENTO_U
        : OUTRO_DETALHE;
    }
    if (type === ZERO + 5) return TRAILER_LOTE;
    if (type === ZERO + 9) return TRAILER_ARQUIVO;
    return OUTRO_DETALHE;
  };

  while (lines.next(line)) {
    const short = line.length < 14;
    const type = short ? 0 : line.at(8);
    const segment = short ? 0 : line.at(14);
    const layout = layoutOf(type, segment);
    if (line.length !== 240 || line.high) fitLine(line, layout, warnings, type === ZERO + 3);
    total++;
    if (total % PAUSE_LINES === 0) yield;
    if (where === "end") {
      refuse("estrutura", line, 1, 8, CNAB240_FAULT.afterEnd, EXPECTED.endOfFile);
    }
    if (where === "start") {
      banco = readHeader();
      where = "file";
      continue;
    }
    if (line.at(1) !== bank0 || line.at(2) !== bank1 || line.at(3) !== bank2) {
      refuse("estrutura", line, 1, 3, CNAB240_FAULT.otherBank, banco);
    }
    if (type === ZERO + 3 || type === ZERO + 2 || type === ZERO + 4) detail(type, segment);
    else if (type === ZERO + 1) batchHeader();
    else if (type === ZERO + 5) batchTrailer();
    else if (type === ZERO + 9) fileTrailer();
    else refuse("estrutura", line, 8, 8, CNAB240_FAULT.order, CNAB240_EXPECTED.types);
  }
  if (where !== "end") {
    const missing = where === "start" ? CNAB240_EXPECTED.header : CNAB240_EXPECTED.trailer;
    throw new RetornoRefused(
      "estrutura",
      missingRecordText(line.number + 1, missing),
      { line: line.number + 1, expected: missing, found: EXPECTED.endOfFile },
      true,
    );
  }
  if (skipped > 0) {
    warnings.add(
      "segmento-ignorado",
      null,
      skippedText(skipped),
    );
  }
  return {
    format: "CNAB240",
    banco,
    agencia: header.agencia,
    conta: header.conta,
    convenio: header.convenio,
    nsa: header.nsa,
    data: isoDate(header.data),
    lines: total,
    movements,
    codigos: {},
    estoque: bank.trailer === "stock" ? estoque : null,
    warnings: [],
  };

  function readHeader(): string {
    const f = HEADER_ARQUIVO.fields;
    bank = headerBank(line);
    line.numbers(HEADER_ARQUIVO, values);
    const data = generationDate(line, f.dataGeracao, values[f.dataGeracao.slot]!, limits);
    const nsa = values[f.nsa.slot]!;
    if (nsa < 0) {
      refuse("valor", line, f.nsa.first, f.nsa.last, CNAB240_FAULT.nsa, EXPECTED.sixDigits);
    }
    const time = line.digits(152, 157);
    if (time < 0 || time >= 240000 || Math.floor(time / 100) % 100 > 59 || time % 100 > 59) {
      warnings.add(
        "campo-invalido",
        line.number,
        fieldText(line.number, 152, 157, CNAB240_FAULT.time),
      );
    }
    bank0 = line.at(1);
    bank1 = line.at(2);
    bank2 = line.at(3);
    const { account } = bank;
    const text = (columns: Columns | null) =>
      columns === null ? "" : printable(line.raw(...columns)).trim();
    const conta = text(account.conta);
    const contaDv = text(account.contaDv);
    const convenio = text(account.convenio);
    const agreement = convenio === "" ? "" : plainNumber(convenio);
    checkAccount(context, { conta, contaDv, convenio: agreement });
    header = {
      agencia: plainNumber(text(account.agencia)),
      conta: plainNumber(conta) + (contaDv === "" ? "" : `-${contaDv}`),
      convenio: agreement,
      nsa,
      data,
    };
    builder = new Cnab240Movement(bank, header.convenio, line.copy(), data, limits, warnings);
    return bank.banco;
  }

  function batchHeader(): void {
    if (where === "batch") {
      refuse("estrutura", line, 8, 8, CNAB240_FAULT.batchOpen, "5");
    }
    if (line.at(9) !== LETTER_T) {
      refuse("formato", line, 9, 9, CNAB240_FAULT.batchNoRetorno, "T");
    }
    if (line.nothing(10, 11)) {
      refuse("formato", line, 10, 11, CNAB240_FAULT.noService, "01");
    }
    if (line.raw(10, 11) !== "01") {
      refuse("formato", line, 10, 11, CNAB240_FAULT.batchOtherService, "01");
    }
    const number = line.digits(4, 7);
    const zero = number === 0 && bank.zeroLote && !line.blank(4, 7);
    if (number <= 0 && !zero || number === 9999) {
      refuse("estrutura", line, 4, 7, CNAB240_FAULT.batchNumber, CNAB240_EXPECTED.batchNumber);
    }
    if (!zero && !bank.looseTrailers && number !== (batches % 9999) + 1) {
      warnings.add(
        "lote",
        line.number,
        batchNumberText(line.number, number, batches + 1),
      );
    }
    const wrong = line.numbers(HEADER_LOTE, values);
    if (wrong !== null) {
      warnings.add(
        "campo-invalido",
        line.number,
        invalidHeaderText(line.number, wrong.first, wrong.last, HEADER_LOTE.record),
      );
    }
    const { account } = bank;
    const [from, to] = account.lote?.conta ?? [account.conta[0] + 1, account.conta[1] + 1];
    const [start, end] = account.lote?.agencia ?? [account.agencia[0] + 1, account.agencia[1] + 1];
    const own = plainNumber(line.raw(from, to)) + "/" + plainNumber(line.raw(start, end));
    const file = header.conta.replace(/-.*/, "") + "/" + header.agencia;
    if (own !== file) {
      warnings.add(
        "conta",
        line.number,
        fieldText(line.number, start, to, CNAB240_FAULT.otherAccount),
      );
    }
    batch = number;
    batches++;
    batchLines = 1;
    batchTitles = 0;
    batchNominal = 0;
    sequence = 0;
    where = "batch";
  }

  function detail(type: number, segment: number): void {
    if (where !== "batch") {
      refuse("estrutura", line, 8, 8, CNAB240_FAULT.outsideBatch, CNAB240_EXPECTED.typesInBatch);
    }
    batchLines++;
    if (line.digits(4, 7) !== batch) {
      refuse(
        openT ? "par-tu" : "estrutura",
        line,
        4,
        7,
        CNAB240_FAULT.otherBatch,
        fixed(batch, 4),
      );
    }
    if (type !== ZERO + 3) {
      skipped++;
      return;
    }
    // Five digits: a batch of more than 99,999 lines starts again at zero.
    sequence = (sequence + 1) % 100_000;
    if (line.digits(9, 13) !== sequence || line.at(13) === 32) {
      refuse("sequencia", line, 9, 13, CNAB240_FAULT.sequence, fixed(sequence, 5));
    }
    if (segment === LETTER_T) {
      if (openT) refuse("par-tu", line, 14, 14, CNAB240_FAULT.loneT, "U");
      codeTens = line.at(16);
      codeUnits = line.at(17);
      const key = codeTens * 256 + codeUnits;
      if (key !== knownKey) {
        const codigo = line.raw(16, 17);
        if (!bank.codes.has(codigo) && !line.onlyDigits(16, 17)) {
          refuse("valor", line, 16, 17, CNAB240_FAULT.codeNotNumeric, EXPECTED.twoDigits);
        }
        known = bank.codes.get(codigo) ?? unknownCode(codigo);
        knownKey = key;
      }
      if (known.classe === "outro") {
        warnings.add(
          "codigo-desconhecido",
          line.number,
          unknownMovementText(line.number, known.codigo),
        );
      }
      builder!.segmentT(line, known, pair);
      openT = true;
    } else if (segment === LETTER_U) {
      if (!openT) refuse("par-tu", line, 14, 14, CNAB240_FAULT.loneU, "T");
      if (line.at(16) !== codeTens || line.at(17) !== codeUnits) {
        refuse("par-tu", line, 16, 17, CNAB240_FAULT.otherCode, known.codigo);
      }
      const movement = builder!.segmentU(line, pair);
      openT = false;
      batchTitles++;
      if (movement !== null) {
        batchNominal += movement.valorNominal;
        movements++;
        onMovement(movement);
      }
    } else {
      if (openT) refuse("par-tu", line, 14, 14, CNAB240_FAULT.loneT, "U");
      refuseOtherSegment(line);
      skipped++;
    }
  }

  function batchTrailer(): void {
    if (where !== "batch") {
      refuse(
        "estrutura",
        line,
        8,
        8,
        CNAB240_FAULT.batchTrailerAlone,
        CNAB240_EXPECTED.typesAfterBatch,
      );
    }
    if (openT) refuse("par-tu", line, 8, 14, CNAB240_FAULT.loneT, CNAB240_EXPECTED.segmentU);
    if (line.digits(4, 7) !== batch) {
      refuse("estrutura", line, 4, 7, CNAB240_FAULT.otherBatch, fixed(batch, 4));
    }
    batchLines++;
    const told = line.digits(18, 23);
    const detailsOnly = bank.looseTrailers && told === (batchLines - 2) % 1_000_000;
    if (told !== batchLines % 1_000_000 && !detailsOnly) {
      refuse("totais", line, 18, 23, CNAB240_FAULT.batchRecords, fixed(batchLines, 6));
    }
    const stock = line.digits(24, 29);
    if (stock >= 0 && !line.blank(24, 29)) estoque = (estoque ?? 0) + stock;
    else if (stock < 0) {
      warnings.add(
        "campo-invalido",
        line.number,
        fieldText(line.number, 24, 29, CNAB240_FAULT.stock),
      );
    }
    if (bank.trailer === "totals" && !line.nothing(24, 46)) {
      const sum = line.digits(30, 46);
      if (stock !== batchTitles || sum !== batchNominal) {
        warnings.add(
          "totais",
          line.number,
          fieldText(line.number, 24, 46, CNAB240_FAULT.batchTotals),
        );
      }
    }
    where = "batch-end";
  }

  function fileTrailer(): void {
    if (where === "batch") refuse("estrutura", line, 8, 8, CNAB240_FAULT.noBatchTrailer, "5");
    const loose = bank.looseTrailers && line.digits(4, 7) === batch;
    if (line.raw(4, 7) !== "9999" && !loose) {
      refuse("estrutura", line, 4, 7, CNAB240_FAULT.trailerBatch, "9999");
    }
    if (line.digits(18, 23) !== batches) {
      refuse("totais", line, 18, 23, CNAB240_FAULT.batches, fixed(batches, 6));
    }
    if (line.digits(24, 29) !== total % 1_000_000) {
      refuse("totais", line, 24, 29, CNAB240_FAULT.records, fixed(total, 6));
    }
    where = "end";
  }
}

function fixed(value: number, width: number): string {
  return String(value % 10 ** width).padStart(width, "0");
}
