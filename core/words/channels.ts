/** The channels, as people call them. */

const NAMES: Readonly<Record<string, string>> = {
  email: "email",
  teams: "Teams",
  telegram: "Telegram",
  webhook: "webhook",
};

/** Test messages were asked for, and there is no channel to send one by. */
export const NOTHING_TESTED = "Nenhum canal está ligado: nada foi testado. " +
  "Ligue um com habilitado = sim em [EMAIL], [TEAMS], [TELEGRAM] ou [WEBHOOK].";

/** Name of a channel for people, by the name of its queue. */
export function channelName(channel: string): string {
  return NAMES[channel] ?? channel;
}
