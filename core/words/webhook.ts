/** An announcement as the body of the webhook. */
import { oneLine } from "../domain/text.ts";
import {
  type FormatLocal,
  isOfTest,
  MESSAGE_KINDS,
  type MessageAnnouncement,
} from "./announcement.ts";
import { documentFor } from "./for_announcement.ts";
import { renderChat } from "./chat.ts";
import type { WebhookEvent } from "./webhook_events.ts";

/** The body; field by field as receivers rely on it. Times are local ISO 8601 with offset. */
export interface WebhookBody {
  readonly versao: 1;
  /** The same on every retry. */
  readonly id: string;
  readonly evento: WebhookEvent;
  readonly em: string;
  readonly pasta: string;
  readonly titulo: string;
  readonly texto: string;
  /** As `ultimaQueda` in `estado --json`. */
  readonly queda: {
    readonly id: string;
    readonly inicio: string;
    readonly fim: string | null;
    readonly duracaoSegundos: number;
    readonly arquivosProcessados: number;
    /** Somebody made it on purpose, to try the monitor. */
    readonly teste: boolean;
  } | null;
  readonly arquivo: Readonly<Record<string, unknown>> | null;
}

/** What an announcement is called there. */
export function webhookEvent(announcement: MessageAnnouncement): WebhookEvent {
  const kind = MESSAGE_KINDS[announcement.kind];
  // The list of events is fixed: a ledger that was made anew is of the ledger, a file that stays in trouble is critical.
  if (kind === "aviso") return "livro";
  return kind === "pendente" ? "critico" : kind;
}

/** The body. `id` names the message, `at` is the time of the event in ms, `iso` and `formatLocal` show moments. */
export function webhookBody(
  announcement: MessageAnnouncement,
  id: string,
  at: number,
  iso: FormatLocal,
  formatLocal: FormatLocal,
): WebhookBody {
  const document = documentFor(announcement, formatLocal);
  return {
    versao: 1,
    id,
    evento: webhookEvent(announcement),
    em: iso(at),
    // Trouble of the ledger is of no folder.
    pasta: "folder" in announcement ? oneLine(announcement.folder) : "",
    titulo: oneLine(document.title),
    texto: renderChat(document),
    queda: outageOf(announcement, at, iso),
    arquivo: fileOf(announcement, iso),
  };
}

/** The one file that a message is about; null when it is about none, or about several. */
function fileOf(announcement: MessageAnnouncement, iso: FormatLocal): WebhookBody["arquivo"] {
  switch (announcement.kind) {
    case "files-in-trouble": {
      const [problem, second] = announcement.problems;
      if (problem === undefined || second !== undefined) return null;
      const { name, reason, since, attempts } = problem;
      return {
        nome: oneLine(name),
        motivo: oneLine(reason),
        desde: iso(since),
        tentativas: attempts,
      };
    }
    case "expected-arrived":
    case "expected-missing": {
      const [item, second] = announcement.items;
      if (item === undefined || second !== undefined) return null;
      const { nome, day, file, due } = item;
      return {
        nome: file === null ? null : oneLine(file.name),
        em: file === null ? null : iso(file.at),
        esperado: oneLine(nome),
        dia: day,
        ate: iso(due),
      };
    }
    case "gap":
    case "gap-closed": {
      const [item, second] = announcement.items;
      if (item === undefined || second !== undefined) return null;
      const closed = announcement.kind === "gap-closed";
      return {
        nome: closed && item.files.length === 1 ? oneLine(item.files[0]!) : null,
        conta: item.account,
        numeros: item.numbers,
      };
    }
    default:
      return null;
  }
}

function outageOf(
  announcement: MessageAnnouncement,
  at: number,
  iso: FormatLocal,
): WebhookBody["queda"] {
  if (!("startedAt" in announcement)) return null;
  const { id, startedAt } = announcement;
  const ended = announcement.kind === "recovery";
  const ms = "downMs" in announcement ? announcement.downMs : Math.max(0, at - startedAt);
  return {
    id,
    inicio: iso(startedAt),
    fim: ended ? iso(announcement.endedAt) : null,
    duracaoSegundos: Math.round(ms / 1000),
    arquivosProcessados: ended ? announcement.processed : 0,
    teste: isOfTest(announcement),
  };
}
