/**
 * Everything that can be told, as facts: no rendered text. Plain data, so that it can wait on disk for its channel.
 * Times are ms since the Unix epoch.
 */
import type { TimeShares } from "../domain/availability.ts";
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { PossessionAnnouncement } from "./possession.ts";
import type { FileProblem } from "../domain/file_fate.ts";

/** Shows a moment (ms since the Unix epoch) in local time with its offset; given by the caller, who knows the zone. */
export type FormatLocal = (ms: number) => string;

/** One file and what is to be said of it. */
export interface NamedReason {
  readonly name: string;
  readonly reason: string;
}

/** Somebody said that he knows of the outage. */
export interface AnsweredFacts {
  readonly at: number;
  /** The account, as the system names it. */
  readonly by: string;
  readonly note: string | null;
}

/** The folder is out of reach. */
export interface OutageAnnouncement {
  readonly kind: "outage";
  /** Of the outage. */
  readonly id: string;
  readonly folder: string;
  /** First failed look. */
  readonly startedAt: number;
  /** When the outage was declared, after confirmation. */
  readonly detectedAt: number;
  /** `intervalo_verificacao`. */
  readonly intervalSeconds: number;
  readonly diagnosis: Diagnosis;
  /** The folder comes and goes: no further messages until it is stable. */
  readonly unstable: boolean;
  /** It began in a maintenance window, and is told only now. */
  readonly afterMaintenance?: boolean;
  /** Somebody made it on purpose, to try the monitor. */
  readonly test?: boolean;
}

/** What there is to say of an outage that lasts. */
export interface LastingFacts {
  /** Of the outage. */
  readonly id: string;
  readonly folder: string;
  readonly startedAt: number;
  /** When this is said. */
  readonly at: number;
  /** How long it has lasted, in ms; given apart because the clock may have been set in between. */
  readonly downMs: number;
  /** `intervalo_verificacao`. */
  readonly intervalSeconds: number;
  readonly diagnosis: Diagnosis;
  /** Somebody made it on purpose, to try the monitor. */
  readonly test?: boolean;
}

/** The outage still lasts. */
export interface ReminderAnnouncement extends LastingFacts {
  readonly kind: "reminder";
  /** Which reminder of this outage it is, from 1. */
  readonly number: number;
  /** ms until the next one. */
  readonly everyMs: number;
}

/** The outage still lasts and nobody has answered: it goes to the second recipients. */
export interface EscalationAnnouncement extends LastingFacts {
  readonly kind: "escalation";
}

/** The folder was out of reach at the hour of the scheduled check, and still is. */
export interface CriticalAnnouncement extends LastingFacts {
  readonly kind: "critical";
  /** Day of the check, `AAAA-MM-DD`. */
  readonly day: string;
  readonly checkedAt: number;
  readonly answered: AnsweredFacts | null;
}

/** The outage is over and the pending files are done. */
export interface RecoveryAnnouncement {
  readonly kind: "recovery";
  /** Of the outage. */
  readonly id: string;
  readonly folder: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** ms out of reach; given apart because the clock may have been set in between. */
  readonly downMs: number;
  readonly processed: number;
  readonly refused: readonly NamedReason[];
  /** Accepted, and something of them is odd: the first warning, and how many there are. */
  readonly odd?: readonly (NamedReason & { readonly count: number })[];
  readonly duplicates: number;
  readonly ignored: number;
  /** Files that still lie in the folder: not taken yet (open in another program, still growing), or in trouble. */
  readonly stillPending: number;
  /** Of these, the ones that cannot be dealt with, oldest first; missing: none. */
  readonly problems?: readonly NamedReason[];
  /** The outage was one of several in a row, told as one. */
  readonly unstable: boolean;
  /** Who knew of it while it lasted; null or missing: nobody said so. */
  readonly answered?: AnsweredFacts | null;
  /** Somebody made it on purpose, to try the monitor. */
  readonly test?: boolean;
  /** The ledger's server is out of reach: what had gathered waits for it. */
  readonly ledgerAway?: boolean;
}

/** A channel that does not get its messages out. */
export interface ChannelTrouble {
  /** As the configuration calls it. */
  readonly channel: string;
  readonly waiting: number;
  /** Since when the oldest of them waits. */
  readonly since: number;
  /** What the latest attempt failed with; null: it was not tried yet. */
  readonly lastError: string | null;
}

