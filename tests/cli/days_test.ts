/** `--desde` and `--ate` take a day in the same forms wherever they stand. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Place } from "./program.ts";

/** The days around today, by the local calendar; the file of a test around midnight is of one of them. */
const iso = (plus: number) => {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + plus);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
};
const typed = (day: string) => day.split("-").reverse().join("/");

Deno.test("cli: arquivos and titulos take AAAA-MM-DD and DD/MM/AAAA, and nothing else", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  const content = syntheticCbr724({ titulos: 2, nsa: 1, date: iso(0), firstNumber: 100 });
  await Deno.writeFile(join(place.folder, "A.ret"), content);
  assert.equal((await place.run("processar")).code, 0);
  const found = async (...options: string[]) =>
    (await place.run("arquivos", ...options, "--json")).json?.arquivos?.length;
  for (const form of [(day: string) => day, typed]) {
    assert.equal(await found("--desde", form(iso(-1)), "--ate", form(iso(1))), 1);
    assert.equal(await found("--desde", form(iso(2))), 0);
    assert.equal(await found("--ate", form(iso(-2))), 0);
    assert.equal((await place.run("titulos", "--desde", form(iso(-1)))).code, 0);
  }
  for (const command of ["arquivos", "titulos"]) {
    for (const wrong of ["2026-02-30", "30/02/2026", "1/2/2026", "ontem"]) {
      const { code, stderr } = await place.run(command, "--desde", wrong);
      assert.deepEqual([command, wrong, code], [command, wrong, 2]);
      assert.match(stderr, /AAAA-MM-DD ou DD\/MM\/AAAA/);
    }
  }
});
