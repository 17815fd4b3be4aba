/** What is said of numbers that are missing in a sequence of files, and of those that came. */
import { clip } from "../../domain/text.ts";
import type { FormatLocal, GapAnnouncement, GapItem } from "../announcement.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";

/** First words of the titles. */
export const GAP_TITLE = "🔢 LACUNA NA SEQUÊNCIA";
/** Of the gap that is none any more. */
export const CLOSED_TITLE = "🔢 LACUNA FECHADA";

/** Gaps in a message; the rest is counted. */
const SHOWN = 50;

/** Which numbers of which account, between which files, and what to do. */
export function gapDocument(facts: GapAnnouncement, formatLocal: FormatLocal): PlainDocument {
  const { items, folder, at } = facts;
  const closed = facts.kind === "gap-closed";
  const count = items.reduce((sum, item) => sum + item.count, 0);
  const lines = items.slice(0, SHOWN).map((item) => itemText(item, closed, formatLocal));
  if (items.length > SHOWN) lines.push(`... e mais ${items.length - SHOWN}`);
  const parts: DocumentPart[] = [
    { kind: "paragraph", text: closed ? closedText(count) : openText(count) },
    { kind: "facts", rows: [["Pasta", folder], ["Avisado em", formatLocal(at)]] },
    { kind: "list", title: closed ? "Chegaram" : "Faltam", ordered: false, items: lines },
  ];
  if (!closed) {
    parts.push({
      kind: "list",
      title: "O que fazer",
      ordered: true,
      items: [
        "Procure estes números no canal do banco e ponha os arquivos na pasta: o monitor os processa e avisa que a lacuna fechou.",
        "Se o banco não os gerou (um dia sem movimento com número próprio, por exemplo), nada há a fazer: este aviso não se repete.",
        "Acompanhe com: lacunas.",
      ],
    });
  }
  const what = items.length === 1 ? `número ${items[0]!.numbers}` : `${count} números`;
  return {
    title: `${closed ? CLOSED_TITLE : GAP_TITLE} - ${what}`,
    tone: closed ? "good" : "alarm",
    parts,
    footer: FOOTER,
  };
}

function openText(count: number): string {
  return `${
    count === 1 ? "Falta um número" : `Faltam ${count} números`
  } na sequência dos arquivos de retorno: há arquivos de antes e de depois. O que estaria neles não foi registrado.`;
}

function closedText(count: number): string {
  return count === 1
    ? "O arquivo de retorno que faltava na sequência chegou e foi tratado."
    : `${count} arquivos de retorno que faltavam na sequência chegaram e foram tratados.`;
}

function itemText(item: GapItem, closed: boolean, formatLocal: FormatLocal): string {
  const files = item.files.map((name) => clip(name, 100));
  if (closed) {
    const left = item.left === 0 ? "" : `; ainda faltam ${item.left} desta conta`;
    return `${item.account}: nº ${item.numbers} (${files.join(", ")})${left}`;
  }
  const witness = item.confirmed ? "; o estoque de títulos informado pelo banco confirma" : "";
  return `${item.account}: nº ${item.numbers}, entre ${files.join(" e ")}, desde ${
    formatLocal(item.since)
  }${witness}`;
}
