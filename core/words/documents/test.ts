/** What is said when somebody tries out the settings. */
import { FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, TestAnnouncement } from "../announcement.ts";

const TITLE = "🔧 TESTE - Monitor de Retornos";

/** Proves that messages arrive. */
export function testDocument(facts: TestAnnouncement, formatLocal: FormatLocal): PlainDocument {
  return {
    title: TITLE,
    tone: "neutral",
    parts: [
      {
        kind: "paragraph",
        text:
          "Esta é uma mensagem de teste. Se você a recebeu, os avisos de queda e de recuperação também chegarão aqui.",
      },
      {
        kind: "facts",
        rows: [
          ["Pasta monitorada", facts.folder],
          ["Enviado em", formatLocal(facts.sentAt)],
          ["Versão", facts.version],
        ],
      },
      { kind: "paragraph", text: "Nenhuma ação é necessária." },
    ],
    footer: FOOTER,
  };
}
