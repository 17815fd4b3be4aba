/** Files as scripts see them. */
import { isTestFile } from "../domain/file_names.ts";
import type { FileRecord } from "../ports/ledger/files.port.ts";

/** How far the hand-over of a file is: see {@link integrationState}. */
export type IntegrationWord = "feita" | "pendente" | "dispensada" | null;

/**
 * One file. `expected`: config.ini names a command; `iso` shows a moment in local time with its offset; `before`: the refusal that
 * it was put back after.
 */
export function fileDocument(
  file: FileRecord,
  expected: boolean,
  iso: (ms: number) => string,
  before: FileRecord | null = null,
) {
  const { attempts, lastError, doneAt } = file.integration;
  return {
    id: file.id,
    nome: file.name,
    situacao: file.situation,
    em: iso(file.at),
    formato: file.format,
    titulos: file.movements,
    aplicados: file.applied,
    banco: file.banco,
    agencia: file.agencia,
    conta: file.conta,
    convenio: file.convenio,
    nsa: file.nsa,
    dataArquivo: file.fileDate,
    codigoMotivo: file.reasonCode,
    motivo: file.reason,
    avisos: warningsDocument(file),
    destino: file.directory,
    nomeFinal: file.target,
    movido: file.movedAt !== null,
    teste: isTestFile(file),
    integracao: integrationState(file, expected),
    integracaoTentativasFalhas: attempts,
    integracaoErro: doneAt === null ? lastError : null,
    integradoEm: doneAt === null ? null : iso(doneAt),
    queda: file.outageId,
    sha256: file.sha256,
    tamanho: file.size,
    reenviadoEm: file.resentAt === null ? null : iso(file.resentAt),
    reenviadoComo: file.resentAs,
    reenvioDe: before === null ? null : {
      id: before.id,
      em: iso(before.at),
      codigoMotivo: before.reasonCode,
      motivo: before.reason,
      mudou: before.sha256 !== file.sha256,
    },
  };
}

/** One file as `processar` tells of it. */
export function outcomeDocument(file: FileRecord) {
  return {
    nome: file.name,
    situacao: file.situation,
    formato: file.format,
    titulos: file.movements,
    motivo: file.reason,
    avisos: warningsDocument(file),
  };
}

/** `dispensada`: it was tried, and then the command was taken out of config.ini and the file moved without it. */
export function integrationState(file: FileRecord, expected: boolean): IntegrationWord {
  if (file.situation !== "processado") return null;
  if (file.integration.doneAt !== null) return "feita";
  if (file.movedAt === null) return expected ? "pendente" : null;
  return file.integration.attempts > 0 ? "dispensada" : null;
}

function warningsDocument(file: FileRecord) {
  return file.warnings.map(({ code, line, message }) => ({
    codigo: code,
    linha: line,
    mensagem: message,
  }));
}
