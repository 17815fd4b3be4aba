/**
 * A PostgreSQL server of Debian that is made for one run and thrown away: a cluster in a folder of its own, on a free port of
 * 127.0.0.1. The server does not accept to be root; then it runs as `postgres`. It ends with the thread that started it.
 *
 *   deno run -A tests/lab/postgres.ts     starts one, says how to reach it, and stops it at the end of standard input
 */
import { join } from "node:path";

/** Where Debian puts the servers, one folder a version. */
const VERSIONS = "/usr/lib/postgresql";
/** Longer than a start takes on a busy machine, ms. */
const START_MS = 60_000;
/** Somebody else may take the free port first. */
const ATTEMPTS = 3;
/** The only role that connects; owner of the databases, no superuser. */
const ROLE = "monitor";
const PASSWORD = "senha-do-laboratorio";

/** How every program of the server is started. */
const HOW = { cwd: "/", stdin: "null", env: { LC_ALL: "C.UTF-8" } } as const;

/** How to reach a database of the server. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** What a server of its own can be asked for. */
export interface PostgresOptions {
  /** Lines of postgresql.conf, without `port` and `unix_socket_directories`. */
  readonly conf?: readonly string[];
  /** A commit survives the machine: for measuring. Default: only the server's own death. */
  readonly durable?: boolean;
  /** A certificate and its key (PEM): TLS is offered. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Why no server can be started here; null when it can. */
export async function postgresMissing(): Promise<string | null> {
  if (Deno.build.os !== "linux") return "o laboratório PostgreSQL é do Linux";
  return await newestBin() === null ? "falta o PostgreSQL" : null;
}

async function newestBin(): Promise<string | null> {
  const versions: number[] = [];
  try {
    for await (const { name } of Deno.readDir(VERSIONS)) versions.push(Number(name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  for (const version of versions.sort((a, b) => b - a)) {
    const bin = join(VERSIONS, String(version), "bin");
    if (await Deno.stat(join(bin, "initdb")).then(() => true, () => false)) return bin;
  }
  return null;
}

/** One server; see the module's comment. */
export class Postgres implements AsyncDisposable {
  #child: Deno.ChildProcess | null = null;
  #port = 0;
  #databases = 0;

  private constructor(
    readonly bin: string,
    readonly root: string,
    readonly options: PostgresOptions,
  ) {}

  /** A running server. Throws where there is none: see {@link postgresMissing}. */
  static async start(options: PostgresOptions = {}): Promise<Postgres> {
    const bin = await newestBin();
    if (bin === null) throw new Error("falta o PostgreSQL");
    const root = await Deno.makeTempDir({ prefix: "pg-" });
    const server = new Postgres(bin, root, options);
    try {
      await Deno.chmod(root, 0o755);
      await Deno.mkdir(server.data, { mode: 0o700 });
      await owned(server.data);
      await run([
        join(bin, "initdb"),
        ...["-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
        "--no-sync",
      ]);
      await server.#configure();
      await server.up();
      await server.sql("postgres", `CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`);
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** One that took over from this one, which is stopped: the same data, and from here on a history of its own. */
  async successor(): Promise<Postgres> {
    const server = new Postgres(this.bin, await Deno.makeTempDir({ prefix: "pg-" }), this.options);
    try {
      await Deno.chmod(server.root, 0o755);
      await output(["cp", "-a", this.data, server.data]);
      const conf = [`unix_socket_directories = '${server.data}'`, "restore_command = 'false'"];
      const file = join(server.data, "postgresql.conf");
      await Deno.writeTextFile(file, conf.join("\n") + "\n", { append: true });
      const signal = join(server.data, "recovery.signal");
      await Deno.writeTextFile(signal, "");
      await owned(signal);
      await server.up();
      while (await server.sql("postgres", "SELECT pg_is_in_recovery()") !== "f") await pause(50);
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  get data(): string {
    return join(this.root, "dados");
  }

  /** The port on 127.0.0.1; stays the same when the server is stopped and started again. */
  get port(): number {
    return this.#port;
  }

  /** The server's own process, for signals. */
  get pid(): number {
    return this.#child!.pid;
  }

  /** A signal to the server's process and to every one that serves a client. */
  async signalAll(signal: Deno.Signal): Promise<void> {
    const found = await new Deno.Command("pgrep", { args: ["-P", String(this.pid)] }).output();
    const children = new TextDecoder().decode(found.stdout).split("\n").filter(Boolean);
    Deno.kill(this.pid, signal);
    for (const pid of children.map(Number)) {
      try {
        Deno.kill(pid, signal);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended meanwhile
      }
    }
  }

  async #configure(): Promise<void> {
    const { conf = [], durable = false, tls } = this.options;
    const lines = [
      `unix_socket_directories = '${this.data}'`,
      "listen_addresses = '127.0.0.1'",
      "max_connections = 200",
      ...(durable ? [] : ["fsync = off", "full_page_writes = off"]),
      ...(tls === undefined ? [] : ["ssl = on"]),
      ...conf,
    ];
    if (tls !== undefined) {
      await Deno.writeTextFile(join(this.data, "server.crt"), tls.cert);
      const key = join(this.data, "server.key");
      await Deno.writeTextFile(key, tls.key, { mode: 0o600 });
      await owned(key);
    }
    await Deno.writeTextFile(join(this.data, "postgresql.conf"), lines.join("\n") + "\n", {
      append: true,
    });
    await Deno.writeTextFile(
      join(this.data, "pg_hba.conf"),
      "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
    );
  }

  /** Starts the server, and waits until it takes connections. */
  async up(): Promise<void> {
    for (let attempt = 1;; attempt++) {
      if (this.#port === 0) this.#port = freePort();
      const [program, ...args] = asServer(
        join(this.bin, "postgres"),
        ...["-D", this.data, "-p", String(this.#port)],
      );
      const child = new Deno.Command(program!, {
        args,
        cwd: "/",
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      }).spawn();
      const words = new Response(child.stderr).text();
      this.#child = child;
      const ended = child.status.then(() => true);
      if (await this.#answers(ended)) return;
      this.#child = null;
      const why = await words;
      if (!/Address already in use/.test(why) || attempt === ATTEMPTS) throw new Error(why);
      this.#port = 0;
    }
  }

  /** False when it ended instead. */
  async #answers(ended: Promise<boolean>): Promise<boolean> {
    const ready = [join(this.bin, "pg_isready"), "-q", "-h", this.data, "-p", String(this.#port)];
    for (const until = performance.now() + START_MS; performance.now() < until;) {
      const asked = new Deno.Command(ready[0]!, { args: ready.slice(1) }).output();
      if ((await asked).success) return true;
      const over = await Promise.race([ended, pause(50).then(() => false)]);
      if (over) return false;
    }
    throw new Error("o PostgreSQL não respondeu a tempo");
  }

  /** Ends the server as a power cut does (`SIGQUIT`), at once and without a checkpoint (`SIGINT`), or when all have left. */
  async down(signal: "SIGQUIT" | "SIGINT" | "SIGTERM" = "SIGINT"): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    try {
      child.kill(signal);
    } catch { /* it ended by itself */ }
    await child.status;
  }

  /** A database that does not exist yet, and how the program reaches it. */
  async database(): Promise<PostgresAddress> {
    const database = `livro_${++this.#databases}`;
    await this.sql("postgres", `CREATE DATABASE ${database} OWNER ${ROLE} TEMPLATE template0`);
    return this.address(database);
  }

  /** How the program reaches a database. */
  address(database: string): PostgresAddress {
    return { host: "127.0.0.1", port: this.#port, database, user: ROLE, password: PASSWORD };
  }

  /** Nobody else may be connected. */
  async drop(database: string): Promise<void> {
    await this.sql("postgres", `DROP DATABASE ${database} WITH (FORCE)`);
  }

  /** What the superuser's `psql` answers, without its decoration: fields apart by `|`. Throws what the server refuses. */
  async sql(database: string, text: string): Promise<string> {
    return await run(this.#psql(database, text));
  }

  /** The same, while everything else here stands still. */
  sqlNow(database: string, text: string): string {
    const [program, ...args] = asServer(...this.#psql(database, text));
    return answer(program!, new Deno.Command(program!, { ...HOW, args }).outputSync());
  }

  #psql(database: string, text: string): string[] {
    const where = ["-h", this.data, "-p", String(this.#port), "-U", "postgres", "-d", database];
    const how = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"];
    return [join(this.bin, "psql"), ...how, ...where, "-c", text];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down("SIGQUIT");
    await Deno.remove(this.root, { recursive: true });
  }

  /** The same where no promise can be waited for any more. */
  disposeNow(): void {
    try {
      this.#child?.kill("SIGQUIT");
    } catch { /* it ended by itself */ }
    for (let n = 0;; n++) {
      try {
        return Deno.removeSync(this.root, { recursive: true });
      } catch (error) {
        // Its processes are still writing.
        if (n === 100) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      }
    }
  }
}

/** The command line of a program that may not be root. It ends when the thread that starts it does. */
function asServer(...command: readonly string[]): string[] {
  const user = Deno.uid() === 0 ? ["--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
  return ["setpriv", ...user, "--pdeathsig", "QUIT", ...command];
}

async function owned(path: string): Promise<void> {
  if (Deno.uid() === 0) await output(["chown", "postgres:", path]);
}

async function run(command: readonly string[]): Promise<string> {
  return await output(asServer(...command));
}

async function output([program, ...args]: readonly string[]): Promise<string> {
  return answer(program!, await new Deno.Command(program!, { ...HOW, args }).output());
}

function answer(program: string, { success, stdout, stderr }: Deno.CommandOutput): string {
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

if (import.meta.main) {
  await using server = await Postgres.start({ durable: true });
  const { host, port, database, user, password } = await server.database();
  const address = `postgresql://${user}:${password}@${host}:${port}/${database}\n`;
  await Deno.stdout.write(new TextEncoder().encode(address));
  await Deno.stdin.readable.pipeTo(new WritableStream());
}
