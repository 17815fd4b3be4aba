/**
 * The PowerShell that runs the Pester files, and Pester: from NuGet, pinned here, kept in the user's cache folder.
 * A `pwsh` on PATH is used as it is. Prepared once; a second call only looks.
 *
 *   deno run -A tests/ps-module/shell.ts      prepares, and says what is used
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { onPath } from "../support/run_suite.ts";

/** The NuGet tool `PowerShell`: the whole shell for the .NET of this machine. */
const POWERSHELL = "7.6.9";
/** The NuGet package `Pester`. The suite passes on 6.2.0 too (`run.ts --pester 6.2.0`). */
const PESTER = "5.7.1";

/** A shell with Pester. */
export interface Shell {
  readonly name: string;
  /** Program and first arguments; `-File` or `-Command` follows. */
  readonly command: readonly [string, ...string[]];
  /** What `Import-Module` takes: the manifest from NuGet or, without dotnet, the name of an installed Pester 5. */
  readonly pester: string;
}

/** Which shell is wanted: PowerShell 7, or the Windows PowerShell 5.1. */
export type Edition = "pwsh" | "powershell";

const FLAGS = ["-NoProfile", "-NonInteractive"];

function cacheFolder(): string {
  const given = Deno.env.get("XDG_CACHE_HOME") ?? Deno.env.get("LOCALAPPDATA");
  return join(given || join(homedir(), ".cache"), "monitor-retornos");
}

/** Runs dotnet; throws its words when it fails. */
async function dotnet(args: string[], cwd?: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command("dotnet", {
    args,
    ...(cwd === undefined ? {} : { cwd }),
    env: { DOTNET_CLI_TELEMETRY_OPTOUT: "1", DOTNET_NOLOGO: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  throw new Error(`dotnet ${args.slice(0, 3).join(" ")} falhou:\n${said.trim()}`);
}

/** A folder of the cache, filled whole or not at all; another run may be filling it at the same time. */
async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await Deno.mkdir(cacheFolder(), { recursive: true });
  const fresh = await Deno.makeTempDir({ dir: cacheFolder(), prefix: "preparando-" });
  try {
    await fill(fresh);
    await Deno.rename(fresh, folder);
  } catch (error) {
    await Deno.remove(fresh, { recursive: true }).catch(() => {});
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The one file that `suffix` ends below `folder`. Throws when there is none. */
function find(folder: string, suffix: string): string {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile && path.endsWith(suffix)) return path;
    if (!entry.isDirectory) continue;
    try {
      return find(path, suffix);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new Deno.errors.NotFound(`${suffix} não está em ${folder}`);
}

/** The folder of the tool, with `win` and `unix` in it: its own starter would only put a process in between. */
async function toolFolder(): Promise<string> {
  const folder = await cached(
    `pwsh-${POWERSHELL}`,
    (fresh) =>
      dotnet(["tool", "install", "powershell", "--version", POWERSHELL, "--tool-path", fresh]),
  );
  return dirname(dirname(find(folder, join("unix", "pwsh.dll"))));
}

async function pesterManifest(version: string): Promise<string> {
  const folder = await cached(`pester-${version}`, async (fresh) => {
    const project = join(fresh, "pester.csproj");
    await Deno.writeTextFile(
      project,
      `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework>
<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
<ItemGroup><PackageDownload Include="Pester" Version="[${version}]" /></ItemGroup></Project>
`,
    );
    await dotnet(["restore", project, `-p:RestorePackagesPath=${join(fresh, "pacotes")}`], fresh);
  });
  return find(folder, join("tools", "Pester.psd1"));
}

async function hasPester(shell: string): Promise<boolean> {
  const probe =
    "if (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 }) { 'sim' }";
  const { stdout } = await new Deno.Command(shell, { args: [...FLAGS, "-Command", probe] })
    .output();
  return new TextDecoder().decode(stdout).trim() === "sim";
}

/**
 * The shell to test with, or a sentence saying what is missing.
 *
 * @param pester Another version of Pester than the pinned one.
 * @throws {Error} NuGet did not give what is asked of it: what dotnet said.
 */
export async function prepareShell(
  edition: Edition = "pwsh",
  pester: string = PESTER,
): Promise<Shell | string> {
  const sdk = await onPath("dotnet");
  if (await onPath(edition)) {
    if (!sdk && !await hasPester(edition)) return `falta o Pester 5 no ${edition}, ou o dotnet`;
    return {
      name: `${edition} desta máquina`,
      command: [edition, ...FLAGS],
      pester: sdk ? await pesterManifest(pester) : "Pester",
    };
  }
  if (edition !== "pwsh") return `falta ${edition}`;
  if (!sdk) return "falta dotnet ou pwsh";
  const system = Deno.build.os === "windows" ? "win" : "unix";
  return {
    name: `pwsh ${POWERSHELL}`,
    command: ["dotnet", join(await toolFolder(), system, "pwsh.dll"), ...FLAGS],
    pester: await pesterManifest(pester),
  };
}

if (import.meta.main) {
  const shell = await prepareShell();
  const line = typeof shell === "string" ? `pulado: PowerShell (${shell})` : shell.name;
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
