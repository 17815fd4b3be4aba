/** `arquivos`: the files that were dealt with. */
import { localHuman, localIso } from "../compose/machine.ts";
import { oneLine } from "../domain/text.ts";
import type { FileSituation } from "../domain/file_fate.ts";
import type { FileRecord } from "../ports/ledger/files.port.ts";
import { fileDocument, integrationState } from "../views/files.ts";
import { changeText } from "../words/resend.ts";
import { DAY_FORMS, dayOf } from "./day.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { askedLedger, folderField, type FolderOptions } from "./folder_choice.ts";
import type { CommandContext } from "./output.ts";
import { pendentes } from "./pendentes.ts";
import { table } from "./table.ts";

/** Options of `arquivos`. */
export interface ArquivosOptions extends FolderOptions {
  readonly situacao?: FileSituation;
  readonly nome?: string;
  /** Lists the warnings of each file. */
  readonly avisos?: boolean;
  /** Why each was refused, with the line of the file. */
  readonly motivo?: boolean;
  /** What still lies in the folder, instead of what was dealt with. */
  readonly pendentes?: boolean;
  /** Leaves out what recovery tests brought. */
  readonly semTestes?: boolean;
  readonly desde?: string;
  readonly ate?: string;
  readonly limite: number;
}

/** Prints the files that fit, newest first. */
export async function arquivos(options: ArquivosOptions, context: CommandContext): Promise<number> {
  if (options.pendentes) return await pendentes(options, context);
  const { config, ledger, folders } = await askedLedger(options);
  const expected = config.integracao.comando !== null;
  const from = options.desde === undefined ? {} : { from: day("--desde", options.desde, 0) };
  const to = options.ate === undefined ? {} : { to: day("--ate", options.ate, 1) };
  const wanted = {
    ...(options.situacao === undefined ? {} : { situation: options.situacao }),
    ...(options.nome === undefined ? {} : { name: options.nome }),
    ...(options.semTestes ? { withoutTests: true } : {}),
    ...from,
    ...to,
  };
  const found = await ledger?.files.query({ ...wanted, limit: options.limite + 1 }) ?? [];
  const files = found.slice(0, options.limite);
  const cut = found.length > files.length;
  const paths = await folders?.ofFiles(files.map(({ id }) => id)) ?? null;
  const before = await ledger?.files.resentFrom(files.map(({ id }) => id)) ?? new Map();
  if (context.json) {
    const list = files.map((f) => ({
      ...fileDocument(f, expected, localIso, before.get(f.id)),
      ...folderField(paths, f.id),
    }));
    context.document({ arquivos: list, cortado: cut });
  } else if (files.length === 0) context.say("Nenhum arquivo.");
  else if (options.avisos) context.say(files.map(describeWarnings).join("\n"));
  else if (options.motivo) {
    const { describeRefusals } = await import("./motivo.ts");
    context.say(await describeRefusals(files, config, context.mainModule));
  } else {
    // Whose files they are is told where they are not all of one account.
    const several = new Set(files.filter((f) => f.banco !== null).map(accountOf)).size > 1;
    context.say(table(
      [
        "Em",
        ...paths === null ? [] : ["Pasta"],
        "Situação",
        "Formato",
        ...several ? ["Banco", "Agência", "Conta"] : [],
        "Títulos",
        "Avisos",
        "Nome",
        "Motivo",
      ],
      files.map((
        f,
      ) => [
        localHuman(f.at),
        ...paths === null ? [] : [paths.get(f.id) ?? "-"],
        f.situation,
        f.format ?? "-",
        ...several ? [f.banco ?? "-", f.agencia || "-", f.conta || "-"] : [],
        String(f.movements),
        f.warnings.length === 0 ? "-" : String(f.warnings.length),
        oneLine(f.name),
        remark(f, expected, before.get(f.id) ?? null),
      ]),
    ));
  }
  if (cut && ledger && !context.json) {
    const all = await ledger.files.count(wanted);
    context.say(`mostrando ${files.length} de ${all}; veja --limite`);
  }
  return EXIT.done;
}

function accountOf(file: FileRecord): string {
  return `${file.banco}/${file.agencia}/${file.conta}`;
}

/** The warnings of one file, each with its code. */
function describeWarnings(file: FileRecord): string {
  const name = oneLine(file.name);
  if (file.warnings.length === 0) return `${name}: nenhum aviso`;
  const lines = file.warnings.map(({ code, message }) =>
    `  ${code.padEnd(20)} ${oneLine(message)}`
  );
  return [`${name}: ${file.warnings.length} aviso(s)`, ...lines].join("\n");
}

/** What is wrong with it, for people: the refusal, or why it still lies in the folder. */
function remark(file: FileRecord, expected: boolean, before: FileRecord | null): string {
  if (integrationState(file, expected) !== "pendente") {
    const again = before === null ? "" : changeText(before, file, localHuman);
    const gone = file.resentAt === null ? "" : `devolvido à pasta em ${localHuman(file.resentAt)}`;
    return oneLine([file.reason ?? "", again, gone].filter((one) => one !== "").join("; "));
  }
  const { attempts, lastError } = file.integration;
  return attempts === 0
    ? "integração pendente"
    : `integração pendente (${attempts} tentativa(s)): ${oneLine(lastError ?? "")}`;
}

/** Local midnight of a typed day, `plus` days later, in ms since the Unix epoch. */
function day(option: string, text: string, plus: number): number {
  const iso = dayOf(text);
  if (iso === null) {
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `${option} "${text}": aceito um dia que existe, ${DAY_FORMS}`,
    );
  }
  const [year, month, date] = iso.split("-").map(Number);
  return new Date(year!, month! - 1, date! + plus).getTime();
}
