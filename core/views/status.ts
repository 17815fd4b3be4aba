/** The document that `estado` prints. */
import type { MonitorRole } from "../domain/possession.ts";
import type { WaitKind } from "../domain/wait.ts";
import type { FileProblem, FileSituation } from "../domain/file_fate.ts";
import type { HeartbeatStatus } from "../ports/heartbeat.port.ts";
import type { FileRecord, Tally } from "../ports/ledger/files.port.ts";
import type { OutageRecord } from "../ports/ledger/outages.port.ts";
import type { ActiveRecord, MonitorStatus, PresenceRecord } from "../ports/ledger/presence.port.ts";
import type { Away } from "../ports/ledger/spool.port.ts";
import type { Rebuild } from "../ports/ledger/rebuild.port.ts";
import { type ChannelDocument, channelDocument, type ChannelRecords } from "./channels.ts";
import { ledgerAwaySinceText, rebuildingText } from "../words/ledger_state.ts";
import { acknowledgementDocument, outageDuration, outageIsTest } from "./outages.ts";

/** `estado --json`, field by field as users rely on it. Times are local ISO 8601 with offset. */
export interface StatusDocument {
  readonly estado: "operacional" | "inacessivel" | "desabilitado" | "parado";
  readonly desde: string | null;
  /** Of a monitor that is stopped: `unico`, or `reserva` where others share its ledger. */
  readonly papel: MonitorRole;
  /** This machine, for people. */
  readonly posto: string;
  /** The machine of the monitor that works, for people; null: none does, as far as is known. */
  readonly ativoEm: string | null;
  readonly pasta: string;
  readonly pid: number | null;
  readonly versao: string;
  readonly ultimaVerificacao: string | null;
  readonly proximaVerificacao: string | null;
  readonly ultimaVerificacaoBoa: string | null;
  /** Since the start of the running monitor. */
  readonly verificacoes: { readonly boas: number; readonly ruins: number } | null;
  /** How long before its declaration the folder of the latest outage of this run was last seen well. */
  readonly deteccaoSegundos: number | null;
  readonly intervaloSegundos: number;
  readonly diagnostico: { readonly codigo: string; readonly mensagem: string } | null;
  readonly pendentes: number;
  /** Of these, the ones that cannot be dealt with, oldest first (200 at most; `totalComProblema` counts all). */
  readonly comProblema: readonly ProblemDocument[];
  readonly totalComProblema: number;
  readonly processadosHoje: number;
  readonly recusadosHoje: number;
  readonly emailsNaFila: number;
  readonly emailsRecusados: number;
  /** Every channel that is switched on. */
  readonly canais: readonly ChannelDocument[];
  readonly instavel: boolean;
  readonly ultimaQueda: {
    readonly id: string;
    readonly inicio: string;
    readonly fim: string | null;
    readonly duracaoSegundos: number;
    readonly arquivosProcessados: number;
    /** Somebody made it on purpose, to try the monitor. */
    readonly teste: boolean;
    /** Who knows of it, since when, and what he noted; null: nobody said so. */
    readonly reconhecida: {
      readonly em: string;
      readonly por: string;
      readonly nota: string | null;
    } | null;
  } | null;
  readonly ultimoArquivo: {
    readonly nome: string;
    readonly situacao: FileSituation;
    readonly em: string;
    readonly titulos: number;
  } | null;
  /** Last sign of life of the running monitor. */
  readonly batimento: string | null;
  /** End of the maintenance window under way, in which nothing is sent; null: there is none. */
  readonly manutencaoAte: string | null;
  /** The signs of life to the outside: the latest one, whether it was taken, the latest that was, and why not. */
  readonly batimentoExterno: {
    readonly em: string;
    readonly certo: boolean;
    readonly ultimoCerto: string | null;
    readonly erro: string | null;
  } | null;
  /** What the monitor has been waiting for for minutes, and who keeps it. */
  readonly esperas: readonly {
    readonly oQue: WaitKind;
    readonly desde: string;
    readonly quem: string | null;
  }[];
  /** The process exists, but has given no sign of life for too long. */
  readonly semSinalDeVida: boolean;
  /** The ledger cannot be read: the counts say nothing. The monitor sets it aside and rebuilds it at its next start. */
  readonly livroDanificado: boolean;
  /** What is wrong with the ledger, or that it is being rebuilt: one sentence; null when all is well. */
  readonly avisoLivro: string | null;
  /** Since when the ledger's server is out of reach: what the document says is from this machine's own disk; null: it is not. */
  readonly livroForaDesde: string | null;
  /** Files that are expected today, and those of earlier days that did not come; null: none are. */
  readonly esperados: {
    readonly chegaram: number;
    readonly aguardando: number;
    readonly faltando: number;
  } | null;
  /** Numbers that are missing in the sequences, and were told. */
  readonly lacunas: number;
}

