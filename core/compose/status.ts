/** The state of the monitor, as others see it. */
import { Failure } from "../domain/failure.ts";
import type { Config } from "../config/config.ts";
import { type Ledger, LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import { type StatusDocument, statusDocument, type StatusRecords } from "../views/status.ts";
import { damageAdvice, unreadableText } from "../words/ledger_state.ts";
import { monitorRuns } from "./data_folder.ts";
import { readableLedger } from "./ledger.ts";
import { clock, localIso, startOfDay } from "./machine.ts";

/** The document for one configuration. Whatever is wrong with the ledger: whoever asks for the state gets one. */
export async function readStatus(config: Config, version: string): Promise<StatusDocument> {
  const now = clock.now().wall;
  let running = false;
  let denied: Failure | null = null;
  try {
    running = await monitorRuns(config);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    denied = error;
  }
  const facts = {
    folder: config.caminhos.pastaRetorno,
    version,
    intervalSeconds: config.servidor.intervaloVerificacao,
    running,
    now,
    iso: localIso,
  };
  // Whether it runs is not known either; the document says why.
  if (denied !== null) {
    return {
      ...statusDocument(null, { ...facts, trouble: { damaged: false, message: denied.message } }),
      diagnostico: { codigo: denied.code, mensagem: denied.message },
    };
  }
  try {
    const ledger = await readableLedger(config);
    return statusDocument(ledger === null ? null : await readRecords(ledger, now), facts);
  } catch (error) {
    const damaged = error instanceof LedgerDamaged;
    const message = damaged
      ? damageAdvice(error.reason)
      : unreadableText(error instanceof Error ? error.message : String(error));
    return statusDocument(null, { ...facts, trouble: { damaged, message } });
  }
}

async function readRecords(ledger: Ledger, now: number): Promise<StatusRecords> {
  const { files, outages, outbox, presence, rebuild } = ledger;
  return {
    presence: await presence.read(),
    today: await files.tally(startOfDay(now)),
    outage: (await outages.latest(1))[0] ?? null,
    last: await files.last(),
    waiting: await outbox.waiting(),
    refused: (await outbox.refused()).length,
    rebuild: await rebuild.pending(),
  };
}
