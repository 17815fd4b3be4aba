/** Which channels there are, and which are switched on. Apart from what opens them, so that `estado` does not load it. */
import type { Config } from "../config/config.ts";

/** Every channel, in the order in which they are shown. */
export const ALL_CHANNELS = ["email", "teams", "telegram", "webhook"] as const;

/** Name of a channel, and of its queue. */
export type ChannelName = (typeof ALL_CHANNELS)[number];

/** Names of those that are switched on. */
export function channelNames(config: Config): ChannelName[] {
  return ALL_CHANNELS.filter((name) => config[name].habilitado);
}
