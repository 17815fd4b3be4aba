/**
 * Builds the program.
 *
 *   deno task compilar [--alvo windows|linux|partes|js]... [--saida dist] [--entrada core/main.ts]
 *
 * windows, linux: one executable each, by `deno compile`, of the bundle that bundle.ts makes. It needs `denort`, the runtime
 * without the tools, which Deno downloads once; offline, DENORT_BIN names a copy of it. partes: that bundle alone, for plain
 * Deno. js: one file for plain Deno, which is easier to carry and slower to start.
 *
 * Every permission is compiled in (-A): for a UNC path Deno on Windows asks for all of them, and a narrower set fails
 * on the share (denoland/deno#26045). core/adapters/runtime/permissions.ts gives back what the monitor does not need.
 *
 * Optional signature (Windows, SignTool on PATH): ASSINATURA_CERTIFICADO is the SHA-1 thumbprint of a certificate in
 * the store, so that no password goes through here; ASSINATURA_CARIMBO is the address of the time stamp server.
 */
import { parseArgs } from "node:util";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { BuildError, ROOT, run, say, script, VERSION } from "./build.ts";
import { bundle } from "./bundle.ts";
import { stampExecutable } from "./stamp.ts";

/** What `deno compile` makes. */
const PROGRAMS = {
  windows: { triple: "x86_64-pc-windows-msvc", file: join("windows", "MonitorRetornos.exe") },
  linux: { triple: "x86_64-unknown-linux-gnu", file: join("linux", "MonitorRetornos") },
} as const;
type Program = keyof typeof PROGRAMS;
const TARGETS: readonly string[] = [...Object.keys(PROGRAMS), "partes", "js"];

const PRODUCT = {
  version: VERSION,
  name: "MonitorRetornos",
  description: "Acompanha a pasta de retornos bancários e avisa quando o servidor some",
};

await script(async () => {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      alvo: { type: "string", multiple: true, default: ["windows", "linux"] },
      saida: { type: "string", default: join(ROOT, "dist") },
      entrada: { type: "string", default: join(ROOT, "core", "main.ts") },
    },
  });
  const targets = values.alvo;
  for (const name of targets) {
    if (TARGETS.includes(name)) continue;
    throw new BuildError(`--alvo aceita ${TARGETS.join(", ")}; veio "${name}"`);
  }
  await checkDeno();
  const [entry, folder] = [resolve(values.entrada), resolve(values.saida)];
  await checkGraph(entry);
  if (targets.includes("js")) await oneFile(entry, join(folder, "js", "monitor-retornos.js"));
  if (targets.every((name) => name === "js")) return;
  const parts = await bundle(entry, join(folder, "partes"));
  say(`MonitorRetornos ${VERSION}: em partes, para o Deno → ${parts}`);
  for (const name of targets) if (name in PROGRAMS) await build(name as Program, parts, folder);
});

/** Another Deno means another `denort` and other behaviour: the version is part of what was tested. */
async function checkDeno(): Promise<void> {
  const wanted = (await Deno.readTextFile(join(ROOT, ".dvmrc"))).trim();
  if (Deno.version.deno !== wanted) {
    throw new BuildError(
      `este projeto é compilado com o Deno ${wanted} (.dvmrc); o que está rodando é o ${Deno.version.deno}`,
    );
  }
}

/** `deno compile` passes over a lazily imported module that does not exist; the program would fail when it is asked for. */
async function checkGraph(entry: string): Promise<void> {
  const ran = await run(Deno.execPath(), ["info", "--quiet", "--json", pathToFileURL(entry).href]);
  if (ran.code !== 0) throw new BuildError(`o Deno não leu ${entry}:\n${ran.text}`);
  const { modules } = JSON.parse(ran.text) as {
    modules: { specifier: string; error?: string; local?: string | null }[];
  };
  const broken = modules.filter((module) => module.error !== undefined);
  if (broken.length === 0) return;
  const lines = broken.map((module) => `  ${module.specifier}: ${module.error}`);
  throw new BuildError(`há módulos importados que não existem:\n${lines.join("\n")}`);
}

