/** What is said of an expected file that did not come, and of one that came late. */
import { clip } from "../../domain/text.ts";
import type { ExpectedAnnouncement, ExpectedItem, FormatLocal } from "../announcement.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import { dayText } from "../expected.ts";

/** First words of the titles. */
export const MISSING_TITLE = "📭 ARQUIVO ESPERADO NÃO CHEGOU";
/** Of the file that came after all. */
export const ARRIVED_TITLE = "📬 ARQUIVO ESPERADO CHEGOU";

const REASON_SHOWN = 300;

/** Which files, of which day, and what to do. */
export function expectedDocument(
  facts: ExpectedAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const { items, folder, at } = facts;
  const arrived = facts.kind === "expected-arrived";
  const names = items.length === 1 ? clip(items[0]!.nome, 60) : `${items.length} arquivos`;
  const parts: DocumentPart[] = [
    { kind: "paragraph", text: arrived ? arrivedText(items.length) : missingText(items.length) },
    { kind: "facts", rows: [["Pasta", folder], ["Avisado em", formatLocal(at)]] },
    {
      kind: "list",
      title: arrived ? "Chegaram" : "Faltam",
      ordered: false,
      items: items.map((item) => itemText(item, formatLocal)),
    },
  ];
  if (!arrived) {
    parts.push({
      kind: "list",
      title: "O que fazer",
      ordered: true,
      items: [
        "Veja no canal do banco (gerenciador financeiro, VAN ou internet banking) se o arquivo foi gerado hoje.",
        "Se foi, baixe-o e ponha-o na pasta: o monitor o processa sozinho e avisa que chegou.",
        "Se não foi, fale com o banco: até lá as baixas destes títulos não estão feitas.",
        "Se o banco mudou a hora ou o dia, corrija a seção [ESPERADO] do config.ini (esperados --sugerir mostra o que a história diz).",
      ],
    });
  }
  return {
    title: `${arrived ? ARRIVED_TITLE : MISSING_TITLE} - ${names}`,
    tone: arrived ? "good" : "alarm",
    parts,
    footer: FOOTER,
  };
}

function missingText(count: number): string {
  return count === 1
    ? "Um arquivo de retorno que devia estar na pasta não chegou até a hora. O monitor continua a esperar por ele e avisa quando chegar; este aviso não se repete."
    : `${count} arquivos de retorno que deviam estar na pasta não chegaram até a hora. O monitor continua a esperar por eles e avisa quando chegarem; este aviso não se repete.`;
}

function arrivedText(count: number): string {
  return count === 1
    ? "O arquivo de retorno que faltava chegou e foi tratado. Nenhuma ação é necessária."
    : `${count} arquivos de retorno que faltavam chegaram e foram tratados. Nenhuma ação é necessária.`;
}

function itemText(item: ExpectedItem, formatLocal: FormatLocal): string {
  const { nome, day, due, wanted, file, refused } = item;
  const what = `${clip(nome, 120)} (${wanted}), de ${dayText(day)}`;
  if (file !== null) return `${what}: ${clip(file.name, 120)}, em ${formatLocal(file.at)}`;
  const bad = refused.map(({ name, reason }) =>
    `; chegou ${clip(name, 120)}, mas foi recusado: ${clip(reason, REASON_SHOWN)}`
  );
  return `${what}, até ${formatLocal(due)}${bad.join("")}`;
}
