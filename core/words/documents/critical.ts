/** What is said when the folder was out of reach at the hour of the scheduled check, and half an hour later. */
import { answeredText } from "../answered.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type { CriticalAnnouncement, FormatLocal } from "../announcement.ts";
import { answerPart, lastingRows, stepsPart, WAITING } from "./lasting.ts";

/** First words of the title, to the letter. */
export const CRITICAL_TITLE = "🚨 FALHA CRÍTICA";

/** The check that failed, the outage, and what to do. */
export function criticalDocument(
  facts: CriticalAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const rows: [string, string][] = [
    ["Verificação agendada", formatLocal(facts.checkedAt)],
    ...lastingRows(facts, formatLocal),
  ];
  const answered: DocumentPart[] = [];
  if (facts.answered !== null) {
    rows.push(["Reconhecida", answeredText(facts.answered, formatLocal)]);
  } else answered.push(answerPart("não há lembretes nem escalada desta queda"));
  return {
    title: `${CRITICAL_TITLE} - Servidor inacessível na verificação agendada`,
    tone: "alarm",
    parts: [
      {
        kind: "paragraph",
        text:
          `A pasta de retornos estava fora de alcance na hora da verificação agendada e continuava assim meia hora depois. É preciso agir: sem ela, nenhum retorno do banco é processado hoje. ${WAITING}`,
      },
      { kind: "facts", rows },
      stepsPart(
        facts,
        "Se o servidor não voltar hoje, avise a cobrança: as baixas do dia ainda não foram feitas. Encaminhe esta mensagem ao suporte de TI com a identificação da queda.",
      ),
      ...answered,
    ],
    footer: FOOTER,
  };
}
