/** The document that the agency's own command is handed for one file. Amounts are integer cents. */
import type { FileRecord } from "../ports/ledger/files.port.ts";
import type { MovementOfTitulo } from "../ports/ledger/titulos.port.ts";

/** Version of the document's form; it only changes when a field changes its meaning or goes away. */
const VERSION = 1;
/** Movements per piece. */
const BATCH = 200;

/**
 * The document as JSON text, piece by piece, whatever the size of the file. `arquivo.id` is made from the content: it
 * is the same whenever the same file is handed over again, even by a rebuilt ledger.
 */
export async function* integrationDocument(
  file: FileRecord,
  pages: AsyncIterable<readonly MovementOfTitulo[]>,
): AsyncGenerator<string> {
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
      data: file.fileDate,
    },
    unidade: "centavos",
    // What the ledger already had from a twin or an edited copy was handed over with that file, and is not here.
    somenteMovimentosNovos: true,
    movimentosNoArquivo: file.movements,
    movimentosNovos: file.applied,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"movimentos":[`;
  let separator = "";
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += BATCH) {
      const pieces = page.slice(at, at + BATCH).map((
        { arquivo: _, formato: __, ...movement },
      ) => JSON.stringify(movement));
      yield separator + pieces.join(",\n");
      separator = ",\n";
    }
  }
  yield "]}\n";
}
