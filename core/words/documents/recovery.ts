/** What is said when an outage is over. */
import { clip } from "../../domain/text.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, RecoveryAnnouncement } from "../announcement.ts";
import { answeredText } from "../answered.ts";
import { humanDuration } from "../duration.ts";

/** Title, to the letter. */
export const RECOVERY_TITLE = "✅ SERVIDOR RECUPERADO - Sistema Operacional";

/** Names in a message; the rest is counted. A mail of megabytes would be refused, and then nobody would know. */
const NAMES_SHOWN = 100;
const REASON_SHOWN = 300;

/** The recovery, how long it took, and what became of the files. */
export function recoveryDocument(
  facts: RecoveryAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const refused = facts.refused.length;
  const rows: [string, string][] = [
    ["Pasta", facts.folder],
    ["Recuperado em", formatLocal(facts.endedAt)],
    ["Inacessível desde", formatLocal(facts.startedAt)],
    ["Tempo fora do ar", humanDuration(facts.downMs)],
    ["Arquivos processados", String(facts.processed)],
    ["Arquivos recusados", String(refused)],
  ];
  if ((facts.odd ?? []).length > 0) rows.push(["Com avisos", String(facts.odd?.length)]);
  if (facts.duplicates > 0) rows.push(["Arquivos duplicados", String(facts.duplicates)]);
  if (facts.ignored > 0) rows.push(["Arquivos ignorados", String(facts.ignored)]);
  if (facts.stillPending > 0) rows.push(["Ainda pendentes", String(facts.stillPending)]);
  if (facts.answered) rows.push(["Reconhecida", answeredText(facts.answered, formatLocal)]);
  rows.push(["Identificação da queda", facts.id]);

  const parts: DocumentPart[] = [
    {
      kind: "paragraph",
      text: facts.ledgerAway
        ? "Recuperação confirmada: a pasta de retornos voltou a responder. O livro de registro está fora de alcance: os arquivos que se juntaram esperam na pasta e são processados assim que ele voltar, sem que nada se perca."
        : "Recuperação confirmada: a pasta de retornos voltou a responder e os arquivos pendentes foram tratados.",
    },
    { kind: "facts", rows },
  ];
  if (facts.unstable) {
    parts.push({
      kind: "paragraph",
      text:
        "A pasta esteve instável: caiu e voltou mais de uma vez neste período, contado aqui como uma só queda. " +
        "Vale investigar o servidor e a rede.",
    });
  }
  if (refused > 0) {
    const items = facts.refused.slice(0, NAMES_SHOWN).map(({ name, reason }) =>
      `${name}: ${clip(reason, REASON_SHOWN)}`
    );
    if (refused > NAMES_SHOWN) items.push(`... e mais ${refused - NAMES_SHOWN}`);
    parts.push({
      kind: "list",
      title: "Arquivos recusados (movidos para Erro)",
      ordered: false,
      items,
    });
  }
  const odd = facts.odd ?? [];
  if (odd.length > 0) {
    const items = odd.slice(0, NAMES_SHOWN).map(({ name, reason, count }) =>
      `${name}: ${clip(reason, REASON_SHOWN)}${count > 1 ? ` (e mais ${count - 1})` : ""}`
    );
    if (odd.length > NAMES_SHOWN) items.push(`... e mais ${odd.length - NAMES_SHOWN}`);
    parts.push({
      kind: "list",
      title: "Arquivos processados com avisos (confira)",
      ordered: false,
      items,
    });
  }
  if (facts.stillPending > 0 && !facts.ledgerAway) {
    parts.push({
      kind: "paragraph",
      text:
        `${
          count(facts.stillPending, "arquivo ainda estava", "arquivos ainda estavam")
        } em uso ou em gravação e ` +
        `${facts.stillPending === 1 ? "será processado" : "serão processados"} assim que ` +
        `${facts.stillPending === 1 ? "for liberado" : "forem liberados"}.`,
    });
  }
  parts.push({
    kind: "paragraph",
    text: facts.ledgerAway
      ? "A pasta está em ordem; do livro de registro há um aviso à parte."
      : refused > 0
      ? "O monitor está operando normalmente. Confira os arquivos recusados; o motivo está ao lado de cada um, na pasta de erro."
      : odd.length > 0
      ? "O monitor está operando normalmente. Confira os arquivos com avisos: arquivos NOME --avisos."
      : "Tudo normal: o monitor está operando e nenhuma ação é necessária.",
  });
  return { title: RECOVERY_TITLE, tone: "good", parts, footer: FOOTER };
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
