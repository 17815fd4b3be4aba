/** What can become of one file. */

/** What became of a file that was decided. */
export type FileSituation = "processado" | "recusado" | "duplicado" | "ignorado";

/** All of them, for those who count each. */
export const SITUATIONS: readonly FileSituation[] = [
  "processado",
  "recusado",
  "duplicado",
  "ignorado",
];

/** Why an operation on one file did not happen although the folder itself may be well. */
export type FileTrouble =
  /** Open in another program, or locked (Windows 32, 33): leave it for the next look. */
  | "busy"
  /** Size or time changed between the listing and the end of the read. */
  | "changed"
  /** Gone since the listing. */
  | "vanished"
  /** The destination's disk is full. */
  | "disk-full"
  /** This file, not the folder, may not be read or moved. */
  | "denied"
  /** Its copy does not fit on the monitor's own disk, or could not be made there. */
  | "local-disk"
  /** Larger than `tamanho_maximo_arquivo_mb`. */
  | "too-large"
  /** Its turn did not come: the helper ended on another request. Says nothing of this file. */
  | "unasked"
  /** No answer within the deadline. */
  | "timeout"
  /** Anything else; see the message. */
  | "other";

/** A name of the watched folder that cannot be dealt with. */
export interface FileProblem {
  readonly name: string;
  /** One Portuguese sentence, as it was met last. */
  readonly reason: string;
  /** When it began, ms since the Unix epoch. */
  readonly since: number;
  readonly attempts: number;
  /** People were sent a message. */
  readonly told: boolean;
}
