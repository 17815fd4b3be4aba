/** Expected files: tells of each that did not come by its hour, once, and of each that came after that was told. */
import {
  type ArrivedFile,
  decideExpectations,
  type Expectation,
  type ExpectationState,
  firstDay,
} from "../../../domain/expected/expectation.ts";
import type { ExpectedRule } from "../../../domain/expected/rule.ts";
import type { LocalCalendar } from "../../../domain/told/local_calendar.ts";
import type { FileLedger, FileTrace } from "../../../ports/ledger/files.port.ts";
import type { TellingLedger } from "../../../ports/ledger/telling.port.ts";
import type { ExpectedAnnouncement, ExpectedItem } from "../../../words/announcement.ts";
import { criteriaText } from "../../../words/expected.ts";
import type { Announcer } from "../announce.ts";
import { type Duty, type DutyFacts, untilSettled } from "./duties.ts";
import { EXPECTED_STATE } from "./state_names.ts";

/** What the duty works with. */
export interface ExpectedDutyPorts {
  readonly telling: Pick<TellingLedger, "read" | "save">;
  readonly files: Pick<FileLedger, "last" | "traces">;
  readonly announcer: Pick<Announcer, "messages" | "tell">;
  readonly calendar: LocalCalendar;
}

/** What is expected, and where. */
export interface ExpectedDutySettings {
  readonly folder: string;
  readonly rules: readonly ExpectedRule[];
}

/** A decided file as rules look at it; null: one that says nothing, such as a copy. */
export function arrivedOf(trace: FileTrace): ArrivedFile | null {
  // The same content again is not the file of another day.
  if (trace.situation === "duplicado") return null;
  const { id, name, banco, convenio, conta, at, mtimeMs, outageId, situation } = trace;
  return {
    id,
    name,
    banco,
    convenio,
    conta,
    at,
    mtimeMs,
    afterOutage: outageId !== null,
    refused: situation === "recusado",
  };
}

/** Looks when a file was decided, and when one may begin to be missing. */
export class ExpectedDuty implements Duty {
  readonly #ports: ExpectedDutyPorts;
  readonly #settings: ExpectedDutySettings;
  /** Not asked for yet: undefined. */
  #state: ExpectationState | undefined;
  #lastFile = -1;
  #dueAt = -Infinity;

  constructor(ports: ExpectedDutyPorts, settings: ExpectedDutySettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  async turn(facts: DutyFacts): Promise<number> {
    const { telling, files, announcer, calendar } = this.#ports;
    const { rules } = this.#settings;
    const { wall: now, mono } = facts.now;
    const last = (await files.last())?.id ?? 0;
    if (last === this.#lastFile && mono < this.#dueAt) return this.#dueAt - mono;
    this.#state ??= (await telling.read(EXPECTED_STATE) ?? {}) as ExpectationState;
    const since = calendar.at(firstDay(rules, this.#state, now, calendar), 0);
    const traces = await files.traces(since);
    const arrived = traces.map(arrivedOf).filter((file) => file !== null);
    const step = decideExpectations(
      rules,
      this.#state,
      arrived,
      { now, blind: !facts.settled },
      calendar,
    );
    const reasons = new Map(traces.map(({ id, reason }) => [id, reason ?? ""]));
    const announcements: ExpectedAnnouncement[] = [];
    for (const kind of ["expected-arrived", "expected-missing"] as const) {
      const items = kind === "expected-arrived" ? step.arrived : step.missing;
      if (items.length === 0) continue;
      announcements.push({
        kind,
        id: `${calendar.of(now).date}-${now}`,
        folder: this.#settings.folder,
        at: now,
        items: items.map((item) => itemOf(item, reasons)),
      });
    }
    if (JSON.stringify(step.state) !== JSON.stringify(this.#state)) {
      const messages = announcements.flatMap((one) => announcer.messages(one, now));
      await telling.save(EXPECTED_STATE, step.state, messages);
      this.#state = step.state;
    }
    this.#lastFile = last;
    // While it is not known what lies in the folder, each look may be the one that tells.
    this.#dueAt = facts.settled ? mono + step.next : -Infinity;
    for (const announcement of announcements) announcer.tell(announcement, now);
    if (announcements.length > 0) facts.told();
    return facts.settled ? step.next : untilSettled(facts);
  }
}

function itemOf(
  { rule, day, due, file, refused }: Expectation,
  reasons: ReadonlyMap<number, string>,
): ExpectedItem {
  return {
    nome: rule.nome,
    day,
    due,
    wanted: criteriaText(rule),
    file: file === null ? null : { name: file.name, at: file.at },
    refused: refused.map(({ id, name }) => ({ name, reason: reasons.get(id) ?? "" })),
  };
}
