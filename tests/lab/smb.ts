/**
 * The monitor on a real SMB share: the server is stopped, frozen, its folder renamed, its access denied; on
 * Linux through a FUSE client, and with the Windows build of Deno by its UNC path. Each fault must be noticed
 * within interval + prazo_sonda, `estado` must answer in under a second meanwhile, and what gathered must be
 * processed once the server is back. Prints a table of the times and, last, `N passed, N failed`.
 *
 *   deno run -A tests/lab/smb.ts [linux|windows] [stop|hang|rename|deny]...
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { onPath } from "../support/run_suite.ts";
import { startSmtp } from "../support/smtp.ts";
import { add, closing, NOTHING, type Tally } from "../support/tally.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LAB = join(ROOT, "..", "shared", "lab", "smb.sh");
const INTERVAL_S = 4;
const DEADLINE_S = 4;
/** The client's own time to see that the server is back, beyond one interval; measured, then doubled. */
const RECONNECT_S = 40;

const FAULTS = [
  { name: "servidor parado", make: "stop", undo: "start" },
  { name: "servidor congelado", make: "hang", undo: "resume" },
  { name: "pasta renomeada", make: "rename", undo: "restore" },
  { name: "acesso negado", make: "deny", undo: "allow" },
] as const;

interface Platform {
  readonly name: "linux" | "windows";
  /** Command that runs the program. */
  readonly program: readonly string[];
  readonly folder: string;
  /** A local path as the program sees it. */
  readonly local: (path: string) => string;
}

interface Measured {
  readonly platform: string;
  readonly fault: string;
  readonly code: string;
  readonly detected: number;
  readonly slowestStatus: number;
  readonly recovered: number;
}

