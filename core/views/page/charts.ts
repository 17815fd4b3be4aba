/** Charts as SVG, each with a table of the same numbers behind it. */
import { type Content, type Markup, markup } from "./markup.ts";
import { table } from "./table.ts";

/** One series of a chart; bars of the same place stand on one another, the first one at the bottom. */
export interface Series {
  /** As the legend calls it. */
  readonly title: string;
  /** The style of its bars: `c-` and this. */
  readonly tone: string;
  readonly values: readonly number[];
  /** What is there at all is at least so high, as a part of the whole height. */
  readonly least?: number;
}

/** What every chart has. */
interface Frame {
  /** Unique on the page; letters only. */
  readonly id: string;
  readonly title: string;
  /** One sentence that says what is to be seen, for those who do not see it. */
  readonly summary: string;
  /** Beside the title: what the highest bar reaches, for instance. */
  readonly topText: string;
  /** Left, middle and right end of the axis. */
  readonly axis: readonly string[];
  /** Titles of the columns of the table. */
  readonly columns: readonly string[];
  /** One for each place: its name, and the cells of the other columns. */
  readonly rows: readonly (readonly string[])[];
  readonly note?: Content;
  /** Said where the reading of a place will stand. */
  readonly hint?: string;
  /** The table stands open below the chart. */
  readonly tableShown?: boolean;
}

/** Bars side by side, one for each row. */
export interface BarChart extends Frame {
  readonly series: readonly Series[];
  /** What the whole height is, in the unit of the values. */
  readonly top: number;
}

/** One piece of a line of time, from 0 to 1. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly tone: string;
}

/** A line of time: `pieces` are what is drawn, `rows` what can be walked, each with its place from 0 to 1 in `centers`. */
export interface LineChart extends Frame {
  readonly legend: readonly { readonly title: string; readonly tone: string }[];
  readonly pieces: readonly Piece[];
  readonly centers: readonly number[];
}

/** How charts are drawn. */
export interface ChartStyle {
  /** With a script at hand the bars can be walked by mouse and keyboard; without one each bar has a hint of its own. */
  readonly scripted: boolean;
}

const HEIGHT = 100;
const WIDTH = 1000;
const LINE_HEIGHT = 40;

/** Draws bars. */
export function barChart(chart: BarChart, style: ChartStyle): Markup {
  const { rows, series, top } = chart;
  const count = Math.max(1, rows.length);
  const floor = rows.map(() => 0);
  const paths = series.map(({ tone, values, least = 0.01 }) => {
    let path = "";
    values.forEach((value, n) => {
      if (value <= 0 || top <= 0) return;
      const height = Math.max(least * HEIGHT, (value / top) * HEIGHT);
      path += `M${short(n + 0.12)} ${short(HEIGHT - floor[n]!)}v${short(-height)}h.76v${
        short(height)
      }z`;
      floor[n]! += height;
    });
    return path !== "" && markup`<path class="c-${tone}" d="${path}"/>`;
  });
  const base = markup`<path class="c-piso" d="M0 ${HEIGHT}h${count}v-.6H0z"/>`;
  return figure(chart, series, style, {
    className: "barras",
    viewBox: `0 0 ${count} ${HEIGHT}`,
    drawing: markup`${base}${paths}`,
    centers: null,
  });
}

