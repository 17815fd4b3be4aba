/** {@link FolderBook} of a ledger that is of one folder, as one in SQLite is. */
import type { FolderBook, FolderOverview } from "../../ports/ledger/folders.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";

/** Everything belongs to the one folder. */
export class SoleFolder implements FolderBook {
  /** `path`: the folder, as config.ini has it. */
  constructor(readonly path: string, readonly ledger: Ledger) {}

  paths(): Promise<readonly string[]> {
    return Promise.resolve([this.path]);
  }

  async overview(since: number): Promise<readonly FolderOverview[]> {
    const { presence, files, outages, outbox } = this.ledger;
    const monitor = await presence.read();
    return [{
      path: this.path,
      monitors: monitor === null ? [] : [monitor],
      holder: null,
      since: await files.tally(since),
      owed: await files.owedCount(),
      outage: (await outages.latest(1))[0] ?? null,
      waiting: await outbox.waiting(),
    }];
  }

  ofFiles(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return Promise.resolve(new Map(ids.map((id) => [id, this.path])));
  }

  ofTitulos(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.ofFiles(ids);
  }
}
