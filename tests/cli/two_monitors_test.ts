/** Two monitors with two data folders on one folder, through the real program. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { MARK_NAME } from "../../core/domain/folder_mark.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Installation, kill } from "../support/installation.ts";

/** The same folder, with a data folder and a log of its own. */
function second(first: Installation): Installation {
  const other = new Installation(null);
  Deno.writeTextFileSync(
    other.config,
    Deno.readTextFileSync(other.config).replace(other.folder, first.folder),
  );
  return other;
}

const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: n, date: "2025-10-14", firstNumber: n * 10 });

Deno.test("the second monitor does not start, and says where the first one runs; nothing is applied twice", async () => {
  await using first = new Installation(null);
  await using other = second(first);
  first.start();
  await first.until("the mark", () => exists(join(first.folder, MARK_NAME)));

  const refused = await other.run("monitorar", "--json");
  const { erro } = JSON.parse(refused.out);
  assert.deepEqual([refused.code, erro.codigo], [3, "pasta_em_uso"]);
  for (const part of [Deno.hostname(), first.data, first.folder, "assumir"]) {
    assert.ok(erro.mensagem.includes(part), `${part} in: ${erro.mensagem}`);
  }
  assert.equal(other.said("🛑 Encerrado, e nada mais é processado aqui"), 1);
  const by_hand = await other.run("processar", "--json");
  assert.deepEqual([by_hand.code, JSON.parse(by_hand.out).erro.codigo], [3, "pasta_em_uso"]);
  const checked = JSON.parse((await other.run("verificar", "--json")).out);
  assert.ok(
    checked.itens.some((i: { item: string; situacao: string }) =>
      i.item === "outro monitor" && i.situacao === "falha"
    ),
  );

  first.drop("A.ret", file(1));
  await first.until("the file", () => first.names(first.processed).length === 1);
  assert.equal(first.said("CRITICAL"), 0);
  // Its own `processar` is no second monitor.
  assert.equal((await first.run("processar", "--json")).code, 0);
  assert.equal((await first.run("parar")).code, 0);
  assert.equal(exists(join(first.folder, MARK_NAME)), false);
});

Deno.test("assumir: the first one ends at its next look, with a word; the other one starts", async () => {
  await using first = new Installation(null);
  await using other = second(first);
  const running = first.start();
  await first.until("the mark", () => exists(join(first.folder, MARK_NAME)));
  const taken = await other.run("assumir", "--json");
  assert.deepEqual([taken.code, JSON.parse(taken.out).antes.pastaDados], [0, first.data]);
  assert.equal((await running.status).code, 3);
  assert.equal(first.said("🛑 Encerrado, e nada mais é processado aqui"), 1);
  other.start();
  await other.until("the start", () => other.said("iniciado") === 1);
  first.drop("B.ret", file(2));
  await other.until("the file", () => first.names(first.processed).length === 1);
  assert.deepEqual(other.query("SELECT name FROM files").map((f) => f.name), ["B.ret"]);
  assert.deepEqual(first.query("SELECT name FROM files"), []);
});

Deno.test("after a death: the same monitor starts again; another one of this machine takes over with a warning", async () => {
  await using first = new Installation(null);
  await using other = second(first);
  const mark = () => JSON.parse(Deno.readTextFileSync(join(first.folder, MARK_NAME)));
  let running = first.start();
  await first.until("the mark", () => exists(join(first.folder, MARK_NAME)));
  const before = mark().processo;
  await kill(running);
  running = first.start();
  await first.until("its mark", () => mark().processo !== before);
  await kill(running);
  other.start();
  await other.until("the start", () => other.said("iniciado") === 1);
  assert.equal(other.said("que não roda mais"), 1);
  assert.equal(mark().pastaDados, other.data);
});

Deno.test("started while the folder is away: the second one ends as soon as it sees the mark", async () => {
  await using first = new Installation(null);
  await using other = second(first);
  first.start();
  await first.until("the mark", () => exists(join(first.folder, MARK_NAME)));
  await first.takeAway();
  const late = other.start();
  await other.until("its outage", () => other.said("Servidor ficou inacessível") > 0);
  await first.bringBack();
  assert.equal((await late.status).code, 3);
  assert.equal(other.said("🛑 Encerrado"), 1);
  first.drop("C.ret", file(3));
  await first.until("the file", () => first.names(first.processed).length === 1);
  assert.deepEqual(other.query("SELECT name FROM files"), []);
});

function exists(path: string): boolean {
  try {
    return Deno.lstatSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
