/**
 * The page in a real browser: it opens, lives through an outage without a reload, is walked by keyboard, and axe-core finds
 * nothing in light, in dark and at 360 pixels. Skipped where there is no Chromium.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { browserProgram, startBrowser } from "../support/browser.ts";
import { Installation } from "../support/installation.ts";
import { makeLargePast, makePast } from "../support/past.ts";

const program = await browserProgram();
const ignore = program === null;

/** Ways to look at it. */
const LOOKS: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", viewport: { width: 1200, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1200, height: 900 } }],
  ["360 px", { colorScheme: "light", viewport: { width: 360, height: 740 } }],
];

/** An open page, and all that it complained of. */
async function open(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: "pt-BR", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (m) => void complaints.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => void requests.push(request.url()));
  await page.goto(url);
  return { context, page, complaints, requests };
}

/** What axe-core finds, a line each; contrast and all rules of WCAG 2.2 AA and its best practices included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- the page's own global
    const { violations } = await (globalThis as any).axe.run();
    return violations.map((v: { id: string; nodes: { html: string }[] }) =>
      `${v.id}: ${v.nodes.map(({ html }) => html).join(" | ")}`
    );
  });
  return found as string[];
}

/** How much wider the content is than the window, in pixels. */
const overflow = (page: Page) =>
  page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );

async function freePort(): Promise<number> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return await Promise.resolve(port);
}

Deno.test(
  { ignore, name: "page: a live outage and its recovery are seen without a reload" },
  async () => {
    const port = await freePort();
    await using place = new Installation(null, { PAINEL: ["habilitado = sim", `porta = ${port}`] });
    Deno.mkdirSync(place.data, { recursive: true });
    await makePast(join(place.data, "ledger.db"), Date.now(), 90);
    place.start();
    await place.until("the page", () => place.said(`:${port}/`) > 0);
    const browser = await startBrowser(program!);
    try {
      const { page, complaints, requests } = await open(browser, `http://127.0.0.1:${port}/`);
      await page.evaluate("globalThis.neverReloaded = true");
      const headline = (text: string) =>
        page.locator(".manchete h2", { hasText: text }).waitFor({ timeout: 30_000 });
      await headline("Operacional");
      assert.match(await page.title(), /^✅ Operacional/);
      // What somebody opened stays open while the page renews itself around it.
      await page.locator("#disponibilidade summary").click();
      await place.takeAway();
      await headline("Servidor inacessível");
      assert.match(await page.title(), /^🚨 Servidor inacessível/);
      assert.equal(await page.locator("#atencao .t-mau").count(), 1);
      assert.deepEqual(await violations(page), []);
      await place.bringBack();
      await headline("Operacional");
      assert.equal(await page.locator("#quedas tbody tr").count(), 6);
      assert.equal(await page.locator("#disponibilidade details[open]").count(), 1);
      assert.equal(await page.evaluate("globalThis.neverReloaded"), true);
      assert.deepEqual(complaints, []);
      const origins = new Set(requests.map((url) => new URL(url).origin));
      assert.deepEqual([...origins], [`http://127.0.0.1:${port}`]);
    } finally {
      await browser.close();
    }
  },
);

Deno.test({
  ignore,
  name: "page: it says when the monitor, and when the page itself, no longer answers",
}, async () => {
  const port = await freePort();
  await using place = new Installation(null, { PAINEL: ["habilitado = sim", `porta = ${port}`] });
  const monitor = place.start();
  await place.until("the page", () => place.said(`:${port}/`) > 0);
  const browser = await startBrowser(program!);
  try {
    const { page, complaints } = await open(browser, `http://127.0.0.1:${port}/`);
    assert.equal(await page.locator("#contato").isVisible(), false);
    await place.run("parar");
    await monitor.status;
    await page.locator("#contato", { hasText: "Sem contato com o painel" }).waitFor({
      timeout: 20_000,
    });
    place.start();
    await page.locator("#contato").waitFor({ state: "hidden", timeout: 60_000 });
    await page.locator(".manchete h2", { hasText: "Operacional" }).waitFor({ timeout: 30_000 });
    // The browser itself writes down that nobody answered; the page adds nothing.
    assert.deepEqual(complaints.filter((line) => !line.includes("ERR_CONNECTION_REFUSED")), []);
  } finally {
    await browser.close();
  }
});

