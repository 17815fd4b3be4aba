/** `processar` shows how far it is to a terminal and to a program that asks, and to nobody else. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { retorno } from "../support/lab.ts";
import { onPath } from "../support/run_suite.ts";
import { Place } from "./program.ts";

const MAIN = fileURLToPath(new URL("../../core/main.ts", import.meta.url));
const SCRIPT = Deno.build.os === "linux" && await onPath("script");

async function withFiles(count: number): Promise<Place> {
  const place = await Place.make({
    PROCESSAMENTO: ["intervalo_varredura = 1", "tempo_espera_arquivo = 0"],
  });
  for (let n = 0; n < count; n++) await Deno.writeFile(join(place.folder, `R${n}.ret`), retorno(n));
  return place;
}

Deno.test("progress: a program that asks is told from the beginning to the end, on standard error alone", async () => {
  await using place = await withFiles(40);
  const ran = await place.run("processar", "--json", "--andamento");
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(ran.json.processados, 40);
  const told = ran.stderr.split("\n").filter((line) => line.startsWith("andamento: "))
    .map((line) => JSON.parse(line.slice("andamento: ".length)));
  assert.deepEqual([told[0].encontrados, told[0].tratados], [40, 0]);
  assert.deepEqual([told.at(-1).tratados, told.at(-1).titulos], [40, 80]);
  for (const [n, one] of told.entries()) assert.ok(n === 0 || one.tratados >= told[n - 1].tratados);
});

Deno.test("progress: nothing of it is piped", async () => {
  await using place = await withFiles(10);
  for (const args of [["processar"], ["processar", "--json"]]) {
    const { code, stdout, stderr } = await place.run(...args);
    assert.equal(code, 0, stderr);
    assert.ok(!/andamento|⏳|\r(?!\n)/.test(stdout + stderr), stdout + stderr);
  }
});

Deno.test(
  { name: "progress: at the foot of a terminal, and gone at the end", ignore: !SCRIPT },
  async () => {
    await using place = await withFiles(30);
    const command = [Deno.execPath(), "run", "-A", MAIN, "processar", "--config", place.config];
    const { stdout } = await new Deno.Command("script", {
      args: ["-qec", command.map((word) => `'${word}'`).join(" "), "/dev/null"],
      env: { TERM: "dumb", NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert.match(text, /⏳ 30 de 30 arquivo\(s\), 60 título\(s\)/);
    assert.ok(!text.includes("\u001b"), "no escape sequence that an old console would print");
    // What a person sees in the end: each line as it was overwritten last.
    const seen = text.split("\n").map((line) => line.replace(/\r$/, "").split("\r").at(-1)!);
    assert.ok(!seen.some((line) => line.includes("⏳")), seen.join("\n"));
    assert.ok(
      seen.includes("Encontrados: 30; processados: 30; recusados: 0; duplicados: 0; ignorados: 0"),
      seen.join("\n"),
    );
    assert.equal(seen.filter((line) => line.includes("processado com sucesso")).length, 30);
  },
);
