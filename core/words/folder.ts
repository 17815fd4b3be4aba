/** Why one file, or the folder's helper process, did not do what was asked. Details end up inside longer sentences. */
import { decimalText } from "./decimal.ts";

/** It grew, or was touched, between the listing and the end of the read. */
export const STILL_BEING_WRITTEN = "o arquivo ainda está sendo gravado";

/** Fewer bytes than the listing promised. */
export const FILE_SHRANK = "o arquivo encolheu";

/** The copy is not what was read before. */
export const CHANGED_WHILE_COPIED = "o conteúdo mudou durante a cópia";

/** Removed, but held open by somebody. */
export const ORIGINAL_STAYS = "o original ainda não saiu da pasta";

/** Nothing that the share did: too little memory, an antivirus, a Ctrl+C. */
export const HELPER_DIED = "O processo que acessa a pasta terminou sozinho.";

/** A defect. */
export const HELPER_OUT_OF_STEP = "resposta fora de lugar do processo da pasta";

/** The monitor's own disk failed; `detail` says why. */
export function localDiskText(detail: string): string {
  return `pasta de trabalho local: ${detail}`;
}

/** The name came in bytes that are no UTF-8, and no call of the system takes it back as it is shown. */
export const NAME_NOT_UTF8 =
  "o nome não é UTF-8 e o arquivo não pode ser aberto por ele; renomeie o arquivo na pasta";

/** It is in the listing, and not there when it is asked for. */
export const NAME_NOT_FOUND =
  "aparece na lista da pasta, mas não é encontrado por esse nome; renomeie o arquivo na pasta";

/** It changes all the time. */
export const CHANGES_ALL_THE_TIME = "muda sem parar (tamanho ou horário) e por isso não é lido";

/** More is expected of it. */
export const LOOKS_UNFINISHED = "parece incompleto e ainda é aguardado";

/** Every name tried at the destination was taken in the same moment. */
export const NO_NAME_FREE = "nenhum nome ficou livre na pasta de destino";

/** Looking for files ends with an error of the program's own; `detail` is its text. */
export function defectText(detail: string): string {
  return `falha interna ao procurar arquivos: ${detail}`;
}

/** The helper process cannot be started at all; `detail` is the system's text. */
export function helperNotStartedText(detail: string): string {
  return `O processo que acessa a pasta não pôde ser iniciado (${detail}).`;
}

/** Larger than `tamanho_maximo_arquivo_mb`. Sizes in bytes. */
export function tooLargeText(size: number, limit: number): string {
  const mb = (bytes: number) => decimalText(bytes / 1024 / 1024, 1);
  return `tem ${mb(size)} MB, mais que os ${
    mb(limit)
  } MB de [PROCESSAMENTO] tamanho_maximo_arquivo_mb; não foi lido`;
}

/** No room for the copy of a large file. Sizes in bytes. */
export function noLocalSpaceText(needed: number, free: number): string {
  const mb = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  return `a cópia precisa de ${mb(needed)} MB e há ${mb(free)} MB livres`;
}

/** The watched folder under another name, or behind a link. */
export function ownFolderText(directory: string, real: string): string {
  return `a pasta de destino ${directory} é a própria pasta vigiada (${real})`;
}

/** `at` is the destination, or what stands where a folder above it should be. */
export function noFolderText(directory: string, at: string): string {
  const what = `${at} existe, mas não é uma pasta`;
  return at === directory
    ? `a pasta de destino ${what}`
    : `a pasta de destino ${directory} não pode ser criada: ${what}`;
}

/** Nothing of the destination's path exists, not even its drive. */
export function noPlaceText(directory: string): string {
  return `a pasta de destino ${directory} não pode ser criada: a unidade não existe`;
}

/** The system refuses to move into the destination, or to make it in `at`; `reason` is a sentence. */
export function destinationText(directory: string, at: string, reason: string): string {
  return at === directory
    ? `não pode mover para a pasta de destino ${directory}: ${reason}`
    : `a pasta de destino ${directory} não pode ser criada em ${at}: ${reason}`;
}

/** Content of the file that tries out permissions. */
export const TRIAL_CONTENT = "teste de permissão do MonitorRetornos; pode ser apagado\r\n";

/** A move that was held up found that another one had gone on with it. */
export const OVERTAKEN =
  "a operação ficou suspensa e, na volta, o arquivo já não era o mesmo; nada foi mexido";
