/** The sections of page and report about some days. */
import { answeredText } from "../../words/answered.ts";
import { channelName } from "../../words/channels.ts";
import { humanDuration } from "../../words/duration.ts";
import { PAID_RULE } from "../../words/page.ts";
import type { HistoryDocument } from "../history.ts";
import { barChart, type ChartStyle, lineChart, type Piece } from "./charts.ts";
import {
  countText,
  dayText,
  momentText,
  monthText,
  percentText,
  reaisText,
  roughReaisText,
  shortDayText,
  weekdayText,
} from "./format.ts";
import { type Content, type Markup, markup } from "./markup.ts";
import { table } from "./table.ts";

/** A section of the page, which is renewed as a whole. */
export function section(id: string, title: string, content: Content): Markup {
  return markup`<section id="${id}" class="cartao" data-parte aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>
${content}
</section>
`;
}

const lasting = (seconds: number) => seconds === 0 ? "–" : humanDuration(seconds * 1000);
const dayName = (day: string) => `${dayText(day)} (${weekdayText(day)})`;

/** The first, the middle and the last place of an axis. */
function axis(texts: readonly string[]): string[] {
  if (texts.length < 3) return [...texts];
  return [texts[0]!, texts[Math.floor((texts.length - 1) / 2)]!, texts.at(-1)!];
}

/** The strip of days, and the outages of these days. */
export function availabilitySection(h: HistoryDocument, style: ChartStyle): Markup {
  const { dias: days, total } = h;
  const parts = [
    "segundosFora",
    "segundosNoAr",
    "segundosManutencao",
    "segundosDesconhecidos",
  ] as const;
  const share = (n: number, part: typeof parts[number]) => {
    const day = days[n]!;
    const whole = parts.reduce((sum, one) => sum + day[one], 0);
    return whole === 0 ? 0 : day[part] / whole;
  };
  const values = (part: typeof parts[number]) => days.map((_, n) => share(n, part));
  const strip = barChart({
    id: "faixa",
    title: "Um dia por barra",
    summary: `Disponibilidade de cada dia, de ${dayText(h.periodo.de)} a ${
      dayText(h.periodo.ate)
    }: ${percentText(total.disponibilidade)} no período, ${
      lasting(total.segundosFora)
    } fora de alcance`,
    topText: "",
    top: 1,
    series: [
      { title: "fora de alcance", tone: "fora", values: values("segundosFora"), least: 0.08 },
      { title: "no ar", tone: "noar", values: values("segundosNoAr") },
      { title: "manutenção ou teste", tone: "manutencao", values: values("segundosManutencao") },
      {
        title: "desconhecido (sem monitor)",
        tone: "desconhecido",
        values: values("segundosDesconhecidos"),
      },
    ],
    axis: axis(days.map(({ dia }) => shortDayText(dia))),
    columns: ["Dia", "Disponibilidade", "Fora de alcance", "Manutenção", "Desconhecido"],
    rows: days.map((d) => [
      dayName(d.dia),
      percentText(d.disponibilidade),
      lasting(d.segundosFora),
      lasting(d.segundosManutencao),
      lasting(d.segundosDesconhecidos),
    ]),
    note: h.regra,
    hint: "Passe o mouse pelos gráficos, ou use neles as setas do teclado.",
  }, style);
  return section(
    "disponibilidade",
    "Disponibilidade",
    markup`<p class="figura"><strong>${percentText(total.disponibilidade)}</strong> ${
      total.disponibilidade === null
        ? "nenhum tempo observado no período"
        : `do tempo observado; fora de alcance: ${lasting(total.segundosFora)}`
    }</p>
${strip}`,
  );
}

