/** The part of `pg` that is used. `@types/pg` would bring Node's globals into every file. */
import type { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";

/** Options of a connection; times in ms. */
export interface ClientConfig {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: false | ConnectionOptions;
  readonly application_name: string;
  readonly connectionTimeoutMillis: number;
  readonly query_timeout: number;
  readonly keepAlive: boolean;
  /** Statements are sent without waiting for the answers to those before. */
  readonly pipeline: boolean;
  readonly types: {
    getTypeParser(oid: number, format?: string): (text: string) => unknown;
  };
}

/** A statement with its values; the server keeps the plan of one that has a name. */
export interface QueryConfig {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What a statement gave. */
export interface QueryResult {
  /** Tag of the command, such as `COMMIT`. */
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Record<string, unknown>[];
}

/** One connection. */
declare class Client extends EventEmitter {
  constructor(config: ClientConfig);
  readonly connection: { readonly stream: Duplex };
  connect(): Promise<unknown>;
  /** A text of several statements gives an array of results. */
  query(query: QueryConfig): Promise<QueryResult>;
  query(text: string): Promise<QueryResult | QueryResult[]>;
  end(): Promise<void>;
}

/** What `require("pg")` gives. */
declare const pg: { readonly Client: typeof Client };
export default pg;
