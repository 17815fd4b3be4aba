/** From `config.ini` to {@link Config}: finding, reading, validating, resolving paths. */
import {
  type FileOf,
  folderText,
  forbiddenText,
  NOT_UTF8,
  notFoundText,
  notPlainText,
  nowhereText,
  SAVE_AS_UTF8,
  tooLargeText,
  unreadableText,
  UTF16,
} from "../words/config/file.ts";
import { noteText, notExpandedText } from "../words/config/note.ts";
import {
  FILE_OF_ITS_OWN,
  LOG_OF_ITS_OWN,
  NOT_ON_SHARE,
  OTHER_FOLDER,
} from "../words/config/problem.ts";
import { pathRules } from "../domain/path_rules.ts";
import { type Config, ConfigError, configOf, type ConfigProblem } from "./config.ts";
import { type Holidays, readHolidays } from "./holidays.ts";
import { readIni } from "./ini.ts";
import { interpret, type Interpretation, type Note } from "./interpret.ts";
import { isSameFolder, isUnc, joinPath, resolvePath } from "./paths.ts";
import { configError } from "./problems.ts";

/** The name looked for when none is given. */
export const CONFIG_NAME = "config.ini";

/** No configuration is larger; a retorno given by mistake is not worth reading. */
const MAX_BYTES = 1024 * 1024;

/** The machine, as far as the configuration depends on it. */
export interface Surroundings {
  readonly windows: boolean;
  /** Environment variables by name. Only `ProgramData` is asked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** This machine, for {@link loadConfig}. */
export function thisMachine(): Surroundings {
  const windows = Deno.build.os === "windows";
  return { windows, env: { ProgramData: windows ? Deno.env.get("ProgramData") : undefined } };
}

/**
 * The configuration file to use: `explicit` (relative to `cwd`), or the first `config.ini` that exists in `folders`.
 *
 * @param folders Absolute; from {@link searchFolders}.
 * @returns An absolute path. That it can be read is left to {@link loadConfig}.
 * @throws {ConfigError} There is none; the message names every place that was looked at.
 */
export async function findConfig(
  explicit: string | null,
  cwd: string,
  folders: readonly string[],
  windows: boolean = Deno.build.os === "windows",
): Promise<string> {
  const { resolve } = pathRules(windows);
  if (explicit !== null && explicit !== "") {
    const file = resolve(cwd, explicit);
    if (await isMissing(file)) {
      throw new ConfigError(file, [], notFoundText(file));
    }
    return file;
  }
  const places = [...new Set(folders.map((folder) => resolve(folder, CONFIG_NAME)))];
  for (const file of places) if (!await isMissing(file)) return file;
  throw new ConfigError(
    places[0] ?? CONFIG_NAME,
    [],
    nowhereText(CONFIG_NAME, places),
  );
}

/**
 * Where a configuration may lie that nobody named. An installed program looks beside itself and where an installation has it,
 * and never in the current folder: whoever can write there could make it run commands. From source there is no "beside".
 *
 * @param program Folder of the installed program; null when it runs from source.
 */
export function searchFolders(
  program: string | null,
  cwd: string,
  { windows, env }: Surroundings,
): string[] {
  const data = windows ? env["ProgramData"] : undefined;
  return [program ?? cwd, ...(data ? [joinPath(data, "MonitorRetornos", windows)] : [])];
}

/** Only a certain "not there" counts; a file that may not be looked at is reported when it is read. */
async function isMissing(file: string): Promise<boolean> {
  try {
    await Deno.stat(file);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
  }
}

/**
 * Reads and validates one configuration file.
 *
 * @param file Absolute path, or relative to the current folder.
 * @throws {ConfigError} The file is missing, a folder, unreadable, larger than 1 MiB or not UTF-8, or
 * it holds wrong values: `problems` has all of them and the message one line for each.
 */
export async function loadConfig(
  file: string,
  machine: Surroundings = thisMachine(),
): Promise<Config> {
  const absolute = pathRules(machine.windows).resolve(Deno.cwd(), file);
  const text = decode(absolute, await readBytes(absolute, "configuração"));
  const holidays = await readHolidayFiles(text, absolute, machine);
  return parseConfig(text, absolute, machine, holidays);
}

/** The files of local holidays that a configuration names, by their paths; a text says why one of them cannot be used. */
async function readHolidayFiles(
  text: string,
  file: string,
  machine: Surroundings,
): Promise<ReadonlyMap<string, Holidays | string>> {
  const found = new Map<string, Holidays | string>();
  if (!/esperado/i.test(text)) return found;
  for (const { feriados } of interpret(readIni(text)).expected) {
    if (feriados === null) continue;
    const path = holidayPath(feriados.value, file, machine);
    if (found.has(path)) continue;
    try {
      found.set(path, readHolidays(decode(path, await readBytes(path, "feriados"))));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      found.set(path, error.message);
    }
  }
  return found;
}

function holidayPath(written: string, file: string, { windows }: Surroundings): string {
  return resolvePath(pathRules(windows).dirname(file), written, windows);
}

async function readBytes(file: string, of: FileOf): Promise<Uint8Array> {
  const refuse = (reason: string, cause?: unknown) => {
    const error = new ConfigError(file, [], reason);
    if (cause !== undefined) error.cause = cause;
    return error;
  };
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(file);
    if (info.isDirectory) throw refuse(folderText(file, of));
    if (!info.isFile) throw refuse(notPlainText(file));
    if (info.size > MAX_BYTES) throw refuse(tooLargeText(file, of, info.size, MAX_BYTES));
    return await Deno.readFile(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw refuse(notFoundText(file, of), error);
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw refuse(forbiddenText(file, of), error);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(unreadableText(file, of, reason), error);
  }
}

/** UTF-8 or nothing: a guess at another code page would change passwords and folder names. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) ||
      (bytes[0] === 0xfe && bytes[1] === 0xff);
    const line = utf16 ? 1 : firstBrokenLine(bytes);
    const problem: ConfigProblem = {
      line,
      key: utf16 ? UTF16 : NOT_UTF8,
      value: null,
      accepted: SAVE_AS_UTF8,
    };
    throw configError(file, [problem]);
  }
}

/** The line, from 1, of the first bytes that are not UTF-8. */
function firstBrokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i];
    if (byte !== undefined && byte !== 10 && byte !== 13) continue;
    try {
      decoder.decode(bytes.subarray(start, i));
    } catch {
      return line;
    }
    if (byte === 13 && bytes[i + 1] === 10) i++;
    start = i + 1;
    line++;
  }
  return line;
}

