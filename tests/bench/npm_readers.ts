/**
 * The readers of return files on npm, for comparison only: loaded when the benchmark runs, never by the program.
 *
 * Neither checks a trailer, a sequence, a date or a digit. What they can read: details of Bradesco's CNAB 400.
 */

/** Reads the text of one file; gives the number of details. */
export interface NpmReader {
  readonly name: string;
  readonly read: (text: string) => number;
  /** The most details that it reads in bearable time. */
  readonly most: number;
}

// Not literals, so that type-checking the tests needs no download.
const NODENAB = "npm:nodenab@1.2.1";
const BANCO_BR = "npm:@banco-br/nodejs-cnab@0.2.0";
const BANCO_BR_YAML = "npm:@banco-br/cnab_yaml@2.1.0/package.json";

/** Those that could be loaded; the others by name and reason. */
export async function npmReaders(): Promise<{ readers: NpmReader[]; missing: string[] }> {
  const readers: NpmReader[] = [];
  const missing: string[] = [];
  for (const load of [nodenab, bancoBr]) {
    try {
      readers.push(await load());
    } catch (error) {
      missing.push(
        `${load.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
      );
    }
  }
  return { readers, missing };
}

async function nodenab(): Promise<NpmReader> {
  const { Layout, RetornoFile } = (await import(NODENAB)).default;
  const layout =
    (await import(`${NODENAB}/layouts/237/400/cobranca.json`, { with: { type: "json" } })).default;
  return {
    name: "nodenab 1.2.1",
    most: 10_000,
    read: (text) => {
      const file = new RetornoFile(
        new Layout(237, "400", layout, { loadFromFile: false }),
        text.replaceAll("\r", ""),
      );
      // It takes the header for a detail's neighbour and counts details only.
      return file.generate().lotes[0].titulos.length;
    },
  };
}

async function bancoBr(): Promise<NpmReader> {
  const { parseRemessaCnab } = (await import(BANCO_BR)).default;
  await import(BANCO_BR_YAML, { with: { type: "json" } });
  const yaml = new URL(".", import.meta.resolve(BANCO_BR_YAML));
  // It reads its layouts from ./node_modules, once for every line.
  const folder = Deno.makeTempDirSync({ prefix: "npm-readers-" });
  Deno.mkdirSync(`${folder}/node_modules/@banco-br/cnab_yaml/cnab400/237/retorno`, {
    recursive: true,
  });
  for (const name of ["header_arquivo", "detalhe", "trailer_arquivo"]) {
    Deno.copyFileSync(
      new URL(`cnab400/237/retorno/${name}.yml`, yaml),
      `${folder}/node_modules/@banco-br/cnab_yaml/cnab400/237/retorno/${name}.yml`,
    );
  }
  return {
    name: "@banco-br/nodejs-cnab 0.2.0",
    most: 1_000,
    read: (text) => {
      const details = text.trimEnd().split("\n").length - 2;
      const files: Record<string, string> = { header_arquivo: "header_arquivo" };
      for (let i = 0; i < details; i++) files[`detalhe${i}`] = "detalhe";
      files.trailer_arquivo = "trailer_arquivo";
      const before = Deno.cwd();
      Deno.chdir(folder);
      try {
        return parseRemessaCnab(files, 400, "237", text).length - 2;
      } finally {
        Deno.chdir(before);
      }
    },
  };
}
