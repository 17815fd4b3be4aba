import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../../.ci/bundle.ts";
import { Place } from "./program.ts";

const MAIN = fileURLToPath(new URL("../../core/main.ts", import.meta.url));
/** Nobody. */
const STRANGER = { uid: 65534, gid: 65534 };
const QUESTIONS = ["arquivos", "titulos", "quedas", "canais", "lacunas", "esperados"];

Deno.test({
  name:
    "cli: an account without rights to the data folder gets a document, or is told what it lacks",
  // Only root can become somebody else.
  ignore: Deno.build.os !== "linux" || Deno.uid() !== 0,
  async fn() {
    await using place = await Place.make();
    assert.equal((await place.run("processar")).code, 0);
    const tools = await Deno.makeTempDir({ prefix: "monitor-conta-" });
    try {
      // The stranger can read neither root's Deno nor its cache: he gets his own, and the program as it ships.
      const deno = join(tools, "deno");
      await Deno.copyFile(Deno.execPath(), deno);
      const program = await bundle(MAIN, join(tools, "partes"));
      for (const path of [tools, deno, place.root]) await Deno.chmod(path, 0o755);
      await Deno.chmod(place.config, 0o644);
      await Deno.chmod(place.data, 0o700);
      const ask = async (...args: string[]) => {
        const { code, stdout, stderr } = await new Deno.Command(deno, {
          args: ["run", "-A", "--quiet", program, ...args, "--config", place.config],
          cwd: place.root,
          clearEnv: true,
          env: { HOME: tools, DENO_DIR: join(tools, "cache"), TZ: "America/Sao_Paulo" },
          ...STRANGER,
        }).output();
        const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
        return { code, stdout: text(stdout), stderr: text(stderr) };
      };
      const estado = await ask("estado", "--json");
      assert.equal(estado.code, 4, estado.stderr);
      const document = JSON.parse(estado.stdout);
      assert.equal(document.diagnostico.codigo, "permissao");
      assert.match(
        document.diagnostico.mensagem,
        /esta conta não pode ler a pasta de dados .*administrador/,
      );
      assert.ok(document.diagnostico.mensagem.includes(place.data));
      assert.match((await ask("estado")).stdout, /esta conta não pode ler/);
      for (const command of ["arquivos", "titulos", "quedas"]) {
        const { code, stdout, stderr } = await ask(command);
        assert.equal(code, 1, command);
        assert.equal(stdout, "", command);
        assert.match(stderr, /^❌ esta conta não pode ler a pasta de dados/, command);
      }
      // Whoever may only read asks everything, with and without a monitor.
      const monitor = place.start();
      try {
        const up = async () =>
          (await place.run("estado", "--json")).json.estado === "operacional" || null;
        await place.until("the monitor is up", up);
        await Deno.chmod(place.data, 0o755);
        assert.equal(JSON.parse((await ask("estado", "--json")).stdout).estado, "operacional");
        for (const command of QUESTIONS) {
          assert.equal((await ask(command, "--json")).code, 0, command);
        }
        assert.equal((await ask("processar")).code, 1);
      } finally {
        await place.run("parar");
        await monitor.status;
      }
      for (const command of QUESTIONS) {
        assert.equal((await ask(command, "--json")).code, 0, command);
      }
    } finally {
      await Deno.remove(tools, { recursive: true });
    }
  },
});
