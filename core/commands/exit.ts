/** How a command ends. */
import { Failure } from "../domain/failure.ts";
import type { FolderUnreachable } from "../ports/folder.port.ts";

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

/** The failure of a command that cannot do without the folder. */
export function outOfReach({ diagnosis }: FolderUnreachable): CommandFailure {
  return new CommandFailure(
    EXIT.unreachable,
    diagnosis.code,
    `pasta fora de alcance: ${diagnosis.message}`,
  );
}
