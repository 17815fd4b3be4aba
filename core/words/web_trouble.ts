/** Why a message did not get out over HTTP, in one sentence, and what to do. Never the address, which may be a secret. */
import { channelName } from "./channels.ts";

/** The channels that speak HTTP. */
export type WebChannel = "teams" | "telegram" | "webhook";

/** No answer came. `host`: server and port. */
export function failedText(
  channel: WebChannel,
  host: string,
  why: "timeout" | "dns" | "refused" | "certificate" | "dropped",
): string {
  const name = channelName(channel);
  switch (why) {
    case "timeout":
      return `${name}: ${host} não respondeu a tempo.`;
    case "dns":
      return `${name}: o nome ${host} não foi encontrado.`;
    case "refused":
      return `${name}: ${host} recusou a conexão ou está fora de alcance na rede.`;
    case "certificate":
      return `${name}: o certificado de ${host} não foi aceito.`;
    case "dropped":
      return `${name}: a conexão com ${host} caiu.`;
  }
}

/** The answer points elsewhere; nothing is sent there. */
export function redirectedText(channel: WebChannel, host: string, status: number): string {
  return `${
    channelName(channel)
  }: ${host} manda para outro endereço (HTTP ${status}), e o monitor não segue desvios.`;
}

/** An answer that is none of success; `said`: one clean line, or null. */
export function answeredText(
  channel: WebChannel,
  host: string,
  status: number,
  said: string | null,
): string {
  const more = said === null || said === "" ? "" : `: "${said}"`;
  return `${channelName(channel)}: ${host} respondeu HTTP ${status}${more}.`;
}

const TEST = "depois: canais --testar.";
const CURES: Readonly<Record<WebChannel, string>> = {
  teams:
    `O fluxo pode ter sido apagado ou desligado: confira-o no Power Automate, copie de novo a URL dele, ` +
    `guarde-a com Set-MonitorCredencial -Segredo teams; ${TEST}`,
  telegram:
    "Confira com o BotFather o token do robô, [TELEGRAM] conversa, e se o robô ainda está na conversa; guarde o token com " +
    `Set-MonitorCredencial -Segredo telegram; ${TEST}`,
  webhook:
    `Confira [WEBHOOK] url e o segredo (Set-MonitorCredencial -Segredo webhook) com quem recebe; ${TEST}`,
};

/** What to do when the other side does not know us. */
export function addressCure(channel: WebChannel): string {
  return CURES[channel];
}

const MISSING: Readonly<Record<WebChannel, string>> = {
  teams: "Teams: falta a URL do fluxo, ou ela não começa com https://.",
  telegram: "Telegram: falta o token do robô, ou ele não tem a forma de um token.",
  webhook: "Webhook: falta o segredo com que as mensagens são assinadas.",
};

/** There is no secret, or none that can be one. */
export function secretMissingText(channel: WebChannel): string {
  return MISSING[channel];
}

/** The secret is stored, and cannot be read. */
export function secretUnreadableText(channel: WebChannel): string {
  return `${channelName(channel)}: o segredo não pôde ser lido de onde está guardado.`;
}

/** The attempt broke; the error is not shown. */
export function webBrokenText(channel: WebChannel): string {
  return `${channelName(channel)}: falha interna ao preparar o envio.`;
}
