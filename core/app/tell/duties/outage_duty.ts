/** Reminders and escalation of the outage under way, and the outage that outlived a maintenance window. */
import { downtime, type Outage } from "../../../domain/outage.ts";
import {
  decideTelling,
  type OutageTelling,
  type TellingEffect,
  type TellingSettings,
} from "../../../domain/told/outage_telling.ts";
import { isTest } from "../../../domain/told/test_outage.ts";
import type { OutageLedger } from "../../../ports/ledger/outages.port.ts";
import type { LastingFacts, MessageAnnouncement } from "../../../words/announcement.ts";
import { lateOutage } from "../../watch/record_effects.ts";
import type { Announcer } from "../announce.ts";
import type { Duty, DutyFacts } from "./duties.ts";

/** Somebody answered at this very moment: the ledger is asked again after this, in ms. */
const AGAIN_MS = 1000;

/** What the duties about an outage work with. */
export interface OutageDutyPorts {
  readonly outages: Pick<OutageLedger, "telling" | "tell">;
  readonly announcer: Pick<Announcer, "messages" | "tell">;
}

/** What every message about an outage says. */
export interface OutageDutySettings {
  readonly folder: string;
  /** `intervalo_verificacao`. */
  readonly intervalSeconds: number;
}

/** What there is to say of an outage that lasts. */
export function lastingFacts(
  outage: Outage,
  telling: OutageTelling | null,
  { now }: Pick<DutyFacts, "now">,
  { folder, intervalSeconds }: OutageDutySettings,
): LastingFacts {
  const { id, startedAt, diagnosis } = outage;
  const downMs = downtime(outage, now);
  const test = isTest(telling?.testUntil ?? null, now.wall);
  return { id, folder, startedAt, at: now.wall, downMs, intervalSeconds, diagnosis, test };
}

/** Remembers what was told; the ledger is asked when an outage is new to it, and when somebody has answered. */
export class OutageDuty implements Duty {
  readonly #ports: OutageDutyPorts;
  readonly #settings: OutageDutySettings & TellingSettings;
  #known: { readonly id: string; readonly telling: OutageTelling } | null = null;

  constructor(ports: OutageDutyPorts, settings: OutageDutySettings & TellingSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  async turn(facts: DutyFacts): Promise<number> {
    const { outage, now } = facts;
    if (outage === null) return Infinity;
    const telling = await this.#tellingOf(outage.id);
    if (telling === null) return Infinity;
    const step = decideTelling(telling, downtime(outage, now), now.wall, this.#settings);
    if (step.telling === telling) return step.next;
    const announcements = step.effects.map((effect) =>
      this.#announcement(effect, outage, step.telling, facts)
    );
    const { outages, announcer } = this.#ports;
    const stored = await outages.tell(
      outage.id,
      step.telling,
      announcements.flatMap((one) => announcer.messages(one, now.wall)),
      { unlessAcknowledged: step.effects.some(({ kind }) => kind !== "tell") },
    );
    if (!stored) {
      this.#known = null;
      return AGAIN_MS;
    }
    this.#known = { id: outage.id, telling: step.telling };
    for (const announcement of announcements) announcer.tell(announcement, now.wall);
    facts.told();
    return step.next;
  }

  async #tellingOf(id: string): Promise<OutageTelling | null> {
    if (this.#known?.id !== id) {
      const telling = await this.#ports.outages.telling(id);
      this.#known = telling === null ? null : { id, telling };
    }
    return this.#known?.telling ?? null;
  }

  #announcement(
    effect: TellingEffect,
    outage: Outage,
    telling: OutageTelling,
    facts: DutyFacts,
  ): MessageAnnouncement {
    const lasting = lastingFacts(outage, telling, facts, this.#settings);
    switch (effect.kind) {
      case "tell":
        return { ...lateOutage(outage, this.#settings), test: lasting.test === true };
      case "escalate":
        return { kind: "escalation", ...lasting };
      case "remind": {
        const everyMs = this.#settings.reminderMs ?? 0;
        return { kind: "reminder", ...lasting, number: effect.number, everyMs };
      }
    }
  }
}
