/** Where the files are of more than one account, each says whose it is; where they are of one, nobody is told twice. */
import assert from "node:assert/strict";
import { syntheticBank240 } from "../support/synthetic_bank240.ts";
import { syntheticBank400 } from "../support/synthetic_bank400.ts";
import { Place } from "./program.ts";

Deno.test("cli: bank and account in arquivos and titulos once there is more than one", async () => {
  await using place = await Place.make();
  await Deno.writeFile(`${place.folder}/CAIXA.ret`, syntheticBank240("104", [{ codigo: "06" }]));
  assert.equal((await place.run("processar")).code, 0);
  const head = async () => (await place.run("arquivos")).stdout.split("\n")[0]!;
  assert.doesNotMatch(await head(), /Banco/);
  assert.doesNotMatch((await place.run("titulos")).stdout, /banco 104/);

  await Deno.writeFile(`${place.folder}/BNB.ret`, syntheticBank400("004", [{ codigo: "06" }]));
  assert.equal((await place.run("processar")).code, 0);
  assert.match(await head(), /Formato +Banco +Agência +Conta +Títulos/);
  const files = (await place.run("arquivos")).stdout;
  assert.match(files, /CNAB240 +104 +3210 +456789 /);
  assert.match(files, /CNAB400 +004 +3210 +45678-5 /);
  const titulos = (await place.run("titulos")).stdout;
  assert.match(titulos, /^banco 104, agência 3210, conta 456789 {2}14000000000000018 {2}pago/m);
  assert.match(titulos, /^banco 004, agência 3210, conta 45678-5 {2}\d{8} {2}pago/m);
});
