/** The sections of page and report about this moment. */
import { channelName } from "../../words/channels.ts";
import { roleText } from "../../words/possession.ts";
import type { HistoryDocument } from "../history.ts";
import type { StatusDocument } from "../status.ts";
import { concerns, headline, type Tone } from "./attention.ts";
import { countText, momentText, percentText, reaisText } from "./format.ts";
import { type Markup, markup } from "./markup.ts";
import { section } from "./history_sections.ts";
import { table } from "./table.ts";

const ICONS: Readonly<Record<Tone, string>> = {
  bom: "M6 13l4 4 8-9",
  mau: "M7 7l10 10M17 7L7 17",
  aviso: "M12 6v7M12 17v.5",
  neutro: "M7 12h10",
};

/** Its text may be long. */
const LAST_FILE = "Último arquivo";

/** The state in words and colour, with what matters now. */
export function stateSection(s: StatusDocument): Markup {
  const { tone, title, text } = headline(s);
  const facts: readonly (readonly [string, string])[] = [
    ...s.papel === "unico" ? [] : [["Papel", roleText(s)] as const],
    ["Última verificação", momentText(s.ultimaVerificacao)],
    ["Próxima verificação", momentText(s.proximaVerificacao)],
    ["Arquivos pendentes", countText(s.pendentes)],
    ["Processados hoje", countText(s.processadosHoje)],
    ["Recusados hoje", countText(s.recusadosHoje)],
    [
      LAST_FILE,
      s.ultimoArquivo === null
        ? "–"
        : `${s.ultimoArquivo.nome} (${s.ultimoArquivo.situacao} em ${
          momentText(s.ultimoArquivo.em)
        })`,
    ],
  ];
  return markup`<section id="estado" class="cartao estado t-${tone}" data-parte aria-labelledby="estado-h">
<div class="manchete"><svg class="icone" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${
    ICONS[tone]
  }"/></svg>
<div><h2 id="estado-h">${title}</h2><p>${text}</p></div></div>
${
    s.manutencaoAte !== null &&
    markup`<p class="faixa-aviso">Janela de manutenção até ${
      momentText(s.manutencaoAte)
    }: nada é enviado.</p>`
  }
<dl class="fatos">${
    facts.map(([name, value]) =>
      markup`<div${name === LAST_FILE && markup` class="largo"`}><dt>${name}<dd>${value}</div>`
    )
  }</dl>
</section>
`;
}

/** What is wrong and what to do; nothing of it when all is well. */
export function attentionSection(s: StatusDocument): Markup {
  const found = concerns(s);
  // The place stays, so that what comes later has one.
  if (found.length === 0) {
    return markup`<div id="atencao" data-parte></div>
`;
  }
  const items = found.map(({ tone, title, text, steps }) =>
    markup`<li class="t-${tone}"><h3>${title}</h3>${text !== "" && markup`<p>${text}</p>`}${
      steps.length > 0 && markup`<ol>${steps.map((step) => markup`<li>${step}`)}</ol>`
    }</li>`
  );
  return section("atencao", "O que há, e o que fazer", markup`<ul class="atencao">${items}</ul>`);
}

/** The figures of the period, large. */
export function figuresSection(h: HistoryDocument): Markup {
  const { total } = h;
  const figures: readonly (readonly [string, string, string])[] = [
    [
      "Disponibilidade",
      percentText(total.disponibilidade),
      h.totalQuedas === 1 ? "1 queda" : `${countText(h.totalQuedas)} quedas`,
    ],
    [
      "Arquivos processados",
      countText(total.processados),
      total.recusados === 1 ? "1 recusado" : `${countText(total.recusados)} recusados`,
    ],
    ["Títulos nos arquivos", countText(total.titulos), `${countText(total.titulosPagos)} pagos`],
    ["Valor pago", reaisText(total.valorPago), "pela data do pagamento"],
  ];
  return markup`<div id="numeros" class="numeros" data-parte>${
    figures.map(([name, value, more]) =>
      markup`<div class="cartao"><p class="nome">${name}</p><p class="valor">${value}</p><p class="mais">${more}</p></div>`
    )
  }</div>
`;
}

/** Messages per channel, of the period and now. */
export function channelsSection(s: StatusDocument, h: HistoryDocument): Markup {
  const names = [
    ...new Set([...s.canais.map(({ canal }) => canal), ...h.canais.map(({ canal }) => canal)]),
  ];
  const words = { ok: "✓ em dia", esperando: "esperando", retido: "✗ retido" };
  const rows = names.map((name) => {
    const now = s.canais.find(({ canal }) => canal === name);
    const past = h.canais.find(({ canal }) => canal === name);
    return [
      channelName(name),
      now === undefined ? "desligado" : words[now.situacao],
      countText(past?.aceitas ?? 0),
      countText(now?.naFila ?? 0),
      countText(past?.recusadas ?? 0),
      now?.ultimoErro ?? "–",
    ];
  });
  const content = rows.length === 0
    ? markup`<p class="vazio">Nenhum canal de aviso está ligado.</p>`
    : table("Avisos por canal", [
      "Canal",
      "Situação",
      "Entregues no período",
      "Na fila agora",
      "Recusados no período",
      "Último erro",
    ], rows);
  return section("canais", "Avisos por canal", content);
}

/** The end of the log. */
export function logSection(lines: readonly string[]): Markup {
  const content = lines.length === 0
    ? markup`<p class="vazio">O log ainda não tem linhas.</p>`
    : markup`<ol class="log" tabindex="0" aria-label="Últimas linhas do log">${
      lines.map((line) => markup`<li${levelClass(line)}>${line}`)
    }</ol>`;
  return section("log", "Últimas linhas do log", content);
}

function levelClass(line: string): Markup | null {
  const level = /^\S+ \S+ - (WARNING|ERROR|CRITICAL) - /.exec(line)?.[1];
  if (level === undefined) return null;
  return level === "WARNING" ? markup` class="l-aviso"` : markup` class="l-mau"`;
}
