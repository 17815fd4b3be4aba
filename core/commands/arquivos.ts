/** `arquivos`: the files that were dealt with. */
import { localHuman, localIso } from "../adapters/clock/local_time.ts";
import { oneLine } from "../domain/text.ts";
import type { FileRecord, Situation } from "../ports/ledger.port.ts";
import {
  type CommandContext,
  CommandFailure,
  type CommonOptions,
  EXIT,
  readableLedger,
  settings,
} from "./context.ts";
import { table } from "./table.ts";

/** Options of `arquivos`. */
export interface ArquivosOptions extends CommonOptions {
  readonly situacao?: Situation;
  readonly nome?: string;
  readonly desde?: string;
  readonly ate?: string;
  readonly limite: number;
}

/** Prints the files that fit, newest first. */
export async function arquivos(options: ArquivosOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  const expected = config.integracao.comando !== null;
  const from = options.desde === undefined ? {} : { from: day("--desde", options.desde, 0) };
  const to = options.ate === undefined ? {} : { to: day("--ate", options.ate, 1) };
  const ledger = await readableLedger(config);
  const files = ledger?.files.query({
    limit: options.limite,
    ...(options.situacao === undefined ? {} : { situation: options.situacao }),
    ...(options.nome === undefined ? {} : { name: options.nome }),
    ...from,
    ...to,
  }) ?? [];
  if (context.json) context.document({ arquivos: files.map((f) => fileDocument(f, expected)) });
  else if (files.length === 0) context.say("Nenhum arquivo.");
  else {
    context.say(table(
      ["Em", "Situação", "Formato", "Títulos", "Nome", "Motivo"],
      files.map((
        f,
      ) => [
        localHuman(f.at),
        f.situation,
        f.format ?? "-",
        String(f.movements),
        oneLine(f.name),
        remark(f, expected),
      ]),
    ));
  }
  return EXIT.done;
}

/** One file as scripts see it. */
export function fileDocument(file: FileRecord, expected: boolean) {
  return {
    id: file.id,
    nome: file.name,
    situacao: file.situation,
    em: localIso(file.at),
    formato: file.format,
    titulos: file.movements,
    aplicados: file.applied,
    banco: file.banco,
    conta: file.conta,
    nsa: file.nsa,
    dataArquivo: file.fileDate,
    codigoMotivo: file.reasonCode,
    motivo: file.reason,
    destino: file.directory,
    nomeFinal: file.target,
    movido: file.movedAt !== null,
    ...integrationDocument(file, expected),
    queda: file.outageId,
    sha256: file.sha256,
    tamanho: file.size,
  };
}

/** `expected`: config.ini names a command. */
function integrationDocument(file: FileRecord, expected: boolean) {
  const { attempts, lastError, doneAt } = file.integration;
  return {
    integracao: integrationState(file, expected),
    integracaoTentativasFalhas: attempts,
    integracaoErro: doneAt === null ? lastError : null,
    integradoEm: doneAt === null ? null : localIso(doneAt),
  };
}

/** `dispensada`: it was tried, and then the command was taken out of config.ini and the file moved without it. */
function integrationState(file: FileRecord, expected: boolean) {
  if (file.situation !== "processado") return null;
  if (file.integration.doneAt !== null) return "feita";
  if (file.movedAt === null) return expected ? "pendente" : null;
  return file.integration.attempts > 0 ? "dispensada" : null;
}

/** What is wrong with it, for people: the refusal, or why it still lies in the folder. */
function remark(file: FileRecord, expected: boolean): string {
  if (integrationState(file, expected) !== "pendente") return oneLine(file.reason ?? "");
  const { attempts, lastError } = file.integration;
  return attempts === 0
    ? "integração pendente"
    : `integração pendente (${attempts} tentativa(s)): ${oneLine(lastError ?? "")}`;
}

/** Local midnight of a day `AAAA-MM-DD`, `plus` days later, in ms since the Unix epoch. */
function day(option: string, text: string, plus: number): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, date] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  const at = new Date(year, month - 1, date + plus);
  const same = new Date(year, month - 1, date);
  if (match === null || same.getMonth() !== month - 1 || same.getDate() !== date) {
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `${option} "${text}": aceito um dia que existe, AAAA-MM-DD`,
    );
  }
  return at.getTime();
}
