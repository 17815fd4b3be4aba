/** What is said of files that cannot be dealt with. */
import { clip } from "../../domain/text.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type { FormatLocal, ProblemsAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";

/** Names in a message; the rest is counted. */
const NAMES_SHOWN = 50;
const NAME_SHOWN = 120;
const REASON_SHOWN = 300;

/** Which files, since when, why, and what to do. */
export function problemsDocument(
  facts: ProblemsAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const { problems, folder, limitMinutes, at } = facts;
  const count = problems.length;
  const items = problems.slice(0, NAMES_SHOWN).map(({ name, reason, since, attempts }) =>
    `${clip(name, NAME_SHOWN)}: ${clip(reason, REASON_SHOWN)} (desde ${
      formatLocal(since)
    }; tentativas: ${attempts})`
  );
  if (count > NAMES_SHOWN) items.push(`... e mais ${count - NAMES_SHOWN}`);
  const parts: DocumentPart[] = [
    {
      kind: "paragraph",
      text: `${
        count === 1 ? "Um arquivo da pasta não pôde" : `${count} arquivos da pasta não puderam`
      } ser tratado${count === 1 ? "" : "s"} há mais de ${
        humanDuration(limitMinutes * 60_000)
      }. Os outros arquivos seguem normalmente.`,
    },
    { kind: "facts", rows: [["Pasta", folder], ["Avisado em", formatLocal(at)]] },
    { kind: "list", title: "Arquivos com problema", ordered: false, items },
    {
      kind: "list",
      title: "O que fazer",
      ordered: true,
      items: [
        "Veja o motivo ao lado de cada nome: um arquivo aberto em outro programa, sem permissão, com defeito no disco ou de nome estranho.",
        "Resolva a causa, ou tire o arquivo da pasta. O monitor continua a tentar sozinho, cada vez mais devagar, e não é preciso reiniciá-lo.",
        "Acompanhe com: arquivos --pendentes. Este aviso não se repete para os mesmos arquivos.",
      ],
    },
  ];
  const names = count === 1 ? clip(problems[0]!.name, 60) : `${count} arquivos`;
  return {
    title: `⚠️ ARQUIVO COM PROBLEMA - ${names}`,
    tone: "alarm",
    parts,
    footer: FOOTER,
  };
}