const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function lab(verb: string): Promise<string> {
  const { stdout, stderr, success } = await new Deno.Command("bash", { args: [LAB, verb] })
    .output();
  if (!success) throw new Error(`smb.sh ${verb}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}

let serial = Date.now() % 100_000;

/** Puts files on the server's own disk, as the bank does. */
async function bankDrops(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const bytes = syntheticCbr724({
      titulos: 3,
      nsa: ++serial,
      date: new Date().toISOString().slice(0, 10),
    });
    await Deno.writeFile(join(folder, `${name}.tmp`), bytes);
    await Deno.rename(join(folder, `${name}.tmp`), join(folder, name));
  }
}

async function waitFor<T>(
  what: string,
  limitS: number,
  ask: () => Promise<T | null | false>,
): Promise<T> {
  for (const end = performance.now() + limitS * 1000; performance.now() < end;) {
    const answer = await ask();
    if (answer) return answer;
    await pause(100);
  }
  throw new Error(`não aconteceu em ${limitS} s: ${what}`);
}

/** One fault from beginning to end, with a monitor of its own. */
async function measure(
  platform: Platform,
  fault: (typeof FAULTS)[number],
  server: string,
): Promise<Measured> {
  const root = await Deno.makeTempDir({ prefix: "smb-lab-" });
  await using smtp = await startSmtp();
  const config = join(root, "config.ini");
  await Deno.writeTextFile(
    config,
    [
      "[CAMINHOS]",
      `pasta_retorno = ${platform.folder}`,
      `pasta_dados = ${platform.local(join(root, "dados"))}`,
      "[MONITORAMENTO_SERVIDOR]",
      `intervalo_verificacao = ${INTERVAL_S}`,
      `prazo_sonda = ${DEADLINE_S}`,
      "[PROCESSAMENTO]",
      "intervalo_varredura = 1",
      "[EMAIL]",
      "smtp_servidor = 127.0.0.1",
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@laboratorio.invalid",
      "destinatarios = equipe@laboratorio.invalid",
      "[LOGS]",
      `arquivo_log = ${platform.local(join(root, "monitor.log"))}`,
      "",
    ].join("\n"),
  );
  const run = (...args: string[]) => {
    const [program = "", ...first] = platform.program;
    return new Deno.Command(program, {
      args: [...first, ...args, "--config", platform.local(config)],
      stdout: "piped",
      stderr: "null",
      stdin: "null",
    });
  };
  let slowestStatus = 0;
  const status = async () => {
    const start = performance.now();
    const { stdout } = await run("estado", "--json").output();
    slowestStatus = Math.max(slowestStatus, performance.now() - start);
    return JSON.parse(new TextDecoder().decode(stdout));
  };
  const monitor = run("monitorar").spawn();
  monitor.stdout.cancel();
  let undone = true;
  try {
    await waitFor("operacional", 30, async () => {
      const s = await status();
      return s.estado === "operacional" && s.ultimaVerificacao !== null;
    });
    const before = [`${fault.make}-antes.ret`];
    await bankDrops(server, before);
    await waitFor("primeiro arquivo no lugar", 20, () => inPlace(server, before));

    slowestStatus = 0;
    undone = false;
    const start = performance.now();
    await lab(fault.make);
    const told = waitFor("queda no log", 3 * (INTERVAL_S + DEADLINE_S), async () => {
      const log = await Deno.readTextFile(join(root, "monitor.log"));
      return log.includes("Servidor ficou inacessível") ? performance.now() : null;
    });
    told.catch(() => {});
    const down = await waitFor("queda percebida", 3 * (INTERVAL_S + DEADLINE_S), async () => {
      const s = await status();
      return s.estado === "inacessivel" ? s : null;
    });
    // By the log, which is looked at all the time: a whole `estado` in between would count as the monitor's own delay.
    const detected = (await told - start) / 1000;
    const where = fault.make === "rename" ? `${server}_TESTE` : server;
    const gathered = [1, 2, 3].map((n) => `${fault.make}-${n}.ret`);
    await bankDrops(where, gathered);
    // One more check goes by: still one message.
    await pause((INTERVAL_S + 1) * 1000);
    const worst = slowestStatus;

    const back = performance.now();
    await lab(fault.undo);
    undone = true;
    const up = await waitFor(
      "recuperado e processado",
      INTERVAL_S + DEADLINE_S + RECONNECT_S,
      async () => {
        const s = await status();
        return s.estado === "operacional" && s.ultimaQueda?.fim &&
            s.ultimaQueda.arquivosProcessados >= 3
          ? s
          : null;
      },
    );
    const recovered = (performance.now() - back) / 1000;
    await smtp.waitFor(2, 20_000);
    await pause(500);

    const problems = [
      detected > INTERVAL_S + DEADLINE_S + 1 && `percebida em ${detected.toFixed(1)} s`,
      worst > (platform.name === "windows" ? 2500 : 1000) && `estado levou ${worst.toFixed(0)} ms`,
      up.ultimaQueda.arquivosProcessados !== 3 &&
      `${up.ultimaQueda.arquivosProcessados} arquivos na volta, e não 3`,
      smtp.messages.length !== 2 && `${smtp.messages.length} emails, e não 2`,
    ].filter((problem) => problem !== false);
    // A removal may stay pending on the server for as long as the client keeps a handle of its own.
    await waitFor("todos no lugar", 10, () => inPlace(server, [...before, ...gathered]));
    if (problems.length > 0) throw new Error(problems.join("; "));
    return {
      platform: platform.name,
      fault: fault.name,
      code: down.diagnostico.codigo,
      detected,
      slowestStatus: worst,
      recovered,
    };
  } catch (error) {
    say(await Deno.readTextFile(join(root, "monitor.log")).catch(() => "(sem log)"));
    throw error;
  } finally {
    if (!undone) await lab(fault.undo).catch(() => {});
    await run("parar", "--json").output();
    try {
      monitor.kill("SIGKILL");
    } catch { /* it ended by itself */ }
    await monitor.status;
    await cleanServer(server);
    await Deno.remove(root, { recursive: true }).catch(() => {});
  }
}

async function cleanServer(server: string): Promise<void> {
  for (const folder of ["Processados", "Erro", "Ignorados"]) {
    await Deno.remove(join(server, folder), { recursive: true }).catch(() => {});
  }
  for await (const entry of Deno.readDir(server)) {
    if (entry.isFile) await Deno.remove(join(server, entry.name)).catch(() => {});
  }
}

/** Each of them in Processados and nowhere else. */
async function inPlace(server: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    if (!await exists(join(server, "Processados", name)) || await exists(join(server, name))) {
      return false;
    }
  }
  return true;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}

async function platforms(): Promise<Platform[]> {
  const main = join(ROOT, "core", "main.ts");
  const zed = (path: string) => "Z:" + path.replaceAll("/", "\\");
  const all: Platform[] = [{
    name: "linux",
    program: [Deno.execPath(), "run", "-A", main],
    folder: await lab("path"),
    local: (path) => path,
  }];
  if (await onPath("deno-windows")) {
    all.push({
      name: "windows",
      program: ["deno-windows", "run", "-A", zed(main)],
      folder: await lab("unc"),
      local: zed,
    });
  }
  return all;
}

if (import.meta.main) {
  const chosen = (names: readonly string[]) => Deno.args.filter((arg) => names.includes(arg));
  const wanted = {
    platforms: chosen(["linux", "windows"]),
    faults: chosen(FAULTS.map((f) => f.make)),
  };
  // A mount whose client died with an earlier run would refuse every access.
  await lab("down");
  await lab("up");
  const server = await lab("back");
  const results: Measured[] = [];
  let tally: Tally = NOTHING;
  for (const platform of await platforms()) {
    if (wanted.platforms.length > 0 && !wanted.platforms.includes(platform.name)) continue;
    for (const fault of FAULTS) {
      if (wanted.faults.length > 0 && !wanted.faults.includes(fault.make)) continue;
      try {
        results.push(await measure(platform, fault, server));
        tally = add(tally, { ...NOTHING, passed: 1 });
        say(`ok: ${platform.name}, ${fault.name}`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const failures = [`${platform.name}, ${fault.name}: ${reason}`];
        tally = add(tally, { ...NOTHING, failed: 1, failures });
        say(`  falhou: ${failures[0]}`);
      }
    }
  }
  say(`\n| cliente | falha | diagnóstico | percebida em | \`estado\` mais lento | recuperado em |`);
  say("|---|---|---|---|---|---|");
  for (const r of results) {
    say(
      `| ${r.platform} | ${r.fault} | ${r.code} | ${r.detected.toFixed(1)} s | ${
        r.slowestStatus.toFixed(0)
      } ms | ${r.recovered.toFixed(1)} s |`,
    );
  }
  say(`(intervalo ${INTERVAL_S} s, prazo_sonda ${DEADLINE_S} s)\n`);
  say(closing(tally));
  Deno.exit(tally.failed > 0 ? 1 : 0);
}
