/** Mutual exclusion between processes of one machine; a lock dies with the process that holds it. */

/** A lock that can be taken by one process at a time. */
export interface Lock {
  /** Takes the lock without waiting; null when another process has it. Call the result to let go. */
  tryAcquire(): Promise<(() => void) | null>;
  /** Who has it, as people read it; null when that is not known. Never rejects. */
  holder?(): Promise<string | null>;
}
