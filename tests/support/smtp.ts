/** A real SMTP server on loopback (smtp-server), with faults injected at any stage. For tests only. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { AddressInfo, Socket } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** One accepted message, decoded (RFC 2047 words, transfer encodings, character sets). */
export interface ReceivedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly from: string;
  /** Recipients of the envelope that were accepted, in order. */
  readonly recipients: readonly string[];
  /** The `To` header. */
  readonly to: string;
  /** The `Date` header in ms, or null. */
  readonly date: number | null;
  readonly messageId: string | null;
  /** Header lines as they arrived, unfolded, `Name: value`. */
  readonly headers: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
  /** Wall clock, ms. */
  readonly receivedAt: number;
}

/** Where a fault strikes. `data` is the DATA command, `body` the message on its way, `message` the reply after the dot. */
export type FaultStage =
  | "greeting"
  | "ehlo"
  | "starttls"
  | "auth"
  | "mail"
  | "rcpt"
  | "data"
  | "body"
  | "message"
  | "quit";

/** One fault. Used once unless `times` says otherwise; the first that fits wins. */
export interface Fault {
  readonly at: FaultStage;
  /** A reply code, no answer at all, an abrupt reset (RST), or an orderly close (FIN) without a reply. */
  readonly what: number | "silence" | "reset" | "close";
  /** Text after the code. */
  readonly text?: string;
  /** How often; `Infinity` for always. */
  readonly times?: number;
  /** Only for this recipient (stage `rcpt`). */
  readonly recipient?: string;
  /** Stage `message`: keep the message although the sender never learns of it. */
  readonly keep?: boolean;
}

/** Options of {@link startSmtp}. */
export interface SmtpOptions {
  /** Port; default: any free one. */
  readonly port?: number;
  /** Offer (or with `implicit`, demand) TLS with this certificate. Without it there is no TLS at all. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly implicit?: boolean };
  /** The only account; when set, AUTH is required, over plain connections too. */
  readonly account?: { readonly user: string; readonly password: string };
  /** The tokens that are taken at this moment (XOAUTH2), beside or without an account. */
  readonly tokens?: (user: string, token: string) => boolean;
  /** Refused tokens are answered with a challenge (334), as Google does; else at once (535), as Microsoft does. */
  readonly challenge?: boolean;
  /** Faults from the start. */
  readonly faults?: readonly Fault[];
}

/** The running server. */
export interface SmtpTestServer extends AsyncDisposable {
  readonly host: "127.0.0.1";
  readonly port: number;
  /** Accepted messages, in order. */
  readonly messages: readonly ReceivedMail[];
  /** Connections seen since the start. */
  readonly connections: number;
  /** Connections open now. */
  readonly open: number;
  /** Commands as they came in, without AUTH arguments. */
  readonly commands: readonly string[];
  /** Adds faults behind those not yet used. */
  inject(...faults: Fault[]): void;
  /** Forgets every fault, used or not. */
  heal(): void;
  /** Resolves when `count` messages were accepted; rejects after `timeoutMs` (default 10 s). */
  waitFor(count: number, timeoutMs?: number): Promise<void>;
  /** Drops every connection and closes the port. */
  stop(): Promise<void>;
}

type Live = { at: FaultStage; fault: Fault; left: number };
type Connection = SMTPServer["connections"] extends Set<infer C> ? C : never;

const COMMANDS: Record<string, FaultStage> = {
  EHLO: "ehlo",
  HELO: "ehlo",
  STARTTLS: "starttls",
  AUTH: "auth",
  MAIL: "mail",
  RCPT: "rcpt",
  DATA: "data",
  QUIT: "quit",
};

