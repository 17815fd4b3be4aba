/** The document that `estado` prints. */
import type {
  BoardRow,
  FileRecord,
  Ledger,
  OutageRecord,
  Situation,
} from "../ports/ledger.port.ts";
import { rebuildingText } from "../words/ledger_state.ts";

/** `estado --json`, field by field as users rely on it. Times are local ISO 8601 with offset. */
export interface StatusDocument {
  readonly estado: "operacional" | "inacessivel" | "desabilitado" | "parado";
  readonly desde: string | null;
  readonly pasta: string;
  readonly pid: number | null;
  readonly versao: string;
  readonly ultimaVerificacao: string | null;
  readonly proximaVerificacao: string | null;
  readonly intervaloSegundos: number;
  readonly diagnostico: { readonly codigo: string; readonly mensagem: string } | null;
  readonly pendentes: number;
  readonly processadosHoje: number;
  readonly recusadosHoje: number;
  readonly emailsNaFila: number;
  readonly emailsRecusados: number;
  readonly instavel: boolean;
  readonly ultimaQueda: {
    readonly id: string;
    readonly inicio: string;
    readonly fim: string | null;
    readonly duracaoSegundos: number;
    readonly arquivosProcessados: number;
  } | null;
  readonly ultimoArquivo: {
    readonly nome: string;
    readonly situacao: Situation;
    readonly em: string;
  } | null;
  /** Last sign of life of the running monitor. */
  readonly batimento: string | null;
  /** The process exists, but has given no sign of life for too long. */
  readonly semSinalDeVida: boolean;
  /** The ledger cannot be read: the counts say nothing. The monitor sets it aside and rebuilds it at its next start. */
  readonly livroDanificado: boolean;
  /** What is wrong with the ledger, or that it is being rebuilt: one sentence; null when all is well. */
  readonly avisoLivro: string | null;
}

/** Facts that are not in the ledger. */
export interface StatusFacts {
  readonly folder: string;
  readonly version: string;
  readonly intervalSeconds: number;
  /** Some process holds the monitor's lock. */
  readonly running: boolean;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly startOfDay: number;
  readonly iso: (ms: number) => string;
  /** Why there is no ledger to read, although there should be one. */
  readonly trouble?: { readonly damaged: boolean; readonly message: string };
}

/** A heartbeat older than this, in ms, is that of a frozen program. */
export const SILENCE_MS = 30_000;

/** Builds the document; `ledger` is null before the first run. */
export function statusDocument(ledger: Ledger | null, facts: StatusFacts): StatusDocument {
  const { iso } = facts;
  const orNull = (ms: number | null) => ms === null ? null : iso(ms);
  const board = ledger?.board.read() ?? null;
  const live = facts.running ? board : null;
  const today = ledger?.files.tally(facts.startOfDay);
  const outage = ledger?.outages.latest(1)[0];
  const last = ledger?.files.last();
  const diagnosis = live?.status.diagnosis ?? null;
  return {
    estado: stateOf(facts.running, live),
    desde: live === null ? stoppedSince(board, iso) : iso(live.status.since),
    pasta: facts.folder,
    pid: live?.pid ?? null,
    versao: facts.version,
    ultimaVerificacao: orNull(live?.status.lastProbe ?? null),
    proximaVerificacao: orNull(live?.status.nextProbe ?? null),
    intervaloSegundos: facts.intervalSeconds,
    diagnostico: diagnosis && { codigo: diagnosis.code, mensagem: diagnosis.message },
    pendentes: board?.status.pending ?? 0,
    processadosHoje: today?.processado ?? 0,
    recusadosHoje: today?.recusado ?? 0,
    emailsNaFila: ledger?.outbox.waiting() ?? 0,
    emailsRecusados: ledger?.outbox.refused().length ?? 0,
    instavel: live?.status.unstable ?? false,
    ultimaQueda: outage === undefined ? null : outageOf(outage, facts),
    ultimoArquivo: last ? fileOf(last, iso) : null,
    batimento: orNull(live?.heartbeatAt ?? null),
    semSinalDeVida: live !== null && facts.now - live.heartbeatAt > SILENCE_MS,
    livroDanificado: facts.trouble?.damaged ?? false,
    avisoLivro: facts.trouble?.message ?? rebuildNotice(ledger, iso),
  };
}

function stateOf(running: boolean, live: BoardRow | null): StatusDocument["estado"] {
  if (!running) return "parado";
  return live?.status.state ?? "operacional";
}

/** The last sign of life is the best that is known of a monitor that is gone. */
function stoppedSince(board: BoardRow | null, iso: (ms: number) => string): string | null {
  return board === null ? null : iso(board.heartbeatAt);
}

function rebuildNotice(ledger: Ledger | null, iso: (ms: number) => string): string | null {
  const rebuild = ledger?.rebuild.pending() ?? null;
  if (rebuild === null) return null;
  return rebuildingText(iso(rebuild.noticedAt), rebuild.kept);
}

function outageOf(outage: OutageRecord, facts: StatusFacts): StatusDocument["ultimaQueda"] {
  const duration = outage.downMs ?? Math.max(0, facts.now - outage.startedAt);
  return {
    id: outage.id,
    inicio: facts.iso(outage.startedAt),
    fim: outage.endedAt === null ? null : facts.iso(outage.endedAt),
    duracaoSegundos: Math.round(duration / 1000),
    arquivosProcessados: outage.processed,
  };
}

function fileOf(file: FileRecord, iso: (ms: number) => string): StatusDocument["ultimoArquivo"] {
  return { nome: file.name, situacao: file.situation, em: iso(file.at) };
}
