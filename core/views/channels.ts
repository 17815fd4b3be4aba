/** The channels, as `estado` and `canais` show them. */
import type { QueuedMessage } from "../ports/ledger/outbox.port.ts";

/** One channel and its queue. Times are local ISO 8601 with offset. */
export interface ChannelDocument {
  readonly canal: string;
  /** `retido`: the whole queue waits because the channel does not take us for who we are. */
  readonly situacao: "ok" | "esperando" | "retido";
  readonly naFila: number;
  /** Messages given up that nobody has seen. */
  readonly recusadas: number;
  readonly ultimoErro: string | null;
  /** What to do about what holds the queue, while it is held. */
  readonly oQueFazer: string | null;
  readonly retidoDesde: string | null;
  readonly proximaTentativa: string | null;
}

/** What the ledger has to say of one channel. */
export interface ChannelRecords {
  /** Name of the queue. */
  readonly channel: string;
  readonly waiting: number;
  readonly refused: number;
  readonly head: QueuedMessage | null;
}

/** Builds the document. */
export function channelDocument(
  { channel, waiting, refused, head }: ChannelRecords,
  iso: (ms: number) => string,
): ChannelDocument {
  const hold = head?.hold ?? null;
  const failed = head !== null && head.lastError !== null;
  return {
    canal: channel,
    situacao: hold !== null ? "retido" : waiting > 0 ? "esperando" : "ok",
    naFila: waiting,
    recusadas: refused,
    ultimoErro: head?.lastError ?? null,
    oQueFazer: hold?.cure ?? null,
    retidoDesde: hold === null ? null : iso(hold.since),
    proximaTentativa: failed ? iso(head.nextAttemptAt) : null,
  };
}
