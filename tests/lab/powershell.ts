/**
 * install.ps1 and the Windows commands of the module on PowerShell for Windows, under Wine: paths with
 * backslashes, the Windows build of the program, and the DPAPI file that PowerShell writes and the program reads.
 * The last line is `N passed, N failed`. Not a part of `deno task test`: Wine's own trouble with .NET is too frequent.
 *
 *   deno run -A tests/lab/powershell.ts
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onPath } from "../support/run_suite.ts";
import { prepareShell, toolFolder } from "../ps-module/shell.ts";
import { add, readTally, type Tally, tallyLine } from "../support/tally.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const encoder = new TextEncoder();
const say = (line: string) => Deno.stdout.writeSync(encoder.encode(`${line}\n`));
const windowsPath = (path: string) => `Z:${path.replaceAll("/", "\\")}`;

/**
 * Under this Wine the .NET runtime now and then dies in its garbage collector, and the engine now and then comes up
 * without a drive C: a run that ended so says nothing about us, and is repeated.
 */
const WINE_TROUBLE = "Cannot find drive. A drive with the name 'C'";
const FLAGS = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"];
const TRIES = 3;
const LIMIT_MS = 180_000;

/**
 * What may differ on Windows: paths, replacing a file in use, starting the program. The rest runs on the shell of this
 * machine (tests/ps-module/run.ts). Small processes, so that the garbage collector has little to do.
 */
const GROUPS: readonly (readonly [file: string, filter: string])[] = [
  ["Windows.Tests.ps1", ""],
  ["install.Tests.ps1", "install.ps1.installs"],
  ["install.Tests.ps1", "install.ps1.run again"],
  ["install.Tests.ps1", "install.ps1.upgrades"],
  ["install.Tests.ps1", "install.ps1.broken in the middle"],
  ["install.Tests.ps1", "install.ps1.starts the real program"],
  ["install.Tests.ps1", "install.ps1: configuration"],
];

