/** Why the stored mail password cannot be used. Nothing of its content, ever. */

/** What is wrong with the file that holds it. */
export type CredentialTrouble = "forbidden" | "damaged" | "foreign";

const TROUBLES: Readonly<Record<CredentialTrouble, string>> = {
  forbidden: "esta conta não consegue ler o arquivo",
  damaged: "o arquivo está danificado",
  foreign: "a senha foi guardada em outro computador ou o arquivo mudou",
};

/** The file cannot be used. */
export function credentialText(file: string, trouble: CredentialTrouble): string {
  return `a senha protegida não pode ser usada: ${
    TROUBLES[trouble]
  } (${file}); guarde-a de novo com Set-MonitorCredencial`;
}

/** The store failed and did not say why. */
export const STORE_FAILED = "a credencial guardada não pôde ser lida";

/** Windows would not encrypt or decrypt; `call` is the name of its function. */
export function dataRefusedText(call: string): string {
  return `${call} recusou os dados`;
}
