/**
 * `deno task frota`: many folders and several machines on one PostgreSQL. Every machine has a monitor for each folder, and they
 * share the work; now and then a machine dies (kill -9) and comes back.
 *
 *   deno task frota                       50 folders, 3 machines, 100,000 files of 50 títulos: half an hour and more
 *   deno task frota --pastas=4 --arquivos=400
 *
 * Says what each tenth of the files costs, and the longest time that a folder was nobody's. Exit code 0 when every file was
 * applied once and is in its place, every folder had a holder in time, and the last tenths cost no more than 1.3 times the first.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Postgres, type PostgresAddress } from "../lab/postgres.ts";
import { kill } from "../support/installation.ts";
import { LOOK_MS } from "./pair_faults.ts";
import { TERM_SECONDS } from "../support/pair.ts";
import { pause } from "./writer.ts";

/** How large it is. */
export interface FleetOptions {
  readonly folders: number;
  readonly machines: number;
  readonly files: number;
  /** Títulos of each file. */
  readonly titulos: number;
  readonly say: (line: string) => void;
}

const ROUNDS = 10;
/** A monitor that cannot reach its folder's server would never end a round, ms. */
const ROUND_MS = 30 * 60_000;
/** What the last rounds may cost beside the first ones: what a ledger costs must not grow with what is in it. */
const GROWTH = 1.3;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2018, 0, 1);

/** Runs one; resolves to what is wrong. */
export async function fleet(options: FleetOptions): Promise<string[]> {
  const { folders, machines, titulos, say } = options;
  const root = await Deno.makeTempDir({ prefix: "frota-" });
  const connections = 2 * folders * machines + 50;
  await using server = await Postgres.start({
    conf: [`max_connections = ${connections}`, "shared_buffers = 512MB", "max_wal_size = 8GB"],
  });
  const address = await server.database();
  const ask = (sql: string) => server.sql(address.database, sql);
  const number = async (sql: string) => Number(await ask(sql));
  const site = new Site(root, address, options);
  const running = site.configs().map((files) => start(files, address.password));
  const holding = new Holding(server, address.database);
  const problems: string[] = [];
  const cost: number[] = [];
  try {
    await holding.until(folders);
    for (let round = 0; round < ROUNDS; round++) {
      const begin = performance.now();
      const written = site.write(round);
      const victim = round % machines;
      const death = (async () => {
        await pause(3000);
        await kill(running[victim]!);
        await pause(2 * TERM_SECONDS * 1000);
        running[victim] = start(site.configs()[victim]!, address.password);
      })();
      const done = () => number("SELECT count(*) FROM files WHERE moved_at IS NOT NULL");
      while (await done() < written && performance.now() - begin < ROUND_MS) await pause(500);
      cost.push((performance.now() - begin) / (written / (round + 1)));
      await death;
      say(
        `  ${round + 1}/${ROUNDS}: ${await done()} arquivos, ${
          cost.at(-1)!.toFixed(1)
        } ms cada um, ` +
          `pasta sem ninguém por no máximo ${(holding.longestMs / 1000).toFixed(1)} s`,
      );
    }
    const total = site.written;
    const counts: readonly (readonly [string, string, number])[] = [
      ["arquivos aplicados", "SELECT count(*) FROM files WHERE situation = 'processado'", total],
      ["conteúdos", "SELECT count(DISTINCT sha256) FROM files", total],
      ["títulos", "SELECT count(*) FROM titulos", total * titulos],
      ["movimentos", "SELECT count(*) FROM movimentos", total * titulos],
    ];
    for (const [what, sql, wanted] of counts) {
      const found = await number(sql);
      if (found !== wanted) problems.push(`${what}: esperado ${wanted}, encontrado ${found}`);
    }
    const [left, there] = site.count();
    if (left !== 0 || there !== total) problems.push(`${left} nas pastas, ${there} em Processados`);
    if (holding.longestMs > LOOK_MS) {
      problems.push(`uma pasta ficou sem ninguém por ${(holding.longestMs / 1000).toFixed(1)} s`);
    }
    const growth = mean(cost.slice(-3)) / mean(cost.slice(0, 3));
    say(`  custo dos últimos três décimos: ${growth.toFixed(2)} vezes o dos primeiros`);
    if (growth > GROWTH) problems.push(`o custo por arquivo cresceu ${growth.toFixed(2)} vezes`);
    return problems;
  } finally {
    holding.stop();
    for (const machine of running) await kill(machine);
    await Deno.remove(root, { recursive: true });
  }
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

function start(files: readonly string[], password: string): Deno.ChildProcess {
  const program = fileURLToPath(new URL("fleet_machine.ts", import.meta.url));
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", program, ...files],
    env: { MONITOR_RETORNOS_LIVRO: password },
    stdin: "null",
    stdout: "null",
  }).spawn();
}

/** Looks several times a second for how long a folder has been nobody's. */
class Holding {
  longestMs = 0;
  #held = 0;
  #over = false;

