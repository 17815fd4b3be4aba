/** Compares a file with the files before it of the same bank, account and format. */
import {
  type IsoDate,
  RetornoRefused,
  type RetornoSummary,
  type Warning,
} from "../formats/retorno.ts";
import {
  copyText,
  NEW_NUMBER,
  numberAgainText,
  numberStepText,
  stockText,
} from "../words/titulos.ts";

/** A gap in the numbers larger than this is told; steps of 2 are normal (the counter is shared with the twin). */
const FAR = 10;

/** What is compared of an earlier file. */
export interface PreviousFile {
  readonly name: string;
  readonly nsa: number | null;
  /** Stock of open títulos that the bank stated, or null. */
  readonly estoque: number | null;
  readonly fileDate: IsoDate;
}

/** The earlier files that matter, all applied; of other content than the file itself. */
export interface PreviousFiles {
  /** The applied file with the very same content, or null: then the file is a duplicate, whatever else is true. */
  readonly applied: { readonly id: number; readonly name: string } | null;
  /** The first one with the file's NSA. */
  readonly sameNumber: PreviousFile | null;
  /** One of the file's date. */
  readonly sameDate: PreviousFile | null;
  /** The latest one with a number: by date, then by number. */
  readonly latest: PreviousFile | null;
}

/**
 * Warnings about a file that was read well, by what the ledger has. Duplicates by content are recognised before.
 *
 * Throws {@link RetornoRefused} (`nsa-repetido`) when a CNAB file has the number of an applied one and other bytes. A CBR724
 * of the same date is let through: `applyMovements` takes only what is new, and refuses what differs.
 */
export function checkPrevious(summary: RetornoSummary, previous: PreviousFiles): Warning[] {
  const warnings: Warning[] = [];
  if (summary.format === "CBR724") {
    if (previous.sameDate !== null) {
      warnings.push({
        code: "copia",
        line: null,
        message: copyText(previous.sameDate.name),
      });
    }
    return warnings;
  }
  if (summary.nsa === null) return warnings;
  const { sameNumber, latest } = previous;
  if (sameNumber !== null && summary.nsa !== 0) {
    throw new RetornoRefused(
      "nsa-repetido",
      numberAgainText(summary.nsa, sameNumber.name, sameNumber.fileDate),
      { expected: NEW_NUMBER, found: String(summary.nsa) },
    );
  }
  if (latest === null || latest.nsa === null) return warnings;
  const step = summary.nsa - latest.nsa;
  if (step < 0) {
    warnings.push({
      code: "nsa-menor",
      line: null,
      message: numberStepText("menor", summary.nsa, latest.nsa, latest.name),
    });
  } else if (step > FAR) {
    warnings.push({
      code: "nsa-distante",
      line: null,
      message: numberStepText("distante", summary.nsa, latest.nsa, latest.name),
    });
  }
  if (step > 0) checkStock(summary, latest, warnings);
  return warnings;
}

/** BB: stock = previous + entries - payments - baixas, in 472 of 472 consecutive files. */
function checkStock(summary: RetornoSummary, latest: PreviousFile, warnings: Warning[]): void {
  const { estoque } = summary;
  // Zero in both: the bank does not fill the field.
  if (estoque === null || latest.estoque === null || (estoque === 0 && latest.estoque === 0)) {
    return;
  }
  const n = (codigo: string) => summary.codigos[codigo] ?? 0;
  const expected = latest.estoque + n("02") - n("06") - n("09");
  if (expected === estoque) return;
  warnings.push({
    code: "estoque",
    line: null,
    message: stockText(estoque, expected, latest.name),
  });
}
