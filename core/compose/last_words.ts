/** What is left to say when the program dies of a defect. */
import { redactorFor } from "../adapters/channels/redact.ts";
import type { Config } from "../config/config.ts";
import { knownSecrets } from "./password.ts";

/** Shorter ones, in characters, would take half of an ordinary text along. */
const SHORTEST = 4;
/** Of an address, a shorter piece is hardly what makes it a secret. */
const SHORTEST_PIECE = 8;

/** An address that is a secret, with what makes it one: a piece of its path, a value of its query. */
function withPieces(secret: string): string[] {
  const url = /^https?:/i.test(secret) ? URL.parse(secret) : null;
  if (url === null) return [secret];
  const pieces = [...url.pathname.split("/"), ...url.searchParams.values()];
  return [secret, url.href, ...pieces.filter((piece) => piece.length >= SHORTEST_PIECE)];
}

/** The text of a defect, whatever it is, without any secret that this program knows. */
export function lastWords(config: Config, error: unknown): string {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return knownSecrets(config)
    .flatMap(withPieces)
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((left, secret) => redactorFor(config.email.usuario ?? "", secret)(left), text);
}
