/** {@link Possession} in PostgreSQL, on a connection of its own: a renewal never waits behind a file. */
import { claimOf, reservePause } from "../../../domain/possession.ts";
import type { Looked, Possession } from "../../../ports/ledger/possession.port.ts";
import type { Row } from "./link.ts";
import { PostgresLedger } from "./postgres_ledger.ts";
import type { Patience, PostgresSettings } from "./settings.ts";

/** Who asks, and for how long it wants the folder. */
export interface Claimant {
  /** pasta_retorno. */
  readonly folder: string;
  /** Unique per run. */
  readonly owner: string;
  /** This machine, for people. */
  readonly post: string;
  /** Machine and data folder: one monitor at most runs there. */
  readonly place: string;
  /** `prazo_posse`, ms. */
  readonly termMs: number;
}

/** A monitor that has not shown itself for so long, ms, takes nothing over. */
const LATELY_MS = 600_000;
const OTHERS = `EXISTS (SELECT 1 FROM presence p WHERE p.folder_id = $1 AND p.place <> $2
     AND p.status::jsonb -> 'ended' IS DISTINCT FROM 'true'
     AND p.heartbeat_at > extract(epoch FROM clock_timestamp()) * 1000 - ${LATELY_MS})`;

// Rounded up: what is left of a term is never nothing.
const HELD = `SELECT generation, owner, post, place,
     ceil(extract(epoch FROM expires_at - clock_timestamp()) * 1000)::bigint AS remaining,
     expires_at = timestamptz 'epoch' AS released, ${OTHERS} AS others
   FROM possession WHERE folder_id = $1`;
// Another one's row may be met at either of its keys.
const FIRST = `INSERT INTO possession (folder_id, generation, owner, post, place, expires_at)
   VALUES ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 millisecond') ON CONFLICT DO NOTHING`;
// The row may have changed since it was read: each says again what it rests on.
const RENEW =
  `UPDATE possession SET post = $4, place = $5, expires_at = clock_timestamp() + $6 * interval '1 millisecond'
   WHERE folder_id = $1 AND generation = $2 AND owner = $3`;
const TAKE =
  `UPDATE possession SET generation = $2, owner = $3, post = $4, place = $5, expires_at = clock_timestamp() + $6 * interval '1 millisecond'
   WHERE folder_id = $1 AND generation = $2 - 1 AND expires_at <= clock_timestamp()`;
const INHERIT =
  "UPDATE possession SET expires_at = clock_timestamp() WHERE folder_id = $1 AND place = $2 AND owner <> $3 AND expires_at > clock_timestamp()";
/** At the beginning of time: its end was none of a term. */
const RELEASE =
  "UPDATE possession SET expires_at = timestamptz 'epoch' WHERE folder_id = $1 AND owner = $2";

/** One row for each folder; the terms are measured by the server's clock. */
export class PossessionStore implements Possession {
  readonly #ledger: PostgresLedger;

  constructor(settings: PostgresSettings, readonly claimant: Claimant) {
    const { folder, termMs } = claimant;
    this.#ledger = new PostgresLedger(
      { ...settings, patience: { ...settings.patience, ...patienceOf(termMs) } },
      { folder },
    );
  }

  look({ take = true }: { readonly take?: boolean } = {}): Promise<Looked> {
    const { session } = this.#ledger;
    const { owner, post, place, termMs } = this.claimant;
    return session.run(async () => {
      const [row] = await session.rows(HELD, [session.folder, place]);
      const claim = claimOf(row === undefined ? null : toHeld(row), owner);
      const left = claim.kind === "take" && !take && row !== undefined && row.released !== true;
      if (claim.kind !== "wait" && !left) {
        const { generation } = claim;
        const text = claim.kind === "renew" ? RENEW : row === undefined ? FIRST : TAKE;
        const values = [session.folder, generation, owner, post, place, termMs];
        if (await session.transact(() => session.change(text, values)) > 0) {
          const changed = claim.kind === "take" && row !== undefined;
          const from = changed ? String(row.post) : null;
          return { ours: true, generation, from, others: row?.others === true };
        }
      }
      // Somebody was faster, or holds it.
      const [other] = claim.kind === "wait" || left
        ? [row]
        : await session.rows(HELD, [session.folder, place]);
      return { ours: false, post: String(other!.post), ...toHeld(other!) };
    });
  }

  inherit(): Promise<void> {
    const { session } = this.#ledger;
    const { place, owner } = this.claimant;
    return session.write(async () => {
      await session.change(INHERIT, [session.folder, place, owner]);
    });
  }

  release(): Promise<void> {
    const { session } = this.#ledger;
    return session.write(async () => {
      await session.change(RELEASE, [session.folder, this.claimant.owner]);
    });
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }
}

function toHeld(row: Row) {
  return {
    generation: Number(row.generation),
    owner: String(row.owner),
    remainingMs: Number(row.remaining),
  };
}

/** A look that takes longer brings no trust worth having; each makes the connection again where there is none. */
function patienceOf(termMs: number): Patience {
  const part = Math.max(1000, Math.floor(termMs / 8));
  return {
    connectMs: part,
    statementMs: part,
    lockMs: part,
    silentMs: part,
    answerMs: part,
    retryMs: reservePause(termMs),
  };
}
