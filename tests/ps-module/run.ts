/**
 * Runs the Pester files of this folder on the real PowerShell engine: `pwsh` with Pester 5 where
 * both are installed, else the engine from NuGet in `host/` (needs the .NET SDK), else a line that
 * says what was skipped. The last line is always `N passed, N failed`.
 *
 *   deno run -A tests/ps-module/run.ts [--motor pwsh|powershell|host] [--filtro REGEX] [FILE...]
 *
 * Exit code 0 when nothing failed, 1 otherwise.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));

/** Runs a program and answers its code and text, or null when there is no such program. */
async function attempt(program: string, args: string[]) {
  try {
    const out = await new Deno.Command(program, { args, stdout: "piped", stderr: "piped" })
      .output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    return { code: out.code, stdout: decode(out.stdout), stderr: decode(out.stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** True when this shell exists and finds Pester 5. */
async function hasPester(shell: string): Promise<boolean> {
  const probe =
    "if (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 }) { 'sim' }";
  const answer = await attempt(shell, ["-NoProfile", "-NonInteractive", "-Command", probe]);
  return answer?.stdout === "sim";
}

/** The folder's sources as one hash: the build is kept per content, outside the source tree. */
async function sourceHash(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const walk = async (path: string) => {
    const entries = await Array.fromAsync(Deno.readDir(path));
    for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const full = join(path, entry.name);
      if (entry.isDirectory && entry.name !== "obj" && entry.name !== "bin") await walk(full);
      else if (/\.(cs|csproj|ps1)$/.test(entry.name)) {
        hash.update(entry.name + "\0").update(await Deno.readFile(full));
      }
    }
  };
  await walk(folder);
  return hash.digest("hex").slice(0, 16);
}

/** Builds the host once per content; answers the path of PsHost.dll, or null without a .NET SDK. */
async function buildHost(): Promise<string | null> {
  const source = join(here, "host");
  const cache = join(tmpdir(), `monitor-retornos-pshost-${await sourceHash(source)}`);
  const library = join(cache, "out", "PsHost.dll");
  if (existsSync(join(cache, "pronto"))) return library;
  const obj = join(cache, "obj").replaceAll("\\", "/") + "/";
  const built = await attempt("dotnet", [
    ...["build", join(source, "PsHost.csproj"), "-c", "Release", "-v", "q", "--nologo"],
    ...[`-p:BaseIntermediateOutputPath=${obj}`, "-o", join(cache, "out")],
  ]);
  if (built === null) return null;
  if (built.code !== 0) {
    say(built.stdout + "\n" + built.stderr);
    throw new Error("o motor de testes (tests/ps-module/host) não compilou");
  }
  await Deno.writeTextFile(join(cache, "pronto"), "");
  return library;
}

/** The command that runs the given files, or null when this machine has no engine. */
async function engine(wanted: string | undefined, files: string[], filter: string | undefined) {
  for (const shell of ["pwsh", "powershell"]) {
    if (wanted !== undefined ? wanted !== shell : shell !== "pwsh") continue;
    if (!await hasPester(shell)) continue;
    const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(",");
    const script = [
      "Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99",
      "$c = New-PesterConfiguration",
      `$c.Run.Path = @(${list})`,
      "$c.Run.PassThru = $true",
      "$c.Output.Verbosity = 'Detailed'",
      "$c.Output.RenderMode = 'Plaintext'",
      filter === undefined ? "" : `$c.Filter.FullName = '*${filter.replaceAll("'", "''")}*'`,
      "$r = Invoke-Pester -Configuration $c",
      "$f = $r.FailedCount + $r.FailedBlocksCount + $r.FailedContainersCount",
      '"$($r.PassedCount) passed, $f failed, $($r.SkippedCount) skipped"',
      "exit [int]($f -gt 0)",
    ].join("\n");
    return { program: shell, args: ["-NoProfile", "-NonInteractive", "-Command", script] };
  }
  if (wanted !== undefined && wanted !== "host") return null;
  const host = await buildHost();
  return host === null ? null : { program: "dotnet", args: [host, "pester", ...files] };
}

const files: string[] = [];
let wanted: string | undefined;
let filter: string | undefined;
for (let i = 0; i < Deno.args.length; i++) {
  const arg = Deno.args[i]!;
  if (arg === "--motor") wanted = Deno.args[++i];
  else if (arg === "--filtro") filter = Deno.args[++i];
  else files.push(resolve(arg));
}
if (files.length === 0) {
  for (const entry of Deno.readDirSync(here)) {
    if (entry.name.endsWith(".Tests.ps1")) files.push(join(here, entry.name));
  }
  files.sort();
}
const chosen = await engine(wanted, files, filter);
if (chosen === null) {
  say(
    `pulado: ${
      files.map((f) => basename(f)).join(", ")
    } (sem pwsh com Pester 5 e sem o SDK do .NET)`,
  );
  say("0 passed, 0 failed");
} else {
  const env = filter === undefined ? {} : { PESTER_FILTER: filter };
  const run = new Deno.Command(chosen.program, {
    args: chosen.args,
    stdout: "inherit",
    stderr: "inherit",
    env,
  });
  const status = await run.spawn().status;
  Deno.exit(status.code === 0 ? 0 : 1);
}
