/** Why one file, or the folder's helper process, did not do what was asked. Details end up inside longer sentences. */

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

/** The monitor's own disk failed; `detail` is the system's text. */
export function localDiskText(detail: string): string {
  return `pasta de trabalho local: ${detail}`;
}

/** Content of the file that tries out permissions. */
export const TRIAL_CONTENT = "teste de permissão do MonitorRetornos; pode ser apagado\r\n";
