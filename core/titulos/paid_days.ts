/** What a batch of movements changes of the sums paid per day. Amounts are integer cents, dates are AAAA-MM-DD. */
import type { IsoDate } from "../formats/retorno.ts";
import type { TituloChanges } from "./apply_movements.ts";
import type { KnownTitulos } from "./past.ts";
import type { TituloState } from "./titulo.ts";

/** Títulos and cents that a day of payment gains, or loses. */
export interface PaidChange {
  titulos: number;
  cents: bigint;
}

/**
 * By day of payment: what the títulos that a batch created or changed add to its day, less what they were counted with before.
 * A título counts, with all that was paid for it, on the day of its latest payment: as `titulos --csv` shows it. Days of which
 * nothing changes are left out.
 */
export function paidChanges(
  changes: TituloChanges,
  known: KnownTitulos,
): ReadonlyMap<IsoDate, PaidChange> {
  const days = new Map<IsoDate, PaidChange>();
  const count = ({ dataPagamento, pagoTotal }: TituloState, sign: 1 | -1) => {
    if (dataPagamento === null) return;
    let day = days.get(dataPagamento);
    if (day === undefined) days.set(dataPagamento, day = { titulos: 0, cents: 0n });
    day.titulos += sign;
    day.cents += BigInt(sign * pagoTotal);
  };
  for (const { state } of changes.created) count(state, 1);
  if (changes.changed.length > 0) {
    const before = new Map([...known.values()].map(({ id, state }) => [id, state]));
    for (const { id, state } of changes.changed) {
      const old = before.get(id);
      if (old !== undefined) count(old, -1);
      count(state, 1);
    }
  }
  for (const [day, { titulos, cents }] of days) {
    if (titulos === 0 && cents === 0n) days.delete(day);
  }
  return days;
}
