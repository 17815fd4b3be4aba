/** The files before a file, as the rules compare them. */
import type { RetornoSummary } from "../../../formats/retorno.ts";
import type { PreviousFile, PreviousFiles } from "../../../titulos/previous_files.ts";
import type { Session } from "./session.ts";

const COLUMNS = `SELECT name, nsa, estoque, file_date FROM files
  WHERE situation = 'processado' AND banco = ? AND agencia = ? AND conta = ? AND convenio = ? AND format = ?`;

/** Each is answered from an index, however many files of the account there are. */
export const PREVIOUS = {
  sameNumber: `${COLUMNS} AND nsa = ? AND sha256 <> ? ORDER BY id LIMIT 1`,
  // In the order of the index (nsa is null here): a backlog of one day is not sorted anew for each of its files.
  sameDate: `${COLUMNS} AND file_date = ? AND sha256 <> ? ORDER BY nsa, id LIMIT 1`,
  latest: `${COLUMNS} AND nsa IS NOT NULL ORDER BY file_date DESC, nsa DESC LIMIT 1`,
} as const;

/** What the ledger has of the same content, bank, account and format. Call it inside the transaction that decides. */
export function previousFiles(
  session: Session,
  sha256: string,
  summary: RetornoSummary | null,
): PreviousFiles {
  const applied = findApplied(session, sha256);
  if (summary === null) return { applied, sameNumber: null, sameDate: null, latest: null };
  const account = [
    summary.banco,
    summary.agencia,
    summary.conta,
    summary.convenio,
    summary.format,
  ] as const;
  const numbered = summary.nsa !== null;
  return {
    applied,
    sameNumber: numbered
      ? toFile(session.sql(PREVIOUS.sameNumber).get(...account, summary.nsa, sha256))
      : null,
    sameDate: numbered
      ? null
      : toFile(session.sql(PREVIOUS.sameDate).get(...account, summary.data, sha256)),
    latest: numbered ? toFile(session.sql(PREVIOUS.latest).get(...account)) : null,
  };
}

/** The applied file with this content, or null. */
export function findApplied(
  session: Session,
  sha256: string,
): { readonly id: number; readonly name: string } | null {
  const row = session.sql(
    "SELECT id, name FROM files WHERE sha256 = ? AND situation = 'processado'",
  ).get(sha256);
  return row === undefined ? null : { id: Number(row.id), name: String(row.name) };
}

function toFile(row: Record<string, unknown> | undefined): PreviousFile | null {
  if (row === undefined) return null;
  return {
    name: String(row.name),
    nsa: row.nsa as number | null,
    estoque: row.estoque as number | null,
    fileDate: String(row.file_date),
  };
}
