/** Cost of looking for gaps in the sequences of 10,000 files of five accounts, beside the floor: sorting the same numbers. */
import { addDays } from "../../core/domain/told/local_calendar.ts";
import { type NumberedFile } from "../../core/domain/sequence/gaps.ts";
import { decideGaps, numbersOf, type Series } from "../../core/domain/sequence/gap_telling.ts";
import { median, number, type Section, times } from "./measure.ts";

const FILES = 10_000;
const ACCOUNTS = 5;
/** Numbers that do not come, in each account. */
const LOST = 5;
const ROUNDS = 7;
/** What is promised, in ms. */
const PROMISE_MS = 1000;
const HOUR = 3_600_000;

/** Milliseconds a look. */
export function benchGaps(): Promise<Section> {
  const series = Array.from({ length: ACCOUNTS }, (_, n) => account(n));
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    const { missing } = decideGaps(series, { since: 0, told: {} }, HOUR, 1000 * HOUR);
    const cost = performance.now() - begun;
    const found = missing.flatMap(numbersOf).length;
    if (found !== ACCOUNTS * LOST) throw new Error(`${found} numbers were found missing`);
    const floorBegun = performance.now();
    for (const { files } of series) files.map((f) => f.number).sort((a, b) => a - b);
    const least = performance.now() - floorBegun;
    if (round === 0) continue; // warms the code up
    ours.push(cost);
    floor.push(least);
  }
  const ratio = median(ours) / median(floor);
  return Promise.resolve({
    nome: "lacunas",
    dados: { ms: median(ours), pisoMs: median(floor), razao: ratio },
    linhas: [{
      medida: "lacunas em 10.000 arquivos de cinco contas",
      nosso: `${number(median(ours))} ms`,
      referencia: `ordenar os mesmos números: ${number(median(floor))} ms`,
      razao: times(ratio),
      meta: { texto: "< 1 s", cumprida: median(ours) < PROMISE_MS },
    }],
  });
}

/** One account, its files in no order. */
function account(n: number): Series {
  const each = FILES / ACCOUNTS + LOST;
  const lost = new Set(Array.from({ length: LOST }, (_, i) => 100 + i * 301));
  const files: NumberedFile[] = [];
  for (let at = 1; at <= each; at++) {
    if (lost.has(at)) continue;
    files.push({
      number: at,
      date: addDays("2020-01-01", at),
      at,
      name: `C${n}_${at}.ret`,
      stock: null,
      stockBroken: false,
    });
  }
  // A fixed shuffle: the same in every round and every run.
  files.sort((a, b) => (a.number * 7919) % 10_007 - (b.number * 7919) % 10_007);
  return { key: `conta ${n}`, files, shared: new Set() };
}
