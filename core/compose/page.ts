/** Page, report and metrics of one configuration, made anew when something of them changed. */
import { stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { lastLines } from "../adapters/log/log_tail.ts";
import type { Config } from "../config/config.ts";
import { folderKey } from "../domain/folder_key.ts";
import type { Period } from "../domain/period.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { HistoryDocument } from "../views/history.ts";
import { metricsText } from "../views/metrics.ts";
import { type PageFacts, pageHtml, reportHtml } from "../views/page/page.ts";
import { STYLE } from "../views/page/style.ts";
import type { FolderDocument } from "../views/folders.ts";
import type { StatusDocument } from "../views/status.ts";
import { dataFiles } from "./data_folder.ts";
import { readExpectation } from "./expected.ts";
import { lastDaysNow, readHistory } from "./history.ts";
import { readableLedger } from "./ledger.ts";
import { clock } from "./machine.ts";
import { configOf, isOwn, readFolders, readFolderStatus } from "./folders.ts";

/** Lines of the log that are shown. */
const LOG_LINES = 30;
/** Longest line of the log that is shown, in characters. */
const LINE_SHOWN = 300;
/** A history is good for so long, in ms, while the state stays what it is. */
const HISTORY_MS = 15_000;
/** The folders of the ledger are good for so long, in ms. */
const FOLDERS_MS = 5000;
/** A state is good for so long, in ms: several pages may ask at once. */
const STATUS_MS = 1000;

/** What was made for a page. */
interface Made {
  readonly key: string;
  readonly history: HistoryDocument;
  readonly at: number;
  readonly log: string;
  readonly folders: string;
  readonly text: string;
  readonly etag: string;
}

/** Makes what is shown. Holds nothing open: a ledger that is replaced meanwhile is the next one that is read. */
export class PageSource {
  #status: { readonly at: number; readonly document: Promise<StatusDocument> } | null = null;
  readonly #made = new Map<number, Made>();

  #folders: { readonly at: number; readonly list: Promise<readonly FolderDocument[]> } | null =
    null;

  readonly #others = new Map<string, PageSource>();

  /** `config`: of this machine; `folder`: as {@link configOf} makes it, of the folder that is shown. */
  constructor(
    readonly config: Config,
    readonly version: string,
    readonly folder: Config = config,
  ) {}

  /** Every folder of the ledger, where it has several: what a page shows of them. */
  async folders(): Promise<readonly FolderDocument[]> {
    if (this.config.livro.motor !== "postgresql") return [];
    if ((await this.status()).livroForaDesde !== null) return [];
    const list = await this.everyFolder();
    return list.length > 1 ? list : [];
  }

  /** Every folder of the ledger; none while it cannot be read: the state says so. */
  async everyFolder(): Promise<readonly FolderDocument[]> {
    const now = clock.now().mono;
    if (this.#folders === null || now - this.#folders.at >= FOLDERS_MS) {
      this.#folders = { at: now, list: readFolders(this.config).catch(() => []) };
    }
    return await this.#folders.list;
  }

  /** The source of another folder of the ledger; null: it has no such folder. */
  async of(asked: string): Promise<PageSource | null> {
    const key = folderKey(asked);
    if (key === folderKey(this.folder.caminhos.pastaRetorno)) return this;
    let source = this.#others.get(key);
    if (source === undefined) {
      const folder = await configOf(this.config, asked);
      if ("known" in folder) return null;
      this.#others.set(key, source = new PageSource(this.config, this.version, folder));
    }
    return source;
  }

  /** The state now. */
  status(): Promise<StatusDocument> {
    const now = clock.now().mono;
    if (this.#status === null || now - this.#status.at >= STATUS_MS) {
      this.#status = {
        at: now,
        document: readFolderStatus(this.config, this.folder, this.version),
      };
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
    const log = lines?.join("\n") ?? "";
    const known = this.#made.get(days);
    const folders = await this.folders();
    const key = keyOf(status);
    const others = foldersKey(folders);
    if (
      known !== undefined && known.history === history && known.key === key && known.log === log &&
      known.folders === others
    ) {
      return known;
    }
    const text = pageHtml({ status, history, log: lines, folders });
    const etag = `"${hash("sha1", text.replaceAll(timeOf(history), ""), "hex")}"`;
    const at = known?.history === history ? known.at : clock.now().mono;
    const made = { key, history, at, log, folders: others, text, etag };
    this.#made.set(days, made);
    return made;
  }

  /** The report of some days, complete. */
  async report(period: Period): Promise<string> {
    const facts: PageFacts = {
      status: await this.status(),
      history: await this.#read(period),
      log: await this.#log(),
      folders: await this.folders(),
    };
    return reportHtml(facts, `sha256-${hash("sha256", STYLE, "base64")}`);
  }

  /** The metrics. */
  async metrics(): Promise<string> {
    const status = await this.status();
    const now = clock.now().wall;
    const known = await this.#withLedger(async (ledger) => ({
      totals: await ledger.history.totals(now),
      expectation: await readExpectation(this.folder, ledger, now),
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
    const read = (ledger: Ledger | null) => readHistory(this.folder, ledger, period);
    // Without a ledger that can be read the state says why, and the history is empty.
    return await this.#withLedger(read) ?? await read(null);
  }

  /** What `work` finds; null when there is no ledger, or it cannot be read. */
  async #withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T | null> {
    let ledger: Ledger | null = null;
    // Nobody who looks at a page waits for a server that is known to be away.
    if ((await this.status()).livroForaDesde !== null) return null;
    try {
      ledger = await readableLedger(this.folder);
      return ledger === null ? null : await work(ledger);
    } catch {
      return null;
    } finally {
      await ledger?.close().catch(() => {});
    }
  }

  async #log(): Promise<string[] | null> {
    // The log of another folder lies on the machine of its monitor.
    if (!isOwn(this.config, this.folder)) return null;
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

/** What of the folders makes a page worth making again. */
function foldersKey(folders: readonly FolderDocument[]): string {
  return JSON.stringify(
    folders.map(({ batimento: _, ultimaQueda, ...rest }) => [
      rest,
      ultimaQueda?.id ?? null,
      ultimaQueda?.fim ?? null,
    ]),
  );
}

/** The time of the making, as the page shows it. */
function timeOf({ geradoEm }: HistoryDocument): string {
  return geradoEm.slice(11, 19);
}

function hash(algorithm: string, text: string, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(text).digest(encoding);
}