/** The outages on a line of time, and as a list. */
export function outagesSection(h: HistoryDocument, style: ChartStyle): Markup {
  const { quedas: outages, totalQuedas: count } = h;
  const tested = testsText(h.totalTestes);
  if (count === 0) {
    return section(
      "quedas",
      "Quedas",
      markup`<p class="vazio">Nenhuma queda no período. ✓</p>${tested}`,
    );
  }
  const start = Date.parse(`${h.periodo.de}T00:00:00${h.geradoEm.slice(19)}`);
  const end = Math.max(
    start + 1,
    Math.min(
      Date.parse(h.geradoEm),
      Date.parse(`${h.periodo.ate}T23:59:59${h.geradoEm.slice(19)}`),
    ),
  );
  const place = (iso: string | null) =>
    Math.max(0, Math.min(1, ((iso === null ? end : Date.parse(iso)) - start) / (end - start)));
  const piece = (from: string, to: string | null, tone: string): Piece => ({
    from: place(from),
    to: place(to),
    tone,
  });
  const known = outages.filter(({ reconhecida }) => reconhecida !== null);
  const pieces = [
    ...h.foraDeAlcance.map(([from, to]) => piece(from, to, "fora")),
    ...known.map(({ inicio, fim }) => piece(inicio, fim, "reconhecida")),
  ];
  const rows = outages.map((o) => [
    momentText(o.inicio),
    o.fim === null ? "em curso" : momentText(o.fim),
    humanDuration(o.duracaoSegundos * 1000),
    diagnosisText(o),
    acknowledgedText(o),
    countText(o.arquivosProcessados),
    deliveriesText(o),
  ]);
  const line = lineChart({
    id: "linhaquedas",
    title: "Quando",
    summary: `${countText(count)} quedas de ${dayText(h.periodo.de)} a ${dayText(h.periodo.ate)}`,
    topText: count > outages.length
      ? `${countText(count)} quedas; na lista, as ${outages.length} mais novas`
      : count === 1
      ? "1 queda"
      : `${countText(count)} quedas`,
    legend: [
      { title: "queda", tone: "fora" },
      { title: "queda reconhecida por alguém", tone: "reconhecida" },
    ],
    pieces,
    centers: outages.map(({ inicio, fim }) => (place(inicio) + place(fim)) / 2),
    tableShown: true,
    axis: axis(h.dias.map(({ dia }) => shortDayText(dia))),
    columns: [
      "Início",
      "Fim",
      "Duração",
      "Diagnóstico",
      "Reconhecida",
      "Arquivos na volta",
      "Avisos",
    ],
    rows,
  }, style);
  return section("quedas", "Quedas", markup`${line}${tested}`);
}

/** Recovery tests, which are no outages. */
function testsText(count: number): Markup | false {
  if (count === 0) return false;
  const many = count === 1
    ? "Houve também 1 teste de recuperação, que não conta"
    : `Houve também ${countText(count)} testes de recuperação, que não contam`;
  return markup`<p class="vazio">${many}.</p>`;
}

type OutageDocument = HistoryDocument["quedas"][number];

function diagnosisText({ diagnostico, instavel, avisada }: OutageDocument): string {
  const odd = [instavel && "conexão instável", !avisada && "em manutenção, sem aviso"].filter((
    one,
  ) => one !== false);
  return diagnostico.mensagem + (odd.length > 0 ? ` (${odd.join("; ")})` : "");
}

function acknowledgedText({ reconhecida }: OutageDocument): string {
  if (reconhecida === null) return "–";
  const { em, por, nota } = reconhecida;
  return answeredText({ at: Date.parse(em), by: por, note: nota }, () => momentText(em));
}

function deliveriesText({ entregas }: OutageDocument): string {
  if (entregas.length === 0) return "–";
  const channels = new Map<string, { sent: number; all: number }>();
  for (const { canal, aceitaEm } of entregas) {
    const own = channels.get(canal) ?? { sent: 0, all: 0 };
    channels.set(canal, { sent: own.sent + (aceitaEm === null ? 0 : 1), all: own.all + 1 });
  }
  return [...channels].map(([name, { sent, all }]) => `${channelName(name)} ${sent}/${all}`).join(
    ", ",
  );
}

