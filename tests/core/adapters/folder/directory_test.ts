import assert from "node:assert/strict";
import { join } from "node:path";
import * as system from "../../../../core/adapters/folder/directory.ts";
import { Listings } from "../../../../core/adapters/folder/share_operations.ts";

function inFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "pasta-" });
  return Promise.resolve(work(folder)).finally(() => Deno.removeSync(folder, { recursive: true }));
}

const put = (folder: string, name: string) => Deno.writeTextFileSync(join(folder, name), "");

const { namesOf, retBytes } = system;

/** What the listing has to say, by Deno's own call. */
const expected = (folder: string) =>
  [...Deno.readDirSync(folder)].filter((e) => e.isFile && /\.ret$/i.test(e.name)).map((e) => e.name)
    .sort();

Deno.test("a directory of many pieces is listed whole, with a sign of life for each of them", () =>
  inFolder((folder) => {
    for (let n = 0; n < 4000; n++) put(folder, `RETORNO_${n}_${"é".repeat(n % 50)}.ReT`);
    for (const other of ["ret", "a.re", "b.ret.txt", ".ret", "d.txt"]) put(folder, other);
    // Windows has no name that ends in a blank.
    if (Deno.build.os !== "windows") put(folder, "c.rEt ");
    Deno.mkdirSync(join(folder, "pasta.ret"));
    let signs = 0;
    const names = namesOf(retBytes(folder, () => signs++));
    assert.equal(names.length, 4001);
    assert.deepEqual(names, expected(folder));
    if (Deno.build.os === "linux") assert.ok(signs > 3, `${signs} signs of life`);
  }));

Deno.test("without the system's own call the listing is the same, and so are the errors", () =>
  inFolder(async (folder) => {
    for (const name of ["a.ret", "B.RET", "ção.ret", "x.txt", ".ret"]) put(folder, name);
    const { dlopen } = Deno;
    let plain: typeof system;
    try {
      Deno.dlopen = () => {
        throw new Error("no such library");
      };
      plain = await import("../../../../core/adapters/folder/directory.ts?plain");
      assert.deepEqual(plain.namesOf(plain.retBytes(folder, () => {})), expected(folder));
      plain.touchDirectory(folder);
    } finally {
      Deno.dlopen = dlopen;
    }
    assert.deepEqual(namesOf(retBytes(folder, () => {})), expected(folder));
    for (const path of [join(folder, "nada"), join(folder, "a.ret")]) {
      const told = errorOf(() => [...Deno.readDirSync(path)]);
      for (const way of [plain, system]) {
        assert.equal(errorOf(() => way.retBytes(path, () => {})), told);
        assert.equal(errorOf(() => way.touchDirectory(path)), told);
      }
    }
  }));

function errorOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
}

Deno.test("a listing is told again only when it is another one", () =>
  inFolder((folder) => {
    const listings = new Listings();
    const first = listings.list(folder, null);
    assert.deepEqual(first.names, []);
    assert.deepEqual(listings.list(folder, first.id), { id: first.id, names: null });
    put(folder, "a.ret");
    const second = listings.list(folder, first.id);
    assert.deepEqual(second.names, ["a.ret"]);
    assert.notEqual(second.id, first.id);
    // Whoever has another listing, or none, is told.
    assert.deepEqual(listings.list(folder, first.id), second);
    assert.deepEqual(listings.list(folder, null), second);
    assert.deepEqual(listings.list(folder, second.id), { id: second.id, names: null });
    put(folder, "x.txt");
    assert.deepEqual(listings.list(folder, second.id), { id: second.id, names: null });
    Deno.renameSync(join(folder, "a.ret"), join(folder, "b.ret"));
    assert.deepEqual(listings.list(folder, second.id).names, ["b.ret"]);
    // A helper that was started anew knows nothing of what the one before it told.
    assert.deepEqual(new Listings().list(folder, second.id).names, ["b.ret"]);
  }));
