/** Words of the mails that the monitor sends. */
import type { Diagnosis } from "./diagnosis.ts";
import { humanDuration } from "./duration.ts";
import { instructionsFor } from "./mail_instructions.ts";
import { type MailContent, type MailPart, oneLine, renderMail } from "./mail_layout.ts";

/** Subject of the outage mail, to the letter. */
export const OUTAGE_SUBJECT = "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera";
/** Subject of the recovery mail, to the letter. */
export const RECOVERY_SUBJECT = "✅ SERVIDOR RECUPERADO - Sistema Operacional";
/** Subject of the test mail. */
export const TEST_SUBJECT = "🔧 TESTE - Monitor de Retornos";

/** Shows a moment (ms since the Unix epoch) in local time with its offset; given by the caller, who knows the zone. */
export type FormatLocal = (ms: number) => string;

/** Facts of an outage, when it is announced. Times are ms since the Unix epoch. */
export interface OutageMailFacts {
  readonly outageId: string;
  readonly folder: string;
  /** First failed look. */
  readonly startedAt: number;
  /** When the outage was declared, after confirmation. */
  readonly detectedAt: number;
  /** `intervalo_verificacao`. */
  readonly intervalSeconds: number;
  readonly diagnosis: Diagnosis;
  /** The folder comes and goes: no further mail until it is stable. */
  readonly unstable: boolean;
}

/** Facts of an outage, when it is over and the pending files are done. Times are ms since the Unix epoch. */
export interface RecoveryMailFacts {
  readonly outageId: string;
  readonly folder: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** ms; given apart because the clock may have been set in between. */
  readonly duration: number;
  readonly processed: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly duplicates: number;
  readonly ignored: number;
  /** Files that could not be taken yet (open in another program, still growing). */
  readonly stillPending: number;
  /** The outage was one of several in a row, told as one. */
  readonly unstable: boolean;
}

/** Facts of a test mail. */
export interface TestMailFacts {
  readonly folder: string;
  readonly sentAt: number;
  readonly version: string;
}

/** Names in a mail; the rest is counted. A mail of megabytes would be refused, and then nobody would know. */
const NAMES_SHOWN = 100;
const REASON_SHOWN = 300;

/** The mail that announces an outage. */
export function outageMail(facts: OutageMailFacts, formatLocal: FormatLocal): MailContent {
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
    ["Identificação da queda", facts.outageId],
  );
  const parts: MailPart[] = [
    {
      kind: "paragraph",
      text:
        "A pasta de retornos ficou inacessível. O monitor entrou em modo de espera e continua funcionando.",
    },
    { kind: "facts", rows },
  ];
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
  return renderMail({ subject: OUTAGE_SUBJECT, tone: "alarm", parts, footer: FOOTER });
}

/** The mail that announces the end of an outage. */
export function recoveryMail(facts: RecoveryMailFacts, formatLocal: FormatLocal): MailContent {
  const refused = facts.refused.length;
  const rows: [string, string][] = [
    ["Pasta", facts.folder],
    ["Recuperado em", formatLocal(facts.endedAt)],
    ["Inacessível desde", formatLocal(facts.startedAt)],
    ["Tempo fora do ar", humanDuration(facts.duration)],
    ["Arquivos processados", String(facts.processed)],
    ["Arquivos recusados", String(refused)],
  ];
  if (facts.duplicates > 0) rows.push(["Arquivos duplicados", String(facts.duplicates)]);
  if (facts.ignored > 0) rows.push(["Arquivos ignorados", String(facts.ignored)]);
  if (facts.stillPending > 0) rows.push(["Ainda pendentes", String(facts.stillPending)]);
  rows.push(["Identificação da queda", facts.outageId]);

  const parts: MailPart[] = [
    {
      kind: "paragraph",
      text:
        "Recuperação confirmada: a pasta de retornos voltou a responder e os arquivos pendentes foram tratados.",
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
      `${name}: ${clip(oneLine(reason), REASON_SHOWN)}`
    );
    if (refused > NAMES_SHOWN) items.push(`... e mais ${refused - NAMES_SHOWN}`);
    parts.push({
      kind: "list",
      title: "Arquivos recusados (movidos para Erro)",
      ordered: false,
      items,
    });
  }
  if (facts.stillPending > 0) {
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
    text: refused > 0
      ? "O monitor está operando normalmente. Confira os arquivos recusados; o motivo está ao lado de cada um, na pasta de erro."
      : "Tudo normal: o monitor está operando e nenhuma ação é necessária.",
  });
  return renderMail({ subject: RECOVERY_SUBJECT, tone: "good", parts, footer: FOOTER });
}

/** The mail that proves that the mail settings work. */
export function testMail(facts: TestMailFacts, formatLocal: FormatLocal): MailContent {
  return renderMail({
    subject: TEST_SUBJECT,
    tone: "neutral",
    parts: [
      {
        kind: "paragraph",
        text:
          "Este é um email de teste. Se você o recebeu, os avisos de queda e de recuperação também chegarão aqui.",
      },
      {
        kind: "facts",
        rows: [
          ["Pasta monitorada", facts.folder],
          ["Enviado em", formatLocal(facts.sentAt)],
          ["Versão", facts.version],
        ],
      },
      { kind: "paragraph", text: "Nenhuma ação é necessária." },
    ],
    footer: FOOTER,
  });
}

const FOOTER = "Mensagem automática do Monitor de Retornos. Não responda a este email.";

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function clip(value: string, max: number): string {
  const all = [...value];
  return all.length <= max ? value : all.slice(0, max - 1).join("") + "…";
}
