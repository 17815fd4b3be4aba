import assert from "node:assert/strict";
import { type Progress, progressDocument, progressText } from "../../../core/views/progress.ts";

const CASES: readonly (readonly [Progress, left: number | null, text: string])[] = [
  [{ found: 3, done: 0, titulos: 0, elapsedMs: 0 }, null, "⏳ 0 de 3 arquivo(s), 0 título(s)"],
  [{ found: 3, done: 1, titulos: 40, elapsedMs: 499 }, null, "⏳ 1 de 3 arquivo(s), 40 título(s)"],
  [
    { found: 2000, done: 500, titulos: 7500, elapsedMs: 10_000 },
    30,
    "⏳ 500 de 2.000 arquivo(s), 7.500 título(s), 750 título(s)/s, faltam 30 s",
  ],
  [
    { found: 1_000_000, done: 1, titulos: 10, elapsedMs: 60_000 },
    59_999_940,
    "⏳ 1 de 1.000.000 arquivo(s), 10 título(s), 0 título(s)/s, faltam 694 dias 10 h",
  ],
  // More came than was announced: nothing is left, and nothing is negative.
  [
    { found: 2, done: 3, titulos: 9, elapsedMs: 1000 },
    0,
    "⏳ 3 de 2 arquivo(s), 9 título(s), 9 título(s)/s",
  ],
];

for (const [progress, left, text] of CASES) {
  Deno.test(`progress: ${text}`, () => {
    assert.equal(progressDocument(progress).restanteSegundos, left);
    assert.equal(progressText(progress), text);
  });
}
