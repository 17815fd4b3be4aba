/** Page, report and metrics of one configuration, made anew when something of them changed. */
import { stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { lastLines } from "../adapters/log/log_tail.ts";
import type { Config } from "../config/config.ts";
import type { Period } from "../domain/period.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { HistoryDocument } from "../views/history.ts";
import { metricsText } from "../views/metrics.ts";
import { type PageFacts, pageHtml, reportHtml } from "../views/page/page.ts";
import { STYLE } from "../views/page/style.ts";
import type { StatusDocument } from "../views/status.ts";
import { dataFiles } from "./data_folder.ts";
import { readExpectation } from "./expected.ts";
import { lastDaysNow, readHistory } from "./history.ts";
import { readableLedger } from "./ledger.ts";
import { clock } from "./machine.ts";
import { readStatus } from "./status.ts";

/** Lines of the log that are shown. */
const LOG_LINES = 30;
/** Longest line of the log that is shown, in characters. */
const LINE_SHOWN = 300;
/** A history is good for so long, in ms, while the state stays what it is. */
const HISTORY_MS = 15_000;
/** A state is good for so long, in ms: several pages may ask at once. */
const STATUS_MS = 1000;

/** What was made for a page. */
interface Made {
  readonly key: string;
  readonly history: HistoryDocument;
  readonly at: number;
  readonly log: string;
  readonly text: string;
  readonly etag: string;
}

/** Makes what is shown. Holds nothing open: a ledger that is replaced meanwhile is the next one that is read. */
export class PageSource {
  #status: { readonly at: number; readonly document: Promise<StatusDocument> } | null = null;
  readonly #made = new Map<number, Made>();

  constructor(readonly config: Config, readonly version: string) {}

  /** The state now. */
  status(): Promise<StatusDocument> {
    const now = clock.now().mono;
    if (this.#status === null || now - this.#status.at >= STATUS_MS) {
      this.#status = { at: now, document: readStatus(this.config, this.version) };
    }
    return this.#status.document;
  }

  /** The last `days` days. */
  async history(days: number): Promise<HistoryDocument> {
    const known = this.#made.get(days);
    const key = keyOf(await this.status());
    if (known !== undefined && known.key === key && clock.now().mono - known.at < HISTORY_MS) {
      return known.history;
    }
    return await this.#read(lastDaysNow(days));
  }

  /** The page of the last `days` days, and a name for this very content (the time of its making left out). */
  async page(days: number): Promise<{ readonly text: string; readonly etag: string }> {
    const status = await this.status();
    const history = await this.history(days);
    const lines = await this.#log();
    const log = lines.join("\n");
    const known = this.#made.get(days);
    const key = keyOf(status);
    if (
      known !== undefined && known.history === history && known.key === key && known.log === log
    ) {
      return known;
    }
    const text = pageHtml({ status, history, log: lines });
    const etag = `"${hash("sha1", text.replaceAll(timeOf(history), ""), "hex")}"`;
    const at = known?.history === history ? known.at : clock.now().mono;
    const made = { key, history, at, log, text, etag };
    this.#made.set(days, made);
    return made;
  }

  /** The report of some days, complete. */
  async report(period: Period): Promise<string> {
    const facts: PageFacts = {
      status: await this.status(),
      history: await this.#read(period),
      log: await this.#log(),
    };
    return reportHtml(facts, `sha256-${hash("sha256", STYLE, "base64")}`);
  }

  /** The metrics. */
  async metrics(): Promise<string> {
    const status = await this.status();
    const now = clock.now().wall;
    const known = await this.#withLedger(async (ledger) => ({
      totals: await ledger.history.totals(now),
      expectation: await readExpectation(this.config, ledger, now),
    }));
    return metricsText({
      status,
      totals: known?.totals ?? null,
      ledgerBytes: await this.#ledgerBytes(),
      expectation: known?.expectation ?? null,
      now,
    });
  }

  async #read(period: Period): Promise<HistoryDocument> {
    const read = (ledger: Ledger | null) => readHistory(this.config, ledger, period);
    // Without a ledger that can be read the state says why, and the history is empty.
    return await this.#withLedger(read) ?? await read(null);
  }

  /** What `work` finds; null when there is no ledger, or it cannot be read. */
  async #withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T | null> {
    let ledger: Ledger | null = null;
    try {
      ledger = await readableLedger(this.config);
      return ledger === null ? null : await work(ledger);
    } catch {
      return null;
    } finally {
      await ledger?.close().catch(() => {});
    }
  }

  async #log(): Promise<string[]> {
    const lines = await lastLines(this.config.logs.arquivoLog, LOG_LINES);
    return lines.map((line) => line.length > LINE_SHOWN ? `${line.slice(0, LINE_SHOWN)}…` : line);
  }

  async #ledgerBytes(): Promise<number | null> {
    if (this.config.livro.motor === "postgresql") return null;
    const { ledgerPath } = dataFiles(this.config);
    const sizes = await Promise.all(
      [ledgerPath, `${ledgerPath}-wal`].map((path) =>
        stat(path).then(({ size }) => size, () => null)
      ),
    );
    return sizes[0] === null ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }
}

/** What of a state makes a history worth reading again: nothing that only time moves. */
function keyOf(status: StatusDocument): string {
  const { batimento: _, batimentoExterno, ultimaQueda, verificacoes: __, ...rest } = status;
  const outage = ultimaQueda === null ? null : {
    ...ultimaQueda,
    duracaoSegundos: ultimaQueda.fim === null ? null : ultimaQueda.duracaoSegundos,
  };
  return JSON.stringify([rest, outage, batimentoExterno?.certo ?? null]);
}

/** The time of the making, as the page shows it. */
function timeOf({ geradoEm }: HistoryDocument): string {
  return geradoEm.slice(11, 19);
}

function hash(algorithm: string, text: string, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(text).digest(encoding);
}
