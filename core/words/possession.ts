/** Several monitors that share one ledger, in words. */
import type { MonitorRole } from "../domain/possession.ts";
import { info, type LogLine, warning } from "./log/line.ts";

/** The folder changes hands. Machines as people know them. */
export type PossessionAnnouncement =
  /** It is this monitor's; `from`: whose it was, null when nobody knows. */
  | {
    readonly kind: "possession-taken";
    readonly id: string;
    readonly folder: string;
    readonly post: string;
    readonly from: string | null;
  }
  /** It was this monitor's, and is another one's. */
  | {
    readonly kind: "possession-lost";
    readonly id: string;
    readonly folder: string;
    readonly post: string;
    readonly active: string | null;
  }
  /** Another one has it, and this monitor waits. */
  | {
    readonly kind: "possession-reserve";
    readonly folder: string;
    readonly post: string;
    readonly active: string;
  };

/** A command must not process here. */
export function processedElsewhereText(folder: string, active: string): string {
  return `a pasta ${folder} é processada pelo monitor ativo em ${active}; rode o comando naquela máquina, ou pare aquele monitor e este assume`;
}

/** A change of hands; the beginning of the work on one and the same machine is none. */
export function isChangeOfHands(announcement: PossessionAnnouncement): boolean {
  if (announcement.kind !== "possession-taken") return announcement.kind === "possession-lost";
  return announcement.from !== null && announcement.from !== announcement.post;
}

/** As a line of the log. */
export function possessionLine(announcement: PossessionAnnouncement): LogLine {
  const text = possessionText(announcement);
  if (announcement.kind === "possession-reserve") return info(`🪑 ${text}`);
  return isChangeOfHands(announcement) ? warning(`🤝 ${text}`) : info(`🤝 ${text}`);
}

/** In one sentence. */
export function possessionText(announcement: PossessionAnnouncement): string {
  const { folder, post } = announcement;
  switch (announcement.kind) {
    case "possession-taken":
      return isChangeOfHands(announcement)
        ? `Este monitor (${post}) assumiu a pasta ${folder}, antes atendida por ${announcement.from}`
        : `Este monitor (${post}) é o ativo da pasta ${folder}`;
    case "possession-lost":
      return `A pasta ${folder} agora é atendida por ${
        announcement.active ?? "outro monitor"
      }; este monitor (${post}) fica em reserva`;
    case "possession-reserve":
      return `Em reserva: a pasta ${folder} é atendida por ${announcement.active}; este monitor (${post}) assume se ele parar`;
  }
}

/** Who works, as this monitor sees it: `em reserva; ativo em SERVIDOR2`. */
export function roleText(
  { papel, posto, ativoEm, estado }: {
    readonly papel: MonitorRole;
    readonly posto: string;
    readonly ativoEm: string | null;
    readonly estado: string;
  },
): string {
  if (papel === "unico") return `único (${posto})`;
  if (papel === "ativo") return `ativo (${posto})`;
  const elsewhere = ativoEm === null ? "nenhum ativo no momento" : `ativo em ${ativoEm}`;
  return estado === "parado"
    ? `parado (${posto}); ${elsewhere}`
    : `em reserva (${posto}); ${elsewhere}`;
}