/** What is missing, as the state counts it. */
export interface MissingCounts {
  /** Null: nothing is expected. */
  readonly expected: {
    readonly arrived: number;
    readonly waiting: number;
    readonly missing: number;
  } | null;
  readonly gaps: number;
}

/** A file that cannot be dealt with. */
export interface ProblemDocument {
  readonly nome: string;
  readonly motivo: string;
  readonly desde: string;
  readonly tentativas: number;
}

/** What the ledger has to say of the state. */
export interface StatusRecords {
  /** Of this data folder's monitor. */
  readonly presence: PresenceRecord | null;
  /** Of the monitor that works, wherever it runs, or worked last. */
  readonly active: ActiveRecord | null;
  /** Files that are decided and not moved; 0 while a monitor runs, who counts them itself. */
  readonly owed: number;
  /** Files decided today. */
  readonly today: Tally;
  readonly outage: OutageRecord | null;
  readonly last: FileRecord | null;
  /** Of mail, whether or not it is switched on. */
  readonly mail: ChannelRecords;
  /** Of every channel that is switched on. */
  readonly channels: readonly ChannelRecords[];
  /** The rebuild under way, or null. */
  readonly rebuild: Rebuild | null;
  readonly missing: MissingCounts;
}

/** Facts that are not in the ledger. */
export interface StatusFacts {
  readonly folder: string;
  readonly version: string;
  readonly intervalSeconds: number;
  /** Some process holds the monitor's lock. */
  readonly running: boolean;
  /** This machine, for people. */
  readonly post: string;
  /** Others may share the ledger. */
  readonly shared: boolean;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly iso: (ms: number) => string;
  /** End of the maintenance window that `now` lies in, or null. */
  readonly maintenanceUntil: number | null;
  /** Why there is no ledger to read, although there should be one. */
  readonly trouble?: { readonly damaged: boolean; readonly message: string };
  /** The ledger's server is out of reach, and the records are those of this machine's own disk. */
  readonly away?: Away | null;
}

/** A heartbeat older than this, in ms, is that of a frozen program. */
export const SILENCE_MS = 30_000;

