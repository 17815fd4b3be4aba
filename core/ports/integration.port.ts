/** The agency's own system, which is handed every processed file. */
import { NOT_HANDED_OVER } from "../words/integration.ts";
import type { FileRecord } from "./ledger/files.port.ts";

/** What became of one attempt; `reason` is one line of Portuguese with the end of what the command printed. */
export type IntegrationOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string }
  /** Cut off because the program ends: says nothing of the command. */
  | { readonly kind: "stopped" };

/** Hands files over. */
export interface Integration {
  /** One attempt. Never rejects for the command's sake; ends by itself within its time limit, or soon after `stop`. */
  hand(file: FileRecord, stop: AbortSignal): Promise<IntegrationOutcome>;
}

/** The file may not be moved yet. Nothing is wrong with the folder. */
export class IntegrationPending extends Error {
  override name = "IntegrationPending";
  constructor(
    /** ms after which it is worth asking again. */
    readonly waitMs: number,
    /** Why the latest attempt failed; null while none has. */
    readonly failure: string | null = null,
  ) {
    super(NOT_HANDED_OVER);
  }
}
