/** Why the agency's own command did not take a file. `output`: the end of what it said, or empty. */

/** It could not be started. */
export function notStartedText(detail: string): string {
  return `o comando não pôde ser iniciado: ${detail}`;
}

/** It ran for too long. */
export function tooSlowText(limitSeconds: number, output: string): string {
  return `o comando passou do prazo de ${limitSeconds} s${said(output)}`;
}

/** It ended without success. */
export function failedText(code: number, output: string): string {
  return `o comando terminou com o código ${code}${said(output)}`;
}

function said(output: string): string {
  return output === "" ? "" : `: ${output}`;
}

/** The file is not to be moved yet. */
export const NOT_HANDED_OVER = "a integração ainda não terminou";
