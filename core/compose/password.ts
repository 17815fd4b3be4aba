/** Where the mail password comes from, in order of preference. */
import { readProtectedPassword } from "../adapters/secret/dpapi.ts";
import { passwordReader } from "../adapters/secret/password.ts";
import type { Config } from "../config/config.ts";

/** Asked at every attempt, so that a new password counts at once. */
export function passwordSource(config: Config): () => Promise<string | null> {
  return passwordReader({
    env: (name) => Deno.env.get(name),
    store: () => readProtectedPassword(config.caminhos.pastaDados),
    config: config.email.senha,
  });
}
