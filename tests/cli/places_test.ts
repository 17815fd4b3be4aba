/** `estado --json` says where everything is, so that no script has to read config.ini. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { Place } from "./program.ts";

Deno.test("cli: estado --json names the folders, and tells of a password in the open, never which", async () => {
  await using place = await Place.make();
  const before = await place.run("estado", "--json");
  assert.equal(before.json.senhaNoConfig, false);
  assert.equal(typeof before.json.notificacoes, "boolean");
  assert.equal(before.json.pastaErro, join(place.folder, "Erro"));
  assert.equal(before.json.pastaDados, join(dirname(place.config), "dados"));
  const text = await Deno.readTextFile(place.config);
  await Deno.writeTextFile(
    place.config,
    text.includes("[EMAIL]")
      ? text.replace("[EMAIL]", "[EMAIL]\r\nsenha = Sesamo#1")
      : `${text}[EMAIL]\r\nhabilitado = nao\r\nsenha = Sesamo#1\r\n`,
  );
  const after = await place.run("estado", "--json");
  assert.equal(after.json.senhaNoConfig, true);
  assert.doesNotMatch(after.stdout + after.stderr, /Sesamo/);
});
