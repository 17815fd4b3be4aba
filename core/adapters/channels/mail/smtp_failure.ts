/** What a failed attempt means: try again, or stop. */
import { oneLine } from "../../../domain/text.ts";
import type { Delivery } from "../../../ports/channel.port.ts";
import { answerText, type MailTrouble, troubleText } from "../../../words/mail_trouble.ts";
import type { Redactor } from "./redact.ts";

/** What nodemailer tells about a failure. Sources: nodemailer `lib/errors.js`, `lib/smtp-connection/index.js`. */
export interface SmtpFailure {
  readonly message: string;
  readonly code?: string | undefined;
  /** The server's three digits, when it answered. */
  readonly responseCode?: number | undefined;
  /** The server's answer, whole. */
  readonly response?: string | undefined;
  /** The SMTP command that failed; `CONN` before the first, `API` when nothing was sent. */
  readonly command?: string | undefined;
  /** When all recipients were refused: why, one by one. */
  readonly rejectedErrors?: readonly SmtpFailure[] | undefined;
}

/** Server and port, for the text. */
export interface ServerName {
  readonly host: string;
  readonly port: number;
}

const QUOTED = 240;

/** Failures without an answer of the server that another attempt cannot cure. */
const HOPELESS = new Set(["EAUTH", "ENOAUTH", "EENVELOPE", "EMESSAGE", "ECONFIG", "EREQUIRETLS"]);

/**
 * RFC 5321: 4xx passes, 5xx does not. A lost connection counts as 451, wherever it was lost; after the final dot the
 * server may have accepted the message, which is why its Message-ID never changes. A TLS failure without an answer
 * (expired certificate, broken handshake) is retried: giving up would lose the message, trying again locks no account.
 */
export function deliveryOf(failure: SmtpFailure, server: ServerName, redact: Redactor): Delivery {
  // Of several recipients the last one's answer stands for all; one that may still pass is worth another attempt.
  const passing = failure.rejectedErrors?.find((e) =>
    Math.trunc((e.responseCode ?? 0) / 100) === 4
  );
  if (passing !== undefined && passing !== failure) {
    return deliveryOf({ ...passing, rejectedErrors: undefined }, server, redact);
  }
  const { responseCode } = failure;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) {
    const permanent = responseCode >= 500;
    const answer = quote(failure.response ?? String(responseCode), redact);
    return {
      kind: permanent ? "permanent" : "retry",
      reason: answerText(permanent, failure.command, answer),
    };
  }
  const detail = quote(failure.message, redact);
  const reason = troubleText(troubleOf(failure), server.host, server.port, detail);
  return {
    kind: HOPELESS.has(failure.code ?? "") ? "permanent" : "retry",
    reason: oneLine(redact(reason)),
  };
}

/** An answer of the server, fit to be shown: one line, no secrets, not endless. */
export function quote(answer: string, redact: Redactor): string {
  const clean = redact(oneLine(redact(answer))).replace(/\s+/g, " ").trim();
  const letters = [...clean];
  return letters.length <= QUOTED ? clean : letters.slice(0, QUOTED - 1).join("") + "…";
}

/** For the words only: what to do was already decided, by code. */
function troubleOf(failure: SmtpFailure): MailTrouble {
  const said = (pattern: RegExp) => pattern.test(failure.message);
  if (failure.code === "EAUTH" || failure.code === "ENOAUTH") return "auth";
  if (HOPELESS.has(failure.code ?? "")) return "unsendable";
  if (failure.code === "EDNS") return "dns";
  if (failure.code === "ETIMEDOUT" || said(/ETIMEDOUT/)) return "timeout";
  if (said(/ECONNREFUSED/)) return "refused";
  if (said(/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/)) return "unreachable";
  if (said(/certificate|self.signed|\bCERT_/i)) return "certificate";
  if (failure.code === "ETLS" || said(/\b(SSL|TLS)\b/)) return "tls";
  if (failure.code === "EPROTOCOL") return "protocol";
  return "dropped";
}
