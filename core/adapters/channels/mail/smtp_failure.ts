/** What a failed attempt means: try again, hold the queue, or stop. */
import { isAboutAccount } from "../../../domain/refusal.ts";
import { oneLine } from "../../../domain/text.ts";
import type { Delivery } from "../../../ports/channel.port.ts";
import { loginCure, WAY_CURES } from "../../../words/cure.ts";
import {
  answerText,
  loginLostText,
  type MailTrouble,
  troubleText,
} from "../../../words/mail_trouble.ts";
import type { Redactor } from "../redact.ts";

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

/** Failures without an answer of the server that lie in the message itself. */
const UNSENDABLE = new Set(["EENVELOPE", "EMESSAGE"]);
/** Failures without an answer of the server that lie in who we are. */
const ACCOUNT = new Set(["EAUTH", "ENOAUTH", "ECONFIG", "EREQUIRETLS"]);

/**
 * RFC 5321: 4xx passes, 5xx does not; but only what is said of the message itself ends it. Whatever is said of who we are
 * (any answer to AUTH, a refusal before MAIL, protection that fails, relaying not allowed) holds the queue. A connection lost
 * while the account is asked does the same, because some servers refuse in this way; lost anywhere else it counts as 451. After
 * the final dot the server may have accepted the message, which is why its Message-ID never changes.
 */
export function deliveryOf(failure: SmtpFailure, server: ServerName, redact: Redactor): Delivery {
  // Of several recipients the last one's answer stands for all; one that may still pass is worth another attempt.
  const passing = failure.rejectedErrors?.find((e) =>
    Math.trunc((e.responseCode ?? 0) / 100) === 4
  );
  const ours = failure.rejectedErrors?.find((e) =>
    isAboutAccount(e.command ?? "RCPT", e.responseCode ?? 0, e.response ?? "")
  );
  const speaker = passing ?? ours;
  if (speaker !== undefined && speaker !== failure) {
    return deliveryOf({ ...speaker, rejectedErrors: undefined }, server, redact);
  }
  const { responseCode } = failure;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) {
    return answered(failure, responseCode, redact);
  }
  const detail = quote(failure.message, redact);
  const trouble = troubleOf(failure);
  if (isLogin(failure) && trouble !== "auth") {
    const reason = oneLine(redact(loginLostText(trouble, server.host, server.port, detail)));
    return { kind: "held", reason, cure: WAY_CURES.lost, login: true, undecided: true };
  }
  const reason = oneLine(redact(troubleText(trouble, server.host, server.port, detail)));
  switch (trouble) {
    case "unsendable":
      return { kind: "permanent", reason };
    case "auth":
      return { kind: "held", reason, cure: loginCure(detail), login: isLogin(failure) };
    case "certificate":
      return { kind: "held", reason, cure: WAY_CURES.certificate, login: false };
    case "tls":
      return { kind: "held", reason, cure: WAY_CURES.protection, login: false };
    default:
      return { kind: "retry", reason };
  }
}

/** The account was asked, and not only looked for. */
function isLogin({ command }: SmtpFailure): boolean {
  return command?.startsWith("AUTH") ?? false;
}

/** The server spoke. */
function answered(failure: SmtpFailure, code: number, redact: Redactor): Delivery {
  const permanent = code >= 500;
  const whole = failure.response ?? String(code);
  const answer = quote(whole, redact);
  const reason = answerText(permanent, failure.command, answer);
  const command = failure.command?.split(" ")[0];
  if (!permanent) {
    if (command === "AUTH") {
      return { kind: "held", reason, cure: WAY_CURES.passing, login: true, undecided: true };
    }
    if (command !== "STARTTLS") return { kind: "retry", reason };
    return { kind: "held", reason, cure: WAY_CURES.protection, login: false };
  }
  if (!isAboutAccount(failure.command, code, whole)) return { kind: "permanent", reason };
  if (command === "STARTTLS") {
    return { kind: "held", reason, cure: WAY_CURES.protection, login: false };
  }
  if (command === "CONN" || command === "EHLO" || command === "HELO") {
    return { kind: "held", reason, cure: WAY_CURES.door, login: false };
  }
  return { kind: "held", reason, cure: loginCure(answer), login: true };
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
  if (ACCOUNT.has(failure.code ?? "")) return "auth";
  if (UNSENDABLE.has(failure.code ?? "")) return "unsendable";
  if (failure.code === "EDNS") return "dns";
  if (failure.code === "ETIMEDOUT" || said(/ETIMEDOUT/)) return "timeout";
  if (said(/ECONNREFUSED/)) return "refused";
  if (said(/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/)) return "unreachable";
  if (said(/certificate|self.signed|\bCERT_/i)) return "certificate";
  if (failure.code === "ETLS" || said(/\b(SSL|TLS)\b/)) return "tls";
  if (failure.code === "EPROTOCOL") return "protocol";
  return "dropped";
}
