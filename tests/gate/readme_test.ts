import assert from "node:assert/strict";
import { join } from "node:path";
import { filesUnder, ROOT } from "../../.ci/gate/tree.ts";
import { knownFormats } from "../../core/formats/known_formats.ts";

/** Folders whose paths the README may name. */
const PLACE = /^(?:\.ci|config|core|ps-module|tasks|tests)\/[\w./-]*$/;

/** The lines of the tree. */
function treeOf(readme: string): string[] {
  return /### A casa\s+```\r?\n(.*?)```/s.exec(readme)?.[1]?.trimEnd().split(/\r?\n/) ?? [];
}

/** Paths of the repository in a text: in backquotes, and in the first column of the tree, where a line may hold two. */
function pathsIn(readme: string): string[] {
  const quoted = [...readme.matchAll(/`([^`\s]+)`/g)].map(([, path = ""]) => path);
  let parent = "";
  const drawn = treeOf(readme).flatMap((line) => {
    const names = /^ *(\S+\/(?: \S+\/)*) /.exec(line)?.[1]?.split(" ") ?? [];
    const inner = line.startsWith(" ");
    if (!inner) parent = names[0] ?? "";
    const base = inner ? parent : `${parent.split("/")[0]}/`;
    return names.map((name, at) => inner || at > 0 ? base + name : name);
  });
  return [
    ...drawn,
    ...quoted.filter((path) => PLACE.test(path) && !/NOME|FORMATO|Verbo/.test(path)),
  ];
}

Deno.test("every path that the README names is there", async () => {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const files = await filesUnder(ROOT);
  const paths = pathsIn(readme);
  assert.ok(paths.filter((path) => path.startsWith("core/")).length > 20, paths.join(" "));
  const gone = paths.filter((path) =>
    !files.some((file) => file === path || file.startsWith(path.endsWith("/") ? path : `${path}/`))
  );
  assert.deepEqual(gone, []);
});

Deno.test("the README's tree has at most thirty lines", async () => {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const tree = treeOf(readme);
  assert.ok(tree.length > 10 && tree.length <= 30, String(tree.length));
});

Deno.test("the README's table of banks has every bank and format that is read, and no other", async () => {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const section = /^## Bancos lidos\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
  const rows = [...section.matchAll(/^\| (\d{3}) (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
  const told = rows.flatMap(([, banco, nome, on240, on400]) => [
    ...on240 === "-" ? [] : [`${banco} ${nome} CNAB240`],
    ...on400 === "-" ? [] : [`${banco} ${nome} CNAB400`],
  ]);
  const read = knownFormats().filter(({ formato }) => formato !== "CBR724")
    .map(({ banco, nome, formato }) => `${banco} ${nome} ${formato}`);
  assert.deepEqual(told.toSorted(), [...new Set(read)].toSorted());
});
