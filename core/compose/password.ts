/** Where secrets come from, in order of preference. */
import { credentialFile, readProtectedPassword } from "../adapters/secret/dpapi.ts";
import { PASSWORD_VARIABLE, passwordReader } from "../adapters/secret/password.ts";
import { type SecretName, SECRETS } from "../config/schema.ts";
import type { Config } from "../config/config.ts";

/** Secrets that were read from where they are stored, by this process. */
const read = new Set<string>();

/** The same, and what it gives is known from then on. */
function remembered(reader: () => Promise<string | null>): () => Promise<string | null> {
  return async () => {
    const secret = await reader();
    if (secret !== null) read.add(secret);
    return secret;
  };
}

/** Name of the environment variable of a secret. */
function variableOf(name: SecretName): string {
  return `MONITOR_RETORNOS_${name.toUpperCase()}`;
}

/** Every secret that this process knows: those of config.ini, of the environment, and those that were read elsewhere so far. */
export function knownSecrets(config: Config): string[] {
  const names: SecretName[] = [
    "oauth2",
    "livro",
    ...Object.values(SECRETS).filter((name) => name !== null),
  ];
  const { email, teams, telegram, webhook, batimento } = config;
  const all = [
    ...[email.senha, teams.url, telegram.token, webhook.segredo, batimento.url],
    ...[PASSWORD_VARIABLE, ...names.map(variableOf)].map((name) => Deno.env.get(name)),
    ...read,
  ];
  return all.filter((secret) => typeof secret === "string");
}

/** Asked at every attempt, so that a new password counts at once. */
export function passwordSource(config: Config): () => Promise<string | null> {
  return remembered(passwordReader({
    env: (name) => Deno.env.get(name),
    store: () => readProtectedPassword(config.caminhos.pastaDados),
    config: config.email.senha,
  }));
}

/** As {@link passwordSource}, for another secret; `config` is its value in config.ini. */
export function secretSource(
  config: Config,
  name: SecretName,
  written: string | null,
): () => Promise<string | null> {
  return remembered(passwordReader({
    variable: variableOf(name),
    env: (variable) => Deno.env.get(variable),
    store: () => readProtectedPassword(config.caminhos.pastaDados, credentialFile(name)),
    config: written,
  }));
}

/** The secret of OAuth 2.0; Google's key may lie in a file of its own, which is then read at every request for a token. */
export function oauthSecret(config: Config): () => Promise<string | null> {
  const { provedor, chave } = config.email.oauth2;
  if (provedor === "google" && chave !== null) {
    return remembered(() => Deno.readTextFile(chave));
  }
  return secretSource(config, "oauth2", null);
}
