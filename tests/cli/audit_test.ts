/** `livro verificar` finds what does not fit. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { MAIN } from "../support/share.ts";
import { onPath } from "../support/run_suite.ts";
import { Installation } from "../support/installation.ts";

const OLD = new URL("../fixtures/ledger-1.0.0.db.gz", import.meta.url);

async function oldPlace(): Promise<Installation> {
  const place = new Installation(null);
  await Deno.mkdir(place.data, { recursive: true });
  await Deno.writeFile(join(place.data, "ledger.db"), gunzipSync(await Deno.readFile(OLD)));
  assert.equal((await place.run("quedas")).code, 0);
  return place;
}

function spoil(place: Installation, sql: string): void {
  const db = new DatabaseSync(join(place.data, "ledger.db"), {
    enableForeignKeyConstraints: false,
  });
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

async function check(place: Installation) {
  const { code, out } = await place.run("livro", "verificar", "--json");
  const json = JSON.parse(out);
  const wrong = (json.verificacoes ?? []).filter((v: { erradas: number }) => v.erradas > 0);
  return {
    code,
    json,
    wrong: wrong.map((v: Record<string, unknown>) => [v.verificacao, v.erradas]),
  };
}

Deno.test("livro verificar: a sound ledger, with its counts and sums, for programs and for people", async () => {
  await using place = await oldPlace();
  const { code, json, wrong } = await check(place);
  assert.deepEqual([code, json.situacao, json.motor, json.dano, wrong], [
    0,
    "ok",
    "sqlite",
    null,
    [],
  ]);
  const titulos = json.tabelas.find((t: { tabela: string }) => t.tabela === "titulos");
  assert.deepEqual([titulos.linhas, titulos.somas.pago_total], [3544, "89464671"]);
  const { code: same, out } = await place.run("livro", "verificar");
  assert.equal(same, 0);
  assert.match(out, /títulos +3544 +nominal R\$ .*, pago R\$ 894\.646,71/);
  assert.match(out, /Tudo confere\./);
});

/** What is done to the ledger, and what is found. */
const SPOILED: readonly (readonly [sql: string, found: readonly (readonly [string, number])[]])[] =
  [
    ["UPDATE titulos SET pago_total = pago_total + 1 WHERE id = 1", [["titulos", 1], [
      "paid-days",
      1,
    ]]],
    [
      "UPDATE titulos SET situacao = 'baixado' WHERE id IN (SELECT id FROM titulos WHERE situacao = 'pago' LIMIT 2)",
      [["titulos", 2]],
    ],
    [
      "DELETE FROM movimentos WHERE titulo_id = 7",
      [["movements-of-files", 1], ["titulos", 1]],
    ],
    ["UPDATE file_slots SET files = files + 1 WHERE situation = 'recusado'", [["file-slots", 1]]],
    [
      "UPDATE paid_days SET pago_baixo = pago_baixo - 1 WHERE day = (SELECT min(day) FROM paid_days)",
      [[
        "paid-days",
        1,
      ]],
    ],
    [
      `DROP INDEX files_applied;
     INSERT INTO files (name, sha256, size, mtime, situation, at, directory, target)
       SELECT name, sha256, size, mtime, situation, at, directory, target FROM files WHERE situation = 'processado' LIMIT 1;
     UPDATE file_slots SET files = files + 1 WHERE situation = 'processado'
       AND slot = (SELECT at / 900000 FROM files ORDER BY id DESC LIMIT 1)`,
      [["applied-once", 1]],
    ],
    [
      "UPDATE files SET duplicate_of = (SELECT max(id) FROM files WHERE situation <> 'processado') WHERE situation = 'duplicado'",
      [["duplicates", 1]],
    ],
  ];

for (const [sql, found] of SPOILED) {
  Deno.test(`livro verificar: found after ${sql.replace(/\s+/g, " ").slice(0, 60)}`, async () => {
    await using place = await oldPlace();
    spoil(place, sql);
    const { code, json, wrong } = await check(place);
    assert.deepEqual([code, json.situacao, wrong], [1, "falha", found]);
  });
}

Deno.test("livro verificar: a row that refers to nothing is damage", async () => {
  await using place = await oldPlace();
  spoil(place, "UPDATE movimentos SET titulo_id = 999999 WHERE titulo_id = 7");
  const { code, json } = await check(place);
  assert.equal(code, 1);
  assert.match(json.dano, /movimentos se refere a outra/);
});

Deno.test({
  name: "livro verificar: how far it is, at the foot of a terminal, and gone at the end",
  ignore: Deno.build.os !== "linux" || !await onPath("script"),
  fn: async () => {
    await using place = await oldPlace();
    const words = [
      "run",
      "-A",
      fileURLToPath(MAIN),
      "livro",
      "verificar",
      "--config",
      place.config,
    ];
    const { stdout } = await new Deno.Command("script", {
      args: ["-qec", [Deno.execPath(), ...words].map((word) => `'${word}'`).join(" "), "/dev/null"],
      env: { TERM: "dumb", NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert.match(text, /⏳ conferindo o banco/);
    const seen = text.split("\n").map((line) => line.replace(/\r$/, "").split("\r").at(-1)!);
    assert.ok(!seen.some((line) => line.includes("⏳")), seen.join("\n"));
    assert.ok(seen.includes("Tudo confere."), seen.join("\n"));
    const { out, err } = await place.run("livro", "verificar");
    assert.ok(!(out + err).includes("⏳"));
  },
});

Deno.test("livro: wrong words, and no ledger", async () => {
  await using place = new Installation(null);
  for (
    const args of [[], ["outra"], ["migrar"], ["verificar", "--para", "sqlite"], [
      "versao",
      "--para",
      "sqlite",
    ], [
      "migrar",
      "--para",
      "x",
    ]]
  ) {
    assert.equal((await place.run("livro", ...args)).code, 2, args.join(" "));
  }
  const { code, out } = await place.run("livro", "migrar", "--para", "postgresql", "--json");
  assert.deepEqual([code, JSON.parse(out).erro.codigo], [2, "configuracao"]);
  const none = await place.run("livro", "verificar", "--json");
  assert.deepEqual([none.code, JSON.parse(none.out).erro.codigo], [1, "sem_livro"]);
});
