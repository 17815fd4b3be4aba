/** The títulos of a ledger that is not there yet. */
import type { AskedTitulos } from "./titulos.ts";

/** Answers every question with nothing. */
export const NO_TITULOS: AskedTitulos = {
  find: () => Promise.resolve([]),
  async *pages() {},
  sum: () => Promise.resolve({ quantidade: 0, valorNominal: 0n, valorPago: 0n, porSituacao: {} }),
  movements: () => Promise.resolve(new Map()),
};
