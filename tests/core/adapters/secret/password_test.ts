import assert from "node:assert/strict";
import {
  findPassword,
  PASSWORD_VARIABLE,
  passwordReader,
} from "../../../../core/adapters/secret/password.ts";

const cases: [
  string,
  string | undefined,
  string | null | Error,
  string | null,
  [string, string] | null | Error,
][] = [
  ["the environment wins", "a", "b", "c", ["a", "ambiente"]],
  ["then the protected store", undefined, "b", "c", ["b", "credencial"]],
  ["then config.ini", undefined, null, "c", ["c", "config.ini"]],
  ["none", undefined, null, null, null],
  ["empty is none", "", "", "", null],
  ["spaces belong to a password", " ", null, "c", [" ", "ambiente"]],
  ["a broken store is passed over", undefined, new Error("x"), "c", ["c", "config.ini"]],
  ["a broken store is not 'none'", undefined, new Error("x"), null, new Error("x")],
  ["the store is not asked in vain", "a", new Error("x"), null, ["a", "ambiente"]],
];
for (const [name, env, stored, config, expected] of cases) {
  Deno.test(`findPassword: ${name}`, async () => {
    const sources = {
      env: (variable: string) => variable === PASSWORD_VARIABLE ? env : undefined,
      store: () => stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored),
      config,
    };
    if (expected instanceof Error) {
      await assert.rejects(findPassword(sources), expected);
      await assert.rejects(passwordReader(sources)(), expected);
    } else {
      const found = await findPassword(sources);
      assert.deepEqual(found && [found.password, found.origin], expected);
      assert.equal(await passwordReader(sources)(), expected?.[0] ?? null);
    }
  });
}