async function oneFile(entry: string, output: string): Promise<void> {
  await Deno.mkdir(join(output, ".."), { recursive: true });
  say(`MonitorRetornos ${VERSION}: um arquivo para o Deno → ${output}`);
  const ran = await run(Deno.execPath(), ["bundle", "--quiet", "--output", output, entry]);
  if (ran.code !== 0) throw new BuildError(`o Deno recusou:\n${ran.text}`);
}

/** Never a half-written executable under the final name: Deno writes a temporary file and renames it. */
async function build(target: Program, parts: string, folder: string): Promise<void> {
  const { triple, file } = PROGRAMS[target];
  const output = join(folder, file);
  await Deno.mkdir(join(output, ".."), { recursive: true });
  say(`MonitorRetornos ${VERSION}: ${triple} → ${output}`);
  const icon = target === "windows" ? ["--icon", join(ROOT, ".ci", "monitor.ico")] : [];
  const ran = await run(Deno.execPath(), [
    // The bundle is whole: nothing of the project's packages is needed any more.
    ...["compile", "--allow-all", "--no-prompt", "--no-config", "--no-lock", "--no-npm"],
    ...["--target", triple],
    // See SOURCE_FLAGS in core/adapters/folder/self_command.ts.
    "--v8-flags=--max-semi-space-size=2,--max-old-space-size=2000,--no-allocation-site-pretenuring",
    ...icon,
    ...["--output", output, parts],
  ]);
  if (ran.code !== 0) throw new BuildError(explain(triple, ran.text));
  if (target !== "windows") return;
  await stamp(output);
  await sign(output);
}

/** Deno leaves no version in the file's properties. Before the signature, which any later change would break. */
async function stamp(output: string): Promise<void> {
  const stamped = stampExecutable(await Deno.readFile(output), PRODUCT);
  const part = `${output}.part`;
  await Deno.writeFile(part, stamped);
  await Deno.rename(part, output);
}

async function sign(output: string): Promise<void> {
  const thumbprint = Deno.env.get("ASSINATURA_CERTIFICADO");
  if (!thumbprint) {
    say("  sem assinatura (ASSINATURA_CERTIFICADO não foi dado)");
    return;
  }
  if (!/^[0-9A-Fa-f]{40}$/.test(thumbprint)) {
    throw new BuildError("ASSINATURA_CERTIFICADO deve ser a impressão digital SHA-1, 40 dígitos");
  }
  const stamp = Deno.env.get("ASSINATURA_CARIMBO");
  const ran = await run("signtool", [
    ...["sign", "/sha1", thumbprint, "/fd", "SHA256"],
    ...(stamp ? ["/tr", stamp, "/td", "SHA256"] : []),
    output,
  ]);
  if (ran.code !== 0) throw new BuildError(`a assinatura falhou:\n${ran.text}`);
  say("  assinado");
}

/** What to do, when the reason is that `denort` is out of reach; else Deno's own words. */
function explain(triple: string, text: string): string {
  if (!/denort|base binary/i.test(text)) return `o Deno recusou:\n${text}`;
  const deno = Deno.version.deno;
  const program = triple.includes("windows") ? "denort.exe" : "denort";
  return `falta o denort ${deno} para ${triple}, e ele não pôde ser baixado nem usado.

O que fazer, uma das três:
  1. Com internet: rode o mesmo comando; o Deno baixa o denort uma vez e o guarda.
  2. Sem internet: noutra máquina, baixe denort-${triple}.zip da página
     https://github.com/denoland/deno/releases/tag/v${deno}
     traga-o, extraia ${program} e aponte para ele:
       PowerShell:  $env:DENORT_BIN = 'C:\\caminho\\${program}'; deno task compilar
       bash:        DENORT_BIN=/caminho/${program} deno task compilar
     (um alvo de cada vez: --alvo ${triple.includes("windows") ? "windows" : "linux"})
  3. Sem denort nenhum: deno task compilar --alvo js
     gera dist/js/monitor-retornos.js, que roda com: deno run -A monitor-retornos.js monitorar

O que o Deno disse:
${text.trim()}`;
}
