/** One connection to the server. The only module that loads `pg`. */
// @ts-types="./pg.d.ts"
import pg, { type QueryConfig, type QueryResult } from "pg";
import { inexactNumberText } from "../../../words/ledger_state.ts";
import { PATIENCE, type Patience, type PostgresSettings, tlsOptions } from "./settings.ts";
import { DriverError, isLost, sqlState } from "./trouble.ts";

/** The way to the server may swallow everything: a good-bye is waited for this long, ms. */
const GOOD_BYE_MS = 2000;

/** A row, by the names of its columns. */
export type Row = Record<string, unknown>;

/** Numbers of the server's types: pg_type.dat. */
const BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, NUMERIC = 1700;

/**
 * Cents, ids and times fit a number, or it is an error; sums are numeric, and become bigints. JSON and all else stays text, as
 * the rows of every engine have it.
 */
const TYPES = {
  getTypeParser(oid: number): (text: string) => unknown {
    switch (oid) {
      case BOOL:
        return (text) => text === "t";
      case INT2:
      case INT4:
        return Number;
      case INT8:
        return exact;
      case NUMERIC:
        return BigInt;
      default:
        return (text) => text;
    }
  },
};

function exact(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(inexactNumberText(text));
  return number;
}

/** See the module's comment. What is asked for before the answers are there is sent at once, and answered in order. */
export class Link {
  readonly #client: InstanceType<typeof pg.Client>;
  readonly #names = new Map<string, string>();
  #timeline: string | null = null;
  #lost = false;
  /** Statements without an answer, and since when (monotonic ms) nothing was heard. */
  #asked = 0;
  #heard = 0;

  private constructor(client: InstanceType<typeof pg.Client>) {
    this.#client = client;
    // Without a listener the loss of an idle connection would end the process.
    client.on("error", () => this.#lost = true);
    client.on("end", () => this.#lost = true);
  }

  /** Connects; rejects with {@link DriverError} or with what the server says. Nothing stays open then. */
  static async open(settings: PostgresSettings): Promise<Link> {
    const patience = { ...PATIENCE, ...settings.patience };
    const { host, port, database, user, password } = settings;
    const client = new pg.Client({
      ...{ host, port, database, user, password },
      ssl: tlsOptions(settings),
      application_name: settings.application ?? "MonitorRetornos",
      connectionTimeoutMillis: patience.connectMs,
      query_timeout: patience.statementMs + patience.answerMs,
      keepAlive: true,
      pipeline: true,
      types: TYPES,
    });
    const link = new Link(client);
    try {
      await client.connect();
      await link.script(limits(patience));
      link.#timeline = await timelineOf(link);
      return link;
    } catch (error) {
      link.drop();
      throw byDriver(error);
    }
  }

  /** Whether it is good for nothing any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /**
   * The server's history: another one since a standby took over, or a backup came back. Null on a server that only follows another,
   * and on one that does not say.
   */
  get timeline(): string | null {
    return this.#timeline;
  }

  /** How long the server has owed an answer, in ms; 0 when it owes none. */
  get silentMs(): number {
    return this.#asked === 0 || this.#lost ? 0 : performance.now() - this.#heard;
  }

  /** One statement. Rejects with what the server says, or {@link DriverError}. */
  async query(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    return await this.#send({ text, values });
  }

  /** One that comes again and again: the server keeps its plan. */
  async prepared(text: string, values: readonly unknown[]): Promise<QueryResult> {
    let name = this.#names.get(text);
    if (name === undefined) this.#names.set(text, name = `mr${this.#names.size}`);
    return await this.#send({ name, text, values });
  }

  /** Statements without values, in one round trip. */
  async script(text: string): Promise<QueryResult[]> {
    return [await this.#send(text)].flat();
  }

  async #send(query: QueryConfig): Promise<QueryResult>;
  async #send(query: string): Promise<QueryResult | QueryResult[]>;
  async #send(query: QueryConfig | string): Promise<QueryResult | QueryResult[]> {
    if (this.#asked++ === 0) this.#heard = performance.now();
    try {
      return await this.#client.query(query as string);
    } catch (error) {
      const mapped = byDriver(error);
      // One that waited too long may still be answered: to whom?
      if (isLost(mapped)) this.drop();
      throw mapped;
    } finally {
      this.#asked--;
      this.#heard = performance.now();
    }
  }

  /** Says good-bye, and waits a moment for the server to hear it. */
  async close(): Promise<void> {
    if (!this.#lost) {
      const timer = setTimeout(() => this.drop(), GOOD_BYE_MS);
      await this.#client.end().catch(() => {});
      clearTimeout(timer);
    }
    this.drop();
  }

  /** Lets go at once, whatever the server does. */
  drop(): void {
    this.#lost = true;
    this.#client.connection.stream.destroy();
  }
}

/** For the whole connection. Compiling a plan would cost more than any of these statements. */
function limits({ statementMs, lockMs, silentMs }: Patience): string {
  return `SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs};
    SET idle_in_transaction_session_timeout = ${silentMs}; SET client_min_messages = warning;
    SET jit = off`;
}

/** The first eight digits of the name of a piece of its log: https://www.postgresql.org/docs/current/wal-internals.html */
const TIMELINE = `SELECT CASE WHEN NOT pg_is_in_recovery()
    THEN left(pg_walfile_name(pg_current_wal_lsn()), 8) END AS timeline`;

async function timelineOf(link: Link): Promise<string | null> {
  try {
    return (await link.query(TIMELINE)).rows[0]!.timeline as string | null;
  } catch (error) {
    if (isLost(error)) throw error;
    return null;
  }
}

function byDriver(error: unknown): unknown {
  if (sqlState(error) !== null || error instanceof RangeError) return error;
  return new DriverError(error instanceof Error ? error.message : String(error), { cause: error });
}