  constructor(readonly server: Postgres, readonly database: string) {
    void this.#look();
  }

  async until(folders: number): Promise<void> {
    while (this.#held < folders) await pause(200);
    this.longestMs = 0;
  }

  stop(): void {
    this.#over = true;
  }

  async #look(): Promise<void> {
    while (!this.#over) {
      const text = await this.server.sql(
        this.database,
        `SELECT count(*) FILTER (WHERE expires_at > clock_timestamp()),
           coalesce(max(extract(epoch FROM clock_timestamp() - expires_at)) * 1000, 0) FROM possession`,
      ).catch(() => "0|0");
      const [held, gap] = text.split("|").map(Number) as [number, number];
      this.#held = held;
      this.longestMs = Math.max(this.longestMs, gap);
      await pause(200);
    }
  }
}

/** The folders, and each machine's configuration of each of them. */
class Site {
  written = 0;

  constructor(
    readonly root: string,
    readonly address: PostgresAddress,
    readonly options: FleetOptions,
  ) {
    for (let n = 0; n < options.folders; n++) Deno.mkdirSync(this.#folder(n), { recursive: true });
  }

  #folder(n: number): string {
    return join(this.root, `pasta-${n}`);
  }

  /** Of each machine, a file for each folder. Written anew each time, and always the same. */
  configs(): string[][] {
    const { folders, machines } = this.options;
    return Array.from(
      { length: machines },
      (_, machine) => Array.from({ length: folders }, (_, folder) => this.#config(machine, folder)),
    );
  }

  #config(machine: number, folder: number): string {
    const place = join(this.root, `maquina-${machine}`, String(folder));
    Deno.mkdirSync(place, { recursive: true });
    const file = join(place, "config.ini");
    Deno.writeTextFileSync(
      file,
      [
        "[CAMINHOS]",
        `pasta_retorno = ${this.#folder(folder)}`,
        `pasta_dados = ${join(place, "dados")}`,
        "[PROCESSAMENTO]",
        "intervalo_varredura = 5",
        "tempo_espera_arquivo = 0",
        "[EMAIL]",
        "habilitado = nao",
        "[NOTIFICACOES]",
        "habilitado = nao",
        "[LIVRO_DE_REGISTRO]",
        "motor = postgresql",
        `servidor = ${this.address.host}`,
        `porta = ${this.address.port}`,
        `banco = ${this.address.database}`,
        `usuario = ${this.address.user}`,
        "tls = nenhum",
        `posto = MAQUINA-${machine}`,
        `prazo_posse = ${TERM_SECONDS}`,
        "[LOGS]",
        `arquivo_log = ${join(place, "monitor.log")}`,
        "",
      ].join("\r\n"),
    );
    return file;
  }

  /** A tenth of the files, each folder its part; resolves to how many there are in all. No título comes twice, and no day. */
  write(round: number): number {
    const { folders, files, titulos } = this.options;
    const each = Math.max(1, Math.round(files / ROUNDS / folders));
    for (let folder = 0; folder < folders; folder++) {
      for (let n = round * each; n < (round + 1) * each; n++) {
        const name = `RETORNO_${String(n).padStart(6, "0")}.ret`;
        const part = join(this.#folder(folder), `${name}.tmp`);
        const date = new Date(FIRST_DAY + n * DAY_MS).toISOString().slice(0, 10);
        const convenio = String(2_000_000 + folder);
        Deno.writeFileSync(
          part,
          syntheticCbr724({ titulos, nsa: n + 1, date, convenio, firstNumber: n * titulos + 1 }),
        );
        Deno.renameSync(part, join(this.#folder(folder), name));
      }
    }
    return this.written = (round + 1) * each * folders;
  }

  /** Files that lie in the folders, and those that were brought to their place. */
  count(): [number, number] {
    let [left, there] = [0, 0];
    for (let folder = 0; folder < this.options.folders; folder++) {
      const at = this.#folder(folder);
      left += [...Deno.readDirSync(at)].filter(({ name }) => name.endsWith(".ret")).length;
      there += [...Deno.readDirSync(join(at, "Processados"))].length;
    }
    return [left, there];
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      pastas: { type: "string", default: "50" },
      maquinas: { type: "string", default: "3" },
      arquivos: { type: "string", default: "100000" },
      titulos: { type: "string", default: "50" },
    },
  });
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
  const { pastas, maquinas, arquivos, titulos } = values;
  say(`Frota: ${pastas} pastas, ${maquinas} máquinas, ${arquivos} arquivos de ${titulos} títulos`);
  const problems = await fleet({
    folders: Number(pastas),
    machines: Number(maquinas),
    files: Number(arquivos),
    titulos: Number(titulos),
    say,
  });
  for (const problem of problems) say(`  ❌ ${problem}`);
  say(problems.length === 0 ? "✅ nada perdido, nada em dobro, toda pasta com dono a tempo" : "❌");
  Deno.exit(problems.length === 0 ? 0 : 1);
}
