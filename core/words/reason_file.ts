/** The text beside a refused file. */
import { oneLine } from "../domain/text.ts";

/** Text of the reason file; stable for one refusal, so that an interrupted write can be recognised. */
export function reasonText(name: string, code: string, reason: string, sha256: string): string {
  return [
    `Arquivo: ${oneLine(name)}`,
    `Situação: recusado (nada deste arquivo foi aplicado)`,
    `Código: ${code}`,
    `Motivo: ${reason}`,
    `SHA-256: ${sha256}`,
    "",
    "Para tentar de novo, corrija a origem (peça ao banco o reenvio do arquivo) e copie o arquivo",
    "para a pasta de retornos. Este texto e o arquivo recusado podem ser guardados ou apagados.",
    "",
  ].join("\n");
}
