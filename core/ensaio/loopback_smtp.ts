/** The mail server of the rehearsal (`ensaio`): on this computer only, without TLS or password, it keeps what it gets. */
import { Buffer } from "node:buffer";
import type { AddressInfo } from "node:net";

/** One message as it arrived, decoded. */
export interface CollectedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** The `Date` header, ms since the Unix epoch, or null. */
  readonly date: number | null;
  readonly recipients: readonly string[];
  /** Wall clock, ms since the Unix epoch. */
  readonly receivedAt: number;
}

/** The running server. */
export interface LoopbackSmtp extends AsyncDisposable {
  readonly host: "127.0.0.1";
  /** Chosen by the system. */
  readonly port: number;
  /** What was accepted, in order; grows while the server runs. */
  readonly messages: readonly CollectedMail[];
  /** Ends connections and closes the port. May be called twice. */
  stop(): Promise<void>;
}

/** Starts the server. The libraries are loaded only here: no other command needs them. Throws when no port is free. */
export async function startLoopbackSmtp(): Promise<LoopbackSmtp> {
  const [{ SMTPServer }, { simpleParser }] = await Promise.all([
    import("smtp-server"),
    import("mailparser"),
  ]);
  const messages: CollectedMail[] = [];
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 200,
    onData(stream, session, callback) {
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      stream.on("end", async () => {
        try {
          const mail = await simpleParser(Buffer.concat(chunks), {
            skipHtmlToText: true,
            skipTextToHtml: true,
          });
          messages.push({
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            html: mail.html || "",
            messageId: mail.messageId ?? "",
            date: mail.date?.getTime() ?? null,
            recipients: session.envelope.rcptTo.map((r) => r.address),
            receivedAt: Date.now(),
          });
          callback();
        } catch (error) {
          callback(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
  });
  // A sender that dies in the middle of a message is part of the rehearsal, not an error of it.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  let stopped: Promise<void> | null = null;
  const stop = () => stopped ??= new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    host: "127.0.0.1",
    port: (server.server.address() as AddressInfo).port,
    messages,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
