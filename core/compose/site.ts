/** The page as a site of this machine. */
import { serveSite, type Site, type SiteAnswer } from "../adapters/site/loopback_site.ts";
import { MOST_DAYS } from "../domain/period.ts";
import { plainJson } from "../domain/text.ts";
import { METRICS_TYPE } from "../views/metrics.ts";
import { PAGE_FILES } from "../views/page/page.ts";
import { SCRIPT } from "../views/page/script.ts";
import { ICON, STYLE } from "../views/page/style.ts";
import { daysText, SITE_WORDS } from "../words/log/display.ts";
import type { PageSource } from "./page.ts";
import { statusPlaces } from "./status.ts";

export type { Site };

/** Days that are shown where none are asked for. */
export const USUAL_DAYS = 90;

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Serves the page on 127.0.0.1; `port` 0: any free one. `onFailure` is told of an answer that could not be made.
 *
 * @throws {Deno.errors.AddrInUse} Somebody else has the port.
 */
export function openSite(
  source: PageSource,
  port: number,
  onFailure: (error: unknown) => void,
): Site {
  const site = serveSite(port, (path, query) => answer(source, path, query), SITE_WORDS, onFailure);
  // The first one who looks shall not wait for what is done once: code that is loaded, pages of the ledger that are read.
  source.page(USUAL_DAYS).catch(() => {});
  return site;
}

async function answer(
  own: PageSource,
  path: string,
  query: URLSearchParams,
): Promise<SiteAnswer | null> {
  const asked = query.get("pasta");
  const source = asked === null ? own : await own.of(asked);
  if (source === null) {
    return { status: 404, type: "text/plain; charset=utf-8", body: SITE_WORDS.unknownFolder };
  }
  switch (path) {
    case "/":
    case "/api/resumo": {
      const days = daysOf(query);
      if (days === null) {
        const body = daysText(query.get("dias") ?? "", MOST_DAYS);
        return { status: 400, type: "text/plain; charset=utf-8", body };
      }
      if (path === "/api/resumo") return json(await source.history(days));
      const { text, etag } = await source.page(days);
      return { status: 200, type: "text/html; charset=utf-8", body: text, etag };
    }
    case "/api/estado":
      return json({
        ...await source.status(),
        ...source.folder === source.config ? statusPlaces(source.config) : {},
      });
    case "/api/pastas":
      return json({ pastas: await source.everyFolder() });
    case "/metrics":
      return { status: 200, type: METRICS_TYPE, body: await source.metrics() };
    case "/saude": {
      const { estado, semSinalDeVida, diagnostico } = await source.status();
      const runs = (estado === "operacional" || estado === "desabilitado") && !semSinalDeVida;
      // Without alerts there is no outage, and the folder may be out of reach all the same.
      const well = runs && diagnostico === null;
      return { ...json({ estado, semSinalDeVida, diagnostico }), status: well ? 200 : 503 };
    }
    case PAGE_FILES.style:
      return { status: 200, type: "text/css; charset=utf-8", body: STYLE };
    case PAGE_FILES.script:
      return { status: 200, type: "text/javascript; charset=utf-8", body: SCRIPT };
    case PAGE_FILES.icon:
      return { status: 200, type: "image/svg+xml", body: ICON };
    default:
      return null;
  }
}

function json(value: unknown): SiteAnswer {
  return { status: 200, type: JSON_TYPE, body: plainJson(value, 2) + "\n" };
}

/** Null: not a number of days that is accepted. */
function daysOf(query: URLSearchParams): number | null {
  const text = query.get("dias");
  if (text === null) return USUAL_DAYS;
  const days = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}
