/** The folders of one ledger at a glance, as scripts and pages see them. */
import type { FolderOverview } from "../ports/ledger/folders.port.ts";
import type { PresenceRecord } from "../ports/ledger/presence.port.ts";
import { outageDuration, outageIsTest } from "./outages.ts";
import { SILENCE_MS, type StatusDocument } from "./status.ts";

/** One folder, at this moment. Times are local ISO 8601 with offset. */
export interface FolderDocument {
  readonly pasta: string;
  /** It is the one of this config.ini. */
  readonly propria: boolean;
  readonly estado: StatusDocument["estado"];
  readonly desde: string | null;
  /** The machine whose monitor holds the folder; null: none does, or the ledger does not know. */
  readonly ativoEm: string | null;
  /** The machines whose monitors would take over. */
  readonly reservas: readonly string[];
  readonly batimento: string | null;
  readonly semSinalDeVida: boolean;
  readonly diagnostico: StatusDocument["diagnostico"];
  readonly pendentes: number;
  readonly totalComProblema: number;
  readonly processadosHoje: number;
  readonly recusadosHoje: number;
  /** Of all channels. */
  readonly mensagensNaFila: number;
  readonly ultimaQueda: {
    readonly id: string;
    readonly inicio: string;
    readonly fim: string | null;
    readonly duracaoSegundos: number;
    readonly teste: boolean;
  } | null;
}

/** What is known of a folder besides its overview. */
export interface FolderFacts {
  readonly own: boolean;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly iso: (ms: number) => string;
  /** Whether this machine's monitor runs, of the folder that is its own; otherwise the ledger alone knows. */
  readonly runsHere?: boolean;
}

/** Whether a monitor works for the folder, as far as the ledger can tell: who holds it does, else who gave a sign of life. */
export function isWatched(overview: FolderOverview, facts: FolderFacts): boolean {
  const { holder } = overview;
  if (holder !== null) return holder.remainingMs > 0;
  return facts.runsHere ?? isLive(workingOf(overview), facts.now);
}

/** The monitor that works there, or the last one that did; null: none ever was. */
export function workingOf({ monitors }: FolderOverview): PresenceRecord | null {
  return monitors.find(({ status }) => status.role !== "reserva") ?? null;
}

function isLive(monitor: PresenceRecord | null, now: number): boolean {
  return monitor !== null && now - monitor.heartbeatAt <= SILENCE_MS;
}

/** One folder as a document. */
export function folderDocument(overview: FolderOverview, facts: FolderFacts): FolderDocument {
  const { path, monitors, holder, since, outage, waiting } = overview;
  const presence = workingOf(overview);
  const { iso, now, own } = facts;
  const watched = isWatched(overview, facts);
  const live = watched ? presence : null;
  const diagnosis = live?.status.diagnosis ?? null;
  const known = live?.status.since ?? presence?.heartbeatAt ?? null;
  return {
    pasta: path,
    propria: own,
    estado: watched ? live?.status.state ?? "operacional" : "parado",
    desde: known === null ? null : iso(known),
    ativoEm: watched ? holder?.post ?? live?.status.post ?? null : null,
    reservas: monitors.filter((one) => one.status.role === "reserva" && isLive(one, now))
      .flatMap(({ status }) => status.post ?? []),
    batimento: presence === null ? null : iso(presence.heartbeatAt),
    semSinalDeVida: live !== null && now - live.heartbeatAt > SILENCE_MS,
    diagnostico: diagnosis && { codigo: diagnosis.code, mensagem: diagnosis.message },
    pendentes: Math.max(presence?.status.pending ?? 0, watched ? 0 : overview.owed),
    totalComProblema: presence?.status.problemCount ?? 0,
    processadosHoje: since.processado,
    recusadosHoje: since.recusado,
    mensagensNaFila: waiting,
    ultimaQueda: outage === null ? null : {
      id: outage.id,
      inicio: iso(outage.startedAt),
      fim: outage.endedAt === null ? null : iso(outage.endedAt),
      duracaoSegundos: Math.round(outageDuration(outage, now) / 1000),
      teste: outageIsTest(outage, now),
    },
  };
}

/** The one folder that is known while the ledger does not answer, from its own state. */
export function folderOfStatus(s: StatusDocument): FolderDocument {
  return {
    pasta: s.pasta,
    propria: true,
    estado: s.estado,
    desde: s.desde,
    ativoEm: s.ativoEm,
    reservas: [],
    batimento: s.batimento,
    semSinalDeVida: s.semSinalDeVida,
    diagnostico: s.diagnostico,
    pendentes: s.pendentes,
    totalComProblema: s.totalComProblema,
    processadosHoje: s.processadosHoje,
    recusadosHoje: s.recusadosHoje,
    mensagensNaFila: s.canais.reduce((sum, { naFila }) => sum + naFila, 0),
    ultimaQueda: s.ultimaQueda,
  };
}
