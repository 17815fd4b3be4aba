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

/** A port that nobody listens at. */
function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function until(come: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    if (await come()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("did not come in 20 s");
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

/** A cache that has the libraries and the bundler of the build, copied from this one, and no `denort`. */
async function cacheWithoutRuntime(folder: string): Promise<string> {
  const { stdout } = await deno(["info", "--json"]);
  const { denoDir } = JSON.parse(stdout) as { denoDir: string };
  const libraries = join(denoDir, "npm");
  const cache = join(folder, "cache");
  for await (const { name } of Deno.readDir(join(denoDir, "dl"))) {
    if (name.startsWith("esbuild")) {
      await copyTree(join(denoDir, "dl", name), join(cache, "dl", name));
    }
  }
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

Deno.test("what is built", (t) =>
  inFolder(async (folder) => {
    // Deno itself stands in for denort: the graph is read and packed just the same.
    const ran = await build(folder, ["--alvo", HOST, "--alvo", "js"], {
      DENORT_BIN: Deno.execPath(),
    });
    assert.equal(ran.code, 0, ran.stderr);
    await t.step(
      "the whole module graph goes into the executable, and the icon is taken",
      () => isWhole(join(folder, HOST)),
    );
    await t.step(
      "a query loads of Node's own modules SQLite alone, and of the machine that builds nothing goes along",
      () => isLight(join(folder, "partes")),
    );
    await t.step(
      "one file runs on plain Deno with no source tree around",
      () => oneFileRuns(folder),
    );
    await t.step(
      "the bundle of the executables runs there too: helper processes, mail, server, page, spreadsheet",
      () => bundleRuns(folder),
    );
  }));

async function isWhole(built: string): Promise<void> {
  const name = HOST === "windows" ? "MonitorRetornos.exe" : "MonitorRetornos";
  const bytes = await Deno.readFile(join(built, name));
  const runtime = Math.floor(0.9 * (await Deno.stat(Deno.execPath())).size);
  assert.ok(bytes.length > runtime);
  if (HOST === "windows") assert.equal(readStamp(bytes)?.version, manifest.version);
  // On Linux what is added stands at the end; to decode the rest takes seconds.
  const text = new TextDecoder("latin1").decode(
    HOST === "linux" ? bytes.subarray(runtime) : bytes,
  );
  for await (const { name } of Deno.readDir(new URL("../../core/commands/", import.meta.url))) {
    assert.ok(text.includes(`// core/commands/${name}\n`), name);
  }
}

async function isLight(parts: string): Promise<void> {
  const texts = new Map<string, string>();
  for await (const { name } of Deno.readDir(parts)) {
    texts.set(name, await Deno.readTextFile(join(parts, name)));
  }
  for (const [name, text] of texts) assert.ok(!/[\\/]npm[\\/]registry/.test(text), name);
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    const imports = /^(?:import|\} from) .*?"(?:\.\/)?([^"]+)";$/gm;
    for (const [, target] of (texts.get(name) ?? "").matchAll(imports)) load(target!);
  };
  load("main.js");
  assert.ok(loaded.size < 10, `${loaded.size} parts for --version`);
  for (const lazy of ["cli", "data_folder", "estado", "arquivos", "consultar_titulos", "quedas"]) {
    load([...texts.keys()].find((name) => name.startsWith(`${lazy}-`)) ?? assert.fail(lazy));
  }
  assert.deepEqual([...loaded].filter((name) => name.startsWith("node:")), ["node:sqlite"]);
}

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
    assert.match(ran.stderr, /--alvo aceita windows, linux, partes, js/);
  }));

/** A folder with a configuration and one bad file, far from the source tree; what runs there has a cache of its own. */
async function away(root: string, extra: string) {
  await Deno.mkdir(join(root, "Retorno"), { recursive: true });
  await Deno.writeTextFile(
    join(root, "config.ini"),
    `[CAMINHOS]\npasta_retorno = Retorno\npasta_dados = dados\n${extra}`,
  );
  await Deno.writeTextFile(join(root, "Retorno", "RUIM.ret"), "isto não é um retorno\r\n");
  const run = (program: string, ...args: string[]) =>
    deno(["run", "-A", "--no-config", "--no-lock", "--no-remote", program, ...args], {
      DENO_DIR: join(root, "cache"),
    }, root);
  return { root, run };
}

const NO_MAIL = "[EMAIL]\nhabilitado = false\n";

async function oneFileRuns(folder: string): Promise<void> {
  const { root, run } = await away(join(folder, "longe-um"), NO_MAIL);
  await Deno.copyFile(join(folder, "js", "monitor-retornos.js"), join(root, "monitor.js"));
  const done = await run("monitor.js", "processar", "--json");
  assert.equal(done.code, 5, done.stderr);
  assert.equal(JSON.parse(done.stdout).recusados, 1);
}

async function bundleRuns(folder: string): Promise<void> {
  const port = freePort();
  const { root, run } = await away(
    join(folder, "longe"),
    `${NO_MAIL}[PAINEL]\nhabilitado = true\nporta = ${port}\n`,
  );
  await copyTree(join(folder, "partes"), join(root, "partes"));
  const main = join("partes", "main.js");

  const version = await run(main, "--version");
  assert.equal(version.stdout.trim(), manifest.version, version.stderr);
  const state = await run(main, "estado", "--json");
  assert.equal(state.code, 4, state.stderr);
  assert.equal(JSON.parse(state.stdout).estado, "parado");
  const done = await run(main, "processar", "--json");
  assert.equal(done.code, 5, done.stderr);
  assert.equal(JSON.parse(done.stdout).recusados, 1);
  assert.deepEqual(
    [...Deno.readDirSync(join(root, "Retorno", "Erro"))].map((e) => e.name).sort(),
    ["RUIM.ret", "RUIM.ret.motivo.txt"],
  );
  const sheet = await run(main, "titulos", "--xlsx", "titulos.xlsx");
  assert.equal(sheet.code, 0, sheet.stderr);
  const zip = await Deno.readFile(join(root, "titulos.xlsx"));
  assert.equal(new TextDecoder().decode(zip.subarray(0, 2)), "PK");

  const monitor = run(main, "monitorar");
  await until(async () => {
    const page = await fetch(`http://127.0.0.1:${port}/saude`).catch(() => null);
    await page?.body?.cancel();
    return page?.status === 200;
  });
  assert.equal((await run(main, "parar")).code, 0);
  assert.equal((await monitor).code, 0);

  // The libraries of mail and server have what they ask `require` for: they get as far as nobody answering.
  const nobody = freePort();
  await Deno.writeTextFile(
    join(root, "fora.ini"),
    `[CAMINHOS]\npasta_retorno = Retorno\npasta_dados = dados\n` +
      `[EMAIL]\nsmtp_servidor = 127.0.0.1\nsmtp_porta = ${nobody}\nseguranca = nenhuma\n` +
      `remetente = a@exemplo.org.br\ndestinatarios = b@exemplo.org.br\n` +
      `[LIVRO_DE_REGISTRO]\nmotor = postgresql\nservidor = 127.0.0.1\nporta = ${nobody}\n` +
      `banco = retornos\nusuario = monitor\n`,
  );
  const { stdout } = await run(main, "verificar", "--json", "--config", "fora.ini");
  const said = (item: string) =>
    JSON.parse(stdout).itens.find((one: { item: string }) => one.item === item).mensagem;
  assert.match(said("dados"), /ECONNREFUSED/);
  assert.match(said("email"), /recusou a conexão/);
}