/** Starts the server on 127.0.0.1. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpTestServer> {
  const live: Live[] = [];
  const inject = (...faults: Fault[]) => {
    for (const fault of faults) live.push({ at: fault.at, fault, left: fault.times ?? 1 });
  };
  inject(...options.faults ?? []);
  const take = (at: FaultStage, line = ""): Fault | null => {
    const hit = live.find((l) =>
      l.at === at && l.left > 0 &&
      (l.fault.recipient === undefined || line.includes(`<${l.fault.recipient}>`))
    );
    if (hit === undefined) return null;
    hit.left--;
    return hit.fault;
  };

  const messages: ReceivedMail[] = [];
  const commands: string[] = [];
  const sockets = new Map<number, Socket>();
  let connections = 0;

  /** Applies a fault that is not a reply. */
  const strike = (fault: Fault, remotePort: number): void => {
    const socket = sockets.get(remotePort);
    if (fault.what === "reset") {
      if (socket !== undefined && typeof socket.resetAndDestroy === "function") {
        socket.resetAndDestroy();
      } else socket?.destroy();
    } else if (fault.what === "close") socket?.destroy();
  };
  const failure = (fault: Fault) =>
    Object.assign(new Error(fault.text ?? "falha de teste"), { responseCode: fault.what });

  const serverOptions: SMTPServerOptions = {
    logger: false,
    disableReverseLookup: true,
    authOptional: options.account === undefined && options.tokens === undefined,
    ...(options.tokens === undefined ? {} : { authMethods: ["XOAUTH2"] }),
    allowInsecureAuth: true,
    disabledCommands: [
      ...(options.tls === undefined || options.tls.implicit ? ["STARTTLS"] : []),
      ...(options.account === undefined && options.tokens === undefined ? ["AUTH"] : []),
    ],
    secure: options.tls?.implicit ?? false,
    closeTimeout: 50,
    ...(options.tls === undefined ? {} : { key: options.tls.key, cert: options.tls.cert }),
    onConnect(session, callback) {
      const fault = take("greeting");
      if (fault === null) return callback();
      if (typeof fault.what === "number") return callback(failure(fault));
      strike(fault, session.remotePort);
    },
    onAuth(auth, _session, callback) {
      if (options.tokens !== undefined && auth.method === "XOAUTH2") {
        const [name, token] = [auth.username ?? "", auth.accessToken ?? ""];
        if (options.tokens(name, token)) return callback(null, { user: name });
        return options.challenge
          ? callback(null, { data: { status: "401", schemes: "bearer" } })
          : callback(null, { message: "5.7.3 Authentication unsuccessful", responseCode: 535 });
      }
      const { user, password } = options.account ?? {};
      if (auth.username === user && auth.password === password) return callback(null, { user });
      callback(null, { message: "Invalid username or password", responseCode: 535 });
    },
    onData(stream, session, callback) {
      const body = take("body");
      if (body !== null) {
        stream.once("data", () => strike(body, session.remotePort));
        return;
      }
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      stream.on("end", () => {
        const fault = take("message");
        const finish = () => {
          if (fault === null) callback();
          else if (typeof fault.what === "number") callback(failure(fault));
          else strike(fault, session.remotePort);
        };
        if (fault !== null && !fault.keep) return finish();
        parse(Buffer.concat(chunks), session).then((mail) => {
          messages.push(mail);
          finish();
        }, (error) => callback(error as Error));
      });
    },
  };

  const server = new SMTPServer(serverOptions);
  server.on("error", () => {}); // resets are what these tests are about
  const connect = server.connect.bind(server);
  server.connect = (socket, socketOptions) => {
    const before = new Set(server.connections);
    connect(socket, socketOptions);
    for (const connection of server.connections) if (!before.has(connection)) tamper(connection);
  };
  /** Answers commands in the server's place where a fault says so. */
  const tamper = (connection: Connection) => {
    const original = connection._onCommand.bind(connection);
    connection._onCommand = (command, callback) => {
      const line = String(command ?? "");
      const word = line.split(" ", 1)[0]!.toUpperCase();
      const stage = COMMANDS[word];
      if (stage !== undefined) {
        commands.push(stage === "auth" ? line.split(" ").slice(0, 2).join(" ") : line);
        const fault = take(stage, line);
        if (fault !== null) {
          if (typeof fault.what === "number") {
            connection.send(fault.what, fault.text ?? "falha de teste", false);
            callback?.();
          } else strike(fault, connection.remotePort);
          return;
        }
      }
      original(command, callback);
    };
  };
  server.server.on("connection", (socket: Socket) => {
    connections++;
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(port));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  const port = (server.server.address() as AddressInfo).port;

  let stopped: Promise<void> | null = null;
  const stop = () =>
    stopped ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets.values()) socket.destroy();
    });
  return {
    host: "127.0.0.1",
    port,
    messages,
    commands,
    get connections() {
      return connections;
    },
    get open() {
      // Not the raw sockets: after STARTTLS their `close` never comes.
      return server.connections.size;
    },
    inject,
    heal: () => void live.splice(0),
    async waitFor(count, timeoutMs = 10_000) {
      const end = performance.now() + timeoutMs;
      while (messages.length < count) {
        assert.ok(
          performance.now() < end,
          `only ${messages.length} of ${count} messages after ${timeoutMs} ms`,
        );
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A port of 127.0.0.1 where nobody listens. */
export function deadPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

async function parse(
  raw: Buffer,
  session: Parameters<NonNullable<SMTPServerOptions["onData"]>>[1],
): Promise<ReceivedMail> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  return {
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || "",
    from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
    recipients: session.envelope.rcptTo.map((r) => r.address),
    to: [mail.to ?? []].flat().map((t) => t.text).join(", "),
    date: mail.date?.getTime() ?? null,
    messageId: mail.messageId ?? null,
    headers: mail.headerLines.map((h) => h.line.replace(/\r?\n[ \t]+/g, " ")),
    raw: raw.toString("utf8"),
    secure: session.secure,
    user: session.user ?? null,
    receivedAt: Date.now(),
  };
}
