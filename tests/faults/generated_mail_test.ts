/** The connection to the mail server fails at its beginning and in the middle, with every number that the system has. */
import assert from "node:assert/strict";
import net from "node:net";
import { constants } from "node:os";
import { SmtpMailer } from "../../core/adapters/channels/mail/smtp_mailer.ts";
import { startSmtp } from "../support/smtp.ts";

const SECRET = "MARCA-SEGREDO";
const CODES = Object.keys(constants.errno);
const MESSAGE = {
  messageId: "<gerada@exemplo.invalid>",
  date: 0,
  from: "monitor@exemplo.invalid",
  to: ["equipe@exemplo.invalid"],
  subject: "assunto",
  text: "texto",
  html: "<p>texto</p>",
};

/** Connections fail with `code` while `left` lasts: at once, or after so many bytes were written. */
function breakConnections(code: string, left: number, afterBytes: number): () => void {
  const real = net.connect;
  const failure = () => Object.assign(new Error(`falha de teste ${code}`), { code });
  const broken = (...args: unknown[]) => {
    const socket = (real as (...args: unknown[]) => net.Socket)(...args);
    if (left-- <= 0) return socket;
    if (afterBytes === 0) {
      socket.destroy(failure());
      return socket;
    }
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    let bytes = 0;
    socket.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      bytes += chunk.length;
      if (bytes > afterBytes) socket.destroy(failure());
      return write(chunk, ...rest);
    }) as typeof socket.write;
    return socket;
  };
  Object.assign(net, { connect: broken });
  return () => Object.assign(net, { connect: real });
}

const MOMENTS: readonly (readonly [string, number])[] = [
  ["connecting", 0],
  ["greeting the server", 1],
  ["sending the message", 150],
];
/** What a number means does not change with how often it comes: some of them are met again and again. */
const SOME = 16;
for (const [moment, afterBytes] of MOMENTS) {
  Deno.test(`generated: ${moment} fails, with ${CODES.length} number(s), some for ever`, async () => {
    await using smtp = await startSmtp();
    const mailer = new SmtpMailer({
      host: "127.0.0.1",
      port: smtp.port,
      security: "nenhuma",
      user: "usuario17",
      from: MESSAGE.from,
      secret: () => Promise.resolve(SECRET),
    });
    for (const [n, code] of CODES.entries()) {
      const attempts = n % SOME === 0 ? 3 : 1;
      const heal = breakConnections(code, attempts, afterBytes);
      try {
        for (let attempt = 0; attempt < attempts; attempt++) {
          const delivery = await mailer.send(MESSAGE);
          assert.equal(delivery.kind, "retry", `${code}: ${JSON.stringify(delivery)}`);
          assert.ok(delivery.kind === "retry" && delivery.reason.length > 10);
          assert.ok(!JSON.stringify(delivery).includes(SECRET), code);
        }
        if (attempts === 1) continue;
        const before = smtp.messages.length;
        assert.equal((await mailer.send(MESSAGE)).kind, "accepted", code);
        assert.equal(smtp.messages.length, before + 1, code);
      } finally {
        heal();
      }
    }
  });
}
