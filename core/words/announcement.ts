/**
 * Everything that can be told, as facts: no rendered text. Plain data, so that it can wait on disk for its channel.
 * Times are ms since the Unix epoch.
 */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { FileProblem } from "../domain/file_fate.ts";

/** Shows a moment (ms since the Unix epoch) in local time with its offset; given by the caller, who knows the zone. */
export type FormatLocal = (ms: number) => string;

/** One file and what is to be said of it. */
export interface NamedReason {
  readonly name: string;
  readonly reason: string;
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
  /** Files that could not be taken yet (open in another program, still growing). */
  readonly stillPending: number;
  /** The outage was one of several in a row, told as one. */
  readonly unstable: boolean;
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

/** What goes out as a message of its own, whatever the channel. */
export type MessageAnnouncement =
  | OutageAnnouncement
  | RecoveryAnnouncement
  | TestAnnouncement
  | RebuiltAnnouncement
  | ProblemsAnnouncement;

/** A message, as the log and the queue call it. */
export type MessageKind = "queda" | "recuperacao" | "teste" | "aviso" | "pendente";

/** What each message is called. */
export const MESSAGE_KINDS: Readonly<Record<MessageAnnouncement["kind"], MessageKind>> = {
  "outage": "queda",
  "recovery": "recuperacao",
  "test": "teste",
  "ledger-rebuilt": "aviso",
  "files-in-trouble": "pendente",
};

/** All that can be told. */
export type Announcement =
  | MessageAnnouncement
  | DamageAnnouncement
  | { readonly kind: "diagnosis-changed"; readonly diagnosis: Diagnosis }
  /** `resumed`: the recovery had begun before a restart. */
  | { readonly kind: "folder-back"; readonly resumed: boolean }
  | { readonly kind: "relapsed" }
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
  /** It takes us again. */
  | { readonly kind: "channel-released"; readonly channel: string };
