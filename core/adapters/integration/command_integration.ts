/** {@link Integration} by a command of the user's: one JSON document on its standard input, exit code 0 is success. */
import { join } from "node:path";
import { oneLine } from "../../domain/text.ts";
import type { Integration, IntegrationOutcome } from "../../ports/integration.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import { failedText, notStartedText, tooSlowText } from "../../words/integration.ts";
import { type CommandEnd, runCommand } from "./run_command.ts";

/** Characters of the command's output that go to the log and the ledger. */
const SHOWN = 300;

/** Options of {@link CommandIntegration}. */
export interface CommandIntegrationOptions {
  /** `[INTEGRACAO] comando`, as it was written. */
  readonly command: string;
  /** `[INTEGRACAO] prazo`, in ms. */
  readonly limitMs: number;
  /** Where it runs: the folder of config.ini. */
  readonly cwd: string;
  /** Local directory for the document while the command reads it; created when missing. */
  readonly workDirectory: string;
  /** The document of a file, piece by piece. */
  readonly document: (file: FileRecord) => AsyncIterable<string>;
}

/** Writes the document to a local file first: memory stays constant, and the ledger is free while the command runs. */
export class CommandIntegration implements Integration {
  readonly #options: CommandIntegrationOptions;

  constructor(options: CommandIntegrationOptions) {
    this.#options = options;
  }

  async hand(file: FileRecord, stop: AbortSignal): Promise<IntegrationOutcome> {
    const { command, limitMs, cwd, workDirectory } = this.#options;
    await Deno.mkdir(workDirectory, { recursive: true });
    const input = join(workDirectory, `${Deno.pid}-${file.id}.integracao.json`);
    try {
      await writePieces(input, this.#options.document(file));
      const env = { MONITOR_RETORNOS_ARQUIVO_ID: file.sha256 };
      return outcomeOf(await runCommand({ command, cwd, input, env, limitMs, stop }), limitMs);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { kind: "failed", reason: notStartedText(clip(text)) };
    } finally {
      await Deno.remove(input).catch(() => {});
    }
  }
}

function outcomeOf(end: CommandEnd, limitMs: number): IntegrationOutcome {
  const output = clip(end.output);
  switch (end.kind) {
    case "stopped":
      return { kind: "stopped" };
    case "timeout":
      return { kind: "failed", reason: tooSlowText(limitMs / 1000, output) };
    case "exit":
      if (end.code === 0) return { kind: "done" };
      return { kind: "failed", reason: failedText(end.code, output) };
  }
}

async function writePieces(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const encoder = new TextEncoder();
  const file = await Deno.open(path, { write: true, create: true, truncate: true, mode: 0o600 });
  try {
    for await (const piece of pieces) {
      const bytes = encoder.encode(piece);
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    }
  } finally {
    file.close();
  }
}

/** The end of it, on one line: that is where the reason stands. */
function clip(text: string): string {
  const all = [...oneLine(text).trim()];
  return all.length <= SHOWN ? all.join("") : `…${all.slice(1 - SHOWN).join("")}`;
}
