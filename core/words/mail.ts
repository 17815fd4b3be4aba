/** An announcement as a mail: drawn twice from one document, so that neither form can say less than the other. */
import { oneLine } from "../domain/text.ts";
import type { FormatLocal, MessageAnnouncement } from "./announcement.ts";
import { documentFor } from "./for_announcement.ts";
import { renderHtml } from "./html.ts";
import { renderText } from "./text.ts";

/** What the outbox needs of a mail. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Subject, plain text and HTML. */
export function mailFor(announcement: MessageAnnouncement, formatLocal: FormatLocal): MailContent {
  const document = documentFor(announcement, formatLocal);
  return {
    subject: oneLine(document.title),
    text: renderText(document),
    html: renderHtml(document),
  };
}
