/** Where secrets come from, in order of preference. */
import { credentialFile, readProtectedPassword } from "../adapters/secret/dpapi.ts";
import { passwordReader } from "../adapters/secret/password.ts";
import type { SecretName } from "../config/schema.ts";
import type { Config } from "../config/config.ts";

/** Asked at every attempt, so that a new password counts at once. */
export function passwordSource(config: Config): () => Promise<string | null> {
  return passwordReader({
    env: (name) => Deno.env.get(name),
    store: () => readProtectedPassword(config.caminhos.pastaDados),
    config: config.email.senha,
  });
}

/** As {@link passwordSource}, for another secret; `config` is its value in config.ini. */
export function secretSource(
  config: Config,
  name: SecretName,
  written: string | null,
): () => Promise<string | null> {
  return passwordReader({
    variable: `MONITOR_RETORNOS_${name.toUpperCase()}`,
    env: (variable) => Deno.env.get(variable),
    store: () => readProtectedPassword(config.caminhos.pastaDados, credentialFile(name)),
    config: written,
  });
}

/** The secret of OAuth 2.0; Google's key may lie in a file of its own, which is then read at every request for a token. */
export function oauthSecret(config: Config): () => Promise<string | null> {
  const { provedor, chave } = config.email.oauth2;
  if (provedor === "google" && chave !== null) {
    return () => Deno.readTextFile(chave);
  }
  return secretSource(config, "oauth2", null);
}
