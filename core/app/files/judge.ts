/** The verdict about a file, from what its reading gave and what the ledger has. Pure. */
import { isIed, targetName } from "../../domain/file_names.ts";
import { oneLine } from "../../domain/text.ts";
import type { RetornoRefused, RetornoSummary } from "../../formats/retorno.ts";
import type { FileContent, FolderEntry } from "../../ports/folder.port.ts";
import type { FileSituation } from "../../domain/file_fate.ts";
import type { NewFile } from "../../ports/ledger/files.port.ts";
import { originalGoneText } from "../../words/ledger_state.ts";
import { checkPrevious, type PreviousFiles } from "../../titulos/previous_files.ts";

/** What the reading of a file gave; `unread`: it was not needed, the content was applied before. */
export type Reading =
  | { readonly kind: "good"; readonly summary: RetornoSummary }
  | { readonly kind: "refused"; readonly refusal: RetornoRefused }
  | { readonly kind: "twin" }
  | { readonly kind: "unread" };

/** Where decided files go. */
export interface Destinations {
  readonly pastaProcessados: string;
  readonly pastaErro: string;
  readonly pastaIgnorados: string;
}

/** Facts of one file that its verdict is recorded with. */
export interface FileFacts {
  readonly entry: FolderEntry;
  readonly content: FileContent;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly outageId: string | null;
  readonly destinations: Destinations;
  /** It lies in `directory` already, since `at` (ms since the Unix epoch). */
  readonly place?: { readonly at: number; readonly directory: string };
}

/** Whether the name is one that `excluir_ied` puts aside. */
export function isTwin(name: string, excluirIed: boolean): boolean {
  return excluirIed && isIed(name);
}

/**
 * The file as it is to be recorded. Throws `RetornoRefused` when a file that was read well contradicts an earlier one. A
 * file that is in its place already is known by its content from now on, also when today's rules refuse it.
 */
export function judge(reading: Reading, previous: PreviousFiles, facts: FileFacts): NewFile {
  if (reading.kind === "twin") return record(facts, { situation: "ignorado" });
  if (previous.applied !== null) {
    const { id, name } = previous.applied;
    return record(facts, { situation: "duplicado", duplicateOf: id, reason: name });
  }
  switch (reading.kind) {
    case "unread":
      // The applied file is gone from the ledger since it was asked: impossible, and no reason to lose this one.
      throw new Error(originalGoneText(facts.entry.name));
    case "refused":
      return record(facts, {
        situation: facts.place === undefined ? "recusado" : "processado",
        reasonCode: reading.refusal.code,
        reason: oneLine(reading.refusal.message),
      });
    case "good": {
      const { summary } = reading;
      const warnings = [...summary.warnings, ...checkPrevious(summary, previous)];
      return record(facts, { situation: "processado", summary: { ...summary, warnings } });
    }
  }
}

function record(
  facts: FileFacts,
  verdict: { readonly situation: FileSituation } & Partial<NewFile>,
): NewFile {
  const { entry, content, now, outageId, place } = facts;
  return {
    reasonCode: null,
    reason: null,
    duplicateOf: null,
    summary: null,
    ...verdict,
    name: entry.name,
    sha256: content.sha256,
    size: content.size,
    mtimeMs: content.mtimeMs,
    at: place?.at ?? now,
    directory: place?.directory ?? directoryFor(verdict.situation, facts.destinations),
    target: place === undefined
      ? targetName(entry.name, 1, verdict.situation === "recusado")
      : entry.name,
    outageId,
    ...(place === undefined ? {} : { placedAt: place.at }),
  };
}

function directoryFor(situation: FileSituation, to: Destinations): string {
  if (situation === "recusado") return to.pastaErro;
  if (situation === "ignorado") return to.pastaIgnorados;
  return to.pastaProcessados;
}
