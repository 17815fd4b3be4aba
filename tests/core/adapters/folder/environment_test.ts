import assert from "node:assert/strict";
import { shareClient } from "../../../support/share.ts";

const SECRETS = ["SENHA", "OAUTH2", "TEAMS", "TELEGRAM", "WEBHOOK", "LIVRO"].map((name) =>
  `MONITOR_RETORNOS_${name}`
);

Deno.test({
  name: "the folder's process has what it needs of our environment, and none of our secrets",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const root = await Deno.makeTempDir({ prefix: "ambiente-" });
    for (const name of SECRETS) Deno.env.set(name, "segredo-17");
    Deno.env.set("MONITOR_TESTE_OUTRA", "fica");
    const client = shareClient(root, root);
    try {
      await client.probe(20_000);
      const child = await childOf(Deno.pid);
      const environment = (await Deno.readTextFile(`/proc/${child}/environ`)).split("\0");
      assert.ok(environment.includes("MONITOR_TESTE_OUTRA=fica"));
      assert.deepEqual(environment.filter((line) => line.includes("segredo-17")), []);
    } finally {
      await client.close();
      for (const name of [...SECRETS, "MONITOR_TESTE_OUTRA"]) Deno.env.delete(name);
      await Deno.remove(root, { recursive: true });
    }
  },
});

/** The folder's process that `parent` started; other tests of this process may have children of their own. */
async function childOf(parent: number): Promise<number> {
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const status = await Deno.readTextFile(`/proc/${name}/status`).catch(() => "");
    if (!new RegExp(`^PPid:\\s*${parent}$`, "m").test(status)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (line.includes("__pasta")) return Number(name);
  }
  throw new Error("there is no child");
}
