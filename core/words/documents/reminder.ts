/** What is said again while an outage lasts. */
import { FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, ReminderAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { answerPart, lastingRows, stepsPart, WAITING } from "./lasting.ts";

/** Which reminder it is, how long the outage has lasted, and how to end the reminders. */
export function reminderDocument(
  facts: ReminderAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const lasted = humanDuration(facts.downMs);
  return {
    title: `⏰ LEMBRETE ${facts.number} - Servidor ainda inacessível há ${lasted}`,
    tone: "alarm",
    parts: [
      {
        kind: "paragraph",
        text:
          `Este é o lembrete número ${facts.number} desta queda: a pasta de retornos continua fora de alcance. ${WAITING}`,
      },
      {
        kind: "facts",
        rows: [
          ...lastingRows(facts, formatLocal),
          ["Próximo lembrete", `em ${humanDuration(facts.everyMs)}, se a queda durar`],
        ],
      },
      stepsPart(
        facts,
        "Se nada disso resolver, encaminhe este email ao suporte de TI com a identificação da queda.",
      ),
      answerPart("não há mais lembretes desta queda"),
    ],
    footer: FOOTER,
  };
}
