/** The part of `nodemailer/lib/mail-composer` that is used. `@types/nodemailer` would bring Node's globals into every file. */
import type { Readable } from "node:stream";
import type { SmtpEnvelope } from "./nodemailer_connection.d.ts";

/** Fields of a message; see nodemailer's "Message configuration". */
export interface ComposerFields {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly date: Date;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly disableFileAccess: boolean;
  readonly disableUrlAccess: boolean;
}

/** A compiled message. */
export interface MimeNode {
  /** Addresses found in the header fields. */
  getEnvelope(): SmtpEnvelope;
  /** The message as it goes over the wire. */
  createReadStream(): Readable;
}

/** Builds a MIME message. */
export default class MailComposer {
  constructor(fields: ComposerFields);
  /** Throws when a field cannot be used. */
  compile(): MimeNode;
}
