/** Which channels are switched on. Apart from what opens them, so that `estado` does not load it. */
import type { Config } from "../config/config.ts";

/** Names of their queues, in the order in which they are shown. */
export function channelNames(config: Config): string[] {
  return config.email.habilitado ? ["email"] : [];
}
