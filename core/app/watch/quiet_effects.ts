/** What is done about the folder with the alerts off. */
import type { QuietEffect } from "../../domain/quiet_watch.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { silentReturnLine, silentTroubleLine } from "../../words/log/outage.ts";
import { say } from "../tell/say.ts";

/** In this order; `now` in ms since the Unix epoch. Rejects with what the ledger says. */
export async function carryOutQuietly(
  { log, ledger }: { readonly log: Log; readonly ledger: Ledger },
  effects: readonly QuietEffect[],
  now: number,
): Promise<void> {
  for (const effect of effects) {
    if (effect.kind === "trouble") say(log, silentTroubleLine(effect.diagnosis));
    else if (effect.kind === "return") say(log, silentReturnLine());
    else await ledger.outages.record([{ kind: "closed", outage: effect.outage, at: now }], []);
  }
}
