/** The files before a file, as the rules compare them. */
import type { RetornoSummary } from "../../../formats/retorno.ts";
import type { PreviousFile, PreviousFiles } from "../../../titulos/previous_files.ts";
import type { Row } from "./link.ts";
import type { Session } from "./session.ts";

const COLUMNS = "id, name, nsa, estoque, file_date";
const ACCOUNT =
  "situation = 'processado' AND banco = $2 AND agencia = $3 AND conta = $4 AND convenio = $5 AND format = $6";

/** The number of the file itself, and the applied file of its content. */
const CONTENT =
  `SELECT 'own' AS what, nextval(pg_get_serial_sequence('files', 'id')) AS id, NULL::text AS name, NULL::bigint AS nsa,
     NULL::bigint AS estoque, NULL::text AS file_date
   UNION ALL (SELECT 'applied', ${COLUMNS} FROM files WHERE sha256 = $1 AND situation = 'processado')`;
const NUMBERED = `${CONTENT}
   UNION ALL (SELECT 'sameNumber', ${COLUMNS} FROM files WHERE ${ACCOUNT} AND nsa = $7 AND sha256 <> $1 ORDER BY nsa, id LIMIT 1)
   UNION ALL (SELECT 'latest', ${COLUMNS} FROM files WHERE ${ACCOUNT} AND nsa IS NOT NULL
     ORDER BY file_date DESC, nsa DESC LIMIT 1)`;
const DATED = `${CONTENT}
   UNION ALL (SELECT 'sameDate', ${COLUMNS} FROM files WHERE ${ACCOUNT} AND file_date = $7 AND sha256 <> $1
     ORDER BY nsa, id LIMIT 1)`;

/**
 * What the ledger has of the same content, bank, account and format, and the number that the file itself gets. Call it inside
 * the transaction that decides, with the file locked.
 */
export async function previousFiles(
  session: Session,
  sha256: string,
  summary: RetornoSummary | null,
): Promise<{ readonly id: number; readonly previous: PreviousFiles }> {
  const rows = await ask(session, sha256, summary);
  const found = new Map(rows.map((row) => [String(row.what), row]));
  const applied = found.get("applied");
  return {
    id: Number(found.get("own")!.id),
    previous: {
      applied: applied === undefined
        ? null
        : { id: Number(applied.id), name: String(applied.name) },
      sameNumber: toFile(found.get("sameNumber")),
      sameDate: toFile(found.get("sameDate")),
      latest: toFile(found.get("latest")),
    },
  };
}

async function ask(session: Session, sha256: string, s: RetornoSummary | null): Promise<Row[]> {
  if (s === null) return await session.prepared(CONTENT, [sha256]);
  const account = [sha256, s.banco, s.agencia, s.conta, s.convenio, s.format];
  return s.nsa === null
    ? await session.prepared(DATED, [...account, s.data])
    : await session.prepared(NUMBERED, [...account, s.nsa]);
}

function toFile(row: Row | undefined): PreviousFile | null {
  if (row === undefined) return null;
  return {
    name: String(row.name),
    nsa: row.nsa as number | null,
    estoque: row.estoque as number | null,
    fileDate: String(row.file_date),
  };
}
