/** Where the running monitor shows itself, and where others leave word for it. Times are ms since the Unix epoch. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import type { FileProblem } from "../../domain/file_fate.ts";
import type { MonitorRole } from "../../domain/possession.ts";
import type { Wait } from "../../domain/wait.ts";
import type { Away } from "./spool.port.ts";
import type { HeartbeatStatus } from "../heartbeat.port.ts";

/** What a running monitor says of itself; durations in ms. */
export interface MonitorStatus {
  /** Missing: alone. */
  readonly role?: MonitorRole;
  /** Its machine, for people. */
  readonly post?: string;
  /** The machine of the one that works, for people; null: nobody does, as far as is known. */
  readonly activeOn?: string | null;
  readonly state: "operacional" | "inacessivel" | "desabilitado";
  readonly since: number;
  readonly folder: string;
  readonly lastProbe: number | null;
  readonly nextProbe: number | null;
  readonly intervalSeconds: number;
  readonly diagnosis: Diagnosis | null;
  readonly pending: number;
  readonly unstable: boolean;
  /** How the signs of life to the outside fare; null or missing: none is given. */
  readonly heartbeat?: HeartbeatStatus | null;
  /** Names that cannot be dealt with, oldest first, so many at most; and how many there are. */
  readonly problems?: readonly FileProblem[];
  readonly problemCount?: number;
  /** Names that lay in the folder at the last look, so many at most. */
  readonly waiting?: readonly string[];
  /** What it has been waiting for for minutes; `since` in ms since the Unix epoch. */
  readonly waits?: readonly Wait[];
  /** The health checks of this run. */
  readonly checks?: CheckTally;
  /** Why the ledger cannot take everything, as far as that can be written at all. */
  readonly ledgerTrouble?: string | null;
  /** The ledger's server is out of reach. */
  readonly ledgerAway?: Away | null;
  /** It has ended as it was told to; false as long as it runs. */
  readonly ended?: boolean;
}

/** Health checks since the start of this run. */
export interface CheckTally {
  readonly good: number;
  readonly bad: number;
  /** End of the latest good one; null: none yet. */
  readonly lastGood: number | null;
  /** How long before its declaration the folder of the latest outage was last seen well, in ms; null: no outage yet. */
  readonly detectionMs: number | null;
}

/** Names that a status carries of each kind, at most. */
export const NAMES_IN_STATUS = 200;

/** A monitor that begins. */
export interface NewPresence {
  /** Unique per run. */
  readonly instance: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAt: number;
  readonly status: MonitorStatus;
}

/** The running (or last) monitor. */
export interface PresenceRecord extends NewPresence {
  readonly heartbeatAt: number;
}

/** The monitor that works, or the one that did so last. */
export interface ActiveRecord extends PresenceRecord {
  /** The folder is its own now, as far as the ledger knows. */
  readonly holds: boolean;
}

/** Presence of the monitor. */
export interface Presence {
  /** A new monitor shows itself; an older request to stop is void. */
  start(presence: NewPresence): Promise<void>;
  publish(instance: string, status: MonitorStatus, now: number): Promise<void>;
  /** Of this place: the machine and data folder that the ledger was opened for. */
  read(): Promise<PresenceRecord | null>;
  /** The latest of those that work, wherever they run; one in reserve is none. */
  active(): Promise<ActiveRecord | null>;
  /** Asks the monitor of this place. */
  requestStop(now: number): Promise<void>;
  stopRequested(instance: string): Promise<boolean>;
}
