/** What is said of the ledger: damaged and filled anew, out of work, at work again. */
import { clip } from "../../domain/text.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import type {
  FormatLocal,
  LedgerTroubleAnnouncement,
  NamedReason,
  RebuiltAnnouncement,
} from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { ALERT_AGAIN } from "../log/ledger.ts";

const TITLE = "⚠️ LIVRO DE REGISTRO DANIFICADO - Monitor de Retornos";

/** Names in a message; the rest is counted. */
const NAMES_SHOWN = 50;
const REASON_SHOWN = 300;

const LOST =
  "Não voltam por si: histórico de quedas, registro de recusados e ignorados, emails que esperavam entrega, quais integrações já foram feitas. Tudo isso está no livro guardado.";

/** What happened, what was put back, and what to do. */
export function rebuiltDocument(
  facts: RebuiltAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const done = facts.rebuilt;
  const parts: DocumentPart[] = [
    {
      kind: "paragraph",
      text:
        "O livro de registro do monitor foi encontrado danificado. Ele foi guardado como estava, e um livro novo foi refeito a partir dos arquivos já processados. O monitor voltou a funcionar.",
    },
    {
      kind: "facts",
      rows: [
        ["Livro danificado guardado em", facts.kept],
        ["Como o dano se mostrou", facts.reason],
        ["Percebido em", formatLocal(facts.noticedAt)],
        ["Livro novo pronto em", formatLocal(done.finishedAt)],
        ["Refeito a partir de", facts.folder],
        ["Arquivos registrados de novo", String(done.files)],
        ["Destes, cópias (não aplicadas)", String(done.duplicates)],
        ["Movimentos aplicados", String(done.movements)],
        ["Títulos", String(done.titulos)],
        ["Conhecidos, mas não reaplicados", String(done.refused.length)],
        ["Não puderam ser lidos", String(done.unreadable.length)],
        ["Identificação", facts.id],
      ],
    },
  ];
  if (done.folderMissing) {
    parts.push({
      kind: "paragraph",
      text:
        "ATENÇÃO: a pasta de processados não existe. Não havia de onde refazer o livro: se algum arquivo antigo chegar de novo, será aplicado como novo.",
    });
  }
  parts.push(
    ...named("Conhecidos, mas não reaplicados (recusados pelas regras de hoje)", done.refused),
  );
  parts.push(
    ...named("Não puderam ser lidos (se chegarem de novo, serão aplicados)", done.unreadable),
  );
  parts.push({ kind: "paragraph", text: LOST }, { kind: "paragraph", text: ALERT_AGAIN }, {
    kind: "list",
    title: "O que fazer",
    ordered: true,
    items: [
      "Confira o disco da pasta de dados (um livro não se danifica sozinho): eventos de disco no Windows, espaço, antivírus.",
      'Compare os totais de "titulos" com os do banco ou do sistema da agência.',
      "Guarde o livro danificado até ter certeza de que nada falta.",
    ],
  });
  return {
    title: TITLE,
    tone: "alarm",
    parts,
    footer: FOOTER,
  };
}

const DISK_CURES = [
  "Confira o disco da pasta de dados: espaço livre, erros de disco no log de eventos, cota.",
  "Veja se outro programa (cópia de segurança, antivírus) mantém os arquivos da pasta de dados abertos.",
];
const SERVER_CURES = [
  "Confira se o PostgreSQL está no ar e aceita gravações: serviço, disco cheio, só leitura depois de uma troca de servidor.",
  "Confira a rede entre esta máquina e ele: nome, porta, firewall, certificado, senha.",
  "As quedas da pasta continuam a ser avisadas por esta máquina, e entram no livro quando ele voltar.",
];
const GOES_ON =
  "Não é preciso reiniciar o monitor: ele continua sozinho assim que o livro puder ser gravado, e avisa.";

/** It cannot be read or written; nothing is processed until it can. */
export function ledgerTroubleDocument(
  facts: LedgerTroubleAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const over = facts.kind === "ledger-available";
  const rows: [string, string][] = [
    ["Motivo", clip(facts.reason, REASON_SHOWN)],
    ["Desde", formatLocal(facts.since)],
  ];
  if (over) rows.push(["Até", formatLocal(facts.at)], ["Durou", humanDuration(facts.lastedMs)]);
  rows.push(["Identificação", facts.id]);
  const parts: DocumentPart[] = [
    {
      kind: "paragraph",
      text: over
        ? "O livro de registro voltou a ser lido e gravado. Os arquivos que esperavam são processados agora; nada se perdeu."
        : "O monitor não consegue ler ou gravar o livro de registro. Enquanto isso nenhum arquivo é processado; eles ficam na pasta, e nada se perde. A pasta continua a ser verificada.",
    },
    { kind: "facts", rows },
  ];
  if (!over) {
    parts.push({
      kind: "list",
      title: "O que fazer",
      ordered: true,
      items: [...facts.onServer ? SERVER_CURES : DISK_CURES, GOES_ON],
    });
  }
  return {
    title: over
      ? "✅ LIVRO DE REGISTRO DISPONÍVEL - Monitor de Retornos"
      : "🚨 LIVRO DE REGISTRO INDISPONÍVEL - Nenhum arquivo é processado",
    tone: over ? "good" : "alarm",
    parts,
    footer: FOOTER,
  };
}

function named(title: string, all: readonly NamedReason[]): DocumentPart[] {
  if (all.length === 0) return [];
  const items = all.slice(0, NAMES_SHOWN).map(({ name, reason }) =>
    `${name}: ${clip(reason, REASON_SHOWN)}`
  );
  if (all.length > NAMES_SHOWN) items.push(`... e mais ${all.length - NAMES_SHOWN}`);
  return [{ kind: "list", title, ordered: false, items }];
}