/**
 * The same as {@link loadConfig} for a text already read; touches no disk.
 *
 * @param file Absolute path that the text came from: relative paths start at its folder.
 * @param holidays The files of local holidays by their absolute paths; one that is left out has no days.
 * @throws {ConfigError} The text holds wrong values.
 */
export function parseConfig(
  text: string,
  file: string,
  machine: Surroundings,
  holidays: ReadonlyMap<string, Holidays | string> = new Map(),
): Config {
  const read = interpret(readIni(text));
  const problems = [...read.problems];
  const esperados = read.expected.map(({ rule, feriados }) => {
    if (feriados === null) return rule;
    const path = holidayPath(feriados.value, file, machine);
    const found = holidays.get(path);
    if (typeof found === "object" && found.problems.length === 0) {
      return { ...rule, feriados: found.days };
    }
    if (found !== undefined) {
      problems.push({
        line: feriados.line,
        key: `[ESPERADO ${rule.nome}] feriados`,
        value: feriados.value,
        accepted: typeof found === "string" ? found : configError(path, found.problems).message,
      });
    }
    return rule;
  });
  const { avisos, ...paths } = resolvePaths(read, problems, file, machine);
  if (problems.length > 0) throw configError(file, problems);
  const texts = [...read.avisos, ...avisos].map(({ line, text }) => noteText(file, line, text));
  return configOf(read.values, { file, ...paths, esperados, avisos: texts });
}