async function output(program: string, args: string[], env: Record<string, string> = {}) {
  const ran = await new Deno.Command(program, {
    args,
    env: { NO_COLOR: "1", ...env },
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replaceAll("\r", "");
  return { success: ran.success, text: decode(ran.stdout), errors: decode(ran.stderr) };
}

/**
 * PowerShell for Windows: the files of the tool, over an empty program that brings the runtime of Windows along.
 * Throws what the compiler says.
 */
async function publish(folder: string): Promise<string> {
  await Deno.mkdir(join(folder, "projeto"));
  const project = join(folder, "projeto", "pwsh.csproj");
  await Deno.writeTextFile(
    project,
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
<TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
`,
  );
  await Deno.writeTextFile(join(folder, "projeto", "Program.cs"), "return;\n");
  const built = await output("dotnet", [
    ...["publish", project, "-c", "Release", "-r", "win-x64", "--self-contained", "true"],
    ...["-v", "q", "--nologo", "-o", join(folder, "host")],
  ]);
  if (!built.success) throw new Error(built.text + built.errors);
  // Without it every library of the folder counts, those of the tool too.
  await Deno.remove(join(folder, "host", "pwsh.deps.json"));
  await overlay(join(await toolFolder(), "win"), join(folder, "host"));
  return windowsPath(join(folder, "host", "pwsh.exe"));
}

/** Adds the files of a folder to another, but for what starts the program, which the other has. */
async function overlay(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory) await overlay(source, target);
    else if (!/^pwsh\.(exe|deps\.json|runtimeconfig\.json)$/.test(entry.name)) {
      await Deno.copyFile(source, target);
    }
  }
}

/** The lab's Deno under the name that the tests call, in a folder of its own. */
async function linkDeno(folder: string): Promise<Record<string, string>> {
  const asked = await output("deno-windows", [
    "eval",
    'console.log(Deno.execPath() + "|" + Deno.env.get("DENO_DIR"))',
  ]);
  const [path = "", cache = ""] = asked.text.trim().split("|");
  const bin = join(folder, "bin");
  await Deno.mkdir(bin);
  await Deno.symlink(path.slice(2).replaceAll("\\", "/"), join(bin, "deno.exe"));
  return {
    WINEPATH: windowsPath(bin),
    DENO_DIR: cache,
    PSExecutionPolicyPreference: "Bypass",
    DOTNET_gcConcurrent: "0",
    DOTNET_GCgen0size: "0x180000000",
  };
}

async function pester(host: string, env: Record<string, string>, file: string, filter: string) {
  const folder = join(ROOT, "tests", "ps-module");
  const shell = await prepareShell();
  if (typeof shell === "string") throw new Error(shell);
  const args = [
    ...[...FLAGS, "-File", windowsPath(join(folder, "Invoke-Testes.ps1"))],
    ...["-Pester", windowsPath(shell.pester), "-Arquivo", windowsPath(join(folder, file))],
    ...(filter === "" ? [] : ["-Filtro", filter]),
  ];
  for (let n = 1; n <= TRIES; n++) {
    const ran = await output("wine-lab", [host, ...args], env);
    const lines = ran.text.split("\n").filter((line) => /^\s*\[[+-]\]|^\s{3}/.test(line));
    const tally = readTally(ran.text.trim().split("\n").at(-1) ?? "");
    if ((tally === null || ran.text.includes(WINE_TROUBLE)) && n < TRIES) continue;
    for (const line of lines) say(line);
    if (tally !== null && tally.passed + tally.failed > 0) return tally;
    const what = tally === null
      ? `o PowerShell morreu ${TRIES} vezes`
      : "nenhum teste com esse nome";
    say(`  [-] ${file} (${filter}): ${what}`);
    if (tally === null) say(ran.text + ran.errors);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  throw new Error("not reached");
}

/** What Set-MonitorCredencial keeps, the program reads: the same DPAPI, the same entropy, the same encoding. */
async function interop(host: string, env: Record<string, string>, folder: string): Promise<Tally> {
  const password = "ação;#\"$()'🔐";
  const units = [...password].flatMap((c) => c.split("")).map((c) => c.charCodeAt(0)).join(",");
  const data = join(folder, "dados");
  await Deno.mkdir(data);
  const config = join(folder, "config.ini");
  await Deno.writeTextFile(config, "[CAMINHOS]\npasta_retorno = r\npasta_dados = dados\n");
  const script = join(folder, "guardar.ps1");
  const module = windowsPath(join(ROOT, "ps-module", "MonitorRetornos", "MonitorRetornos.psd1"));
  await Deno.writeTextFile(
    script,
    `function global:icacls.exe { $global:LASTEXITCODE = 0 }
Import-Module '${module}'
$senha = [System.Net.NetworkCredential]::new('', -join [char[]]@(${units})).SecurePassword
$null = Set-MonitorCredencial -Senha $senha -Config '${windowsPath(config)}' -Conta SYSTEM
`,
  );
  const reader = new URL("../../core/adapters/secret/dpapi.ts", import.meta.url).pathname;
  const source = `import { readProtectedPassword } from "file:///Z:${reader}";
console.log(JSON.stringify(await readProtectedPassword(${JSON.stringify(windowsPath(data))})));`;
  await Deno.writeTextFile(join(folder, "ler.ts"), source);
  const said = await output("wine-lab", [host, ...FLAGS, "-File", windowsPath(script)], env);
  const read = await output("deno-windows", ["run", "-A", windowsPath(join(folder, "ler.ts"))]);
  const well = read.text.trim() === JSON.stringify(password);
  say(
    `  [${
      well ? "+" : "-"
    }] the password that PowerShell protects is the one that the program reads`,
  );
  if (!well) say(`      ${said.text}${said.errors}${read.text}${read.errors}`);
  return { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 };
}

for (const program of ["dotnet", "wine-lab", "deno-windows"]) {
  if (await onPath(program)) continue;
  say(`pulado: falta ${program}`);
  say("0 passed, 0 failed");
  Deno.exit(0);
}
const folder = await Deno.makeTempDir({ prefix: "powershell_" });
let total: Tally = { passed: 0, failed: 0, skipped: 0 };
try {
  const host = await publish(folder);
  const env = await linkDeno(folder);
  for (const [file, filter] of GROUPS) {
    total = add(total, await pester(host, env, file, filter));
  }
  total = add(total, await interop(host, env, folder));
} finally {
  await Deno.remove(folder, { recursive: true });
}
say(tallyLine(total));
Deno.exit(total.failed > 0 ? 1 : 0);
