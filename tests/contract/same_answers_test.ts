/** Whatever is asked, both engines give the same answer, in the same order. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import type { FileQuery } from "../../core/ports/ledger/files.port.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { TituloFilter } from "../../core/ports/ledger/titulos.port.ts";
import { postgresMissing } from "../lab/postgres.ts";
import { apply, decisionOf, put } from "../support/retornos.ts";
import { syntheticCnab400 } from "../support/synthetic_cnab400.ts";
import { postgresEngine, sharedServer } from "./postgres_engine.ts";
import { SQLITE } from "./sqlite_engine.ts";

const FILTERS: readonly TituloFilter[] = [
  {},
  { numero: "50" },
  { numero: "0000000050" },
  { numero: "2345678.0000000051" },
  { numero: "23456780000000052" },
  { numero: "10000017" },
  { numero: "não há" },
  { cliente: "1000" },
  { sacado: "usuario" },
  { sacado: "USUARIO 1" },
  { sacado: "ção" },
  { sacado: "ÇÃO" },
  { sacado: "_" },
  { sacado: "%" },
  { sacado: "\\" },
  { situacoes: ["pago", "baixado"] },
  { situacoes: [] },
  { desde: "2025-10-01" },
  { ate: "2025-10-20" },
  { desde: "2025-10-14", ate: "2025-10-14", por: "pagamento" },
  { desde: "2025-10-13", ate: "2025-10-13", por: "movimento" },
  { arquivo: "á.RET" },
  { arquivo: "b.ret" },
  { arquivo: "Á.ret" },
  { numero: "50", situacoes: ["pago"], sacado: "u", desde: "2000-01-01", arquivo: "A.RET" },
];

const QUERIES: readonly FileQuery[] = [
  { limit: 100 },
  { limit: 2 },
  { limit: 100, name: ".RET" },
  { limit: 100, name: "Á" },
  { limit: 100, name: "á" },
  { limit: 100, name: "_" },
  { limit: 100, situation: "duplicado" },
  { limit: 100, from: 2, to: 4 },
];

async function fill(ledger: Ledger): Promise<void> {
  const cbr = (titulos: number, firstNumber: number, date: string) =>
    syntheticCbr724({ titulos, nsa: 1, date, firstNumber, operations: ["LQB", "RG", "BX", "LQN"] });
  const codes = ["06", "02", "09", "06"];
  const files: [string, Uint8Array][] = [
    ["A.ret", cbr(6, 50, "2025-10-13")],
    ["á.ret", cbr(6, 52, "2025-10-14")],
    ["B.RET", syntheticCnab240({ titulos: 7, nsa: 9, date: "2025-10-14", firstNumber: 52, codes })],
    [
      "c_d.ret",
      syntheticCnab400({
        banco: "341",
        nsa: 1,
        details: [{ codigo: "02", nossoNumero: "10000017", nominal: 5 }],
      }),
    ],
    // Accents, wild cards and letter cases in the sacado's name; code page 850 in these columns.
    ["E.ret", put(cbr(3, 300, "2025-10-14"), 6, 40, "1017 Usu\u00a0rio a\u0087\u00c6o_ %\\ ")],
  ];
  let at = 0;
  for (const [name, bytes] of [...files, ["A de novo.ret", files[0]![1]] as const]) {
    const sha256 = name.startsWith("A") ? "a" : name;
    const decision = decisionOf(name, bytes, { sha256 });
    at++;
    await ledger.files.decide({
      ...decision,
      judge: (previous) => ({ ...decision.judge(previous), at }),
    });
  }
  await assert.rejects(() =>
    apply(ledger, "R.ret", put(cbr(6, 50, "2025-10-13"), 6, 137, "         901,26"))
  );
}

/** All answers, without the engines' own numbers. */
async function answers(ledger: Ledger): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const filter of FILTERS) {
    const found = await ledger.titulos.find(filter, 5);
    const pages = [];
    for await (const page of ledger.titulos.pages(filter)) pages.push(...page);
    const movements = await ledger.titulos.movements(pages.map(({ id }) => id));
    all.push({
      filter,
      found: found.map(({ id: _, ...titulo }) => titulo),
      pages: pages.map(({ id, ...titulo }) => [titulo, movements.get(id)]),
      sum: await ledger.titulos.sum(filter),
    });
  }
  const ids = new Map<number | null, string>([[null, "-"]]);
  for (const file of await ledger.files.query({ limit: 100 })) ids.set(file.id, file.name);
  for (const query of QUERIES) {
    const files = await ledger.files.query(query);
    if (query.limit === 100) assert.equal(await ledger.files.count(query), files.length);
    all.push({
      query,
      files: files.map(({ id: _, duplicateOf, ...file }) => [file, ids.get(duplicateOf)]),
    });
  }
  for (const since of [0, 3, 9]) {
    all.push(await ledger.files.tally(since));
    all.push((await ledger.files.traces(since)).map(({ id: _, ...trace }) => trace));
  }
  const { id: _, ...last } = (await ledger.files.last())!;
  all.push({ ...last, duplicateOf: ids.get(last.duplicateOf) });
  all.push(await ledger.history.totals(0));
  const { refused, odd, ...period } = await ledger.telling.period(0, 100, 10);
  all.push(period, [...refused, ...odd].map(({ name }) => name));
  for (const directory of ["", "Erro"]) {
    all.push(await ledger.rebuild.tally(directory), await ledger.rebuild.placed(directory));
  }
  return all;
}

const server = await postgresMissing() === null ? await sharedServer() : null;

Deno.test({
  name: "the same questions get the same answers from SQLite and PostgreSQL",
  ignore: server === null,
  fn: async () => {
    const results: unknown[][] = [];
    for (const engine of [SQLITE, postgresEngine(server!)]) {
      const place = await engine.create();
      const ledger = await place.open();
      await fill(ledger);
      results.push(await answers(ledger));
      await ledger.close();
      await place.dispose();
    }
    for (const [n, answer] of results[0]!.entries()) assert.deepEqual(results[1]![n], answer);
    // The questions tell something apart.
    const found = results[0]!.slice(0, FILTERS.length) as { found: unknown[] }[];
    assert.ok(
      found.some((one) => one.found.length === 0) && found.some((one) => one.found.length > 2),
    );
  },
});
