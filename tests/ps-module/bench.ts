/**
 * What the module costs, joined as it ships: its import and Get-MonitorStatus, in fresh engines. Prints medians in ms.
 *
 *   deno run -A tests/ps-module/bench.ts [--motor PROGRAM]
 *
 * The engine is the one that the tests run on; or the given program (`powershell`, another `pwsh`).
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { layModule } from "../../.ci/modulo.ts";
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
await Deno.writeTextFile(join(folder, "vazio.psm1"), "function Get-Vazio { 1 }\n");
const module = join(folder, "MonitorRetornos");
await layModule(module);
Deno.env.set(
  "MONITOR_RETORNOS_EXE",
  JSON.stringify(["deno", "run", "-A", join(root, "core", "main.ts")]),
);
await Deno.mkdir(join(folder, "Retorno"));
await Deno.writeTextFile(
  join(folder, "config.ini"),
  "[CAMINHOS]\npasta_retorno = Retorno\npasta_dados = dados\n[EMAIL]\nhabilitado = false\n",
);
await run("deno", [
  ...["run", "-A", join(root, "core", "main.ts"), "processar"],
  ...["--config", join(folder, "config.ini")],
]);
const rounds: Record<string, number>[] = [];
for (let n = 0; n < ROUNDS; n++) {
  const text = await run(engine[0]!, [
    ...[...engine.slice(1), join(here, "Medida.ps1")],
    join(module, "MonitorRetornos.psd1"),
    ...[join(folder, "vazio.psm1"), join(folder, "config.ini")],
  ]);
  rounds.push(JSON.parse(text.trim().split("\n").at(-1)!));
}
const names: Record<string, string> = {
  vazio: "Import-Module de um módulo vazio (piso)",
  importar: "Import-Module MonitorRetornos, motor novo",
  importarDeNovo: "Import-Module MonitorRetornos, motor aquecido",
  statusPrimeiro: "Get-MonitorStatus, primeira vez",
  status: "Get-MonitorStatus, depois",
};
for (const [key, name] of Object.entries(names)) {
  const values = rounds.map((r) => r[key]!).sort((a, b) => a - b);
  const median = values[Math.floor(values.length / 2)]!;
  say(`${name.padEnd(50)} ${median.toFixed(0).padStart(5)} ms (menor ${values[0]!.toFixed(0)})`);
}
await Deno.remove(folder, { recursive: true });