/** The folders and the log file, absolute; adds what is wrong with them to `problems`. */
function resolvePaths(
  read: Interpretation,
  problems: ConfigProblem[],
  file: string,
  { windows, env }: Surroundings,
): {
  caminhos: Config["caminhos"];
  arquivoLog: string;
  oauth2Chave: string | null;
  relatorio: string | null;
  metricas: string | null;
  certificadoCa: string | null;
  avisos: Note[];
} {
  const { dirname } = pathRules(windows);
  const base = dirname(file);
  const { CAMINHOS, LOGS } = read.values;
  const resolve = (path: string | undefined) => path ? resolvePath(base, path, windows) : "";
  // Mapped drive letters (Z:\Retorno) exist only in the session that mapped them, and the monitor runs
  // in another. The check for that needs the system, so it belongs to the caller, after this returns.
  const pastaRetorno = resolve(CAMINHOS.pasta_retorno);
  const pastaProcessados = resolve(CAMINHOS.pasta_processados) ||
    joinPath(pastaRetorno, "Processados", windows);
  const pastaErro = resolve(CAMINHOS.pasta_erro) || joinPath(pastaRetorno, "Erro", windows);
  const pastaIgnorados = joinPath(pastaRetorno, "Ignorados", windows);
  const pastaDados = resolve(CAMINHOS.pasta_dados) ||
    (windows
      ? joinPath(env["ProgramData"] || "C:\\ProgramData", "MonitorRetornos", windows)
      : resolvePath(base, "dados", windows));
  const avisos: Note[] = [];

  const arquivoLog = resolve(LOGS.arquivo_log);
  const refuse = (key: "pasta_processados" | "pasta_erro" | "pasta_dados", accepted: string) => {
    const entry = read.written("CAMINHOS", key);
    if (entry === null) return;
    problems.push({
      line: entry.line,
      key: `[CAMINHOS] ${key}`,
      value: entry.value,
      accepted,
    });
  };
  if (pastaRetorno !== "") {
    if (isSameFolder(pastaProcessados, pastaRetorno, windows)) {
      refuse("pasta_processados", OTHER_FOLDER);
    }
    if (isSameFolder(pastaErro, pastaRetorno, windows)) refuse("pasta_erro", OTHER_FOLDER);
  }
  if (isUnc(pastaDados, windows)) refuse("pasta_dados", NOT_ON_SHARE);
  // Lines would be appended to whatever is there: to the configuration itself, to the ledger, to a retorno.
  const folders = [pastaRetorno, pastaProcessados, pastaErro, pastaIgnorados, pastaDados];
  const own = ["ledger.db", "ledger.db-wal", "ledger.db-shm", "monitor.lock", "processamento.lock"];
  const taken = [file, ...folders, ...own.map((name) => joinPath(pastaDados, name, windows))];
  const relatorio = resolve(read.values.RELATORIO.arquivo) || null;
  const metricas = resolve(read.values.METRICAS.arquivo) || null;
  const ownFiles = [
    ["LOGS", "arquivo_log", arquivoLog, LOG_OF_ITS_OWN],
    ["RELATORIO", "arquivo", relatorio, FILE_OF_ITS_OWN],
    ["METRICAS", "arquivo", metricas, FILE_OF_ITS_OWN],
  ] as const;
  for (const [section, key, path, accepted] of ownFiles) {
    if (!path) continue;
    const retorno = folders.slice(0, 4).some((folder) =>
      folder !== "" &&
      isSameFolder(dirname(path), folder, windows)
    ) && /\.ret$/i.test(path);
    if (retorno || taken.some((other) => other !== "" && isSameFolder(path, other, windows))) {
      const entry = read.written(section, key);
      problems.push({
        line: entry?.line ?? null,
        key: `[${section}] ${key}`,
        value: entry?.value ?? null,
        accepted,
      });
    }
    taken.push(path);
  }
  for (const key of ["pasta_retorno", "pasta_processados", "pasta_erro", "pasta_dados"] as const) {
    const entry = read.written("CAMINHOS", key);
    if (entry !== null && /%[^%\\/]+%/.test(entry.value)) {
      avisos.push({ line: entry.line, text: notExpandedText(`[CAMINHOS] ${key}`) });
    }
  }
  return {
    caminhos: { pastaRetorno, pastaProcessados, pastaErro, pastaIgnorados, pastaDados },
    arquivoLog,
    oauth2Chave: resolve(read.values.EMAIL.oauth2_chave) || null,
    relatorio,
    metricas,
    certificadoCa: resolve(read.values.LIVRO_DE_REGISTRO.certificado_ca) || null,
    avisos,
  };
}
