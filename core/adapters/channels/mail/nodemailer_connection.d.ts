/** The part of `nodemailer/lib/smtp-connection` that is used. `@types/nodemailer` would bring Node's globals into every file. */
import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { ConnectionOptions } from "node:tls";

/** Options of the connection; times in ms. */
export interface SmtpConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly tls: ConnectionOptions;
  readonly dnsTimeout: number;
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
  readonly logger: false;
}

/** Addresses of one transmission. */
export interface SmtpEnvelope {
  readonly from: string | false;
  readonly to: readonly string[];
}

/** An error with what the server said. */
export interface SmtpError extends Error {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly command?: string;
  /** In {@link SentInfo.rejectedErrors}. */
  readonly recipient?: string;
  /** When every recipient was refused. */
  readonly rejectedErrors?: readonly SmtpError[];
}

/** An accepted transmission. */
export interface SentInfo {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly rejectedErrors?: readonly SmtpError[];
  readonly response: string;
}

/** What XOAUTH2 asks for: a token (with `renew` another one, after a refusal), and its form on the wire. */
export interface OAuth2Login {
  getToken(renew: boolean, callback: (error: Error | null, token?: string) => void): void;
  buildXOAuth2Token(token: string): string;
}

/** One connection. Emits `error` (any number of times) and `end`. */
export default class SMTPConnection extends EventEmitter {
  constructor(options: SmtpConnectionOptions);
  /** True once TLS is in place. */
  readonly secure: boolean;
  /** The server offers AUTH. */
  readonly allowsAuth?: boolean;
  /** False before the name is resolved. */
  readonly _socket: Socket | false | null;
  /** Called with each piece that the server says. */
  _onData: (chunk: Uint8Array) => void;
  connect(callback: (error?: SmtpError) => void): void;
  login(
    auth:
      | { readonly credentials: { readonly user: string; readonly pass: string } }
      | { readonly user: string; readonly oauth2: OAuth2Login },
    callback: (error?: SmtpError | null) => void,
  ): void;
  send(
    envelope: SmtpEnvelope,
    message: Readable,
    callback: (error: SmtpError | null, info: SentInfo) => void,
  ): void;
  close(): void;
}
