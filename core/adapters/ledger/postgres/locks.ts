/**
 * What a decision reads and then writes, it locks first: its content, the files of its account, the títulos of its numberings.
 * The locks end with the transaction. They are named, not rows, because what does not exist yet must be locked too.
 */
import type { RetornoSummary } from "../../../formats/retorno.ts";
import type { TouchedTitulo } from "../../../titulos/past.ts";
import type { Session } from "./session.ts";

/** Digits of Banco do Brasil's convênio, with which its numbers begin: see `numberScope`. */
const CONVENIO = 7;

/** In the order of the list; two with the same hash only wait for each other. */
const LOCK =
  "SELECT count(pg_advisory_xact_lock(hashtextextended(k, 7240724))) FROM unnest($1::text[]) AS k";

/** Nobody else decides about this content or after the files of this account until the end of the transaction. */
export function lockFile(
  session: Session,
  sha256: string,
  summary: RetornoSummary | null,
): Promise<unknown> {
  const keys = [`sha256/${sha256}`];
  if (summary !== null) {
    const { banco, agencia, conta, convenio, format } = summary;
    keys.push(["conta", banco, agencia, conta, convenio, format].join("/"));
  }
  return session.prepared(LOCK, [keys.sort()]);
}

/** Nobody else changes títulos of these numberings until the end of the transaction. */
export function lockNumberings(
  session: Session,
  touched: Iterable<TouchedTitulo>,
  locked: Set<string>,
): Promise<unknown> {
  const keys = new Set<string>();
  for (const { banco, escopo, nossoNumero } of touched) {
    const key = `numeros/${banco}/${escopo === "" ? nossoNumero.slice(0, CONVENIO) : escopo}`;
    if (!locked.has(key)) keys.add(key);
  }
  if (keys.size === 0) return Promise.resolve();
  for (const key of keys) locked.add(key);
  return session.prepared(LOCK, [[...keys].sort()]);
}
