/** Compares a file with the files before it (rules 11 and 12 of the format notes). */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { RetornoRefused, type RetornoSummary, type Warning } from "../../formats/retorno.ts";

/** A gap in the numbers larger than this is told; steps of 2 are normal (the counter is shared with the twin). */
const FAR = 10;

interface FileRow {
  readonly name: string;
  readonly nsa: number | null;
  readonly estoque: number | null;
  readonly file_date: string;
  readonly sha256: string;
}

interface Statements {
  readonly sameNumber: StatementSync;
  readonly sameDate: StatementSync;
  readonly latest: StatementSync;
}

const prepared = new WeakMap<DatabaseSync, Statements>();

/**
 * Warnings about a file that was read well, by what the ledger has of the same bank, account and format. Call it before the
 * file's own row is inserted, in the same transaction; duplicates by content (rule 10) are recognised before.
 *
 * Throws {@link RetornoRefused} (`nsa-repetido`) when a CNAB file has the number of an applied one and other bytes. A CBR724
 * of the same date is let through: `applyMovements` takes only what is new, and refuses what differs.
 */
export function checkAntecedents(
  db: DatabaseSync,
  summary: RetornoSummary,
  file: { readonly sha256: string; readonly name: string },
): Warning[] {
  const sql = statementsOf(db);
  const account = [
    summary.banco,
    summary.agencia,
    summary.conta,
    summary.convenio,
    summary.format,
  ] as const;
  const warnings: Warning[] = [];
  if (summary.format === "CBR724") {
    const earlier = sql.sameDate.get(...account, summary.data, file.sha256) as FileRow | undefined;
    if (earlier !== undefined) {
      warnings.push({
        code: "copia",
        line: null,
        message: `mesma conta e data de ${earlier.name}, outro conteúdo: só o que é novo se aplica`,
      });
    }
    return warnings;
  }
  if (summary.nsa === null) return warnings;
  const repeated = sql.sameNumber.get(...account, summary.nsa, file.sha256) as FileRow | undefined;
  // Numbers may start again after a year (six digits, or the bank's new contract): the date tells.
  if (repeated !== undefined && summary.nsa !== 0) {
    throw new RetornoRefused(
      "nsa-repetido",
      `NSA repetido: o número ${summary.nsa} desta conta já veio em ${repeated.name} (${repeated.file_date}), com outro conteúdo`,
      { expected: "um número novo", found: String(summary.nsa) },
    );
  }
  const latest = sql.latest.get(...account) as FileRow | undefined;
  if (latest === undefined || latest.nsa === null) return warnings;
  const step = summary.nsa - latest.nsa;
  if (step < 0) {
    warnings.push({
      code: "nsa-menor",
      line: null,
      message: `NSA ${summary.nsa} menor que o último aplicado, ${latest.nsa} (${latest.name})`,
    });
  } else if (step > FAR) {
    warnings.push({
      code: "nsa-distante",
      line: null,
      message: `NSA ${summary.nsa} distante do último aplicado, ${latest.nsa} (${latest.name})`,
    });
  }
  if (step > 0) checkStock(summary, latest, warnings);
  return warnings;
}

/** BB: stock = previous + entries - payments - baixas, in 472 of 472 consecutive files. */
function checkStock(summary: RetornoSummary, latest: FileRow, warnings: Warning[]): void {
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
    message:
      `estoque do trailer ${estoque}, esperado ${expected} a partir de ${latest.name}: pode faltar um arquivo entre os dois`,
  });
}

function statementsOf(db: DatabaseSync): Statements {
  let statements = prepared.get(db);
  if (statements !== undefined) return statements;
  const where =
    `situation = 'processado' AND banco = ? AND agencia = ? AND conta = ? AND convenio = ? AND format = ?`;
  const columns = `SELECT name, nsa, estoque, file_date, sha256 FROM files WHERE ${where}`;
  statements = {
    sameNumber: db.prepare(`${columns} AND nsa = ? AND sha256 <> ? ORDER BY id LIMIT 1`),
    // In the order of the index (nsa is null here): a backlog of one day is not sorted anew for each of its files.
    sameDate: db.prepare(
      `${columns} AND file_date = ? AND sha256 <> ? ORDER BY nsa, id LIMIT 1`,
    ),
    latest: db.prepare(`${columns} AND nsa IS NOT NULL ORDER BY file_date DESC, nsa DESC LIMIT 1`),
  };
  prepared.set(db, statements);
  return statements;
}
