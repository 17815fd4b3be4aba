/** What the README says of PostgreSQL is done here as it stands: roles, who may come in, configuration, backup and its way back. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../.ci/gate/tree.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Postgres, postgresMissing } from "../lab/postgres.ts";
import { testCertificate } from "../support/certificate.ts";
import { Installation } from "../support/installation.ts";

const PASSWORD = "senha-do-livro";

/** The first block of that language in the README's section. */
function block(readme: string, language: string): string {
  const section = /^## O livro num PostgreSQL\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
  const blocks = section.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  const found = [...blocks].find(([, kind]) => kind === language)?.[2];
  assert.ok(found, `no block of ${language}`);
  return found;
}

/** Runs a program of PostgreSQL; its words when it fails. */
async function run(
  server: Postgres,
  [program, ...args]: readonly string[],
  user: string,
  cwd: string,
): Promise<string> {
  const { success, stderr } = await new Deno.Command(join(server.bin, program!), {
    args,
    cwd,
    env: {
      ...{ PGHOST: server.data, PGPORT: String(server.port), PGUSER: user, LC_ALL: "C.UTF-8" },
      PGPASSWORD: PASSWORD,
    },
    stdin: "null",
    stdout: "null",
  }).output();
  return success ? "" : new TextDecoder().decode(stderr);
}

Deno.test({
  name: "the README's PostgreSQL: least rights, TLS, a reader, a backup and its way back",
  ignore: await postgresMissing() !== null,
  fn: async (t) => {
    const readme = await Deno.readTextFile(join(ROOT, "README.md"));
    const sql = block(readme, "sql").replaceAll("'...'", `'${PASSWORD}'`);
    const certificate = await testCertificate("localhost");
    await using server = await Postgres.start({ tls: certificate });
    await using place = new Installation(null, { LIVRO_DE_REGISTRO: section(readme, server) });
    await Deno.writeTextFile(join(place.root, "ca.pem"), certificate.cert);
    place.env.MONITOR_RETORNOS_LIVRO = PASSWORD;
    const json = async (...args: string[]) => {
      const { code, out, err } = await place.run(...args, "--json");
      assert.notEqual(out, "", err);
      return { code, document: JSON.parse(out) };
    };
    const script = async (text: string) => {
      const path = join(place.root, "livro.sql");
      await Deno.writeTextFile(path, text);
      const words = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", path];
      assert.equal(await run(server, words, "postgres", place.root), "");
    };

    await t.step("roles and rights suffice to make the tables and to work", async () => {
      await server.sql("postgres", "DROP ROLE monitor");
      await script(sql);
      const lines = block(readme, "").replaceAll(/10\.0\.0\.2\d\/32/g, "127.0.0.1/32");
      const hba = join(server.data, "pg_hba.conf");
      await Deno.writeTextFile(hba, `local all all trust\n${lines}`);
      await server.sql("postgres", "SELECT pg_reload_conf()");
      const wrong = "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL";
      assert.equal(await server.sql("postgres", wrong), "0");
      place.drop("A.ret", syntheticCbr724({ titulos: 2, nsa: 1, date: "2025-10-14" }));
      const { code, document } = await json("processar");
      assert.deepEqual([code, document.processados], [0, 1]);
    });
    /** What a command answers with another line in its configuration. */
    const changed = async (from: string, to: string, ...args: string[]) => {
      const text = await Deno.readTextFile(place.config);
      assert.ok(text.includes(from));
      await Deno.writeTextFile(place.config, text.replace(from, to));
      try {
        return (await json(...args)).document;
      } finally {
        await Deno.writeTextFile(place.config, text);
      }
    };
    await t.step("in clear nobody comes in, and who owns the tables owns no database", async () => {
      const section = "[LIVRO_DE_REGISTRO]";
      const { erro } = await changed(section, `${section}\r\ntls = nenhum`, "arquivos");
      assert.match(erro.mensagem, /no encryption/);
      const drop = ["psql", "-X", "-d", "postgres", "-c", "DROP DATABASE monitor_retornos"];
      assert.match(await run(server, drop, "monitor", place.root), /must be owner/);
    });
    await t.step("the reader asks everything and changes nothing", async () => {
      const ask = (...args: string[]) =>
        changed("usuario = monitor", "usuario = consulta", ...args);
      assert.equal((await ask("arquivos")).arquivos[0].nome, "A.ret");
      assert.equal((await ask("titulos", "--todas")).totais.quantidade, 2);
      assert.equal((await ask("estado", "--todas")).pastas.length, 1);
      place.drop("B.ret", syntheticCbr724({ titulos: 2, nsa: 2, date: "2025-10-15" }));
      assert.match((await ask("processar")).erro.mensagem, /permission denied/);
      assert.deepEqual(place.names(), ["B.ret"]);
    });
    await t.step("a backup, what came after it, the way back", async () => {
      const [dump, restore] = block(readme, "sh").trim().split("\n").map((line) => line.split(" "));
      assert.equal(await run(server, dump!, "consulta", place.root), "");
      assert.equal((await json("processar")).document.processados, 1);
      await server.sql("postgres", "DROP DATABASE monitor_retornos WITH (FORCE)");
      await script(sql.replaceAll(/^CREATE ROLE.*\n/gm, ""));
      assert.equal(await run(server, restore!, "monitor", place.root), "");
      const verdict = await json("livro", "verificar");
      assert.deepEqual([verdict.code, verdict.document.situacao], [0, "ok"]);
      // The one from after it counts again, the one from before does not.
      for (const name of ["A.ret", "B.ret"]) {
        await Deno.rename(join(place.processed, name), join(place.folder, name));
      }
      const { processados, duplicados } = (await json("processar")).document;
      assert.deepEqual([processados, duplicados], [1, 1]);
    });
  },
});

/** The README's lines, for the server of this test. */
function section(readme: string, server: Postgres): string[] {
  const [, ...lines] = block(readme, "ini").trim().split("\n");
  return [
    ...lines.map((line) =>
      line.replace("banco.exemplo.org.br", "localhost").replace(
        /^certificado_ca.*/,
        "certificado_ca = ca.pem",
      )
    ),
    `porta = ${server.port}`,
  ];
}
