/** Where a secret comes from. */
import { STORE_FAILED } from "../../words/password.ts";

/** Name of the environment variable of the mail password. */
export const PASSWORD_VARIABLE = "MONITOR_RETORNOS_SENHA";

/** Sources, in the order in which they are asked. */
export interface PasswordSources {
  /** Name of the environment variable; default {@link PASSWORD_VARIABLE}. */
  readonly variable?: string;
  /** Reads an environment variable. */
  readonly env: (name: string) => string | undefined;
  /** The protected store (Set-MonitorCredencial); null when nothing is stored. May reject. */
  readonly store: () => Promise<string | null>;
  /** The value in config.ini. */
  readonly config: string | null;
}

/** Where a password was found. */
export type PasswordOrigin = "ambiente" | "credencial" | "config.ini";

/** The password and its origin, or null when there is none. */
export type FoundPassword = { readonly password: string; readonly origin: PasswordOrigin } | null;

/**
 * Looks in the environment, the protected store, then config.ini; an empty value counts as none. A store that fails is
 * passed over when config.ini has a password; without one the failure is thrown, because "no password" would be untrue.
 */
export async function findPassword(sources: PasswordSources): Promise<FoundPassword> {
  const fromEnv = sources.env(sources.variable ?? PASSWORD_VARIABLE);
  if (fromEnv) return { password: fromEnv, origin: "ambiente" };
  let failure: unknown = null;
  try {
    const stored = await sources.store();
    if (stored) return { password: stored, origin: "credencial" };
  } catch (error) {
    failure = error ?? new Error(STORE_FAILED);
  }
  if (sources.config) return { password: sources.config, origin: "config.ini" };
  if (failure !== null) throw failure;
  return null;
}

/** {@link findPassword} in the form that the mailer asks for. */
export function passwordReader(sources: PasswordSources): () => Promise<string | null> {
  return async () => (await findPassword(sources))?.password ?? null;
}
