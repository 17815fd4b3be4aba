/**
 * What the module costs, joined as it ships and with the program as it ships: its import beside that of an empty module, and
 * Get-MonitorStatus beside a function that only starts the program, in fresh engines that take turns. Prints medians in ms.
 *
 *   deno run -A tests/ps-module/bench.ts [--motor PROGRAM]
 *
 * The engine is the one that the tests run on; or the given program (`powershell`, another `pwsh`).
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../../.ci/bundle.ts";
import { layModule } from "../../.ci/modulo.ts";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { prepareShell } from "./shell.ts";

const ROUNDS = 7;
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));

async function run(program: string, args: string[]): Promise<string> {
  const out = await new Deno.Command(program, { args, stdout: "piped", stderr: "piped" }).output();
  const text = new TextDecoder().decode(out.stdout);
  if (out.code !== 0) throw new Error(`${program}: ${text}${new TextDecoder().decode(out.stderr)}`);
  return text;
}

/** One program, as an installation has it, where a script can be one; else the command itself. */
async function installed(folder: string, command: string[]): Promise<string[]> {
  if (Deno.build.os === "windows") return command;
  const script = join(folder, "programa");
  const words = command.map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(script, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  return [script];
}

const shell = await prepareShell();
if (typeof shell === "string") {
  say(`pulado: ${shell}`);
  Deno.exit(0);
}
const at = Deno.args.indexOf("--motor");
const engine = at >= 0
  ? [Deno.args[at + 1]!, "-NoProfile", "-NonInteractive", "-File"]
  : [...shell.command, "-File"];
const folder = await Deno.makeTempDir({ prefix: "medida-" });
await Deno.writeTextFile(
  join(folder, "vazio.psm1"),
  "function Get-Vazio($Comando) { $programa, $resto = $Comando; & $programa @resto }\n",
);
const module = join(folder, "MonitorRetornos");
await layModule(module);
const main = await bundle(join(root, "core", "main.ts"), join(folder, "partes"));
const program = await installed(folder, [Deno.execPath(), "run", "-A", ...SOURCE_FLAGS, main]);
Deno.env.set("MONITOR_RETORNOS_EXE", program.length === 1 ? program[0]! : JSON.stringify(program));
await Deno.mkdir(join(folder, "Retorno"));
await Deno.writeTextFile(
  join(folder, "config.ini"),
  "[CAMINHOS]\npasta_retorno = Retorno\npasta_dados = dados\n[EMAIL]\nhabilitado = false\n",
);
const config = ["--config", join(folder, "config.ini")];
await run(program[0]!, [...program.slice(1), "processar", ...config]);
const measure = async (...more: string[]) => {
  const text = await run(engine[0]!, [
    ...[...engine.slice(1), join(here, "Medida.ps1")],
    join(module, "MonitorRetornos.psd1"),
    ...[join(folder, "vazio.psm1"), join(folder, "config.ini"), ...more],
  ]);
  return JSON.parse(text.trim().split("\n").at(-1)!);
};
const rounds: Record<string, number>[] = [];
for (let n = 0; n < ROUNDS; n++) {
  const floor = await measure(JSON.stringify([...program, "estado", "--json", ...config]));
  rounds.push({ ...await measure(), ...floor });
}
const names: Record<string, string> = {
  vazio: "Import-Module de um módulo vazio (piso)",
  importar: "Import-Module MonitorRetornos, motor novo",
  importarDeNovo: "Import-Module MonitorRetornos, motor aquecido",
  statusPiso: "função que só inicia o programa, primeira vez (piso)",
  statusPrimeiro: "Get-MonitorStatus, primeira vez",
  status: "Get-MonitorStatus, depois",
};
for (const [key, name] of Object.entries(names)) {
  const values = rounds.map((r) => r[key]!).sort((a, b) => a - b);
  const median = values[Math.floor(values.length / 2)]!;
  say(`${name.padEnd(55)} ${median.toFixed(0).padStart(5)} ms (menor ${values[0]!.toFixed(0)})`);
}
const ratios = rounds.map((r) => r.statusPrimeiro! / r.statusPiso!).sort((a, b) => a - b);
say(
  `Get-MonitorStatus, primeira vez: ${ratios[Math.floor(ratios.length / 2)]!.toFixed(1)} × o piso`,
);
await Deno.remove(folder, { recursive: true });
