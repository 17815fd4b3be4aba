/** The zone of this process, for a while: local times are those of another place. */
import assert from "node:assert/strict";
import { localIso } from "../../core/adapters/clock/local_time.ts";

/** Runs `work` as if the machine stood in São Paulo, where the clock changed at midnight until 2019. False when this system has no such zone (Wine, for example). */
export async function inSaoPaulo(work: () => void | Promise<void>): Promise<boolean> {
  const before = Deno.env.get("TZ");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  Deno.env.set("TZ", "America/Sao_Paulo");
  try {
    // Winter in São Paulo.
    const shown = localIso(Date.UTC(2018, 6, 1)).slice(-6);
    if (shown !== "-03:00") {
      assert.equal(Deno.build.os, "windows", `no such zone: ${shown}`);
      return false;
    }
    await work();
    return true;
  } finally {
    // Only a zone that is set is noticed: without this the process would stay where it was, and its children would not.
    Deno.env.set("TZ", before ?? own);
    if (before === undefined) Deno.env.delete("TZ");
  }
}
