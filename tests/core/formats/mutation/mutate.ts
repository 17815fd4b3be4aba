/** Every change of one byte in one line of a file, and what the reader makes of it. Any sample of any format can be given. */
import type { Movement } from "../../../../core/formats/retorno.ts";
import { RetornoRefused } from "../../../../core/formats/retorno.ts";
import { bytesOf, read, textOf } from "../../../support/retornos.ts";

/** A file and the lines of it that are changed. */
export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** From 1: the lines of one detail. */
  readonly lines: readonly number[];
}

/** What must never change without a word. */
const FIELDS = [
  "nossoNumero",
  "codigo",
  "classe",
  "vencimento",
  "valorNominal",
  "valorPago",
  "juros",
  "desconto",
  "abatimento",
  "outrosCreditos",
  "tarifa",
  "dataOcorrencia",
  "dataCredito",
] as const satisfies readonly (keyof Movement)[];

/** How a file is changed. */
export type Kind =
  | "troca"
  | "perda"
  | "perda, completada"
  | "sobra"
  | "sobra, cortada";

/** Accepted with another value and without a warning. */
export interface Silent {
  readonly kind: Kind;
  readonly line: number;
  /** Column of the changed byte. */
  readonly column: number;
  readonly fields: readonly string[];
}

/** Outcome of all changes of a sample. */
export interface MutationRun {
  readonly total: number;
  readonly refused: number;
  readonly warned: number;
  readonly same: number;
  readonly silent: readonly Silent[];
}

/** Outcome of all changes of a sample. */
export interface MutationRun {
  readonly total: number;
  readonly refused: number;
  readonly warned: number;
  readonly same: number;
  readonly silent: readonly Silent[];
}

/** Changes, deletes and inserts a byte in each column of the sample's lines. */
export function mutate(sample: Sample): MutationRun {
  const text = textOf(sample.bytes).split("\r\n");
  const before = read(sample.bytes);
  const run = { total: 0, refused: 0, warned: 0, same: 0, silent: [] as Silent[] };
  const known = new Set(before.summary.warnings.map((warning) => warning.message));
  const judge = (kind: Kind, number: number, column: number, line: string) => {
    run.total++;
    const changed = text.with(number - 1, line);
    let after: ReturnType<typeof read>;
    try {
      after = read(bytesOf(changed.join("\r\n")));
    } catch (error) {
      if (!(error instanceof RetornoRefused)) throw error;
      run.refused++;
      return;
    }
    if (after.summary.warnings.some((warning) => !known.has(warning.message))) {
      run.warned++;
      return;
    }
    const fields = difference(before.movements, after.movements);
    if (fields.length === 0) run.same++;
    else run.silent.push({ kind, line: number, column, fields });
  };
  for (const number of sample.lines) {
    const line = text[number - 1]!;
    for (let at = 0; at < line.length; at++) {
      const head = line.slice(0, at);
      const tail = line.slice(at + 1);
      for (const other of others(line.charCodeAt(at))) {
        if (other !== line[at]) judge("troca", number, at + 1, head + other + tail);
      }
      judge("perda", number, at + 1, head + tail);
      judge("perda, completada", number, at + 1, head + tail + " ");
      for (const other of ["0", "7"]) {
        judge("sobra", number, at + 1, head + other + line.slice(at));
        judge("sobra, cortada", number, at + 1, head + other + line.slice(at, -1));
      }
    }
  }
  return run;
}

/** What a byte is changed to: other digits for a digit, a letter, a blank. */
function others(byte: number): readonly string[] {
  const digit = byte >= 48 && byte <= 57 ? byte - 48 : 9;
  return [String((digit + 1) % 10), String((digit + 5) % 10), "A", " "];
}

function difference(before: readonly Movement[], after: readonly Movement[]): string[] {
  if (before.length !== after.length) return ["movimentos"];
  const fields = new Set<string>();
  before.forEach((movement, i) => {
    for (const field of FIELDS) if (movement[field] !== after[i]![field]) fields.add(field);
  });
  return [...fields];
}

/** `troca T valorNominal` and so on, with the columns: what a list of unavoidable ones is compared with. */
export function grouped(silent: readonly Silent[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const { kind, line, column, fields } of silent) {
    const key = `${kind}, linha ${line}: ${fields.join("+")}`;
    const columns = groups.get(key) ?? [];
    if (columns.at(-1) !== column) columns.push(column);
    groups.set(key, columns);
  }
  return groups;
}
