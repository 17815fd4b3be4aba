/** Two machines on one folder and one PostgreSQL, each with a way of its own to the server, which can be cut. */
import { Postgres, type PostgresAddress } from "../lab/postgres.ts";
import { type Installation, kill } from "../support/installation.ts";
import { machine } from "../support/pair.ts";
import { PostgresProxy } from "../support/postgres_proxy.ts";
import { type SmtpTestServer, startSmtp } from "../support/smtp.ts";
import { pause } from "./writer.ts";

/** One of the two. */
export class Machine {
  child: Deno.ChildProcess | null = null;

  constructor(
    readonly post: string,
    readonly place: Installation,
    readonly proxy: PostgresProxy,
  ) {}

  start(): void {
    this.child = this.place.start();
  }

  async kill(): Promise<void> {
    if (this.child !== null) await kill(this.child);
    this.child = null;
  }

  /** Asks it to end, and waits for it. */
  async stop(): Promise<void> {
    await this.place.run("parar");
    await this.child?.status;
    this.child = null;
  }

  signal(signal: Deno.Signal): void {
    this.child?.kill(signal);
  }

  /** Its way to the server is as it should be. */
  heal(): void {
    this.proxy.closed = false;
    this.proxy.delayMs = 0;
    this.proxy.judge = () => "pass";
  }
}

/** Both, and what they share. */
export class Pair implements AsyncDisposable {
  private constructor(
    readonly server: Postgres,
    readonly database: PostgresAddress,
    readonly smtp: SmtpTestServer,
    readonly machines: readonly [Machine, Machine],
  ) {}

  static async open(): Promise<Pair> {
    const server = await Postgres.start();
    const database = await server.database();
    const smtp = await startSmtp();
    const first = machineAt("SERVIDOR-A", database, smtp.port);
    const second = machineAt("SERVIDOR-B", database, smtp.port, first.place);
    return new Pair(server, database, smtp, [first, second]);
  }

  /** Whose folder it is; the other one's stays empty. */
  get place(): Installation {
    return this.machines[0].place;
  }

  other(machine: Machine): Machine {
    return this.machines[machine === this.machines[0] ? 1 : 0];
  }

  /** Rows of a SELECT, by the server itself. */
  async ask(sql: string): Promise<Record<string, unknown>[]> {
    const text = `SELECT coalesce(json_agg(one), '[]') FROM (${sql}) AS one`;
    return JSON.parse(await this.server.sql(this.database.database, text));
  }

  /** The machine that holds the folder now, and with which number; null: none does. */
  async holder(): Promise<{ readonly machine: Machine; readonly generation: number } | null> {
    const [row] = await this.ask(
      "SELECT generation, post FROM possession WHERE expires_at > clock_timestamp()",
    );
    const machine = this.machines.find(({ post }) => post === row?.post);
    return machine === undefined ? null : { machine, generation: Number(row!.generation) };
  }

  /** How long, in ms, until `condition` holds; null after `limitMs`. */
  async timed(condition: () => Promise<boolean>, limitMs: number): Promise<number | null> {
    const begin = performance.now();
    while (performance.now() - begin < limitMs) {
      if (await condition()) return performance.now() - begin;
      await pause(50);
    }
    return null;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Ends everything; `keep`: what is on disk stays. */
  async end(keep = false): Promise<void> {
    for (const machine of this.machines) {
      await machine.kill();
      await machine.proxy[Symbol.asyncDispose]();
      if (!keep) await machine.place[Symbol.asyncDispose]();
    }
    await this.smtp[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

function machineAt(
  post: string,
  database: PostgresAddress,
  smtpPort: number,
  first?: Installation,
): Machine {
  const proxy = new PostgresProxy(database.port);
  const address = { ...database, port: proxy.port };
  const shared = first === undefined ? {} : { first };
  return new Machine(post, machine(post, address, { smtpPort, ...shared }), proxy);
}
