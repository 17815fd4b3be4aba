/** What is said alike of every outage that lasts: the facts, what to do, and how to answer. */
import type { DocumentPart } from "../document.ts";
import type { FormatLocal, LastingFacts } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { instructionsFor } from "../instructions.ts";

/** Rows of the facts, in the order in which they are read. */
export function lastingRows(
  facts: LastingFacts,
  formatLocal: FormatLocal,
): [label: string, value: string][] {
  return [
    ["Pasta", facts.folder],
    ["Inacessível desde", formatLocal(facts.startedAt)],
    ["Tempo fora do ar", humanDuration(facts.downMs)],
    [
      "Diagnóstico",
      `${instructionsFor(facts.diagnosis.code, facts.folder).title} [${facts.diagnosis.code}]`,
    ],
    ["Detalhe", facts.diagnosis.message],
    ["Identificação da queda", facts.id],
  ];
}

/** The steps to take, by the latest diagnosis. */
export function stepsPart(facts: LastingFacts, last: string): DocumentPart {
  return {
    kind: "list",
    title: "O que fazer",
    ordered: true,
    items: [...instructionsFor(facts.diagnosis.code, facts.folder).steps, last],
  };
}

/** How to say that the outage is known. `stops` is what ends with it. */
export function answerPart(stops: string): DocumentPart {
  return {
    kind: "paragraph",
    text:
      `Alguém já cuida disso? Diga ao monitor, e ${stops}: Confirm-MonitorQueda -Nota 'quem cuida' ` +
      '(ou MonitorRetornos.exe reconhecer --nota "quem cuida"). A recuperação será avisada do mesmo modo.',
  };
}

/** What goes on meanwhile. */
export const WAITING =
  "O monitor continua tentando e processará todos os arquivos pendentes quando a pasta voltar; nenhum se perde.";
