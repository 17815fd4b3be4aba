/** How a command ends. */
import { Failure } from "../domain/failure.ts";

/** Exit codes; scripts rely on them. */
export const EXIT = {
  done: 0,
  failure: 1,
  usage: 2,
  alreadyRunning: 3,
  notRunning: 4,
  someRefused: 5,
  unreachable: 6,
  /** A lane of the monitor no longer turns; the keeper starts the program again. */
  stalled: 70,
  /** The ledger turned out to be damaged in the middle of work; the next start repairs it. */
  damaged: 71,
} as const;

/** A failure with an exit code of its own. */
export class CommandFailure extends Failure {
  override name = "CommandFailure";
  constructor(
    readonly exitCode: number,
    /** Stable word for scripts. */
    code: string,
    message: string,
  ) {
    super(code, message);
  }
}
