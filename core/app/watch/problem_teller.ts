/** Tells people of files that cannot be dealt with: each of them once, several in one message. */
import type { FileProblem } from "../../domain/file_fate.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { ProblemsAnnouncement } from "../../words/announcement.ts";
import type { Sweep } from "../files/sweep.ts";
import type { Announcer } from "../tell/announce.ts";

/** What it works with. */
export interface TellerPorts {
  readonly sweep: Pick<Sweep, "overdue" | "told">;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly announcer: Announcer;
}

/** One message takes all that are due; the next one comes no sooner than the limit itself, however many files fail. */
export class ProblemTeller {
  readonly #ports: TellerPorts;
  readonly #folder: string;
  readonly #limitMs: number;
  #notBefore = -Infinity;

  constructor(
    ports: TellerPorts,
    settings: { readonly folder: string; readonly problemLimitMs: number },
  ) {
    this.#ports = ports;
    this.#folder = settings.folder;
    this.#limitMs = settings.problemLimitMs;
  }

  /** Tells what is due. True when there was something; rejects with what the ledger says, and then nothing was told. */
  async tell(): Promise<boolean> {
    const { sweep, ledger, clock, announcer } = this.#ports;
    const now = clock.now();
    if (now.mono < this.#notBefore) return false;
    const problems = sweep.overdue(this.#limitMs);
    if (problems.length === 0) return false;
    const announcement: ProblemsAnnouncement = {
      kind: "files-in-trouble",
      id: idOf(problems),
      folder: this.#folder,
      limitMinutes: Math.round(this.#limitMs / 60_000),
      at: now.wall,
      problems,
    };
    await ledger.outbox.enqueue(announcer.messages(announcement, now.wall));
    announcer.tell(announcement, now.wall);
    sweep.told(problems);
    this.#notBefore = now.mono + this.#limitMs;
    return true;
  }
}

/** The same for the same files in the same trouble: a death between the message and the note of it does not repeat it. */
function idOf(problems: readonly FileProblem[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const { name, since } of problems) {
    for (const byte of new TextEncoder().encode(`${name}/${since}/`)) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
  }
  return `pendente-${hash.toString(16).padStart(16, "0")}`;
}
