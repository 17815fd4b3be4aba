/** How far a command is that deals with many files: for programs, and for people on one line. */
import { humanDuration } from "../words/duration.ts";
import { progressWords } from "../words/progress.ts";

/** What is counted. */
export interface Progress {
  /** Files that were found when it began. */
  readonly found: number;
  /** Files that are dealt with, whatever became of them. */
  readonly done: number;
  /** Movements of títulos in these files. */
  readonly titulos: number;
  /** Since it began, in ms. */
  readonly elapsedMs: number;
}

/** For programs; rates are per second. */
export interface ProgressDocument {
  readonly encontrados: number;
  readonly tratados: number;
  readonly titulos: number;
  readonly segundos: number;
  readonly arquivosPorSegundo: number;
  readonly titulosPorSegundo: number;
  /** Time left at the rate so far; null: too early to say. */
  readonly restanteSegundos: number | null;
}

/** A rate of less time, in ms, says nothing yet. */
const TOO_EARLY_MS = 500;

/** The document. */
export function progressDocument({ found, done, titulos, elapsedMs }: Progress): ProgressDocument {
  const seconds = Math.max(elapsedMs, 1) / 1000;
  const known = done > 0 && elapsedMs >= TOO_EARLY_MS;
  return {
    encontrados: found,
    tratados: done,
    titulos,
    segundos: round(elapsedMs / 1000),
    arquivosPorSegundo: round(done / seconds),
    titulosPorSegundo: round(titulos / seconds),
    restanteSegundos: known ? Math.ceil((seconds / done) * Math.max(0, found - done)) : null,
  };
}

/** One line: files, títulos, rate, time left. */
export function progressText(progress: Progress): string {
  const { encontrados, tratados, titulos, titulosPorSegundo, restanteSegundos } = progressDocument(
    progress,
  );
  const left = restanteSegundos === null || tratados >= encontrados
    ? null
    : humanDuration(restanteSegundos * 1000);
  const rate = restanteSegundos === null ? null : Math.round(titulosPorSegundo);
  return progressWords({ done: tratados, found: encontrados, titulos, rate, left });
}

const round = (n: number) => Math.round(n * 10) / 10;
