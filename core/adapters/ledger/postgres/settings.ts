/** Where the ledger's server is, and how patient its client is. */
import type { ConnectionOptions } from "node:tls";

/** `verificar`: the certificate must be of that name and of a known issuer; `exigir`: encrypted, by whomever; `nenhum`: in clear. */
export type PostgresTls = "verificar" | "exigir" | "nenhum";

/** The server, the database, and who we are there. */
export interface PostgresSettings {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Default `verificar`. */
  readonly tls?: PostgresTls;
  /** Certificates (PEM) of the issuers that are trusted, instead of those of this machine. */
  readonly ca?: string;
  /** What the server's own lists show; default `MonitorRetornos`. */
  readonly application?: string;
  readonly patience?: Partial<Patience>;
}

/** All in ms. */
export interface Patience {
  /** A connection, with its login. */
  readonly connectMs: number;
  /** One statement, by the server's clock. */
  readonly statementMs: number;
  /** Another transaction's lock; longer than `silentMs`, so that one of a frozen client is outlasted. */
  readonly lockMs: number;
  /** A transaction whose client says nothing: the server ends it, and its locks. */
  readonly silentMs: number;
  /** Beyond `statementMs`: the server, or the way to it, does not answer at all. */
  readonly answerMs: number;
  /** Longest pause between two attempts to connect. */
  readonly retryMs: number;
}

/** What is waited for when nothing else is said. */
export const PATIENCE: Patience = {
  connectMs: 10_000,
  statementMs: 60_000,
  lockMs: 15_000,
  silentMs: 10_000,
  answerMs: 5_000,
  retryMs: 10_000,
};

/** What the connection asks of TLS. */
export function tlsOptions({ tls = "verificar", ca }: PostgresSettings): false | ConnectionOptions {
  if (tls === "nenhum") return false;
  return {
    rejectUnauthorized: tls === "verificar",
    minVersion: "TLSv1.2",
    ...(ca === undefined ? {} : { ca }),
  };
}

/** The ledger's place, without secrets, for people. */
export function placeOf({ host, port, database }: PostgresSettings): string {
  return `postgresql://${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}
