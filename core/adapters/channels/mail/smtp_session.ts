/** One connection to the mail server, from greeting to acceptance. The only module that loads nodemailer. */
import { Readable } from "node:stream";
// @ts-types="./nodemailer_composer.d.ts"
import MailComposer from "nodemailer/lib/mail-composer/index.js";
// @ts-types="./nodemailer_connection.d.ts"
import SMTPConnection, {
  type OAuth2Login,
  type SmtpConnectionOptions,
} from "nodemailer/lib/smtp-connection/index.js";
import type { MailSecurity } from "../../../config/config.ts";
import { oneLine } from "../../../domain/text.ts";
import type { Delivery } from "../../../ports/channel.port.ts";
import type { MailMessage } from "./message.ts";
import { NO_AUTHENTICATION, recipientsRefusedText } from "../../../words/mail_trouble.ts";
import { type Redactor, redactorFor } from "../redact.ts";
import { deliveryOf, quote, type SmtpFailure } from "./smtp_failure.ts";

/** Limits of one attempt, ms. */
export interface SmtpLimits {
  readonly dnsMs: number;
  readonly connectionMs: number;
  readonly greetingMs: number;
  /** Silence on an open connection; also the wait for the answer after the final dot. */
  readonly idleMs: number;
  /** The whole attempt, whatever happens. */
  readonly totalMs: number;
}

/** How the server is reached. */
export interface SmtpRoute {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Name that the certificate must bear (default: host), and further authorities to trust, PEM. */
  readonly tls: { readonly servername?: string; readonly ca?: string };
  readonly limits: SmtpLimits;
}

/** Who logs in, with a password or with a token. */
export type SmtpAccount =
  | { readonly user: string; readonly password: string }
  | { readonly user: string; readonly token: string };

/** All that a mail server says in one session is some thousand bytes; more than this, in bytes, is no mail server. */
const MOST_HEARD = 32 * 1024;

/** A mail on its way out. */
export interface OutgoingMail {
  readonly message: MailMessage;
  /** Asked when the message itself is about to go out; when it rejects, nothing of it does. */
  readonly assure: () => Promise<void>;
}

/** Sends `mail`, or with null only connects and, where there is an `account`, logs in. Never rejects. Ends by `limits.totalMs`. */
export function smtpSession(
  route: SmtpRoute,
  account: SmtpAccount | null,
  mail: OutgoingMail | null,
): Promise<Delivery> {
  const redact = redactorFor(account?.user ?? "", account === null ? null : secretOf(account));
  return new Promise((resolve) => {
    const connection = new SMTPConnection(connectionOptions(route));
    // The library keeps what a server says until the line ends, and a line need not end.
    const receive = connection._onData.bind(connection);
    let heard = 0;
    connection._onData = (chunk) => {
      heard += chunk.length;
      if (heard <= MOST_HEARD) receive(chunk);
      else fail({ message: "The server does not stop talking", code: "EPROTOCOL" });
    };
    let settled = false;
    const settle = (delivery: Delivery) => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      connection.close();
      // close() only asks politely; a server that went silent would keep the socket open.
      if (connection._socket) connection._socket.destroy();
      resolve(delivery);
    };
    let loggingIn = false;
    const fail = (failure: SmtpFailure) =>
      settle(deliveryOf(loggingIn ? ofLogin(failure) : failure, route, redact));
    const deadline = setTimeout(
      () => fail({ message: "Deadline", code: "ETIMEDOUT" }),
      route.limits.totalMs,
    );
    // Must stay for the whole life of the connection: an `error` without a listener ends the program.
    connection.on("error", fail);
    connection.on("end", () => fail({ message: "Connection closed", code: "ECONNECTION" }));

    const proceed = (warning?: string) => {
      if (mail === null) {
        return settle(account === null ? { kind: "accepted", anonymous: true } : accepted(warning));
      }
      transmit(connection, mail, redact, settle, fail);
    };
    try {
      connection.connect((error) => {
        if (error) return fail(error);
        if (route.security !== "nenhuma" && !connection.secure) {
          return fail({ message: "Connection is not protected", code: "ETLS" });
        }
        if (account === null) return proceed();
        if (!connection.allowsAuth) {
          return proceed(NO_AUTHENTICATION);
        }
        loggingIn = true;
        connection.login(
          "token" in account ? tokenLogin(account.user, account.token) : {
            credentials: { user: account.user, pass: account.password },
          },
          (error) => {
            loggingIn = false;
            if (error) fail(error);
            else proceed();
          },
        );
      });
    } catch (error) {
      fail({ message: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** The library calls whatever breaks the connection a failure of the connection; the account may have been asked all the same. */
function ofLogin({ message, code, responseCode, response }: SmtpFailure): SmtpFailure {
  return { message, code, responseCode, response, command: "AUTH" };
}

function secretOf(account: SmtpAccount): string {
  return "token" in account ? account.token : account.password;
}

/** Whoever is behind the server may ask for another token (334) or refuse at once (535): both mean the same. */
function tokenLogin(user: string, token: string): { user: string; oauth2: OAuth2Login } {
  return {
    user,
    oauth2: {
      getToken: (renew, callback) => {
        if (!renew) return callback(null, token);
        callback(new Error("535 XOAUTH2"));
      },
      buildXOAuth2Token: (shown) => {
        const form = `user=${user}\x01auth=Bearer ${shown}\x01\x01`;
        return btoa(String.fromCharCode(...new TextEncoder().encode(form)));
      },
    },
  };
}

function transmit(
  connection: SMTPConnection,
  { message, assure }: OutgoingMail,
  redact: Redactor,
  settle: (delivery: Delivery) => void,
  fail: (failure: SmtpFailure) => void,
): void {
  const odd = [message.from, ...message.to].find((address) => oneLine(address) !== address);
  if (odd !== undefined) {
    // Cleaned, it might become the address of somebody else.
    return fail({ message: `Invalid address: ${odd}`, code: "EENVELOPE" });
  }
  try {
    const node = compose(message);
    const stream = Readable.from(once(assure, node.createReadStream()));
    connection.send(node.getEnvelope(), stream, (error, info) => {
      if (error) return fail(error);
      const refused = (info.rejectedErrors ?? []).map((e) => ({
        recipient: quote(e.recipient ?? "?", redact),
        answer: quote(e.response ?? "", redact),
      }));
      settle(accepted(refused.length === 0 ? undefined : recipientsRefusedText(refused)));
    });
  } catch (error) {
    fail({ message: error instanceof Error ? error.message : String(error), code: "EMESSAGE" });
  }
}

/** Read first when the server asks for the message. */
async function* once(assure: () => Promise<void>, stream: Readable): AsyncGenerator<Uint8Array> {
  await assure();
  yield* stream;
}

function accepted(warning?: string): Delivery {
  return warning === undefined ? { kind: "accepted" } : { kind: "accepted", warning };
}

/** The MIME message. Line breaks in header fields are removed here, whatever wrote them into the outbox. */
function compose(message: MailMessage) {
  return new MailComposer({
    from: message.from,
    to: message.to,
    subject: oneLine(message.subject),
    messageId: oneLine(message.messageId),
    date: new Date(message.date),
    text: message.text,
    html: message.html,
    // No out-of-office answers to a machine (RFC 3834; Exchange has its own header).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}

function connectionOptions(route: SmtpRoute): SmtpConnectionOptions {
  const { host, port, security, tls, limits } = route;
  return {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "nenhuma",
    tls: { minVersion: "TLSv1.2", ...tls },
    dnsTimeout: limits.dnsMs,
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.idleMs,
    logger: false,
  };
}
