/** Títulos of several folders, each with the folder that brought it first. */
import type { FolderBook } from "../ports/ledger/folders.port.ts";
import type {
  MovementRecord,
  TituloFilter,
  TituloRecord,
  TituloTotals,
} from "../ports/ledger/titulos.port.ts";
import type { AskedTitulos } from "./titulos.ts";

/** A título and its folder. */
export type TituloOfFolder = TituloRecord & { readonly pasta: string };

/** Asks the ledger, and adds the folders. Rejects with what the ledger says. */
export class TitulosOfFolders implements AskedTitulos {
  constructor(readonly titulos: AskedTitulos, readonly folders: FolderBook) {}

  async find(filter: TituloFilter, limit: number): Promise<readonly TituloOfFolder[]> {
    return await this.#with(await this.titulos.find(filter, limit));
  }

  async *pages(filter: TituloFilter): AsyncGenerator<readonly TituloOfFolder[]> {
    for await (const page of this.titulos.pages(filter)) yield await this.#with(page);
  }

  sum(filter: TituloFilter): Promise<TituloTotals> {
    return this.titulos.sum(filter);
  }

  movements(ids: readonly number[]): Promise<ReadonlyMap<number, readonly MovementRecord[]>> {
    return this.titulos.movements(ids);
  }

  async #with(titulos: readonly TituloRecord[]): Promise<TituloOfFolder[]> {
    const paths = await this.folders.ofTitulos(titulos.map(({ id }) => id));
    return titulos.map((one) => ({ ...one, pasta: paths.get(one.id) ?? "" }));
  }
}
