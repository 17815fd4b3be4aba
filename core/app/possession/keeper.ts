/** What a monitor knows of its hold on the folder: asked before anything that only the holder may begin. */
import { type Trust, trustFrom, trusts } from "../../domain/possession.ts";
import type { Clock } from "../../ports/clock.port.ts";
import {
  type Looked,
  type Possession,
  PossessionLost,
} from "../../ports/ledger/possession.port.ts";

/** One look at a time, and the trust that the latest one gave. */
export class Keeper {
  #trust: Trust | null = null;
  #looking: Promise<Looked> | null = null;
  #losses = 0;

  constructor(
    readonly possession: Possession,
    readonly clock: Pick<Clock, "now">,
    /** `prazo_posse`, ms. */
    readonly termMs: number,
  ) {}

  /** A look; who asks while one is under way gets its answer. Rejects with `LedgerUnavailable`: then nothing new is known. */
  look(options: { readonly take?: boolean } = {}): Promise<Looked> {
    return this.#looking ??= this.#look(options).finally(() => this.#looking = null);
  }

  /**
   * Resolves while the folder is ours with that number: at once while that can be trusted, else by a look. Rejects with
   * {@link PossessionLost}, or with `LedgerUnavailable` when nobody can say.
   */
  async assure(generation: number): Promise<void> {
    if (this.#trust?.generation === generation && trusts(this.#trust, this.clock.now().mono)) {
      return;
    }
    const looked = await this.look();
    if (!looked.ours || looked.generation !== generation) throw new PossessionLost();
  }

  /** The ledger refused a write: whatever was trusted, it is over. */
  lost(): void {
    this.#trust = null;
    this.#losses++;
  }

  async #look(options: { readonly take?: boolean }): Promise<Looked> {
    const { possession, clock, termMs } = this;
    const started = clock.now().mono;
    const losses = this.#losses;
    const looked = await possession.look(options);
    // A loss that was noticed meanwhile is newer than this answer.
    const holds = looked.ours && losses === this.#losses;
    this.#trust = holds ? trustFrom(started, looked.generation, termMs) : null;
    return looked;
  }
}