Deno.test(
  { ignore, name: "page: axe-core finds nothing, and every chart is walked by keyboard" },
  async () => {
    await using place = new Installation(null);
    Deno.mkdirSync(place.data, { recursive: true });
    await makePast(join(place.data, "ledger.db"), Date.now(), 90);
    await using served = await serve(place);
    const browser = await startBrowser(program!);
    try {
      for (const [name, options] of LOOKS) {
        const { context, page, complaints } = await open(browser, served.url, options);
        for (const summary of await page.locator("summary").all()) await summary.click();
        assert.deepEqual(await violations(page), [], name);
        assert.ok(await overflow(page) <= 0, name);
        await page.reload();
        await walk(page);
        assert.deepEqual(complaints, [], name);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  },
);

/** Tab through the whole page: the focus is always seen, comes to each chart, and arrows read each place of it. */
async function walk(page: Page): Promise<void> {
  const charts = await page.locator("svg[role=slider]").count();
  assert.ok(charts >= 6, `${charts} charts`);
  let walked = 0;
  await page.locator("body").press("Tab");
  assert.equal(await page.evaluate("document.activeElement.className"), "pular");
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate<
      { chart: boolean; body: boolean; outline: string; read: string }
    >(`(() => {
      const at = document.activeElement;
      return { chart: at.matches("svg[role=slider]"), body: at === document.body,
        outline: getComputedStyle(at).outlineStyle, read: at.getAttribute("aria-valuetext") ?? "" };
    })()`);
    if (at.body) break;
    assert.notEqual(at.outline, "none");
    if (!at.chart) continue;
    walked++;
    const text = () =>
      page.evaluate<string>("document.activeElement.getAttribute('aria-valuetext')");
    await page.keyboard.press("Home");
    const first = await text();
    await page.keyboard.press("ArrowRight");
    const second = await text();
    await page.keyboard.press("End");
    const last = await text();
    assert.ok(
      first !== "" && first !== second && second !== last,
      `${first} / ${second} / ${last}`,
    );
  }
  assert.equal(walked, charts);
}

const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(2)>`,
  `' onmouseover='alert(3)`,
  `</table></section><iframe src=javascript:alert(4)>`,
  "gpj.\u202Eexe\u2066 \u0000\u001b[31m\nlinha 2",
  "x".repeat(300),
  "<!--",
  "]]>",
  "&lt;b&gt; ${alert(5)} {{7*7}}",
];

Deno.test({
  ignore,
  name: "page and report: hostile names, reasons and notes run nothing and overflow nothing",
}, async () => {
  await using place = new Installation(null);
  Deno.mkdirSync(place.data, { recursive: true });
  const text = (n: number) => `${HOSTILE[n % HOSTILE.length]} ${n}`;
  await makeLargePast(join(place.data, "ledger.db"), Date.now(), {
    files: 10_000,
    titulos: 10_000,
    outages: 1000,
    text,
  });
  await using served = await serve(place);
  const report = join(place.root, "relatorio.html");
  assert.equal((await place.run("relatorio", "--saida", report)).code, 0);
  const browser = await startBrowser(program!);
  try {
    for (const url of [served.url, `file://${report}`]) {
      for (const [name, options] of LOOKS) {
        const { context, page, complaints } = await open(browser, url, options);
        for (const summary of await page.locator("summary").all()) await summary.click();
        await page.mouse.move(180, 500);
        const foreign =
          "script:not([src='/painel.js']),img,iframe,[onmouseover],[onerror],a[href^=javascript]";
        assert.equal(await page.locator(foreign).count(), 0);
        assert.ok(await overflow(page) <= 0, `${url} ${name}`);
        assert.ok(await page.locator("#recusados tbody tr").count() >= 20);
        const shown = await page.locator("body").innerText();
        assert.ok(shown.includes("<script>alert(1)</script>"), "the text itself is shown");
        assert.ok(
          !/[\p{Bidi_Control}\p{Cc}]/u.test(shown.replace(/[\n\r\t]/g, "")),
          "nothing turns the order of reading",
        );
        assert.deepEqual(complaints, [], `${url} ${name}`);
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
});

Deno.test({
  ignore,
  name: "report: it opens from disk without network and without script, and asks for nothing",
}, async () => {
  await using place = new Installation(null);
  Deno.mkdirSync(place.data, { recursive: true });
  await makePast(join(place.data, "ledger.db"), Date.now(), 90);
  const report = join(place.root, "relatório de maio.html");
  for (
    const period of [["--dias", "7"], ["--dias", "30"], ["--dias", "90"], ["--mes", lastMonth()]]
  ) {
    const made = await place.run("relatorio", "--saida", report, ...period);
    assert.equal(made.code, 0, made.err);
    const browser = await startBrowser(program!);
    try {
      for (const [name, options] of LOOKS) {
        const url = `file://${encodeURI(report)}`;
        const offline = { ...options, offline: true, javaScriptEnabled: true };
        const { context, page, complaints, requests } = await open(browser, url, offline);
        assert.deepEqual(requests, [url]);
        assert.equal(await page.locator("script").count(), 0);
        assert.ok(
          (await page.locator("body").innerText()).includes("Disponibilidade é a parte do tempo"),
          "the rule is printed",
        );
        assert.ok(await overflow(page) <= 0, `${period} ${name}`);
        for (const summary of await page.locator("summary").all()) await summary.click();
        assert.deepEqual(await violations(page), [], `${period} ${name}`);
        assert.deepEqual(complaints, []);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  }
});

function lastMonth(): string {
  const now = new Date();
  const first = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1));
  return first.toISOString().slice(0, 7);
}

/** `painel` of the real program, on any free port. */
async function serve(place: Installation): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const child = place.serve("painel", "--porta", String(port));
  const url = `http://127.0.0.1:${port}/`;
  await place.until("the page", async () => {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  });
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
