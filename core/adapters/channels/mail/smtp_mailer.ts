/** Mail through SMTP. */
import type { Config, MailSecurity } from "../../../config/config.ts";
import type { Delivery } from "../../../ports/channel.port.ts";
import { WAY_CURES } from "../../../words/cure.ts";
import { loginWithTokenCure } from "../../../words/oauth.ts";
import type { TokenSource } from "./oauth/token_source.ts";
import { markOf } from "../mark.ts";
import type { Mailer, MailMessage } from "./message.ts";
import {
  PASSWORD_MISSING,
  PASSWORD_UNREADABLE,
  PREPARATION_FAILED,
} from "../../../words/mail_trouble.ts";
import type { OutgoingMail, SmtpAccount, SmtpLimits, SmtpRoute } from "./smtp_session.ts";

const ALWAYS = () => Promise.resolve();

/** Limits used unless others are given. Below nodemailer's own, which would hold a message for minutes. */
export const DEFAULT_LIMITS: SmtpLimits = {
  dnsMs: 10_000,
  connectionMs: 15_000,
  greetingMs: 15_000,
  idleMs: 60_000,
  totalMs: 120_000,
};

/** Settings of {@link SmtpMailer}. */
export interface SmtpMailerOptions {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** As configured; null: the sender's address is used when there is a password. */
  readonly user: string | null;
  /** The sender's address. */
  readonly from: string;
  /** The token that stands for a password; null: none. */
  readonly tokens?: TokenSource | null;
  /** Whether anybody logs in at all; default: when there is a password. */
  readonly login?: "automatica" | "senha" | "nenhuma";
  /** The password, asked for at every attempt so that a new one counts at once. May reject. */
  readonly secret: () => Promise<string | null>;
  /** Name that the certificate must bear (default: host) and further authorities to trust (PEM). */
  readonly tls?: { readonly servername?: string; readonly ca?: string };
  readonly limits?: Partial<SmtpLimits>;
}

/** One connection per message: a pool would send a message again on its own when a connection breaks. */
export class SmtpMailer implements Mailer {
  readonly #route: SmtpRoute;

  constructor(readonly options: SmtpMailerOptions) {
    this.#route = {
      host: options.host,
      port: options.port,
      security: options.security,
      tls: options.tls ?? {},
      limits: { ...DEFAULT_LIMITS, ...options.limits },
    };
  }

  send(message: MailMessage, assure: () => Promise<void> = ALWAYS): Promise<Delivery> {
    return this.#attempt({ message, assure });
  }

  check(): Promise<Delivery> {
    return this.#attempt(null);
  }

  async identity(): Promise<string> {
    const { host, port, security, user, from, secret } = this.options;
    const { tokens, login = "automatica" } = this.options;
    const asked = tokens?.settings.secret ?? secret;
    const password = await withDeadline(asked, this.#route.limits.totalMs);
    const facts = [host, port, security, user, from, login, password ?? null];
    const token = tokens?.settings;
    return await markOf(
      token ? [...facts, token.provider, token.url, token.client, token.scope] : facts,
    );
  }

  async #attempt(mail: OutgoingMail | null): Promise<Delivery> {
    try {
      const { tokens } = this.options;
      if (tokens) return await this.#withToken(tokens, mail);
      const account = await this.#account();
      if (account !== null && "kind" in account) return account;
      const { smtpSession } = await import("./smtp_session.ts");
      return await smtpSession(this.#route, account, mail);
    } catch {
      // The error is not shown: nobody has removed secrets from it.
      return { kind: "retry", reason: PREPARATION_FAILED };
    }
  }

  /** A token that is refused is replaced once. */
  async #withToken(tokens: TokenSource, mail: OutgoingMail | null): Promise<Delivery> {
    const { smtpSession } = await import("./smtp_session.ts");
    const user = this.options.user ?? addressOf(this.options.from);
    const granted = await tokens.token();
    if (granted.kind === "failed") return granted.delivery;
    let result = await smtpSession(this.#route, { user, token: granted.token }, mail);
    if (isRefusedLogin(result)) {
      const other = await tokens.renew(granted);
      if (other.kind === "failed") return other.delivery;
      if (other.token !== granted.token) {
        result = await smtpSession(this.#route, { user, token: other.token }, mail);
      }
    }
    const { provider } = tokens.settings;
    return isRefusedLogin(result) ? { ...result, cure: loginWithTokenCure(provider) } : result;
  }

  /** Who logs in, null when nobody does, or why the attempt cannot be made. */
  async #account(): Promise<SmtpAccount | null | Delivery> {
    const { user, from, login = "automatica" } = this.options;
    if (login === "nenhuma") return null;
    const password = await withDeadline(this.options.secret, this.#route.limits.totalMs);
    if (password === undefined) return held(PASSWORD_UNREADABLE);
    if (password === null || password === "") {
      if (user === null && login !== "senha") return null;
      return held(PASSWORD_MISSING);
    }
    return { user: user ?? addressOf(from), password };
  }
}

/** What delivers the mails of the [EMAIL] section. */
export function mailerFromConfig(
  email: Config["email"],
  secret: () => Promise<string | null>,
  tokens: TokenSource | null = null,
): SmtpMailer {
  return new SmtpMailer({
    host: email.smtpServidor,
    port: email.smtpPorta,
    security: email.seguranca,
    user: email.usuario,
    from: email.remetente,
    secret,
    tokens,
    login: email.autenticacao === "oauth2" ? "automatica" : email.autenticacao,
  });
}

/** The account was asked and said no. */
function isRefusedLogin(result: Delivery): result is Extract<Delivery, { kind: "held" }> {
  return result.kind === "held" && result.login && !result.undecided;
}

/** Without a password nobody is asked anything: no account can be locked. */
function held(reason: string): Delivery {
  return { kind: "held", reason, cure: WAY_CURES.password, login: false };
}

/** The result of `ask`; undefined when it failed or took longer than `ms`. */
async function withDeadline(
  ask: () => Promise<string | null>,
  ms: number,
): Promise<string | null | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}
