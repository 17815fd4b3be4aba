/** What still lies in the watched folder, and why: the document of `arquivos --pendentes`. */
import type { FileRecord } from "../ports/ledger/files.port.ts";
import type { PresenceRecord } from "../ports/ledger/presence.port.ts";

/** One name of the folder. */
export interface PendingDocument {
  readonly nome: string;
  /** `com-problema`: it was tried in vain; `registrado`: applied already, and only to be moved; `aguardando`: its turn comes. */
  readonly situacao: "com-problema" | "registrado" | "aguardando";
  readonly motivo: string | null;
  readonly desde: string | null;
  readonly tentativas: number;
}

/** The names, those with a problem first; at most as many as a status carries, while `total` counts all. */
export interface PendingList {
  readonly pendentes: number;
  readonly comProblema: number;
  /** When the monitor looked last; null before its first run. */
  readonly em: string | null;
  readonly arquivos: readonly PendingDocument[];
}

/** Builds it from what the monitor said last, and from the files that are decided and not moved. */
export function pendingList(
  presence: PresenceRecord | null,
  owed: readonly FileRecord[],
  iso: (ms: number) => string,
): PendingList {
  const problems = presence?.status.problems ?? [];
  const known = new Set(problems.map(({ name }) => name));
  const decided = owed.filter(({ name }) => !known.has(name));
  for (const { name } of decided) known.add(name);
  const waiting = (presence?.status.waiting ?? []).filter((name) => !known.has(name));
  return {
    pendentes: Math.max(presence?.status.pending ?? 0, known.size + waiting.length),
    comProblema: presence?.status.problemCount ?? problems.length,
    em: presence === null ? null : iso(presence.heartbeatAt),
    arquivos: [
      ...problems.map(({ name, reason, since, attempts }) => ({
        nome: name,
        situacao: "com-problema" as const,
        motivo: reason,
        desde: iso(since),
        tentativas: attempts,
      })),
      ...decided.map(({ name, at }) => ({
        nome: name,
        situacao: "registrado" as const,
        motivo: null,
        desde: iso(at),
        tentativas: 0,
      })),
      ...waiting.map((nome) => ({
        nome,
        situacao: "aguardando" as const,
        motivo: null,
        desde: null,
        tentativas: 0,
      })),
    ],
  };
}
