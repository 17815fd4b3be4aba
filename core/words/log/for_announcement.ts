/** An announcement, as lines of the log. */
import type { Announcement } from "../announcement.ts";
import { expectedLines, gapLines } from "./expected.ts";
import { damageLines, ledgerAvailableLine, ledgerUnavailableLine, rebuiltLines } from "./ledger.ts";
import { possessionLine } from "../possession.ts";
import { problemLines } from "./files.ts";
import type { LogLine } from "./line.ts";
import { givenUpLine, heldLine, releasedLine, summaryLine } from "./messages.ts";
import {
  criticalLine,
  diagnosisLine,
  downtimeLine,
  escalationLine,
  falseAlarmLine,
  outageInMaintenanceLines,
  outageLines,
  recoveryInMaintenanceLines,
  recoveryLines,
  relapsedLine,
  reminderLine,
  resumedLine,
} from "./outage.ts";

/** What the log says at once; nothing of a test. */
export function linesFor(announcement: Announcement): readonly LogLine[] {
  switch (announcement.kind) {
    case "outage":
      return outageLines(announcement);
    case "diagnosis-changed":
      return [diagnosisLine(announcement.diagnosis)];
    case "folder-back":
      return announcement.resumed ? [resumedLine()] : recoveryLines(announcement.ledgerAway);
    case "relapsed":
      return [relapsedLine()];
    case "recovery":
      return [downtimeLine(announcement.downMs)];
    case "outage-in-maintenance":
      return outageInMaintenanceLines(announcement.outage, announcement.leftMs);
    case "recovery-in-maintenance":
      return recoveryInMaintenanceLines(announcement.downMs);
    case "reminder":
      return [reminderLine(announcement.number, announcement.downMs)];
    case "escalation":
      return [escalationLine(announcement.downMs)];
    case "critical":
      return [criticalLine(announcement.downMs)];
    case "summary":
      return [summaryLine(announcement)];
    case "false-alarm":
      return [falseAlarmLine(announcement.diagnosis)];
    case "ledger-unavailable":
      return [ledgerUnavailableLine(announcement.reason)];
    case "ledger-available":
      return [ledgerAvailableLine(announcement.lastedMs)];
    case "files-in-trouble":
      return problemLines(announcement);
    case "expected-missing":
    case "expected-arrived":
      return expectedLines(announcement);
    case "gap":
    case "gap-closed":
      return gapLines(announcement);
    case "ledger-damaged":
      return damageLines(announcement);
    case "ledger-rebuilt":
      return rebuiltLines(announcement, announcement.rebuilt);
    case "message-given-up":
      return [givenUpLine(announcement.message, announcement.reason, announcement.channel)];
    case "channel-held":
      return [heldLine(announcement)];
    case "channel-released":
      return [releasedLine(announcement.channel)];
    case "possession-taken":
    case "possession-lost":
    case "possession-reserve":
      return [possessionLine(announcement)];
    case "test":
      return [];
  }
}
