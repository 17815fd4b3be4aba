/** {@link Heartbeat} by a URL, as healthchecks takes it: the URL itself when all is well, `URL/fail` when not. */
import type { Heartbeat, PingOutcome } from "../../ports/heartbeat.port.ts";
import { pingTrouble, pingTroubleOf } from "../../words/heartbeat.ts";

/** A sign takes no longer than this, in ms. */
const LIMIT_MS = 5000;

/** Who it is, for the log of the other side. */
const AGENT = "MonitorRetornos";

/** The URL is a secret: whoever has it can give the sign. Nothing of it, nor of an answer, gets into an outcome. */
export class HttpHeartbeat implements Heartbeat {
  readonly #well: string;
  readonly #fail: string;
  readonly #limitMs: number;

  constructor(url: string, limitMs = LIMIT_MS) {
    const fail = new URL(url);
    fail.pathname = `${fail.pathname.replace(/\/+$/, "")}/fail`;
    this.#well = url;
    this.#fail = fail.href;
    this.#limitMs = limitMs;
  }

  async ping(well: boolean, stop: AbortSignal): Promise<PingOutcome> {
    const cut = new AbortController();
    const end = () => cut.abort();
    stop.addEventListener("abort", end, { once: true });
    if (stop.aborted) end();
    const timer = setTimeout(end, this.#limitMs);
    try {
      const response = await fetch(well ? this.#well : this.#fail, {
        redirect: "manual",
        headers: { "user-agent": AGENT },
        signal: cut.signal,
      });
      // Nobody reads the answer, however long it is: dropping it closes the connection.
      const { status, ok } = response;
      response.body?.cancel().catch(() => {});
      return ok ? { kind: "taken" } : { kind: "failed", reason: pingTrouble(status) };
    } catch (error) {
      const late = cut.signal.aborted ? this.#limitMs : null;
      return { kind: "failed", reason: pingTroubleOf(detailOf(error), late) };
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
    }
  }
}

/** What the runtime says of the failure, without the URL that it names: only to be recognised, never to be shown. */
function detailOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.replace(/for url \(.*?\): /, "");
}
