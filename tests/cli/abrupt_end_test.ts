/** A monitor that could not say why it ended is spoken of by the next one. */
import assert from "node:assert/strict";
import { Place } from "./program.ts";

const LINE = "não se despediu";

/** How often the log says it. */
async function said(place: Place, text: string): Promise<number> {
  const log = await Deno.readTextFile(place.log).catch(() => "");
  return log.split(text).length - 1;
}

Deno.test("cli: after a kill the next start says that the monitor before it was cut off; after parar it does not", async () => {
  await using place = await Place.make();
  const killed = place.start();
  await place.until("watching", async () => await said(place, "Nenhum arquivo .ret") > 0);
  killed.kill("SIGKILL");
  await killed.status;
  for (const starts of [1, 2]) {
    const monitor = place.start();
    await place.until("watching", async () => await said(place, "Nenhum arquivo .ret") > starts);
    assert.equal((await place.run("parar")).code, 0);
    await monitor.status;
    assert.equal(await said(place, LINE), 1);
    assert.equal(await said(place, `O monitor anterior (processo ${killed.pid}) ${LINE}`), 1);
  }
});
