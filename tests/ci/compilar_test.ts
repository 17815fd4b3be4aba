/** The build, proven without a network: module graph, message without `denort`, and the bundle without a source tree. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readStamp } from "../../.ci/stamp.ts";
import manifest from "../../deno.json" with { type: "json" };

const SCRIPT = fileURLToPath(new URL("../../.ci/compilar.ts", import.meta.url));
const HOST = Deno.build.os === "windows" ? "windows" : "linux";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function deno(args: string[], env: Record<string, string> = {}, cwd?: string) {
  const output = await new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(cwd === undefined ? {} : { cwd }),
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code: output.code, stdout: decode(output.stdout), stderr: decode(output.stderr) };
}

/** A cache that has the libraries of the build, copied from this one, and no `denort`. */
async function cacheWithoutRuntime(folder: string): Promise<string> {
  const { stdout } = await deno(["info", "--json"]);
  const libraries = join((JSON.parse(stdout) as { denoDir: string }).denoDir, "npm");
  const cache = join(folder, "cache");
  for await (const host of Deno.readDir(libraries)) {
    for (const name of ["resedit", "pe-library"]) {
      await copyTree(join(libraries, host.name, name), join(cache, "npm", host.name, name));
    }
  }
  return cache;
}

async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory) await copyTree(source, target);
    else await Deno.copyFile(source, target);
  }
}

const build = (folder: string, args: string[], env: Record<string, string> = {}) =>
  deno(["run", "-A", "--no-lock", SCRIPT, "--saida", folder, ...args], env);

Deno.test("the whole module graph goes into the executable, and the icon is taken", () =>
  inFolder(async (folder) => {
    // Deno itself stands in for denort: the graph is read and packed just the same.
    const ran = await build(folder, ["--alvo", HOST], { DENORT_BIN: Deno.execPath() });
    assert.equal(ran.code, 0, ran.stderr);
    const name = HOST === "windows" ? "MonitorRetornos.exe" : "MonitorRetornos";
    const bytes = await Deno.readFile(join(folder, HOST, name));
    assert.ok(bytes.length > 0.9 * (await Deno.stat(Deno.execPath())).size);
    if (HOST === "windows") assert.equal(readStamp(bytes)?.version, manifest.version);
    const text = new TextDecoder("latin1").decode(bytes);
    const commands = new URL("../../core/commands/", import.meta.url);
    for await (const entry of Deno.readDir(commands)) {
      // The source goes along for stack traces: its first line, unlike its name, stands nowhere else.
      const source = await Deno.readFile(new URL(entry.name, commands));
      const [first = ""] = new TextDecoder("latin1").decode(source).split("\n");
      assert.ok(first.length > 10 && text.includes(first), entry.name);
    }
  }));

Deno.test("without denort: exit 1, what to do in Portuguese, and nothing left behind", () =>
  inFolder(async (folder) => {
    const entry = join(folder, "entrada.ts");
    await Deno.writeTextFile(entry, "export {};\n");
    const out = join(folder, "dist");
    const unreachable = "http://127.0.0.1:9";
    const ran = await build(out, ["--alvo", "windows", "--entrada", entry], {
      DENORT_BIN: "",
      DENO_DIR: await cacheWithoutRuntime(folder),
      HTTPS_PROXY: unreachable,
      HTTP_PROXY: unreachable,
    });
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /falta o denort/);
    assert.match(ran.stderr, /denort-x86_64-pc-windows-msvc\.zip/);
    assert.ok(ran.stderr.includes(`releases/tag/v${Deno.version.deno}`));
    assert.match(ran.stderr, /\$env:DENORT_BIN = .*denort\.exe/);
    assert.match(ran.stderr, /--alvo js/);
    assert.deepEqual([...Deno.readDirSync(join(out, "windows"))], []);
  }));

Deno.test("a module that is imported lazily and does not exist stops the build", () =>
  inFolder(async (folder) => {
    const entry = join(folder, "entrada.ts");
    await Deno.writeTextFile(entry, 'if (Deno.args[0]) await import("./sumido.ts");\n');
    const ran = await build(join(folder, "dist"), ["--alvo", "js", "--entrada", entry]);
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /módulos importados que não existem/);
    assert.match(ran.stderr, /sumido\.ts/);
  }));

Deno.test("a target that does not exist is refused with those that do", () =>
  inFolder(async (folder) => {
    const ran = await build(folder, ["--alvo", "macos"]);
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /--alvo aceita windows, linux, js/);
  }));

Deno.test("the bundle runs on plain Deno with no source tree around, its folder process too", () =>
  inFolder(async (folder) => {
    const ran = await build(folder, ["--alvo", "js"]);
    assert.equal(ran.code, 0, ran.stderr);
    const away = join(folder, "longe");
    await Deno.mkdir(join(away, "Retorno"), { recursive: true });
    await Deno.copyFile(join(folder, "js", "monitor-retornos.js"), join(away, "monitor.js"));
    await Deno.writeTextFile(
      join(away, "config.ini"),
      "[CAMINHOS]\npasta_retorno = Retorno\npasta_dados = dados\n[EMAIL]\nhabilitado = false\n",
    );
    await Deno.writeTextFile(join(away, "Retorno", "RUIM.ret"), "isto não é um retorno\r\n");
    const run = (...args: string[]) =>
      deno(["run", "-A", "--no-config", "--no-lock", "--no-remote", "monitor.js", ...args], {
        DENO_DIR: join(folder, "cache"),
      }, away);

    const version = await run("--version");
    assert.equal(version.stdout.trim(), manifest.version, version.stderr);
    const state = await run("estado", "--json");
    assert.equal(state.code, 4, state.stderr);
    assert.equal(JSON.parse(state.stdout).estado, "parado");
    const done = await run("processar", "--json");
    assert.equal(done.code, 5, done.stderr);
    assert.equal(JSON.parse(done.stdout).recusados, 1);
    assert.deepEqual(
      [...Deno.readDirSync(join(away, "Retorno", "Erro"))].map((e) => e.name).sort(),
      [
        "RUIM.ret",
        "RUIM.ret.motivo.txt",
      ],
    );
  }));
