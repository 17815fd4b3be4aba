/** What the system refuses is told in Portuguese, by its number. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Place } from "./program.ts";

/** A reason of ours, and nothing of the system's own text. */
function assertOurs(text: string): void {
  assert.match(text, /\(erro \d+ do (sistema|Windows)/);
  assert.doesNotMatch(text, /os error|directory|not found/i);
}

Deno.test("cli: a file that cannot be moved says why in Portuguese, on the screen, in the log and in JSON", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  const done = join(place.folder, "Processados");
  await Deno.writeTextFile(done, "não é uma pasta");
  const content = syntheticCbr724({ titulos: 1, nsa: 1, date: "2025-10-14", firstNumber: 100 });
  await Deno.writeFile(join(place.folder, "a.ret"), content);
  const [problem] = (await place.run("processar", "--json")).json.comProblema;
  assert.equal(problem.nome, "a.ret");
  assertOurs(problem.motivo);
  assert.ok(problem.motivo.includes(done), problem.motivo);
  const log = await Deno.readTextFile(place.log);
  assertOurs(log.split("\n").find((line) => line.includes("a.ret não pôde ser movido agora"))!);
});

Deno.test("cli: an output that cannot be written is a failure with a reason in Portuguese", async () => {
  await using place = await Place.make();
  const file = join(place.root, "nao", "saida");
  const commands = [
    ...["csv", "xlsx", "arquivo-json"].map((option) => ["titulos", `--${option}`]),
    ["relatorio", "--saida"],
    ["metricas", "--saida"],
  ];
  for (const command of commands) {
    const { code, json } = await place.run(...command, file, "--json");
    assert.deepEqual([command, code, json.erro.codigo], [command, 1, "saida"]);
    assert.ok(json.erro.mensagem.startsWith(`${file} não pôde ser gravado: `));
    assertOurs(json.erro.mensagem);
  }
});
