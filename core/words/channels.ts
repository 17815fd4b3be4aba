/** The channels, as people call them. */

const NAMES: Readonly<Record<string, string>> = {
  email: "email",
  teams: "Teams",
  telegram: "Telegram",
  webhook: "webhook",
};

/** Name of a channel for people, by the name of its queue. */
export function channelName(channel: string): string {
  return NAMES[channel] ?? channel;
}
