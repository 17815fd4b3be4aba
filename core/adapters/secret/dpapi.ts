/** The secrets that `Set-MonitorCredencial` keeps: the mail password in `credencial.dat`, the others in `credencial-NAME.dat`. */
import { join } from "node:path";
import { credentialText, type CredentialTrouble } from "../../words/password.ts";
import { unprotect } from "./crypt32.ts";

/** Name of the file in the data folder. */
export const CREDENTIAL_FILE = "credencial.dat";

/** Name of the file of another secret, as `-Segredo` calls it. */
export function credentialFile(name: string): string {
  return `credencial-${name}.dat`;
}

/** Second ingredient of the encryption; `Set-MonitorCredencial` uses the same bytes. No secret by itself. */
export const ENTROPY: Uint8Array = new TextEncoder().encode("MonitorRetornos/credencial/v1");

/** A protected password is a few hundred bytes; anything larger is not ours. */
const LARGEST = 64 * 1024;

/** `credencial.dat` exists and cannot be used. The message is a Portuguese sentence that holds nothing of the content. */
export class CredentialError extends Error {
  override name = "CredentialError";
}

/**
 * The secret kept for this computer in the file `name`: DPAPI, machine scope, {@link ENTROPY}, UTF-8.
 * Null when there is no such file, and on systems other than Windows. Throws {@link CredentialError} when the file is
 * there but was made on another computer, is damaged, or may not be read by this account.
 */
export async function readProtectedPassword(
  dataFolder: string,
  name: string = CREDENTIAL_FILE,
): Promise<string | null> {
  if (Deno.build.os !== "windows") return null;
  const file = join(dataFolder, name);
  let sealed: Uint8Array;
  try {
    sealed = await Deno.readFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw refused(file, "forbidden", error);
  }
  if (sealed.length === 0 || sealed.length > LARGEST) {
    throw refused(file, "damaged", null);
  }
  try {
    const plain = unprotect(sealed, ENTROPY);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
    } finally {
      plain.fill(0);
    }
  } catch (error) {
    throw refused(file, "foreign", error);
  }
}

function refused(file: string, trouble: CredentialTrouble, cause: unknown): CredentialError {
  return new CredentialError(credentialText(file, trouble), cause === null ? {} : { cause });
}
