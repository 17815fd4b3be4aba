/** A command that processes beside monitors that share the ledger: the folder is its own for as long as it works. */
import { Keeper } from "../app/possession/keeper.ts";
import type { Config } from "../config/config.ts";
import { renewalPause } from "../domain/possession.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { isFenced } from "../ports/ledger/possession.port.ts";
import { clock } from "./machine.ts";

/** The folder, for one command. */
export interface FolderTurn {
  /** Asked before anything that only the holder of the folder may begin. */
  readonly assure: () => Promise<void>;
  /** Lets go of what was taken. Never rejects. */
  readonly release: () => Promise<void>;
}

const NOTHING = () => Promise.resolve();

/**
 * Takes the folder, or shares it with this place's own monitor: between these two a lock on their disk decides. Resolves to the
 * machine of another monitor that has it. Rejects with `LedgerUnavailable`.
 */
export async function takeFolder(
  config: Config,
  ledger: Ledger,
): Promise<FolderTurn | { readonly activeOn: string }> {
  if (!isFenced(ledger)) return { assure: NOTHING, release: NOTHING };
  const { openPossession } = await import("./engine.ts");
  const termMs = config.livro.prazoPosse * 1000;
  const possession = await openPossession(config, crypto.randomUUID());
  const keeper = new Keeper(possession, clock, termMs);
  let kept = false;
  try {
    const looked = await keeper.look();
    if (looked.ours) {
      kept = true;
      const { generation } = looked;
      ledger.hold(generation);
      const renewal = setInterval(() => keeper.look().catch(() => {}), renewalPause(termMs));
      return {
        assure: () => keeper.assure(generation),
        release: async () => {
          clearInterval(renewal);
          await possession.release().catch(() => {});
          await possession.close().catch(() => {});
        },
      };
    }
    const own = await ledger.presence.read();
    if (own?.instance !== looked.owner) return { activeOn: looked.post };
    ledger.hold(looked.generation);
    return { assure: NOTHING, release: NOTHING };
  } finally {
    if (!kept) await possession.close();
  }
}
