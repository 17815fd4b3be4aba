/** An announcement as a notification on a screen: a title and two short lines. */
import { clip, oneLine } from "../domain/text.ts";
import { type Announcement, type FormatLocal, isOfTest } from "./announcement.ts";
import { channelName } from "./channels.ts";
import { humanDuration } from "./duration.ts";
import { isChangeOfHands, possessionText } from "./possession.ts";
import { markedTitle } from "./test_mark.ts";

/** One notification. */
export interface Notice {
  /** The same event always has the same one. */
  readonly id: string;
  readonly kind: "queda" | "recuperacao" | "aviso";
  readonly title: string;
  readonly text: string;
}

/** What the screens show; null when it is nothing for them. */
export function noticeFor(announcement: Announcement, formatLocal: FormatLocal): Notice | null {
  const notice = plainNotice(announcement, formatLocal);
  if (notice === null || !isOfTest(announcement)) return notice;
  return { ...notice, title: markedTitle(notice.title) };
}

function plainNotice(announcement: Announcement, formatLocal: FormatLocal): Notice | null {
  switch (announcement.kind) {
    case "outage": {
      const { id, folder, startedAt } = announcement;
      return {
        id: `${id}-queda`,
        kind: "queda",
        title: "Servidor Inacessível",
        text: `${folder}\nDesde ${
          formatLocal(startedAt)
        }. O monitor espera e tenta de novo sozinho.`,
      };
    }
    case "recovery": {
      const { id, folder, downMs, processed } = announcement;
      return {
        id: `${id}-recuperacao`,
        kind: "recuperacao",
        title: "Servidor Recuperado",
        text: `${folder}\nFora do ar por ${
          humanDuration(downMs)
        }. Arquivos processados: ${processed}.`,
      };
    }
    case "ledger-unavailable":
    case "ledger-available": {
      const over = announcement.kind === "ledger-available";
      return {
        id: `${announcement.id}-aviso`,
        kind: "aviso",
        title: over ? "Livro de Registro Disponível" : "Livro de Registro Indisponível",
        text: over
          ? `Depois de ${humanDuration(announcement.lastedMs)}; os arquivos são processados.`
          : `${clip(announcement.reason, 120)}\nNenhum arquivo é processado até que volte.`,
      };
    }
    case "files-in-trouble": {
      const { id, folder, problems } = announcement;
      const [first] = problems;
      const what = problems.length === 1 && first !== undefined
        ? `${clip(first.name, 80)}: ${clip(first.reason, 120)}`
        : `${problems.length} arquivos pendentes; veja: arquivos --pendentes`;
      return {
        id: `${id}-aviso`,
        kind: "aviso",
        title: "Arquivo com Problema",
        text: `${folder}\n${what}`,
      };
    }
    case "expected-missing": {
      const { id, folder, items } = announcement;
      const names = items.map(({ nome }) => oneLine(nome)).join(", ");
      return {
        id: `${id}-aviso`,
        kind: "aviso",
        title: "Arquivo Esperado Não Chegou",
        text: `${folder}\n${clip(names, 200)}`,
      };
    }
    case "gap": {
      const { id, folder, items } = announcement;
      const [first] = items;
      return {
        id: `${id}-aviso`,
        kind: "aviso",
        title: "Lacuna na Sequência de Arquivos",
        text: `${folder}\n${clip(`${first?.account ?? ""}: ${first?.numbers ?? ""}`, 200)}`,
      };
    }
    case "ledger-damaged":
      return {
        id: `${announcement.id}-aviso`,
        kind: "aviso",
        title: "Livro de Registro Danificado",
        text: `Guardado em ${
          oneLine(announcement.kept)
        }. O monitor o refaz sozinho; veja o log e o email.`,
      };
    case "possession-taken":
    case "possession-lost":
      if (!isChangeOfHands(announcement)) return null;
      return {
        id: `${announcement.id}-aviso`,
        kind: "aviso",
        title: announcement.kind === "possession-taken"
          ? "Monitor Assumiu a Pasta"
          : "Monitor em Reserva",
        text: clip(possessionText(announcement), 250),
      };
    case "channel-held":
      return {
        id: `${announcement.channel}-${announcement.since}-aviso`,
        kind: "aviso",
        title: "Avisos Retidos",
        text: `${channelName(announcement.channel)}: ${oneLine(announcement.reason)}\n${
          oneLine(announcement.cure)
        }`,
      };
    default:
      return null;
  }
}
