/** What is said when an outage is over. */
import { clip } from "../../domain/text.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, NamedReason, RecoveryAnnouncement } from "../announcement.ts";
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
  const odd = facts.odd ?? [];
  const problems = facts.problems ?? [];
  // Whatever could not be counted among the pending ones is no negative number of waiting files.
  const waiting = Math.max(0, facts.stillPending - problems.length);
  const rows: [string, string][] = [
    ["Pasta", facts.folder],
    ["Recuperado em", formatLocal(facts.endedAt)],
    ["Inacessível desde", formatLocal(facts.startedAt)],
    ["Tempo fora do ar", humanDuration(facts.downMs)],
    ["Arquivos processados", String(facts.processed)],
    ["Arquivos recusados", String(refused)],
  ];
  if (odd.length > 0) rows.push(["Com avisos", String(odd.length)]);
  if (facts.duplicates > 0) rows.push(["Arquivos duplicados", String(facts.duplicates)]);
  if (facts.ignored > 0) rows.push(["Arquivos ignorados", String(facts.ignored)]);
  if (facts.stillPending > 0) rows.push(["Ainda pendentes", String(facts.stillPending)]);
  if (problems.length > 0) rows.push(["Com problema", String(problems.length)]);
  if (facts.answered) rows.push(["Reconhecida", answeredText(facts.answered, formatLocal)]);
  rows.push(["Identificação da queda", facts.id]);

  const parts: DocumentPart[] = [
    { kind: "paragraph", text: opening(facts, problems.length > 0) },
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
  parts.push(
    ...listed("Arquivos recusados (movidos para Erro)", facts.refused),
    ...listed("Arquivos processados com avisos (confira)", odd),
    ...listed("Arquivos com problema (continuam na pasta)", problems),
  );
  if (waiting > 0 && !facts.ledgerAway) {
    parts.push({
      kind: "paragraph",
      text:
        `${
          count(waiting, "arquivo ainda estava", "arquivos ainda estavam")
        } em uso ou em gravação e ` +
        `${waiting === 1 ? "será processado" : "serão processados"} assim que ` +
        `${waiting === 1 ? "for liberado" : "forem liberados"}.`,
    });
  }
  parts.push({ kind: "paragraph", text: ending(facts, problems.length > 0) });
  return { title: RECOVERY_TITLE, tone: "good", parts, footer: FOOTER };
}

function opening({ ledgerAway }: RecoveryAnnouncement, inTrouble: boolean): string {
  const back = "Recuperação confirmada: a pasta de retornos voltou a responder";
  if (ledgerAway) {
    return `${back}. O livro de registro está fora de alcance: os arquivos que se juntaram esperam na pasta e são processados assim que ele voltar, sem que nada se perca.`;
  }
  return inTrouble
    ? `${back}; os arquivos com problema, listados abaixo, não puderam ser tratados, e os outros seguem normalmente.`
    : `${back} e os arquivos pendentes foram tratados.`;
}

/** What is left to do. */
function ending(facts: RecoveryAnnouncement, inTrouble: boolean): string {
  const checks = [
    ...facts.refused.length > 0
      ? ["Confira os arquivos recusados; o motivo está ao lado de cada um, na pasta de erro."]
      : (facts.odd ?? []).length > 0
      ? ["Confira os arquivos com avisos: arquivos NOME --avisos."]
      : [],
    ...inTrouble
      ? [
        "Resolva a causa dos arquivos com problema, ou tire-os da pasta; o monitor continua a tentar sozinho. Acompanhe com: arquivos --pendentes.",
      ]
      : [],
  ];
  if (facts.ledgerAway) {
    const known = inTrouble ? checks.slice(-1) : [];
    return ["A pasta está em ordem; do livro de registro há um aviso à parte.", ...known].join(" ");
  }
  return checks.length > 0
    ? ["O monitor está operando normalmente.", ...checks].join(" ")
    : "Tudo normal: o monitor está operando e nenhuma ação é necessária.";
}

/** The first of them by name, and how many more there are; nothing when there are none. */
function listed(
  title: string,
  named: readonly (NamedReason & { readonly count?: number })[],
): DocumentPart[] {
  if (named.length === 0) return [];
  const items = named.slice(0, NAMES_SHOWN).map(({ name, reason, count = 1 }) =>
    `${name}: ${clip(reason, REASON_SHOWN)}${count > 1 ? ` (e mais ${count - 1})` : ""}`
  );
  if (named.length > NAMES_SHOWN) items.push(`... e mais ${named.length - NAMES_SHOWN}`);
  return [{ kind: "list", title, ordered: false, items }];
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
