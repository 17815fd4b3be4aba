/** The rules of paths that every query goes by, beside Node's own. */
import assert from "node:assert/strict";
import * as posix from "node:path/posix";
import * as win32 from "node:path/win32";
import fc from "fast-check";
import { POSIX, WIN32 } from "../../../core/domain/path_rules.ts";

const NAME = fc.constantFrom("a", "b.ini", ".", "..", "", "Retorno São", "c:", "..x", "x..", "?");
const SEPARATOR = fc.constantFrom("\\", "/", "\\\\", "//");
/** Roots with a drive or a share: a folder of Windows has one. */
const DEVICE = fc.constantFrom(
  ...["C:\\", "c:/", "D:\\", "\\\\s\\p", "\\\\s\\p\\", "//s//p/", "\\\\?\\C:\\", "\\\\.\\x\\"],
  "\\\\?\\UNC\\s\\p\\",
);
const ROOT = fc.oneof(DEVICE, fc.constantFrom("\\", "/", "\\\\s\\", "\\\\s"));

/** Names after a root, separated in every way. */
const tail = (separator: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(NAME, separator), { maxLength: 6 })
    .map((parts) => parts.flat().join(""))
    .chain((text) => fc.constantFrom(text, text.replace(/[\\/]+$/, "")));

const under = (root: fc.Arbitrary<string>) =>
  fc.tuple(root, tail(SEPARATOR)).map(([root, rest]) => root + rest);
const ABSOLUTE = under(ROOT);
const ANY = fc.oneof(ABSOLUTE, tail(SEPARATOR), tail(SEPARATOR).map((rest) => `C:${rest}`));
const RUNS = { numRuns: 2000 };

Deno.test("paths of Windows are read as Node reads them", () => {
  fc.assert(
    fc.property(ABSOLUTE, under(DEVICE), ANY, (path, base, other) => {
      assert.equal(WIN32.dirname(path), win32.dirname(path));
      assert.equal(WIN32.normalize(path), win32.normalize(path));
      assert.equal(WIN32.join(path, "ledger.db"), win32.join(path, "ledger.db"));
      // There Node asks the process where it stands on that drive.
      const elsewhere = /^c:(?![\\/])/i.test(other) && !/^c:/i.test(base);
      if (!elsewhere) assert.equal(WIN32.resolve(base, other), win32.resolve(base, other));
    }),
    RUNS,
  );
});

Deno.test("paths of Linux are read as Node reads them", () => {
  const any = tail(fc.constantFrom("/", "//"));
  const absolute = any.map((rest) => `/${rest}`);
  fc.assert(
    fc.property(absolute, fc.oneof(absolute, any), (path, other) => {
      for (const one of [path, other]) {
        assert.equal(POSIX.dirname(one), posix.dirname(one));
        assert.equal(POSIX.normalize(one), posix.normalize(one));
        assert.equal(POSIX.join(one, "ledger.db"), posix.join(one, "ledger.db"));
      }
      assert.equal(POSIX.resolve(path, other), posix.resolve(path, other));
    }),
    RUNS,
  );
});

Deno.test("a path of another drive begins at its root", () => {
  assert.equal(WIN32.resolve("C:\\x", "D:y"), "D:\\y");
  assert.equal(WIN32.resolve("C:\\x", "c:y"), "c:\\x\\y");
});
