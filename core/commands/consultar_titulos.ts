/** `titulos` on the command line: list, totals, CSV, JSON. */
import { notWritten } from "./not_written.ts";
import { NO_TITULOS } from "./no_titulos.ts";
import { TitulosOfFolders } from "./titulos_of_folders.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { askedLedger, type FolderOptions } from "./folder_choice.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { CommandContext } from "./output.ts";
import {
  checkTitulosOptions,
  describeTitulos,
  exportTitulosCsv,
  exportTitulosJson,
  exportTitulosXlsx,
  listTitulos,
  type TitulosOptions,
  TitulosUsageError,
} from "./titulos.ts";

/** Options of the command; `csv`, `xlsx` and `arquivoJson` name a file that must not exist yet. */
export interface ConsultarTitulosOptions extends FolderOptions, TitulosOptions {
  readonly csv?: string;
  readonly xlsx?: string;
  readonly arquivoJson?: string;
  readonly todas?: boolean;
}

/** Exit code 0, also when nothing matches or there is no ledger yet; 2 for a value that is not accepted. */
export async function consultarTitulos(
  options: ConsultarTitulosOptions,
  context: CommandContext,
): Promise<number> {
  let ledger: Ledger | null = null;
  try {
    checkTitulosOptions(options);
    const asked = await askedLedger(options);
    ledger = asked.ledger;
    const of = ledger?.titulos ?? NO_TITULOS;
    const titulos = asked.folders === null ? of : new TitulosOfFolders(of, asked.folders);
    const exports = [
      [options.csv, () => exportTitulosCsv(titulos, options)],
      [options.xlsx, () => exportTitulosXlsx(titulos, options)],
      [options.arquivoJson, () => exportTitulosJson(titulos, options)],
    ] as const;
    for (const [path, pieces] of exports) if (path !== undefined) await save(path, pieces());
    const result = await listTitulos(titulos, options);
    if (context.json) context.document({ unidade: "centavos", ...result });
    else context.say(describeTitulos(result));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof TitulosUsageError)) throw error;
    throw new CommandFailure(EXIT.usage, "uso", error.message);
  } finally {
    await ledger?.close();
  }
}

/** Writes a new file, piece by piece; a file that exists is never replaced. */
async function save(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  let file;
  try {
    file = await Deno.open(path, { write: true, createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw notWritten(path, error);
    throw new CommandFailure(
      EXIT.usage,
      "ja_existe",
      `${path} já existe; indique outro nome (nada é sobrescrito)`,
    );
  }
  const encoder = new TextEncoder();
  try {
    for await (const piece of pieces) {
      const bytes = typeof piece === "string" ? encoder.encode(piece) : piece;
      await writeAll(file, bytes).catch((error) => {
        throw notWritten(path, error);
      });
    }
  } catch (error) {
    // Half an export would be taken for a whole one.
    file.close();
    await Deno.remove(path);
    throw error;
  }
  file.close();
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
