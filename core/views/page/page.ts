/** The page and the report: one document, with and without a script. */
import type { FolderDocument } from "../folders.ts";
import type { HistoryDocument } from "../history.ts";
import type { StatusDocument } from "../status.ts";
import { headline } from "./attention.ts";
import { foldersSection, pageAddress } from "./folders_section.ts";
import type { ChartStyle } from "./charts.ts";
import { dayText, momentText, monthText } from "./format.ts";
import {
  availabilitySection,
  expectedSection,
  movementSections,
  outagesSection,
  refusedSection,
} from "./history_sections.ts";
import { type Markup, markup, raw } from "./markup.ts";
import {
  attentionSection,
  channelsSection,
  figuresSection,
  logSection,
  stateSection,
} from "./status_sections.ts";
import { STYLE } from "./style.ts";

/** All that is shown. */
export interface PageFacts {
  readonly status: StatusDocument;
  readonly history: HistoryDocument;
  /** The last lines of the log, oldest first; null: it lies on another machine. */
  readonly log: readonly string[] | null;
  /** Every folder of the ledger; none where it is of one. */
  readonly folders: readonly FolderDocument[];
}

/** Addresses of what the page loads from where it came from. */
export const PAGE_FILES = {
  style: "/painel.css",
  script: "/painel.js",
  icon: "/icone.svg",
} as const;

/** Lengths of time that the page offers. */
const PERIODS = [7, 30, 90];

const MARKS = { bom: "✅", mau: "🚨", aviso: "⚠️", neutro: "⚙️" } as const;

/** The page of the server: no word of it is script or style. */
export function pageHtml(facts: PageFacts): string {
  const { status, history } = facts;
  const { tone, title } = headline(status);
  const days = history.dias.length;
  const shown = facts.folders.length === 0 ? null : status.pasta;
  const periods = PERIODS.map((n) =>
    markup`<a href="${pageAddress(n, shown)}"${
      n === days && markup` aria-current="page"`
    }>${n} dias</a>`
  );
  const head = markup`<title>${MARKS[tone]} ${title} – Monitor de Retornos</title>
<link rel="icon" href="${PAGE_FILES.icon}" type="image/svg+xml"><link rel="stylesheet" href="${PAGE_FILES.style}"><script src="${PAGE_FILES.script}" defer></script>`;
  const top = markup`<a class="pular" href="#conteudo">Ir para o conteúdo</a>
<header><div><h1>Monitor de Retornos</h1><p class="pasta">${status.pasta}</p></div>
<nav aria-label="Período">${periods}</nav></header>
<p id="contato" class="contato" role="alert" hidden></p>`;
  const live = markup`<p class="atualizado" id="atualizado">Atualizado em <time>${
    momentText(history.geradoEm)
  }</time></p>`;
  return whole(head, top, body(facts, { scripted: true }), live, status.versao);
}

/** The report: one file that needs nothing and nobody. `styleHash`: `sha256-...` of {@link STYLE}, all that may style it. */
export function reportHtml(facts: PageFacts, styleHash: string): string {
  const { status, history } = facts;
  const { de, ate, mes } = history.periodo;
  const name = mes === null ? `${dayText(de)} a ${dayText(ate)}` : monthText(mes);
  const head =
    markup`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>Relatório do Monitor de Retornos – ${name}</title><style>${
      raw(STYLE)
    }</style>`;
  const top =
    markup`<header><div><h1>Monitor de Retornos: relatório</h1><p class="pasta">${status.pasta}</p></div>
<p class="periodo">${name}</p></header>`;
  const made = markup`<p class="atualizado">Feito em ${
    momentText(history.geradoEm)
  }. Mostra o que se sabia então.</p>`;
  return whole(head, top, body(facts, { scripted: false }), made, status.versao);
}

function body({ status, history, log, folders }: PageFacts, style: ChartStyle): Markup {
  const days = style.scripted ? history.dias.length : null;
  return markup`${stateSection(status)}${attentionSection(status)}${
    foldersSection(folders, status.pasta, days)
  }${figuresSection(history)}${availabilitySection(history, style)}${
    outagesSection(history, style)
  }${movementSections(history, style)}${expectedSection(history)}${refusedSection(history)}${
    channelsSection(status, history)
  }${history.periodo.mes === null && log !== null && logSection(log)}`;
}

function whole(head: Markup, top: Markup, content: Markup, made: Markup, version: string): string {
  return markup`<!DOCTYPE html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
${head}</head>
<body>
${top}
<main id="conteudo" tabindex="-1">
${content}</main>
<footer>${made}<p>MonitorRetornos ${version}</p></footer>
</body></html>
`.text;
}