/** Files, títulos and amounts. */
export function movementSections(h: HistoryDocument, style: ChartStyle): Markup {
  const { dias: days, meses: months } = h;
  const names = days.map(({ dia }) => dayName(dia));
  const ends = axis(days.map(({ dia }) => shortDayText(dia)));
  const others = days.map((d) => d.duplicados + d.ignorados);
  const most = (values: readonly number[]) => Math.max(0, ...values);
  const files = days.map((d, n) => d.processados + d.recusados + others[n]!);
  const titulos = days.map((d) => d.titulos);
  const paid = days.map((d) => Number(d.valorPago));
  const monthly = months.map((m) => Number(m.valorPago));
  const highest = (values: readonly bigint[]) => values.reduce((a, b) => a > b ? a : b, 0n);
  const charts = [
    barChart({
      id: "arquivos",
      title: "Arquivos por dia",
      summary: `Arquivos por dia: ${countText(h.total.processados)} processados e ${
        countText(h.total.recusados)
      } recusados no período`,
      top: most(files),
      topText: `até ${countText(most(files))} num dia`,
      series: [
        { title: "processados", tone: "arquivos", values: days.map((d) => d.processados) },
        { title: "cópias e ignorados", tone: "outros", values: others },
        { title: "recusados", tone: "fora", values: days.map((d) => d.recusados), least: 0.05 },
      ],
      axis: ends,
      columns: ["Dia", "Processados", "Cópias e ignorados", "Recusados"],
      rows: days.map((
        d,
        n,
      ) => [names[n]!, countText(d.processados), countText(others[n]!), countText(d.recusados)]),
    }, style),
    barChart({
      id: "titulos",
      title: "Títulos por dia",
      summary: `Títulos nos arquivos de cada dia: ${countText(h.total.titulos)} no período`,
      top: most(titulos),
      topText: `até ${countText(most(titulos))} num dia`,
      series: [{ title: "títulos nos arquivos", tone: "titulos", values: titulos }],
      axis: ends,
      columns: ["Dia", "Títulos nos arquivos"],
      rows: days.map((d, n) => [names[n]!, countText(d.titulos)]),
    }, style),
    barChart({
      id: "valores",
      title: "Valores pagos por dia",
      summary: `Valores pagos por dia do pagamento: ${reaisText(h.total.valorPago)} no período`,
      top: most(paid),
      topText: `até ${roughReaisText(highest(days.map((d) => d.valorPago)))} num dia`,
      series: [{ title: "pago", tone: "valores", values: paid }],
      axis: ends,
      columns: ["Dia do pagamento", "Títulos pagos", "Valor pago"],
      rows: days.map((d, n) => [names[n]!, countText(d.titulosPagos), reaisText(d.valorPago)]),
    }, style),
    barChart({
      id: "meses",
      title: "Valores pagos por mês",
      summary: `Valores pagos por mês, de ${monthText(months[0]!.mes)} a ${
        monthText(months.at(-1)!.mes)
      }`,
      top: most(monthly),
      topText: `até ${roughReaisText(highest(months.map((m) => m.valorPago)))} num mês`,
      series: [{ title: "pago", tone: "valores", values: monthly }],
      axis: axis(months.map(({ mes }) => monthText(mes))),
      columns: ["Mês do pagamento", "Títulos pagos", "Valor pago"],
      rows: months.map((
        m,
      ) => [monthText(m.mes), countText(m.titulosPagos), reaisText(m.valorPago)]),
    }, style),
  ];
  return section(
    "movimento",
    "Arquivos, títulos e valores",
    markup`<div class="pares">${charts}</div><p class="nota">${PAID_RULE}</p>`,
  );
}

/** Refused files with their reasons. */
export function refusedSection({ recusados, totalRecusados }: HistoryDocument): Markup {
  const content = totalRecusados === 0
    ? markup`<p class="vazio">Nenhum arquivo recusado no período. ✓</p>`
    : markup`${
      totalRecusados > recusados.length &&
      markup`<p class="nota">Os ${recusados.length} mais novos de ${
        countText(totalRecusados)
      }; todos em: arquivos --situacao recusado.</p>`
    }${
      table(
        "Arquivos recusados",
        ["Arquivo", "Quando", "Motivo"],
        recusados.map((r) => [
          r.nome,
          momentText(r.em),
          r.motivo ?? r.codigoMotivo ?? "–",
        ]),
      )
    }`;
  return section("recusados", "Arquivos recusados", content);
}

/** What was expected and did not come, where something is expected. */
export function expectedSection({ esperados, lacunas }: HistoryDocument): Markup | null {
  if (esperados === null && lacunas === null) return null;
  const words = { chegou: "✓ chegou", aguardando: "aguardando", faltando: "✗ faltando" };
  return section(
    "esperados",
    "Arquivos esperados",
    markup`${
      (esperados ?? []).length > 0 &&
      table(
        "Arquivos esperados",
        ["Nome", "Dia", "Até", "Situação", "Arquivo"],
        esperados!.map((e) => [
          e.nome,
          dayText(e.dia),
          e.ate,
          words[e.situacao],
          e.arquivo ?? "–",
        ]),
      )
    }${
      (lacunas ?? []).length > 0
        ? table(
          "Números que faltam na sequência",
          ["Conta", "Faltam", "Desde"],
          lacunas!.map((l) => [
            l.conta,
            l.faltam,
            momentText(l.desde),
          ]),
        )
        : markup`<p class="vazio">Nenhuma lacuna na sequência dos arquivos. ✓</p>`
    }`,
  );
}
