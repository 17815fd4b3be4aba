/** `verificar` approves only destinations that files can be moved to, and leaves nothing behind. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Place } from "./program.ts";

const windows = Deno.build.os === "windows";
/** Where no folder can be made. */
const NOWHERE = windows ? "Q:\\nao\\Processados" : "/proc/nao/Processados";

const CASES: readonly {
  readonly name: string;
  readonly destination: (root: string) => string;
  /** What the failure says; null: it is approved. */
  readonly says: RegExp | null;
}[] = [
  { name: "one that exists", destination: (root) => join(root, "pronta"), says: null },
  { name: "one to be made", destination: (root) => join(root, "Retorno", "a", "b"), says: null },
  { name: "one to be made elsewhere", destination: (root) => join(root, "x", "y"), says: null },
  {
    name: "a file",
    destination: (root) => join(root, "arquivo"),
    says: /a pasta de destino \S+arquivo existe, mas não é uma pasta/,
  },
  {
    name: "one below a file",
    destination: (root) => join(root, "arquivo", "z"),
    says: /destino \S+z não pode ser criada: \S+arquivo existe, mas não é uma pasta/,
  },
  {
    name: "one that cannot be made",
    destination: () => NOWHERE,
    says: /a pasta de destino \S+Processados não pode ser criada/,
  },
];

for (const { name, destination, says } of CASES) {
  Deno.test(`cli: verificar and a destination that is ${name}`, async () => {
    await using place = await Place.make();
    await Deno.mkdir(join(place.root, "pronta"));
    await Deno.writeTextFile(join(place.root, "arquivo"), "");
    const text = await Deno.readTextFile(place.config);
    const line = `[CAMINHOS]\r\npasta_processados = ${destination(place.root)}`;
    await Deno.writeTextFile(place.config, text.replace("[CAMINHOS]", line));
    const before = tree(place.root);
    const { code, json, stdout } = await place.run("verificar", "--json");
    const trial = json.itens.find((one: { item: string }) => one.item === "permissao");
    assert.equal(trial.situacao, says === null ? "ok" : "falha", stdout);
    assert.equal(code, says === null ? 0 : 1);
    if (says !== null) assert.match(trial.mensagem, says);
    const made = tree(place.root).filter((path) => !before.includes(path));
    assert.deepEqual(made.filter((path) => /teste|^Retorno|^x|^pronta/.test(path)), []);
  });
}

/** Every path below `root`. */
function tree(root: string, under = ""): string[] {
  return [...Deno.readDirSync(join(root, under))].flatMap(({ name, isDirectory }) => {
    const path = join(under, name);
    return isDirectory ? [path, ...tree(root, path)] : [path];
  });
}
