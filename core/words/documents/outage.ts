/** What is said of an outage. */
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, OutageAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { instructionsFor } from "../instructions.ts";

/** Title, to the letter. */
export const OUTAGE_TITLE = "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera";

/** The outage, what is being done, and what to do if it lasts. */
export function outageDocument(facts: OutageAnnouncement, formatLocal: FormatLocal): PlainDocument {
  const help = instructionsFor(facts.diagnosis.code, facts.folder);
  const every = facts.intervalSeconds === 1
    ? "a cada segundo"
    : `a cada ${facts.intervalSeconds} segundos`;
  const minutes = facts.intervalSeconds >= 120
    ? ` (${humanDuration(facts.intervalSeconds * 1000)})`
    : "";
  const rows: [string, string][] = [
    ["Pasta", facts.folder],
    ["Detectado em", formatLocal(facts.detectedAt)],
  ];
  if (facts.startedAt !== facts.detectedAt) {
    rows.push(["Primeira falha em", formatLocal(facts.startedAt)]);
  }
  rows.push(
    ["Diagnóstico", `${help.title} [${facts.diagnosis.code}]`],
    ["Detalhe", facts.diagnosis.message],
    ["Identificação da queda", facts.id],
  );
  const parts: DocumentPart[] = [
    {
      kind: "paragraph",
      text:
        "A pasta de retornos ficou inacessível. O monitor entrou em modo de espera e continua funcionando.",
    },
    { kind: "facts", rows },
  ];
  if (facts.afterMaintenance) {
    parts.push({
      kind: "paragraph",
      text:
        "A queda começou numa janela de manutenção ([MANUTENCAO] janelas), que já terminou; por isso só é avisada agora.",
    });
  }
  if (facts.unstable) {
    parts.push({
      kind: "paragraph",
      text:
        "ATENÇÃO: a pasta está instável (cai e volta repetidamente). Novos avisos ficam suspensos até ela estabilizar; " +
        "então virá um único email de recuperação.",
    });
  }
  parts.push(
    {
      kind: "list",
      title: "O que o monitor já está fazendo",
      ordered: false,
      items: [
        `Tenta reconectar ${every}${minutes}, sem limite de tentativas.`,
        "Quando a pasta voltar, processa todos os arquivos que tiverem chegado; nenhum se perde.",
        "Envia um email de recuperação quando terminar. Não é preciso reiniciar o monitor.",
      ],
    },
    {
      kind: "list",
      title: "O que fazer se o servidor demorar a voltar",
      ordered: true,
      items: [
        ...help.steps,
        "Se nada disso resolver, encaminhe este email ao suporte de TI com a identificação da queda.",
      ],
    },
  );
  return { title: OUTAGE_TITLE, tone: "alarm", parts, footer: FOOTER };
}
