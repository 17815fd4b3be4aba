/** Puts refused files back into the watched folder: never over another, and the first decision is kept. */
import { matchesName } from "../../domain/file_names.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { FileUnavailable, type FolderEntry, type RetornoFolder } from "../../ports/folder.port.ts";
import type { FileLedger, FileRecord } from "../../ports/ledger/files.port.ts";

/** Refused files are asked for at most so many at a time. */
const MOST = 1_000_000;

/** Which of them. Nothing given: none. */
export interface ResendChoice {
  /** Names, in the folder or in Erro; `*` and `?` stand for anything. */
  readonly names: readonly string[];
  /** Code of the refusal. */
  readonly reasonCode: string | null;
  /** All. */
  readonly all: boolean;
}

/** What became of one of them. */
export interface ResendOutcome {
  readonly file: FileRecord;
  /**
   * `back`: it lies in the folder. `simulated`: it would. `taken`: another file has its name there. `gone`: it is not in Erro any
   * more. `failed`: see `error`.
   */
  readonly result: "back" | "simulated" | "taken" | "gone" | "failed";
  readonly error: string | null;
  /** The content is another than the one that was refused; null: it was not read. */
  readonly changed: boolean | null;
}

/** What it works with. */
export interface ResendPorts {
  /** Erro, as a folder of files. */
  readonly refused: RetornoFolder;
  /** The watched folder. */
  readonly folder: Pick<RetornoFolder, "probe">;
  readonly files: Pick<FileLedger, "query" | "resent" | "notResent">;
  readonly clock: Clock;
}

/** Where, and how long a call may take. */
export interface ResendSettings {
  readonly directory: string;
  readonly deadlineMs: number;
  readonly simulate: boolean;
}

/** The refused files that a choice means, newest decision of each place first; those that were put back already are left out. */
export async function chooseRefused(
  files: Pick<FileLedger, "query">,
  choice: ResendChoice,
): Promise<FileRecord[]> {
  const refused = await files.query({ situation: "recusado", limit: MOST });
  return refused.filter((file) =>
    file.resentAs === null && (choice.all ||
      (choice.reasonCode !== null && file.reasonCode === choice.reasonCode) ||
      choice.names.some((name) => matchesName(name, file.name) || matchesName(name, file.target)))
  );
}

/**
 * Puts them back, one after the other; what goes wrong with one is said of that one. Rejects with `FolderUnreachable` when a
 * folder does not answer: the rest is as it was.
 */
export async function resend(
  chosen: readonly FileRecord[],
  { refused, folder, files, clock }: ResendPorts,
  { directory, deadlineMs, simulate }: ResendSettings,
): Promise<ResendOutcome[]> {
  const outcomes: ResendOutcome[] = [];
  for (const file of chosen) {
    const outcome = (
      result: ResendOutcome["result"],
      error: string | null,
      changed: boolean | null,
    ) => outcomes.push({ file, result, error, changed });
    const [entry] = await refused.stat([file.target], deadlineMs);
    if (entry === undefined) {
      outcome("gone", null, null);
      continue;
    }
    if (entry.failed !== undefined) {
      outcome("failed", entry.failed.message, null);
      continue;
    }
    try {
      const content = await refused.read(entry, deadlineMs);
      const { sha256 } = content;
      content.dispose();
      const changed = sha256 !== file.sha256;
      if (simulate) {
        outcome("simulated", null, changed);
        continue;
      }
      // A folder that is away must not be made anew by what is moved into it.
      await folder.probe(deadlineMs);
      await files.resent(file.id, clock.now().wall);
      const moved = await back(refused, entry, sha256, { file, directory, deadlineMs });
      if (moved !== "back") await files.notResent(file.id);
      outcome(moved, null, changed);
    } catch (error) {
      if (!(error instanceof FileUnavailable)) throw error;
      await files.notResent(file.id);
      outcome("failed", error.message, null);
    }
  }
  return outcomes;
}

async function back(
  refused: RetornoFolder,
  { name, size, mtimeMs }: FolderEntry,
  sha256: string,
  { file, directory, deadlineMs }: {
    readonly file: FileRecord;
    readonly directory: string;
    readonly deadlineMs: number;
  },
): Promise<"back" | "taken" | "gone"> {
  const moved = await refused.move({
    name,
    directory,
    target: file.name,
    reason: null,
    sha256,
    size,
    mtimeMs,
    resuming: false,
    verify: true,
  }, deadlineMs);
  if (moved === "taken") return "taken";
  return moved === "vanished" || moved === "changed" ? "gone" : "back";
}
