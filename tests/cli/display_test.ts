/** Page, report and metrics of the real program, as another program asks for them. What a browser makes of them: `tests/browser`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DISPLAY_ARGUMENT } from "../../core/adapters/site/display_argument.ts";
import { retorno } from "../support/lab.ts";
import { Installation } from "../support/installation.ts";
import { makeLargePast, makePast } from "../support/past.ts";
import { onPath } from "../support/run_suite.ts";

const PROMTOOL = Deno.build.os !== "windows" && await onPath("promtool");

/** An installation with a past. */
async function withPast(sections = {}): Promise<Installation> {
  const place = new Installation(null, sections);
  Deno.mkdirSync(place.data, { recursive: true });
  await makePast(join(place.data, "ledger.db"), Date.now(), 90);
  return place;
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** `painel` of the real program; null once it no longer answers. */
async function serve(place: Installation): Promise<number> {
  const port = freePort();
  place.serve("painel", "--porta", String(port));
  await place.until("the page", async () => (await get(port, "/saude")).status > 0);
  return port;
}

/** One request with exactly these headers: `fetch` would not let a Host through. */
async function get(
  port: number,
  path: string,
  { host = `127.0.0.1:${port}`, method = "GET", headers = "" } = {},
): Promise<{ status: number; head: string; body: string }> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => null);
  if (connection === null) return { status: 0, head: "", body: "" };
  const request =
    `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const text = await new Response(connection.readable).text();
  const split = text.indexOf("\r\n\r\n");
  const head = text.slice(0, split);
  let body = text.slice(split + 4);
  if (/^transfer-encoding: chunked/im.test(head)) body = unchunked(body);
  return { status: Number(head.slice(9, 12)), head: head.toLowerCase(), body };
}

function unchunked(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  for (let at = 0;;) {
    const end = bytes.indexOf(13, at);
    const size = parseInt(new TextDecoder().decode(bytes.subarray(at, end)), 16);
    if (!(size > 0)) return parts.map((part) => new TextDecoder().decode(part)).join("");
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

Deno.test("painel: this machine only, by its own name, read only, and nothing from elsewhere", async () => {
  await using place = await withPast();
  const port = await serve(place);
  const cases: [options: Parameters<typeof get>[2], path: string, status: number][] = [
    [{}, "/", 200],
    [{ host: `localhost:${port}` }, "/", 200],
    [{ host: "exemplo.invalid" }, "/", 403],
    [{ host: `exemplo.invalid:${port}` }, "/api/estado", 403],
    [{ host: `127.0.0.1.exemplo.invalid:${port}` }, "/metrics", 403],
    [{ host: "127.0.0.1" }, "/", 403],
    [{ method: "POST" }, "/", 405],
    [{ method: "DELETE" }, "/api/estado", 405],
    [{ method: "OPTIONS" }, "/", 405],
    [{}, "/../config.ini", 404],
    [{}, "/%2e%2e/config.ini", 404],
    [{}, "/config.ini", 404],
    [{}, "/?dias=7", 200],
    [{}, "/?dias=0", 400],
    [{}, "/api/resumo?dias=7'--", 400],
    [{}, "/api/resumo?dias=100000", 400],
  ];
  for (const [options, path, status] of cases) {
    const answer = await get(port, path, options);
    assert.equal(answer.status, status, `${JSON.stringify(options)} ${path}`);
    assert.match(answer.head, /content-security-policy: default-src 'none'; script-src 'self'/);
    assert.ok(!answer.head.includes("unsafe-inline"));
    assert.match(answer.head, /x-content-type-options: nosniff/);
    assert.ok(!answer.head.includes("access-control-allow"), "no other page may read it");
  }
  const html = (await get(port, "/")).body;
  assert.ok(
    !/<script(?! src="\/painel\.js")|<style|style=|\son[a-z]+=/i.test(html),
    "no script, no style in the page",
  );
  assert.ok(!html.includes("://") || !/(src|href)="[a-z]+:/i.test(html), "no address of elsewhere");
  // From another address of this machine there is nobody.
  const others = Deno.networkInterfaces().filter(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  );
  for (const { address } of others) {
    await assert.rejects(() => Deno.connect({ hostname: address, port }), address);
  }
});

Deno.test("painel: its routes say what the commands say, with and without a monitor", async () => {
  await using place = await withPast();
  const port = await serve(place);
  const state = async () => JSON.parse((await get(port, "/api/estado")).body);
  assert.equal((await state()).estado, "parado");
  assert.equal((await get(port, "/saude")).status, 503);
  place.start();
  await place.until("the monitor's sign", async () => (await state()).pid !== null);
  assert.equal((await state()).estado, "operacional");
  assert.equal((await get(port, "/saude")).status, 200);
  const asked = JSON.parse((await place.run("estado", "--json")).out);
  assert.deepEqual(Object.keys(await state()), Object.keys(asked));
  assert.equal((await state()).pid, asked.pid);
  await place.takeAway();
  await place.until("the outage", async () => (await get(port, "/saude")).status === 503);
  const metrics = (await get(port, "/metrics")).body;
  assert.match(metrics, /^monitor_retornos_estado\{estado="inacessivel"\} 1$/m);
  assert.match(metrics, /^monitor_retornos_queda_em_curso 1$/m);
});

Deno.test("painel: /saude is 503 while the folder is out of reach, also without alerts", async () => {
  await using place = new Installation(null, {
    MONITORAMENTO_SERVIDOR: ["habilitado = false", "prazo_sonda = 20"],
  });
  const port = await serve(place);
  const health = async () => (await get(port, "/saude")).status;
  place.start();
  await place.until(
    "the monitor's sign",
    async () => JSON.parse((await get(port, "/api/estado")).body).pid !== null,
  );
  await place.until("a look at the folder", async () => await health() === 200);
  await place.takeAway();
  let told = "";
  await place.until("the folder's absence", async () => {
    const { status, body } = await get(port, "/saude");
    const { estado, diagnostico } = JSON.parse(body);
    told = `${status} ${estado} ${diagnostico?.codigo}`;
    return diagnostico !== null;
  });
  assert.equal(told, "503 desabilitado pasta");
  await place.bringBack();
  await place.until("the folder's return", async () => await health() === 200);
});

Deno.test("painel: HEAD answers like GET, without a body", async () => {
  await using place = await withPast();
  const port = await serve(place);
  const head = (text: string) => /^(content-type|content-security-policy): .*$/gm.exec(text)?.[0];
  for (const path of ["/", "/saude", "/api/estado", "/api/resumo?dias=7", "/metrics", "/nada"]) {
    const asked = await get(port, path, { method: "HEAD" });
    const got = await get(port, path);
    assert.deepEqual([asked.status, head(asked.head)], [got.status, head(got.head)], path);
    assert.deepEqual([asked.body, got.body === ""], ["", false], path);
  }
});

Deno.test("painel: its sums are those of titulos --csv, cent by cent", async () => {
  await using place = await withPast();
  const port = await serve(place);
  const summary = JSON.parse((await get(port, "/api/resumo?dias=90")).body);
  const csv = join(place.root, "pagos.csv");
  const { de, ate } = summary.periodo;
  const ran = await place.run(
    "titulos",
    "--csv",
    csv,
    "--por",
    "pagamento",
    "--desde",
    de,
    "--ate",
    ate,
  );
  assert.equal(ran.code, 0, ran.err);
  const [head, ...rows] = Deno.readTextFileSync(csv).slice(1).trim().split(/\r?\n/).map((line) =>
    line.split(";")
  );
  const paidAt = head!.indexOf("Valor pago");
  const dayAt = head!.indexOf("Pagamento");
  const byDay = new Map<string, bigint>();
  for (const row of rows) {
    const day = row[dayAt]!.split("/").reverse().join("-");
    byDay.set(day, (byDay.get(day) ?? 0n) + BigInt(row[paidAt]!.replace(",", "")));
  }
  const total = [...byDay.values()].reduce((a, b) => a + b, 0n);
  assert.ok(total > 100_000_00n && byDay.size > 50, `${total} on ${byDay.size} days`);
  assert.equal(BigInt(summary.total.valorPago), total);
  assert.equal(summary.total.titulosPagos, rows.length);
  for (const { dia, valorPago } of summary.dias) {
    assert.equal(BigInt(valorPago), byDay.get(dia) ?? 0n, dia);
  }
});

Deno.test("painel: a page of a large ledger stays light, and asks the ledger by its indexes", async () => {
  await using place = new Installation(null);
  Deno.mkdirSync(place.data, { recursive: true });
  const ledger = join(place.data, "ledger.db");
  await makeLargePast(ledger, Date.now(), { files: 100_000, titulos: 1_000_000, outages: 1000 });
  const port = await serve(place);
  let weight = 0;
  for (const path of ["/", "/painel.css", "/painel.js", "/icone.svg"]) {
    const { status, body } = await get(port, path);
    assert.equal(status, 200);
    weight += new TextEncoder().encode(body).length;
  }
  assert.ok(weight < 150_000, `${weight} bytes`);
  const summary = JSON.parse((await get(port, "/api/resumo?dias=90")).body);
  assert.ok(summary.total.processados > 10_000);
  const db = new DatabaseSync(ledger, { readOnly: true });
  const bare = db.prepare(
    "SELECT count(*) AS n, sum(pago_total) AS paid FROM titulos WHERE data_pagamento BETWEEN ? AND ?",
  ).get(summary.periodo.de, summary.periodo.ate)!;
  db.close();
  assert.equal(summary.total.titulosPagos, bare.n);
  assert.equal(Number(summary.total.valorPago), bare.paid);
});

Deno.test("report and metrics are written on a timer, whole or not at all; what fails is told once and made good", async () => {
  const shelf = Deno.makeTempDirSync({ prefix: "vitrine-" });
  const report = join(shelf, "sub", "relatorio.html");
  const metrics = join(shelf, "monitor.prom");
  await using place = await withPast({
    RELATORIO: [`arquivo = ${report}`, "a_cada_minutos = 1"],
    METRICAS: [`arquivo = ${metrics}`],
  });
  try {
    place.start();
    await place.until("the metrics", () => exists(metrics));
    await place.until("the trouble", () => place.said("O relatório não pôde ser gravado") > 0);
    await place.until("the monitor itself", () => place.said("Nenhum arquivo .ret") > 0);
    const text = Deno.readTextFileSync(metrics);
    assert.ok(text.endsWith("\n") && text.includes("monitor_retornos_rodando 1"), text);
    assert.deepEqual([...Deno.readDirSync(shelf)].map(({ name }) => name), ["monitor.prom"]);
    assert.equal(place.said("O relatório não pôde ser gravado"), 1);
    const state = JSON.parse((await place.run("estado", "--json")).out);
    assert.equal(state.estado, "operacional");
  } finally {
    await Deno.remove(shelf, { recursive: true });
  }
});

Deno.test("a port that is taken is told once, files go on, and it is served when it is free", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  try {
    await using place = new Installation(null, { PAINEL: ["habilitado = sim", `porta = ${port}`] });
    place.start();
    await place.until("the line", () => place.said(`a porta ${port} está em uso`) === 1);
    await place.until("the files", () => place.said("Nenhum arquivo .ret") > 0);
    const other = await place.run("painel", "--porta", String(port));
    assert.equal(other.code, 1);
    assert.match(other.err, new RegExp(`a porta ${port} não pôde ser usada`));
  } finally {
    listener.close();
  }
});

Deno.test({
  name:
    "the helper that serves the page is killed: the monitor goes on, says so, and serves it again",
  ignore: Deno.build.os !== "linux",
}, async () => {
  const port = freePort();
  await using place = new Installation(null, { PAINEL: ["habilitado = sim", `porta = ${port}`] });
  const monitor = place.start();
  await place.until("the page", async () => (await get(port, "/saude")).status === 200);
  for (const round of [1, 2]) {
    const helper = helperOf(monitor.pid);
    Deno.kill(helper, "SIGKILL");
    place.drop(`R${round}.ret`, retorno(round));
    await place.until("the file", () => place.said(`R${round}.ret processado`) === 1);
    await place.until("a new helper", async () => {
      const { status } = await get(port, "/saude");
      return status === 200 && helperOf(monitor.pid) !== helper;
    });
  }
  const state = JSON.parse((await place.run("estado", "--json")).out);
  assert.deepEqual([state.estado, state.pid], ["operacional", monitor.pid]);
  assert.ok(place.said("o processo auxiliar terminou") >= 1, place.lines().join("\n"));
});

/** The process that serves the page; 0 while there is none. */
function helperOf(monitor: number): number {
  const children = Deno.readTextFileSync(`/proc/${monitor}/task/${monitor}/children`).trim();
  for (const pid of children.split(" ")) {
    const command = pid === "" ? "" : Deno.readTextFileSync(`/proc/${pid}/cmdline`);
    if (command.split("\0").includes(DISPLAY_ARGUMENT)) return Number(pid);
  }
  return 0;
}

Deno.test({
  name: "metrics: promtool finds nothing, of the command and of /metrics",
  ignore: !PROMTOOL,
}, async () => {
  await using place = await withPast();
  const port = await serve(place);
  place.start();
  await place.until("the monitor", async () => (await get(port, "/saude")).status === 200);
  const command = await place.run("metricas");
  assert.equal(command.code, 0, command.err);
  for (const text of [command.out, (await get(port, "/metrics")).body]) {
    assert.match(text, /^monitor_retornos_titulos \d+$/m);
    const child = new Deno.Command("promtool", {
      args: ["check", "metrics"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assert.deepEqual([code, said], [0, ""]);
  }
});

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}
