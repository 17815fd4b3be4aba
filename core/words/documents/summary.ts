/** The daily summary. */
import { availability, type TimeShares } from "../../domain/availability.ts";
import { clip } from "../../domain/text.ts";
import { answeredText } from "../answered.ts";
import { type DocumentPart, FOOTER, type PlainDocument } from "../document.ts";
import { type FormatLocal, realOutageCount, type SummaryAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { decimalText } from "../decimal.ts";
import { moneyText } from "../money.ts";
import { TEST_WORD } from "../test_mark.ts";

/** Lines in a list; the rest is counted. */
export const SUMMARY_SHOWN = 100;
const REASON_SHOWN = 300;
const ERROR_SHOWN = 300;
/** What was watched is known to the last sign of life, seconds ago: less than this, in ms, is not spoken of. */
const UNTOLD_MS = 60_000;

/** What came in, what was paid, what was refused and why, outages and availability, what waits, and which channel is stuck. */
export function summaryDocument(
  facts: SummaryAnnouncement,
  formatLocal: FormatLocal,
): PlainDocument {
  const { files, outageCount } = facts;
  const real = realOutageCount(facts);
  const parts: DocumentPart[] = [
    { kind: "paragraph", text: verdict(facts) },
    { kind: "facts", rows: rowsOf(facts, formatLocal) },
  ];
  const list = (title: string, items: readonly string[], total: number) => {
    if (items.length === 0) return;
    const more = total > items.length ? [`... e mais ${total - items.length}`] : [];
    parts.push({ kind: "list", title, ordered: false, items: [...items, ...more] });
  };
  const shown = <T>(all: readonly T[], line: (one: T) => string) =>
    all.slice(0, SUMMARY_SHOWN).map(line);
  list(
    "Arquivos recusados (movidos para Erro)",
    shown(facts.refused, ({ name, reason }) => `${name}: ${clip(reason, REASON_SHOWN)}`),
    files.recusado,
  );
  list(
    "Arquivos processados com avisos (confira)",
    shown(
      facts.odd,
      ({ name, reason, count }) =>
        `${name}: ${clip(reason, REASON_SHOWN)}${count > 1 ? ` (e mais ${count - 1})` : ""}`,
    ),
    facts.oddCount,
  );
  list(
    "Arquivos que não puderam ser tratados (continuam na pasta)",
    shown(
      facts.problems,
      ({ name, reason, since }) =>
        `${name}: ${clip(reason, REASON_SHOWN)} (desde ${formatLocal(since)})`,
    ),
    facts.problemCount,
  );
  const { missing = [] } = facts;
  list(
    "O que falta (arquivos esperados e números da sequência)",
    missing.slice(0, SUMMARY_SHOWN),
    missing.length,
  );
  list(
    "Quedas",
    shown(facts.outages, (outage) => outageText(outage, formatLocal)),
    outageCount,
  );
  list(
    "Canais com problema",
    facts.troubles.map(({ channel, waiting, since, lastError }) =>
      `${channel}: ${count(waiting, "mensagem espera", "mensagens esperam")} desde ${
        formatLocal(since)
      }${lastError === null ? "" : `: ${clip(lastError, ERROR_SHOWN)}`}`
    ),
    facts.troubles.length,
  );
  return {
    title: `📊 Resumo diário ${dayText(facts.id)} - ${files.processado} processado(s), ` +
      `${files.recusado} recusado(s)${real === 0 ? "" : `, ${real} queda(s)`}`,
    tone: facts.downNow ? "alarm" : "neutral",
    parts,
    footer: FOOTER,
  };
}

function verdict(facts: SummaryAnnouncement): string {
  const { files } = facts;
  if (facts.downNow) return "ATENÇÃO: a pasta de retornos está fora de alcance neste momento.";
  const all = files.processado + files.recusado + files.duplicado + files.ignorado;
  const came = all === 0
    ? "Nenhum arquivo chegou neste período."
    : `${count(all, "arquivo foi tratado", "arquivos foram tratados")} neste período.`;
  const wrong = files.recusado + facts.oddCount + facts.problemCount + facts.troubles.length +
    facts.givenUp + (facts.missing?.length ?? 0);
  return wrong === 0 ? `${came} Nenhuma ação é necessária.` : `${came} Há o que conferir.`;
}

function rowsOf(facts: SummaryAnnouncement, formatLocal: FormatLocal): [string, string][] {
  const { files, paid, start, end, time } = facts;
  const rows: [string, string][] = [
    ["Pasta", facts.folder],
    ["Período", `de ${formatLocal(start)} a ${formatLocal(end)}`],
    ["Arquivos processados", String(files.processado)],
    ["Arquivos recusados", String(files.recusado)],
    ["Arquivos duplicados", String(files.duplicado)],
    ["Arquivos ignorados", String(files.ignorado)],
    ["Com avisos", String(facts.oddCount)],
    ["Títulos pagos", String(paid.titulos)],
    ["Valor pago", moneyText(BigInt(paid.cents))],
    ["Quedas", outagesText(realOutageCount(facts), facts.outageCount)],
    ["Tempo fora do ar", time.down === 0 ? "nenhum" : humanDuration(time.down)],
    ...watchedRow(facts),
    ["Disponibilidade da pasta", availabilityText(time)],
    ["Arquivos à espera na pasta", String(facts.pendingFiles)],
  ];
  if (facts.givenUp > 0) {
    rows.push([
      "Mensagens recusadas em definitivo",
      `${facts.givenUp} (veja com verificar; dê por vistas com verificar --reconhecer-emails)`,
    ]);
  }
  return rows;
}

function outagesText(real: number, all: number): string {
  return all === real ? String(real) : `${real} (e ${all - real} de ${TEST_WORD})`;
}

/** How much of the time the figure speaks of, where it is not all of it. */
function watchedRow({ start, end, time }: SummaryAnnouncement): [string, string][] {
  if (time.unknown + time.maintenance < UNTOLD_MS) return [];
  const aside = time.maintenance < UNTOLD_MS
    ? ""
    : ` (${humanDuration(time.maintenance)} de manutenção ou de teste fora da conta)`;
  const watched = `${humanDuration(time.up + time.down)} de ${humanDuration(end - start)}`;
  return [["Tempo observado pelo monitor", `${watched}${aside}`]];
}

/** Rounded down, so that 100 % means what it says. */
function availabilityText(time: TimeShares): string {
  const figure = availability(time);
  if (figure === null) return "desconhecida";
  return `${decimalText(Math.floor(figure * 10_000) / 100, 2)} %`;
}

function outageText(
  outage: SummaryAnnouncement["outages"][number],
  formatLocal: FormatLocal,
): string {
  const { startedAt, endedAt, downMs, untold, answered, test } = outage;
  const end = endedAt === null ? "ainda em curso" : `até ${formatLocal(endedAt)}`;
  return `${formatLocal(startedAt)}, ${end}: ${humanDuration(downMs)}` +
    (test ? ` (${TEST_WORD})` : "") +
    (untold ? " (em manutenção, sem aviso)" : "") +
    (answered === null ? "" : `; reconhecida ${answeredText(answered, formatLocal)}`);
}

function dayText(day: string): string {
  return day.split("-").reverse().join("/");
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