/** Builds the document; `records` is null before the first run, and when the ledger cannot be read. */
export function statusDocument(records: StatusRecords | null, facts: StatusFacts): StatusDocument {
  const { iso } = facts;
  const orNull = (ms: number | null) => ms === null ? null : iso(ms);
  const presence = records?.presence ?? null;
  const live = facts.running ? presence : null;
  // What the one that works sees of the folder, also where this one only waits.
  const seen = live?.status.role === "reserva" ? ofActive(records) : live?.status ?? null;
  const checks = seen?.checks ?? null;
  const diagnosis = seen?.diagnosis ?? null;
  const outage = records?.outage ?? null;
  const last = records?.last ?? null;
  const folder = records?.active?.status ?? presence?.status;
  return {
    estado: facts.running ? seen?.state ?? "operacional" : "parado",
    // The last sign of life is the best that is known of a monitor that is gone.
    desde: orNull(seen?.since ?? live?.status.since ?? presence?.heartbeatAt ?? null),
    papel: facts.shared ? live?.status.role ?? "reserva" : "unico",
    posto: facts.post,
    ativoEm: activeOn(records, live, facts),
    pasta: facts.folder,
    pid: live?.pid ?? null,
    versao: facts.version,
    ultimaVerificacao: orNull(seen?.lastProbe ?? null),
    proximaVerificacao: orNull(seen?.nextProbe ?? null),
    ultimaVerificacaoBoa: orNull(checks?.lastGood ?? null),
    verificacoes: checks === null ? null : { boas: checks.good, ruins: checks.bad },
    deteccaoSegundos: checks === null || checks.detectionMs === null
      ? null
      : checks.detectionMs / 1000,
    intervaloSegundos: facts.intervalSeconds,
    diagnostico: diagnosis && { codigo: diagnosis.code, mensagem: diagnosis.message },
    pendentes: Math.max(folder?.pending ?? 0, records?.owed ?? 0),
    comProblema: (folder?.problems ?? []).map((problem) => problemDocument(problem, iso)),
    totalComProblema: folder?.problemCount ?? 0,
    processadosHoje: records?.today.processado ?? 0,
    recusadosHoje: records?.today.recusado ?? 0,
    emailsNaFila: records?.mail.waiting ?? 0,
    emailsRecusados: records?.mail.refused ?? 0,
    canais: (records?.channels ?? []).map((one) => channelDocument(one, iso)),
    instavel: seen?.unstable ?? false,
    ultimaQueda: outage === null ? null : outageOf(outage, facts),
    ultimoArquivo: last === null ? null : fileOf(last, iso),
    batimento: orNull(live?.heartbeatAt ?? null),
    manutencaoAte: orNull(facts.maintenanceUntil),
    batimentoExterno: heartbeatOf(live?.status.heartbeat ?? null, iso),
    esperas: (live?.status.waits ?? []).map(({ kind, since, by }) => ({
      oQue: kind,
      desde: iso(since),
      quem: by,
    })),
    semSinalDeVida: live !== null && facts.now - live.heartbeatAt > SILENCE_MS,
    livroDanificado: facts.trouble?.damaged ?? false,
    livroForaDesde: orNull(facts.away?.since ?? null),
    avisoLivro: facts.trouble?.message ?? awayNotice(facts) ??
      rebuildNotice(records?.rebuild ?? null, iso) ??
      live?.status.ledgerTrouble ?? null,
    esperados: expectedOf(records?.missing.expected ?? null),
    lacunas: records?.missing.gaps ?? 0,
  };
}

/** One file that cannot be dealt with, as scripts see it. */
export function problemDocument(
  { name, reason, since, attempts }: FileProblem,
  iso: (ms: number) => string,
): ProblemDocument {
  return { nome: name, motivo: reason, desde: iso(since), tentativas: attempts };
}

function expectedOf(expected: MissingCounts["expected"]): StatusDocument["esperados"] {
  if (expected === null) return null;
  const { arrived, waiting, missing } = expected;
  return { chegaram: arrived, aguardando: waiting, faltando: missing };
}

/** What the monitor that works says; null: none does. */
function ofActive(records: StatusRecords | null): MonitorStatus | null {
  return records?.active?.holds ? records.active.status : null;
}

function activeOn(
  records: StatusRecords | null,
  live: PresenceRecord | null,
  facts: StatusFacts,
): string | null {
  if (!facts.shared) return facts.running ? facts.post : null;
  return live?.status.activeOn ?? ofActive(records)?.post ?? null;
}

function heartbeatOf(
  heartbeat: HeartbeatStatus | null,
  iso: (ms: number) => string,
): StatusDocument["batimentoExterno"] {
  if (heartbeat === null) return null;
  const { at, takenAt, error } = heartbeat;
  return {
    em: iso(at),
    certo: error === null,
    ultimoCerto: takenAt === null ? null : iso(takenAt),
    erro: error,
  };
}

function rebuildNotice(rebuild: Rebuild | null, iso: (ms: number) => string): string | null {
  return rebuild === null ? null : rebuildingText(iso(rebuild.noticedAt), rebuild.kept);
}

function awayNotice({ away, iso }: StatusFacts): string | null {
  return away ? ledgerAwaySinceText(iso(away.since), away.reason) : null;
}

function outageOf(outage: OutageRecord, facts: StatusFacts): StatusDocument["ultimaQueda"] {
  return {
    id: outage.id,
    inicio: facts.iso(outage.startedAt),
    fim: outage.endedAt === null ? null : facts.iso(outage.endedAt),
    duracaoSegundos: Math.round(outageDuration(outage, facts.now) / 1000),
    arquivosProcessados: outage.processed,
    teste: outageIsTest(outage, facts.now),
    reconhecida: acknowledgementDocument(outage.telling.acknowledged, facts.iso),
  };
}

function fileOf(file: FileRecord, iso: (ms: number) => string): StatusDocument["ultimoArquivo"] {
  return { nome: file.name, situacao: file.situation, em: iso(file.at), titulos: file.movements };
}