/** Draws a line of time. */
export function lineChart(chart: LineChart, style: ChartStyle): Markup {
  const paths = new Map<string, string>();
  const ends = new Map<string, number>();
  for (const { from, to, tone } of [...chart.pieces].sort((a, b) => a.from - b.from)) {
    const length = Math.max(3, (to - from) * WIDTH);
    const start = Math.max(0, Math.min(from * WIDTH, WIDTH - length));
    // What would be drawn where the one before it ends already is left out: nobody could tell them apart.
    const end = start + length;
    if (end - (ends.get(tone) ?? -1) < 0.5) continue;
    ends.set(tone, end);
    const piece = `M${short(start)} 0h${short(length)}v${LINE_HEIGHT}h${short(-length)}z`;
    paths.set(tone, (paths.get(tone) ?? "") + piece);
  }
  return figure(chart, chart.legend, style, {
    className: "linha",
    viewBox: `0 0 ${WIDTH} ${LINE_HEIGHT}`,
    drawing: markup`<path class="c-trilho" d="M0 0h${WIDTH}v${LINE_HEIGHT}H0z"/>${
      [...paths].map(([tone, path]) => markup`<path class="c-${tone}" d="${path}"/>`)
    }`,
    centers: chart.centers.map((center) => Math.round(center * WIDTH)),
  });
}

interface Drawing {
  readonly className: string;
  readonly viewBox: string;
  readonly drawing: Markup;
  /** Places of the rows, where they are not side by side. */
  readonly centers: readonly number[] | null;
}

function figure(
  chart: Frame,
  legend: readonly { readonly title: string; readonly tone: string }[],
  { scripted }: ChartStyle,
  { className, viewBox, drawing, centers }: Drawing,
): Markup {
  const { id, rows, summary, title, topText, note, hint, tableShown } = chart;
  const walk = scripted && rows.length > 0;
  // Side by side the newest place is the last one; where it has a place of its own, the first.
  const newest = centers === null ? rows.length - 1 : 0;
  const role = walk
    ? markup`role="slider" tabindex="0" aria-valuemin="1" aria-valuemax="${rows.length}" aria-valuenow="${
      newest + 1
    }" aria-valuetext="${rowText(chart, newest)}" data-tabela="${id}-t"${
      centers !== null && markup` data-c="${centers.join()}"`
    }`
    : markup`role="img"`;
  const names = legend.map(({ title, tone }) =>
    markup`<li><svg class="amostra" viewBox="0 0 1 1" aria-hidden="true"><path class="c-${tone}" d="M0 0h1v1H0z"/></svg>${title}</li>`
  );
  const numbers = table(title, chart.columns, rows, `${id}-t`);
  return markup`<figure class="grafico" id="${id}">
<figcaption><h3>${title}</h3>${
    topText !== "" && markup`<span class="topo">${topText}</span>`
  }</figcaption>
${legend.length > 1 && markup`<ul class="legenda">${names}</ul>`}
<svg class="${className}" viewBox="${viewBox}" preserveAspectRatio="none" aria-label="${summary}" ${role}>${drawing}${
    !walk && hints(chart, centers)
  }</svg>
<div class="eixo" aria-hidden="true">${chart.axis.map((text) => markup`<span>${text}</span>`)}</div>
${walk && markup`<output class="leitura" id="${id}-l">${hint ?? ""}</output>`}
${note !== undefined && markup`<p class="nota">${note}</p>`}
${
    tableShown
      ? numbers
      : markup`<details><summary>Ver os números<span class="oculto">: ${title}</span></summary>${numbers}</details>`
  }
</figure>`;
}

/** What the browser itself shows under the mouse. */
function hints(chart: Frame, centers: readonly number[] | null): Markup[] {
  return chart.rows.map((_, n) => {
    const place = centers === null
      ? markup`x="${n}" width="1" height="${HEIGHT}"`
      : markup`x="${Math.max(0, centers[n]! - 4)}" width="8" height="${LINE_HEIGHT}"`;
    return markup`<rect class="alvo" y="0" ${place}><title>${rowText(chart, n)}</title></rect>`;
  });
}

/** All of a row in one line, as the script of the page puts it together too. */
function rowText({ rows, columns }: Frame, n: number): string {
  const [title = "", ...cells] = rows[n] ?? [];
  return [title, ...cells.map((cell, i) => `${columns[i + 1]}: ${cell}`)].join(" · ");
}

/** As short as two digits after the point allow. */
function short(n: number): string {
  return String(Math.round(n * 100) / 100).replace(/^(-?)0\./, "$1.");
}
