/** Lines of the log about messages on their way. Reasons are sentences without secrets. */
import { type MessageKind, realOutageCount, type SummaryAnnouncement } from "../announcement.ts";
import { channelName } from "../channels.ts";
import { humanDuration } from "../duration.ts";
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
  livro: "📧 Aviso por email enviado sobre o livro de registro",
  pendente: "📧 Aviso por email enviado sobre arquivo com problema",
  esperado: "📧 Aviso por email enviado sobre arquivo esperado que não chegou",
  "esperado-chegou": "📧 Aviso por email enviado: o arquivo esperado chegou",
  lacuna: "📧 Aviso por email enviado sobre lacuna na sequência",
  "lacuna-fechada": "📧 Aviso por email enviado: a lacuna fechou",
};
const NAMES: Readonly<Record<MessageKind, string>> = {
  queda: "alerta de queda",
  recuperacao: "aviso de recuperação",
  lembrete: "lembrete de queda",
  escalada: "aviso de escalada",
  critico: "aviso de falha crítica",
  resumo: "resumo diário",
  teste: "mensagem de teste",
  aviso: "aviso de livro danificado",
  livro: "aviso sobre o livro de registro",
  pendente: "aviso de arquivo com problema",
  esperado: "aviso de arquivo esperado que não chegou",
  "esperado-chegou": "aviso de arquivo esperado que chegou",
  lacuna: "aviso de lacuna na sequência",
  "lacuna-fechada": "aviso de lacuna fechada",
};
/** Names of those that are called otherwise as a mail. */
const MAIL_NAMES: Readonly<Partial<Record<MessageKind, string>>> = {
  recuperacao: "email de recuperação",
  escalada: "email de escalada",
  critico: "email de falha crítica",
  teste: "email de teste",
};

function mailName(message: MessageKind): string {
  return MAIL_NAMES[message] ?? NAMES[message];
}

/** The daily summary is on its way. */
export function summaryLine(facts: SummaryAnnouncement): LogLine {
  const { id, files } = facts;
  return info(
    `📊 Resumo diário de ${id}: ${files.processado} processado(s), ${files.recusado} recusado(s), ${
      realOutageCount(facts)
    } queda(s)`,
  );
}

/** The channel accepted the message; `channel` as the queue calls it. */
export function acceptedLine(message: MessageKind, channel = "email"): LogLine {
  if (channel === "email") return info(ACCEPTED[message]);
  return info(`📣 ${channelName(channel)}: ${NAMES[message]} entregue`);
}

/** Accepted, but. */
export function acceptedWarningLine(detail: string): LogLine {
  return warning(`⚠️  ${detail}`);
}

/** Refused, and not tried again; `channel` as the queue calls it. */
export function givenUpLine(message: MessageKind, reason: string, channel = "email"): LogLine {
  if (channel !== "email") {
    return error(
      `❌ ${channelName(channel)}: MENSAGEM NÃO ENTREGUE (${
        NAMES[message]
      }): ${reason} Foi recusada em definitivo e não será ` +
        `tentada de novo. Confira a seção [${channel.toUpperCase()}] com o comando canais --testar.`,
    );
  }
  return error(
    `❌ EMAIL NÃO ENVIADO (${
      mailName(message)
    }): ${reason} O servidor de email recusou em definitivo e esta mensagem não ` +
      `será tentada de novo. Corrija a seção [EMAIL] e confira com Test-MonitorConfiguracao.`,
  );
}

/** A passing failure. */
export function postponedLine(message: MessageKind, reason: string, channel = "email"): LogLine {
  if (channel !== "email") {
    return warning(
      `${channelName(channel)}: mensagem ainda não entregue (${
        NAMES[message]
      }): ${reason} Está guardada e será tentada de novo.`,
    );
  }
  return warning(
    `Email ainda não enviado (${
      mailName(message)
    }): ${reason} A mensagem está guardada e será tentada de novo.`,
  );
}

/** The channel does not take us for who we are: all of its messages wait, and are tried again after `waitMs`. */
export function heldLine(
  { channel, reason, cure, waitMs }: {
    readonly channel: string;
    readonly reason: string;
    readonly cure: string;
    readonly waitMs: number;
  },
): LogLine {
  return error(
    `🔒 ENVIO RETIDO (${
      channelName(channel)
    }): ${reason} ${cure} Nenhuma mensagem se perde: todas esperam em disco. ` +
      `Nova tentativa em ${
        humanDuration(waitMs)
      }, e logo que a configuração ou a credencial mudar ou um teste de envio der certo.`,
  );
}

/** Held as before, for this reason. */
export function heldReasonLine(channel: string, reason: string, cure: string): LogLine {
  return warning(`🔒 Envio ainda retido (${channelName(channel)}): ${reason} ${cure}`);
}

/** The channel takes us again. */
export function releasedLine(channel: string): LogLine {
  return info(
    `🔓 Envio liberado (${
      channelName(channel)
    }): as mensagens retidas seguem, na ordem em que foram guardadas`,
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
