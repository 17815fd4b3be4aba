/** The document that the agency's own command is handed for one file. Amounts are integer cents. */
import type { DatabaseSync } from "node:sqlite";
import { eachMovementOfFile } from "./titulos_query.ts";

/** Version of the document's form; it only changes when a field changes its meaning or goes away. */
const VERSION = 1;
/** Movements per piece. */
const BATCH = 200;

/**
 * The document as JSON text, piece by piece, whatever the size of the file. `arquivo.id` is made from the content: it
 * is the same whenever the same file is handed over again, even by a rebuilt ledger.
 */
export function* integrationDocument(db: DatabaseSync, fileId: number): Generator<string> {
  const file = db.prepare("SELECT * FROM files WHERE id = ?").get(fileId);
  if (file === undefined) throw new Error(`não há arquivo ${fileId} no livro de registro`);
  const head = {
    versao: VERSION,
    arquivo: {
      id: file.sha256,
      registro: file.id,
      nome: file.name,
      sha256: file.sha256,
      formato: file.format,
      banco: file.banco,
      agencia: file.agencia,
      conta: file.conta,
      convenio: file.convenio,
      nsa: file.nsa,
      data: file.file_date,
    },
    unidade: "centavos",
    // What the ledger already had from a twin or an edited copy was handed over with that file, and is not here.
    somenteMovimentosNovos: true,
    movimentosNoArquivo: file.movements,
    movimentosNovos: file.applied,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"movimentos":[`;
  let batch: string[] = [];
  let separator = "";
  for (const { arquivo: _, formato: __, ...movement } of eachMovementOfFile(db, fileId)) {
    batch.push(JSON.stringify(movement));
    if (batch.length < BATCH) continue;
    yield separator + batch.join(",\n");
    separator = ",\n";
    batch = [];
  }
  if (batch.length > 0) yield separator + batch.join(",\n");
  yield "]}\n";
}
