import { MailChannel } from "../../core/adapters/channels/mail/mail_channel.ts";
import { SmtpMailer } from "../../core/adapters/channels/mail/smtp_mailer.ts";
import { type Fault, startSmtp } from "../support/smtp.ts";
import { channelContract, type ChannelEngine, type Trouble } from "./channel_contract.ts";

const ACCOUNT = { user: "usuario17", password: "s3nh4-do-correio" };
const FAULTS: Readonly<Record<Exclude<Trouble, "gone">, Fault>> = {
  silent: { at: "greeting", what: "silence" },
  breaks: { at: "ehlo", what: "reset" },
  busy: { at: "mail", what: 451 },
  refuses: { at: "message", what: 554, text: "refused: spam" },
};

/** Mail, with a real SMTP server on the other side. */
const MAIL: ChannelEngine = {
  name: "email",
  async start() {
    const smtp = await startSmtp({ account: ACCOUNT });
    let port = smtp.port;
    const channel = () =>
      new MailChannel(
        {
          from: "monitor@exemplo.org.br",
          to: ["a@exemplo.org.br", "b@exemplo.org.br"],
          outages: true,
          formatLocal: (ms) => new Date(ms).toISOString(),
        },
        () =>
          Promise.resolve({
            send: (message) => mailer(port).send(message),
            check: () => mailer(port).check(),
            identity: () => mailer(port).identity(),
          }),
      );
    return {
      channel: channel(),
      again: channel,
      arrived: () =>
        smtp.messages.map((mail) => ({
          title: mail.subject,
          text: mail.text,
          id: mail.messageId ?? "",
          names: [...mail.headers.map((line) => line.split(":")[0]!), ...mail.recipients],
        })),
      trouble: (trouble) => {
        // Nothing listens on the port that TCP keeps for its multiplexer.
        if (trouble === "gone") port = 1;
        else smtp.inject(FAULTS[trouble]);
      },
      secrets: [ACCOUNT.password],
      [Symbol.asyncDispose]: () => smtp[Symbol.asyncDispose](),
    };
  },
};

function mailer(port: number): SmtpMailer {
  return new SmtpMailer({
    host: "127.0.0.1",
    port,
    security: "nenhuma",
    user: ACCOUNT.user,
    from: "monitor@exemplo.org.br",
    secret: () => Promise.resolve(ACCOUNT.password),
    limits: { greetingMs: 1000, idleMs: 1000, totalMs: 20_000 },
  });
}

channelContract(MAIL);
