/** Words about a damaged ledger: the mail, and the lines of the log. */
import type { LogLine } from "./log_lines.ts";
import { type MailContent, type MailPart, oneLine, renderMail } from "./mail_layout.ts";

/** Subject of the mail, to the letter. */
export const DAMAGE_SUBJECT = "⚠️ LIVRO DE REGISTRO DANIFICADO - Monitor de Retornos";

/** Names in a mail or in the log; the rest is counted. */
const NAMES_SHOWN = 50;
const REASON_SHOWN = 300;
const RULE = "=".repeat(60);

/** One file and what is to be said of it. */
export interface NamedReason {
  readonly name: string;
  readonly reason: string;
}

/** Facts of a damage, and of the new ledger once it is filled. Times are ms since the Unix epoch. */
export interface DamageFacts {
  readonly id: string;
  /** Where the damaged ledger lies. */
  readonly kept: string;
  readonly reason: string;
  readonly noticedAt: number;
  /** pasta_processados. */
  readonly folder: string;
}

/** What was put back. */
export interface RebuiltFacts {
  readonly finishedAt: number;
  readonly files: number;
  readonly duplicates: number;
  readonly movements: number;
  readonly titulos: number;
  readonly refused: readonly NamedReason[];
  readonly unreadable: readonly NamedReason[];
  readonly folderMissing: boolean;
}

const LOST =
  "Não voltam por si: histórico de quedas, registro de recusados e ignorados, emails que esperavam entrega, quais integrações já foram feitas. Tudo isso está no livro guardado.";
const OUTAGE =
  "Se o servidor estiver fora do ar agora, o alerta de queda sai de novo: o livro novo não sabe que ele já tinha saído.";

/** Said when the damage is found, and at each start until the new ledger is filled. */
export function damageLines(facts: DamageFacts): readonly LogLine[] {
  return [
    RULE,
    "💥 LIVRO DE REGISTRO DANIFICADO!",
    `   Como se mostrou: ${oneLine(facts.reason)}`,
    `   Guardado em: ${oneLine(facts.kept)} (nada foi apagado)`,
    `   O livro novo é refeito a partir de: ${oneLine(facts.folder)}`,
    "   Nenhum arquivo novo é processado antes do fim; nada é aplicado duas vezes",
    `   ${OUTAGE}`,
    RULE,
  ].map((text) => ({ level: "CRITICAL", text }));
}

/** Said when the new ledger is filled. */
export function rebuiltLines(facts: DamageFacts, done: RebuiltFacts): readonly LogLine[] {
  const lines: LogLine[] = [{
    level: "WARNING",
    text: `✅ Livro de registro refeito: ${summary(done)}`,
  }];
  if (done.folderMissing) {
    lines.push({
      level: "CRITICAL",
      text: `   A pasta ${oneLine(facts.folder)} não existe: não havia de onde refazer`,
    });
  }
  for (const { name, reason } of done.refused.slice(0, NAMES_SHOWN)) {
    lines.push({
      level: "ERROR",
      text: `   ${oneLine(name)} é conhecido, mas não foi reaplicado: ${clip(reason)}`,
    });
  }
  for (const { name, reason } of done.unreadable.slice(0, NAMES_SHOWN)) {
    lines.push({
      level: "CRITICAL",
      text: `   ${oneLine(name)} não pôde ser lido e ficou fora do livro novo: ${clip(reason)}`,
    });
  }
  return lines;
}

/** The mail about it, once the new ledger is filled. */
export function damagedLedgerMail(
  facts: DamageFacts,
  done: RebuiltFacts,
  formatLocal: (ms: number) => string,
): MailContent {
  const parts: MailPart[] = [
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
  parts.push({ kind: "paragraph", text: LOST }, { kind: "paragraph", text: OUTAGE }, {
    kind: "list",
    title: "O que fazer",
    ordered: true,
    items: [
      "Confira o disco da pasta de dados (um livro não se danifica sozinho): eventos de disco no Windows, espaço, antivírus.",
      'Compare os totais de "titulos" com os do banco ou do sistema da agência.',
      "Guarde o livro danificado até ter certeza de que nada falta.",
    ],
  });
  return renderMail({
    subject: DAMAGE_SUBJECT,
    tone: "alarm",
    parts,
    footer: "Mensagem automática do Monitor de Retornos. Não responda a este email.",
  });
}

/** One sentence for the log and the event log. */
function summary(done: RebuiltFacts): string {
  return `${done.files} arquivo(s), ${done.movements} movimento(s), ${done.titulos} título(s); ` +
    `${done.duplicates} cópia(s), ${done.refused.length} conhecido(s) mas não reaplicado(s), ` +
    `${done.unreadable.length} ilegível(is)`;
}

function named(title: string, all: readonly NamedReason[]): MailPart[] {
  if (all.length === 0) return [];
  const items = all.slice(0, NAMES_SHOWN).map(({ name, reason }) => `${name}: ${clip(reason)}`);
  if (all.length > NAMES_SHOWN) items.push(`... e mais ${all.length - NAMES_SHOWN}`);
  return [{ kind: "list", title, ordered: false, items }];
}

function clip(reason: string): string {
  const all = [...oneLine(reason)];
  return all.length <= REASON_SHOWN ? all.join("") : `${all.slice(0, REASON_SHOWN - 1).join("")}…`;
}
