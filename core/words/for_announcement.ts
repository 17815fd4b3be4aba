/** An announcement, at length. */
import { type FormatLocal, isOfTest, type MessageAnnouncement } from "./announcement.ts";
import type { PlainDocument } from "./document.ts";
import { criticalDocument } from "./documents/critical.ts";
import { escalationDocument } from "./documents/escalation.ts";
import { expectedDocument } from "./documents/expected.ts";
import { gapDocument } from "./documents/gap.ts";
import { ledgerTroubleDocument, rebuiltDocument } from "./documents/ledger.ts";
import { outageDocument } from "./documents/outage.ts";
import { problemsDocument } from "./documents/problems.ts";
import { recoveryDocument } from "./documents/recovery.ts";
import { reminderDocument } from "./documents/reminder.ts";
import { summaryDocument } from "./documents/summary.ts";
import { testDocument } from "./documents/test.ts";
import { markedDocument } from "./test_mark.ts";

/** The document that every channel gives its own form. */
export function documentFor(
  announcement: MessageAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const document = plainDocument(announcement, formatLocal);
  return isOfTest(announcement) ? markedDocument(document) : document;
}

function plainDocument(announcement: MessageAnnouncement, formatLocal: FormatLocal): PlainDocument {
  switch (announcement.kind) {
    case "outage":
      return outageDocument(announcement, formatLocal);
    case "recovery":
      return recoveryDocument(announcement, formatLocal);
    case "reminder":
      return reminderDocument(announcement, formatLocal);
    case "escalation":
      return escalationDocument(announcement, formatLocal);
    case "critical":
      return criticalDocument(announcement, formatLocal);
    case "summary":
      return summaryDocument(announcement, formatLocal);
    case "test":
      return testDocument(announcement, formatLocal);
    case "ledger-unavailable":
    case "ledger-available":
      return ledgerTroubleDocument(announcement, formatLocal);
    case "files-in-trouble":
      return problemsDocument(announcement, formatLocal);
    case "expected-missing":
    case "expected-arrived":
      return expectedDocument(announcement, formatLocal);
    case "gap":
    case "gap-closed":
      return gapDocument(announcement, formatLocal);
    case "ledger-rebuilt":
      return rebuiltDocument(announcement, formatLocal);
  }
}
