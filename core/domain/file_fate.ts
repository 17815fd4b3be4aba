/** What can become of one file. */

/** What became of a file that was decided. */
export type FileSituation = "processado" | "recusado" | "duplicado" | "ignorado";

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
  /** No answer within the deadline. */
  | "timeout"
  /** Anything else; see the message. */
  | "other";
