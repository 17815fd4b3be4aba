/**
 * `deno task telas`: the pictures of the page in the README, taken of the real program with the synthetic past of the tests. Only
 * the path of the throw-away folder is replaced by the one of the story.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { browserProgram, startBrowser } from "../support/browser.ts";
import { Installation } from "../support/installation.ts";
import { makePast } from "../support/past.ts";

const TARGET = fileURLToPath(new URL("../../.github/telas/", import.meta.url));
const SHOWN = "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno";

const program = await browserProgram();
if (program === null) throw new Error("falta o Chromium");
const port = 8724;
await using place = new Installation(null, {
  PAINEL: ["habilitado = sim", `porta = ${port}`],
  MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = 5"],
});
Deno.mkdirSync(place.data, { recursive: true });
await makePast(join(place.data, "ledger.db"), Date.now(), 90);
place.start();
await place.until("the page", () => place.said(`:${port}/`) > 0);
Deno.mkdirSync(TARGET, { recursive: true });
const browser = await startBrowser(program);
try {
  await take("painel", { colorScheme: "light", viewport: { width: 1200, height: 1230 } });
  await take("painel-celular", { colorScheme: "light", viewport: { width: 360, height: 780 } });
  await place.takeAway();
  await place.until("the outage", () => place.said("ALERTA") > 0);
  await take("painel-queda", { colorScheme: "dark", viewport: { width: 1200, height: 760 } });
  await place.bringBack();
} finally {
  await browser.close();
}

async function take(
  name: string,
  options: { colorScheme: "light" | "dark"; viewport: { width: number; height: number } },
): Promise<void> {
  const context = await browser.newContext({ locale: "pt-BR", ...options });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await rename(page);
  await page.screenshot({ path: join(TARGET, `${name}.png`) });
  await context.close();
}

/** The path of the story in place of the throw-away one, wherever it stands. */
async function rename(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      walker.currentNode.nodeValue = walker.currentNode.nodeValue.replaceAll(
        ${JSON.stringify(place.folder)}, ${JSON.stringify(SHOWN)});
    }
  })()`);
}
