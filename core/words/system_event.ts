/** Entries for the operating system's own event log, where monitoring tools look. They may have several lines. */
import { type Announcement, isOfTest } from "./announcement.ts";
import { humanDuration } from "./duration.ts";
import { linesFor } from "./log/for_announcement.ts";
import { isChangeOfHands, possessionText } from "./possession.ts";
import { markedTitle } from "./test_mark.ts";

/** One entry of the event log: which event, and its text. */
export interface EventEntry {
  readonly event:
    | "inicio"
    | "parada"
    | "queda"
    | "recuperacao"
    | "recusado"
    | "pendente"
    | "livro"
    | "posse";
  readonly text: string;
}

/** The entry for an announcement; null when it is nothing for the event log. */
export function eventFor(announcement: Announcement): EventEntry | null {
  const entry = plainEvent(announcement);
  if (entry === null || !isOfTest(announcement)) return entry;
  return { ...entry, text: markedTitle(entry.text) };
}

function plainEvent(announcement: Announcement): EventEntry | null {
  switch (announcement.kind) {
    case "outage": {
      const { folder, diagnosis } = announcement;
      return {
        event: "queda",
        text: `Servidor inacessível: ${folder}\n${diagnosis.code}: ${diagnosis.message}`,
      };
    }
    case "recovery": {
      const { folder, downMs, processed } = announcement;
      return {
        event: "recuperacao",
        text: `Servidor recuperado: ${folder}\nFora do ar por ${
          humanDuration(downMs)
        }; ${processed} arquivo(s) processado(s)`,
      };
    }
    case "ledger-unavailable":
    case "ledger-available":
      return { event: "livro", text: folded(linesFor(announcement)) };
    case "expected-missing":
    case "gap":
    case "files-in-trouble":
      return { event: "pendente", text: folded(linesFor(announcement)) };
    case "ledger-damaged":
      // Without the rules above and below.
      return { event: "livro", text: folded(linesFor(announcement).slice(1, -1)) };
    case "ledger-rebuilt":
      return { event: "livro", text: folded(linesFor(announcement)) };
    case "possession-taken":
    case "possession-lost":
      return isChangeOfHands(announcement)
        ? { event: "posse", text: possessionText(announcement) }
        : null;
    default:
      return null;
  }
}

/** The monitor begins. */
export function startedEvent(version: string, folder: string): EventEntry {
  return { event: "inicio", text: `MonitorRetornos ${version} iniciado\nPasta: ${folder}` };
}

/** The monitor ends as it was told to. */
export function stoppedEvent(): EventEntry {
  return { event: "parada", text: "MonitorRetornos encerrado a pedido" };
}

/** The monitor ends, because another one has its folder; `text` says which. */
export function takenEvent(text: string): EventEntry {
  return { event: "parada", text };
}

/** A file was refused. */
export function refusedEvent(name: string, reason: string | null): EventEntry {
  return { event: "recusado", text: `Arquivo recusado: ${name}\n${reason ?? ""}` };
}

function folded(lines: readonly { readonly text: string }[]): string {
  return lines.map((line) => line.text.trim()).join("\n");
}
