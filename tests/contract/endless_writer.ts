/**
 * Applies files to a ledger, one by itself and three together in turn, and prints a line for each, until somebody kills it.
 *
 *     deno run -A tests/contract/endless_writer.ts MODULE PLACE
 *
 * `MODULE` exports `open(place)`, which opens a ledger of one engine.
 */
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { apply } from "../support/retornos.ts";

const [module, place] = Deno.args as [string, string];
const { open } = await import(module) as { open: (place: string) => Promise<Ledger> };
const ledger = await open(place);

async function write(n: number): Promise<void> {
  const bytes = syntheticCbr724({
    titulos: 40,
    nsa: n,
    date: "2025-10-14",
    firstNumber: Deno.pid * 100_000 + n * 40,
  });
  await apply(ledger, `${Deno.pid}-${n}.ret`, bytes, { batch: 10 });
  await Deno.stdout.write(new TextEncoder().encode(`${n}\n`));
}

// One by itself, then three together.
for (let n = 0;; n += 4) {
  await write(n);
  await Promise.all([write(n + 1), write(n + 2), write(n + 3)]);
}