/** What a day brought. Lists may be shorter than the counts beside them. */
export interface SummaryAnnouncement {
  readonly kind: "summary";
  /** The day of the summary, `AAAA-MM-DD`. */
  readonly id: string;
  readonly folder: string;
  /** The time that it covers. */
  readonly start: number;
  readonly end: number;
  readonly files: {
    readonly processado: number;
    readonly recusado: number;
    readonly duplicado: number;
    readonly ignorado: number;
  };
  /** Títulos that the files say are paid, and the digits of their sum in integer cents. */
  readonly paid: { readonly titulos: number; readonly cents: string };
  readonly refused: readonly NamedReason[];
  /** Accepted, and something of them is odd: the first warning, and how many there are. */
  readonly odd: readonly (NamedReason & { readonly count: number })[];
  readonly oddCount: number;
  readonly outages: readonly {
    readonly startedAt: number;
    readonly endedAt: number | null;
    readonly downMs: number;
    /** It fitted into a maintenance window. */
    readonly untold: boolean;
    readonly answered: AnsweredFacts | null;
    /** Somebody made it on purpose. */
    readonly test?: boolean;
  }[];
  readonly outageCount: number;
  /** What that time consisted of. */
  readonly time: TimeShares;
  /** The folder is out of reach now. */
  readonly downNow: boolean;
  /** Files that wait in the folder, as far as is known. */
  readonly pendingFiles: number;
  /** Of these, the ones that cannot be dealt with. */
  readonly problems: readonly (NamedReason & { readonly since: number })[];
  readonly problemCount: number;
  readonly troubles: readonly ChannelTrouble[];
  /** Messages that a server refused for good and nobody has looked at. */
  readonly givenUp: number;
  /** Expected files that did not come, and numbers that are missing, a line each; missing: nothing is watched for. */
  readonly missing?: readonly string[];
}

/** Somebody tries out the settings. */
export interface TestAnnouncement {
  readonly kind: "test";
  readonly id: string;
  readonly folder: string;
  readonly sentAt: number;
  readonly version: string;
}

/** A damaged ledger and where it lies. */
export interface DamageFacts {
  /** Of the rebuild. */
  readonly id: string;
  /** Where the damaged ledger lies. */
  readonly kept: string;
  readonly reason: string;
  readonly noticedAt: number;
  /** pasta_processados. */
  readonly folder: string;
}

/** What was put back into the new ledger. */
export interface RebuiltFacts {
  readonly finishedAt: number;
  readonly files: number;
  readonly duplicates: number;
  readonly movements: number;
  readonly titulos: number;
  readonly refused: readonly NamedReason[];
  readonly unreadable: readonly NamedReason[];
  readonly folderMissing: boolean;
}

/** The ledger was found damaged and set aside; a new one is being filled. */
export interface DamageAnnouncement extends DamageFacts {
  readonly kind: "ledger-damaged";
}

/** The new ledger is filled. */
export interface RebuiltAnnouncement extends DamageFacts {
  readonly kind: "ledger-rebuilt";
  readonly rebuilt: RebuiltFacts;
}

/** Files of the watched folder that could not be dealt with for a long time. */
export interface ProblemsAnnouncement {
  readonly kind: "files-in-trouble";
  readonly id: string;
  readonly folder: string;
  /** `avisar_pendente_minutos`. */
  readonly limitMinutes: number;
  readonly at: number;
  /** Oldest first. */
  readonly problems: readonly FileProblem[];
}

/** The ledger cannot be read or written, or can again. Nothing is processed meanwhile, and nothing is lost. */
export interface LedgerTroubleAnnouncement {
  readonly kind: "ledger-unavailable" | "ledger-available";
  readonly id: string;
  readonly since: number;
  readonly at: number;
  /** Given apart because the clock may have been set in between, in ms. */
  readonly lastedMs: number;
  /** What the engine says. */
  readonly reason: string;
  /** The ledger is kept by a server, not on this machine's disk. */
  readonly onServer?: boolean;
}

/** One file that was expected on one day. */
export interface ExpectedItem {
  /** Name of the rule. */
  readonly nome: string;
  /** `AAAA-MM-DD`. */
  readonly day: string;
  /** By when it had to be there. */
  readonly due: number;
  /** What was asked for, in words. */
  readonly wanted: string;
  /** What came, and when; null: nothing. */
  readonly file: { readonly name: string; readonly at: number } | null;
  /** What came on that day and was refused. */
  readonly refused: readonly NamedReason[];
}

/** Expected files that did not come by their hour, or that came after that was told. */
export interface ExpectedAnnouncement {
  readonly kind: "expected-missing" | "expected-arrived";
  readonly id: string;
  readonly folder: string;
  readonly at: number;
  /** Oldest day first; never empty. */
  readonly items: readonly ExpectedItem[];
}

/** Numbers of one account's files that are missing, or that came after that was told. */
export interface GapItem {
  /** Format, bank, account and convênio, in words. */
  readonly account: string;
  /** The numbers, in words: `5461`, `5461 a 5463`. */
  readonly numbers: string;
  readonly count: number;
  /** Files on both sides of a gap, or the files that closed it. */
  readonly files: readonly string[];
  /** Since when it could be seen; of a closed one: when the latest came. */
  readonly since: number;
  /** The bank's stock of títulos says so too. */
  readonly confirmed: boolean;
  /** Numbers of that account that were told and are still missing. */
  readonly left: number;
}

