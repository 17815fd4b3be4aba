/** The scheduled check: the folder that was out of reach at its hour, and still is. */
import { downtime } from "../../../domain/outage.ts";
import type { LocalCalendar } from "../../../domain/told/local_calendar.ts";
import type { WeeklyWindow } from "../../../domain/told/maintenance.ts";
import { failedCheck, type ScheduledCheck } from "../../../domain/told/scheduled_check.ts";
import type { OutageLedger } from "../../../ports/ledger/outages.port.ts";
import type { TellingLedger } from "../../../ports/ledger/telling.port.ts";
import type { CriticalAnnouncement } from "../../../words/announcement.ts";
import type { Announcer } from "../announce.ts";
import type { Duty, DutyFacts } from "./duties.ts";
import { lastingFacts, type OutageDutySettings } from "./outage_duty.ts";

/** Name of its state: the day of the latest check that was told. */
const STATE = "verificacao-agendada";

/** What the duty works with. */
export interface ScheduledDutyPorts {
  readonly telling: TellingLedger;
  readonly outages: Pick<OutageLedger, "telling">;
  readonly announcer: Pick<Announcer, "messages" | "tell">;
  readonly calendar: LocalCalendar;
}

/** When, and what is said. */
export interface ScheduledDutySettings extends OutageDutySettings {
  readonly check: ScheduledCheck;
  readonly windows: readonly WeeklyWindow[];
}

/** Tells each failed check once. */
export class ScheduledDuty implements Duty {
  readonly #ports: ScheduledDutyPorts;
  readonly #settings: ScheduledDutySettings;
  /** Not asked for yet: undefined. */
  #told: string | null | undefined;

  constructor(ports: ScheduledDutyPorts, settings: ScheduledDutySettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  async turn(facts: DutyFacts): Promise<number> {
    const { outage, now } = facts;
    if (outage === null) return Infinity;
    const { telling, outages, announcer, calendar } = this.#ports;
    const { check, windows } = this.#settings;
    if (this.#told === undefined) this.#told = await telling.read(STATE) as string | null;
    const downMs = downtime(outage, now);
    const failed = failedCheck(check, { downMs }, this.#told, now.wall, calendar, windows);
    if (failed === null) return Infinity;
    const said = await outages.telling(outage.id);
    const announcement: CriticalAnnouncement = {
      kind: "critical",
      ...lastingFacts(outage, said, facts, this.#settings),
      day: failed.day,
      checkedAt: failed.at,
      answered: said?.acknowledged ?? null,
    };
    await telling.save(STATE, failed.day, announcer.messages(announcement, now.wall));
    this.#told = failed.day;
    announcer.tell(announcement, now.wall);
    facts.told();
    return Infinity;
  }
}
