/** All folders of the ledger: each with its state, and the way to it. */
import { folderKey } from "../../domain/folder_key.ts";
import type { FolderDocument } from "../folders.ts";
import { countText, momentText } from "./format.ts";
import { section } from "./history_sections.ts";
import { type Content, type Markup, markup } from "./markup.ts";
import { table } from "./table.ts";

const STATES: Readonly<Record<FolderDocument["estado"], string>> = {
  operacional: "✓ operacional",
  inacessivel: "✗ fora de alcance",
  desabilitado: "processando, sem alertas",
  parado: "✗ sem monitor",
};

/** Where the page shows so many days of a folder; `folder` null: of the only one. */
export function pageAddress(days: number, folder: string | null): string {
  return folder === null ? `/?dias=${days}` : `/?dias=${days}&pasta=${encodeURIComponent(folder)}`;
}

/** The folders, where there are several. `shown`: the one that this page is of; `days`: of the page; null: no links, in a report. */
export function foldersSection(
  folders: readonly FolderDocument[],
  shown: string,
  days: number | null,
): Markup {
  // The place stays, so that what comes later has one.
  if (folders.length === 0) {
    return markup`<div id="pastas" data-parte></div>
`;
  }
  const rows = folders.map((one) => [
    nameOf(one, shown, days),
    one.semSinalDeVida ? `${STATES[one.estado]} (sem sinal de vida)` : STATES[one.estado],
    one.ativoEm ?? "–",
    one.reservas.join(", ") || "–",
    countText(one.pendentes),
    countText(one.processadosHoje),
    countText(one.recusadosHoje),
    outageText(one.ultimaQueda),
  ]);
  const content = table(
    "Pastas deste livro de registro",
    [
      "Pasta",
      "Situação",
      "Ativo em",
      "Em reserva",
      "Pendentes",
      "Hoje",
      "Recusados",
      "Última queda",
    ],
    rows,
  );
  return section("pastas", "Pastas deste livro de registro", content);
}

function nameOf({ pasta }: FolderDocument, shown: string, days: number | null): Content {
  if (days === null) return pasta;
  return markup`<a href="${pageAddress(days, pasta)}"${
    folderKey(pasta) === folderKey(shown) && markup` aria-current="page"`
  }>${pasta}</a>`;
}

function outageText(outage: FolderDocument["ultimaQueda"]): string {
  if (outage === null) return "nenhuma";
  const test = outage.teste ? " (teste)" : "";
  return outage.fim === null
    ? `em curso desde ${momentText(outage.inicio)}${test}`
    : `${momentText(outage.inicio)}${test}`;
}
