/** What shows the monitor to others (page, report, metrics), outside of its thread. */

/** One run of it. */
export interface DisplayRun {
  /** Resolves once it has ended, however it ended. */
  readonly ended: Promise<void>;
  /** ms since its latest sign of life. */
  silence(): number;
  /** Ends it by force; resolves once it is gone. */
  end(): Promise<void>;
}

/** Starts it. */
export interface Display {
  /** Throws what the system says when it cannot be started. */
  start(): DisplayRun;
}
