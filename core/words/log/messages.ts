/** Lines of the log about messages on their way. Reasons are sentences without secrets. */
import type { MessageKind, SummaryAnnouncement } from "../announcement.ts";
import { error, info, type LogLine, warning } from "./line.ts";

const ACCEPTED: Readonly<Record<MessageKind, string>> = {
  queda: "📧 Alerta por email enviado sobre servidor inacessível",
  recuperacao: "📧 Email de recuperação enviado",
  lembrete: "📧 Lembrete por email enviado: servidor ainda inacessível",
  escalada: "📧 Email de escalada enviado aos segundos destinatários",
  critico: "📧 Email de falha crítica enviado",
  resumo: "📧 Resumo diário enviado por email",
  teste: "📧 Email de teste enviado",
  aviso: "📧 Aviso por email enviado sobre o livro de registro danificado",
  pendente: "📧 Aviso por email enviado sobre arquivo com problema",
};
const NAMES: Readonly<Record<MessageKind, string>> = {
  queda: "alerta de queda",
  recuperacao: "email de recuperação",
  lembrete: "lembrete de queda",
  escalada: "email de escalada",
  critico: "email de falha crítica",
  resumo: "resumo diário",
  teste: "email de teste",
  aviso: "aviso de livro danificado",
  pendente: "aviso de arquivo com problema",
};

/** The daily summary is on its way. */
export function summaryLine({ id, files, outageCount }: SummaryAnnouncement): LogLine {
  return info(
    `📊 Resumo diário de ${id}: ${files.processado} processado(s), ${files.recusado} recusado(s), ${outageCount} queda(s)`,
  );
}

/** The mail server accepted the message. */
export function acceptedLine(message: MessageKind): LogLine {
  return info(ACCEPTED[message]);
}

/** Accepted, but. */
export function acceptedWarningLine(detail: string): LogLine {
  return warning(`⚠️  ${detail}`);
}

/** Refused, and not tried again. */
export function givenUpLine(message: MessageKind, reason: string): LogLine {
  return error(
    `❌ EMAIL NÃO ENVIADO (${
      NAMES[message]
    }): ${reason} O servidor de email recusou em definitivo e esta mensagem não ` +
      `será tentada de novo. Corrija a seção [EMAIL] e confira com Test-MonitorConfiguracao.`,
  );
}

/** A passing failure. */
export function postponedLine(message: MessageKind, reason: string): LogLine {
  return warning(
    `Email ainda não enviado (${
      NAMES[message]
    }): ${reason} A mensagem está guardada e será tentada de novo.`,
  );
}

/** The ledger does not let the queue be read, or a result be written. */
export function queueTroubleLine(
  what: "read" | "record",
  detail: string,
  pauseSeconds: number,
): LogLine {
  const work = what === "read" ? "ler a fila de emails" : "registrar o resultado de um email";
  return error(`Não foi possível ${work}: ${detail}. Nova tentativa em ${pauseSeconds} s.`);
}

/** The delivery itself broke. */
export function queueBrokenLine(detail: string): LogLine {
  return error(`❌ A fila de emails não pôde ser lida: ${detail}`);
}

/** A notification could not be left for the screens. */
export function notificationFailedLine(detail: string): LogLine {
  return warning(`A notificação não pôde ser entregue: ${detail}`);
}
