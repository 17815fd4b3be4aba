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

/** What a choice means. */
export interface Chosen {
  /** Newest decision of each place first. */
  readonly files: readonly FileRecord[];
  /** Names that no refused file has. */
  readonly unknown: readonly string[];
}

/**
 * The refused files that a choice means; those that were put back already are left out. A name is that of the file in Erro, where
 * one has it; only then it may be the one under which a file was received.
 */
export async function chooseRefused(
  files: Pick<FileLedger, "query">,
  choice: ResendChoice,
): Promise<Chosen> {
  const refused = (await files.query({ situation: "recusado", limit: MOST }))
    .filter(({ resentAs }) => resentAs === null);
  const named = choice.names.map((name) => namedFiles(refused, name));
  const wanted = new Set(named.flat());
  return {
    files: refused.filter((file) =>
      choice.all || (choice.reasonCode !== null && file.reasonCode === choice.reasonCode) ||
      wanted.has(file)
    ),
    unknown: choice.names.filter((_, n) => named[n]!.length === 0),
  };
}

function namedFiles(refused: readonly FileRecord[], name: string): readonly FileRecord[] {
  const exact = refused.filter(({ target }) => target === name);
  if (exact.length > 0) return exact;
  const inErro = refused.filter(({ target }) => matchesName(name, target));
  if (inErro.length > 0 && !/[*?]/.test(name)) return inErro;
  return refused.filter((file) => inErro.includes(file) || matchesName(name, file.name));
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
