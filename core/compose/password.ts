/** Where secrets come from, in order of preference. */
import { credentialFile, readProtectedPassword } from "../adapters/secret/dpapi.ts";
import { PASSWORD_VARIABLE, passwordReader } from "../adapters/secret/password.ts";
import { type SecretName, SECRETS } from "../config/schema.ts";
import type { Config } from "../config/config.ts";
import { noteText, secretNowhereText } from "../words/config/note.ts";
import { type ChannelName, channelNames } from "./channel_names.ts";

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

/** As {@link secretSource}, for a channel beside mail. */
export function channelSecret(
  config: Config,
  name: Exclude<ChannelName, "email">,
): () => Promise<string | null> {
  const { teams, telegram, webhook } = config;
  const written = { teams: teams.url, telegram: telegram.token, webhook: webhook.segredo };
  return secretSource(config, name, written[name]);
}

/**
 * A sentence for each channel that is switched on and whose secret is neither in config.ini nor elsewhere. One that is there and
 * cannot be read is told of when a message needs it. Never rejects.
 */
export async function secretsNowhere(config: Config): Promise<string[]> {
  const texts: string[] = [];
  for (const name of channelNames(config)) {
    if (name === "email" || await channelSecret(config, name)().catch(() => "") !== null) continue;
    const place = Object.entries(SECRETS).find(([, secret]) => secret === name)?.[0] ?? "";
    const key = place.replace(/^(\S+)/, "[$1]");
    texts.push(noteText(config.file, null, secretNowhereText(key, name)));
  }
  return texts;
}

/** The secret of OAuth 2.0; Google's key may lie in a file of its own, which is then read at every request for a token. */
export function oauthSecret(config: Config): () => Promise<string | null> {
  const { provedor, chave } = config.email.oauth2;
  if (provedor === "google" && chave !== null) {
    return remembered(() => Deno.readTextFile(chave));
  }
  return secretSource(config, "oauth2", null);
}
