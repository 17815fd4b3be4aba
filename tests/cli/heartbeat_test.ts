/** The heartbeat of the real program: a sign per interval, fail during an outage, trouble in estado and once in the log, no secret anywhere. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Place } from "./program.ts";

const SECRET = "segredo-do-batimento-17";

/** Every byte that the installation wrote, but for the configuration itself. */
async function everythingWritten(place: Place, folder = place.root): Promise<string> {
  let text = "";
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (path === place.config) continue;
    text += entry.isDirectory
      ? await everythingWritten(place, path)
      : new TextDecoder("latin1").decode(await Deno.readFile(path).catch(() => new Uint8Array()));
  }
  return text;
}

Deno.test("cli: signs of life while all is well, fail during an outage, and a server that fails harms nothing", async () => {
  const requests: string[] = [];
  let status = 200;
  let hang = false;
  const hanging: (() => void)[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    requests.push(new URL(request.url).pathname);
    const answer = () => new Response("x".repeat(1000), { status });
    return hang
      ? new Promise<Response>((resolve) => hanging.push(() => resolve(answer())))
      : answer();
  });
  try {
    const url = `http://127.0.0.1:${server.addr.port}/${SECRET}`;
    await using place = await Place.make({ BATIMENTO: [`url = ${url}`] });
    const away = join(place.root, "fora");
    const state = async () => (await place.run("estado", "--json")).json;
    const came = (path: string, n = 1) =>
      place.until(
        `${path} × ${n}`,
        () => Promise.resolve(requests.filter((one) => one === path).length >= n),
      );
    const monitor = place.start();
    try {
      await came(`/${SECRET}`, 2);
      assert.ok(!requests.includes(`/${SECRET}/fail`));
      await place.until(
        "a good sign in estado",
        async () => (await state()).batimentoExterno?.certo,
      );
      assert.match((await place.run("estado")).stdout, /^Batimento externo +certo em /m);

      await Deno.rename(place.folder, away);
      await came(`/${SECRET}/fail`, 2);
      await Deno.rename(away, place.folder);
      await place.until("the recovery", async () => (await state()).estado === "operacional");
      const well = requests.filter((one) => one === `/${SECRET}`).length;
      await came(`/${SECRET}`, well + 2);

      status = 500;
      await place.until("the failure in estado", async () => {
        const { certo, erro } = (await state()).batimentoExterno;
        return certo === false && erro === "o outro lado respondeu HTTP 500";
      });
      hang = true;
      // Checks go on at their pace while the other side hangs.
      const before = Date.parse((await state()).ultimaVerificacao);
      await place.until(
        "three more checks",
        async () => Date.parse((await state()).ultimaVerificacao) >= before + 3000,
      );
      assert.match(
        (await place.run("estado")).stdout,
        /^Batimento externo +⚠️ falhou em .*último certo: \d/m,
      );
      const verified = await place.run("verificar");
      assert.ok(!`${verified.stdout}${verified.stderr}`.includes(SECRET));
    } finally {
      await place.run("parar");
      await monitor.status;
    }
    const log = await Deno.readTextFile(place.log);
    assert.equal(log.split("💓 O batimento ([BATIMENTO] url) não está chegando").length, 2, log);
    assert.ok(!(await everythingWritten(place)).includes(SECRET));
    const shown = await place.run("estado", "--json");
    assert.ok(!`${shown.stdout}${shown.stderr}`.includes(SECRET));
  } finally {
    for (const release of hanging) release();
    await server.shutdown();
  }
});
