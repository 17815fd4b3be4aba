/** What is said to the second recipients. */
import { FOOTER, type PlainDocument } from "../document.ts";
import type { EscalationAnnouncement, FormatLocal } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { answerPart, lastingRows, stepsPart, WAITING } from "./lasting.ts";

/** The outage, that nobody has answered, and what to do. */
export function escalationDocument(
  facts: EscalationAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  return {
    title: `🆘 ESCALADA - Servidor inacessível há ${
      humanDuration(facts.downMs)
    } e ninguém reconheceu a queda`,
    tone: "alarm",
    parts: [
      {
        kind: "paragraph",
        text:
          `Os primeiros destinatários foram avisados, e ninguém disse que cuida desta queda. Esta mensagem sai uma só vez por queda. ${WAITING}`,
      },
      { kind: "facts", rows: lastingRows(facts, formatLocal) },
      stepsPart(facts, "Confira com a equipe quem está cuidando do servidor."),
      answerPart("os lembretes desta queda acabam"),
    ],
    footer: FOOTER,
  };
}