/** Gaps in the sequences of files, or their end. */
export interface GapAnnouncement {
  readonly kind: "gap" | "gap-closed";
  readonly id: string;
  readonly folder: string;
  readonly at: number;
  /** Never empty. */
  readonly items: readonly GapItem[];
}

/** What goes out as a message of its own, whatever the channel. */
export type MessageAnnouncement =
  | OutageAnnouncement
  | RecoveryAnnouncement
  | ReminderAnnouncement
  | EscalationAnnouncement
  | CriticalAnnouncement
  | SummaryAnnouncement
  | TestAnnouncement
  | RebuiltAnnouncement
  | ProblemsAnnouncement
  | ExpectedAnnouncement
  | GapAnnouncement
  | LedgerTroubleAnnouncement;

/** A message, as the log and the queue call it. */
export type MessageKind =
  | "queda"
  | "recuperacao"
  | "lembrete"
  | "escalada"
  | "critico"
  | "resumo"
  | "teste"
  | "aviso"
  | "pendente"
  | "esperado"
  | "esperado-chegou"
  | "lacuna"
  | "lacuna-fechada"
  | "livro";

/** What each message is called. */
export const MESSAGE_KINDS: Readonly<Record<MessageAnnouncement["kind"], MessageKind>> = {
  "outage": "queda",
  "recovery": "recuperacao",
  "reminder": "lembrete",
  "escalation": "escalada",
  "critical": "critico",
  "summary": "resumo",
  "test": "teste",
  "ledger-rebuilt": "aviso",
  "files-in-trouble": "pendente",
  "expected-missing": "esperado",
  "expected-arrived": "esperado-chegou",
  "gap": "lacuna",
  "gap-closed": "lacuna-fechada",
  "ledger-unavailable": "livro",
  "ledger-available": "livro",
};

/** The outage that a message belongs to; null: to none. */
export function outageIdOf(announcement: MessageAnnouncement): string | null {
  switch (announcement.kind) {
    case "outage":
    case "recovery":
    case "reminder":
    case "escalation":
    case "critical":
      return announcement.id;
    default:
      return null;
  }
}

/** What a message is about: of each kind, one is told of each subject. */
export function subjectOf(announcement: MessageAnnouncement): string {
  switch (announcement.kind) {
    case "reminder":
      return `${announcement.id}-${announcement.number}`;
    case "critical":
      return `${announcement.id}-${announcement.day}`;
    default:
      return announcement.id;
  }
}

/** Whether all of it is about an outage that somebody made on purpose. */
export function isOfTest(announcement: Announcement): boolean {
  return "test" in announcement && announcement.test === true;
}

/** The outages of a summary without those that somebody made on purpose, so far as they are listed. */
export function realOutageCount(
  { outages, outageCount }: Pick<SummaryAnnouncement, "outages" | "outageCount">,
): number {
  return outageCount - outages.filter(({ test }) => test === true).length;
}

/** All that can be told. */
export type Announcement =
  | MessageAnnouncement
  | DamageAnnouncement
  | { readonly kind: "diagnosis-changed"; readonly diagnosis: Diagnosis }
  /** `resumed`: the recovery had begun before a restart; `ledgerAway`: nothing can be processed yet. */
  | { readonly kind: "folder-back"; readonly resumed: boolean; readonly ledgerAway?: boolean }
  | { readonly kind: "relapsed" }
  /** An outage that begins in a maintenance window, which ends in `leftMs`. */
  | {
    readonly kind: "outage-in-maintenance";
    readonly outage: OutageAnnouncement;
    readonly leftMs: number;
  }
  /** An outage that began and ended in maintenance windows. */
  | { readonly kind: "recovery-in-maintenance"; readonly downMs: number }
  | { readonly kind: "false-alarm"; readonly diagnosis: Diagnosis }
  /** The server refused the message itself: it is not tried again. `reason` is one sentence without secrets. */
  | {
    readonly kind: "message-given-up";
    readonly message: MessageKind;
    /** Name of the channel; default `email`. */
    readonly channel?: string;
    readonly reason: string;
  }
  /** The channel does not take us for who we are: its whole queue waits. `waitMs` until it is asked again. */
  | {
    readonly kind: "channel-held";
    readonly channel: string;
    readonly since: number;
    readonly reason: string;
    readonly cure: string;
    readonly waitMs: number;
  }
  | PossessionAnnouncement
  /** It takes us again. */
  | { readonly kind: "channel-released"; readonly channel: string };
