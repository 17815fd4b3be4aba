/** The state and the counts as Prometheus reads them: text format 0.0.4, base units. */
import { SITUATIONS } from "../domain/file_fate.ts";
import type { HistoryTotals } from "../ports/ledger/history.port.ts";
import { METRIC_HELP } from "../words/metrics.ts";
import type { ExpectationDocument } from "./expected.ts";
import type { StatusDocument } from "./status.ts";

/** Media type of the text. */
export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What is measured. */
export interface MetricFacts {
  readonly status: StatusDocument;
  /** Null before the first run, and when the ledger cannot be read. */
  readonly totals: HistoryTotals | null;
  /** Bytes of the ledger with its log; null: there is none. */
  readonly ledgerBytes: number | null;
  readonly expectation: ExpectationDocument | null;
  /** ms since the Unix epoch. */
  readonly now: number;
}

type Name = keyof typeof METRIC_HELP;
type Labels = Readonly<Record<string, string>>;
type Sample = readonly [value: number | null, labels?: Labels];

/** The whole text. A measure that is not known is left out: an absent one is not zero. */
export function metricsText(
  { status: s, totals, ledgerBytes, expectation, now }: MetricFacts,
): string {
  const running = s.estado !== "parado";
  const time = (iso: string | null) => iso === null ? null : Date.parse(iso) / 1000;
  const since = (iso: string | null) =>
    iso === null ? null : Math.max(0, (now - Date.parse(iso)) / 1000);
  const each = <T>(list: readonly T[], sample: (one: T) => Sample) => list.map(sample);
  const lines: string[] = [];
  const add = (name: Name, ...samples: Sample[]) => lines.push(...metric(name, samples));

  add("monitor_retornos_info", [1, { versao: s.versao }]);
  add("monitor_retornos_gerado_timestamp_seconds", [now / 1000]);
  add("monitor_retornos_rodando", [running && !s.semSinalDeVida ? 1 : 0]);
  add(
    "monitor_retornos_estado",
    ...each(STATES, (estado) => [s.estado === estado ? 1 : 0, { estado }]),
  );
  add(
    "monitor_retornos_papel",
    ...each(ROLES, (papel) => [s.papel === papel ? 1 : 0, { papel, posto: s.posto }]),
  );
  add("monitor_retornos_estado_desde_timestamp_seconds", [time(s.desde)]);
  add("monitor_retornos_batimento_timestamp_seconds", [time(s.batimento)]);
  add("monitor_retornos_instavel", [s.instavel ? 1 : 0]);
  add("monitor_retornos_manutencao", [s.manutencaoAte === null ? 0 : 1]);
  add("monitor_retornos_intervalo_verificacao_seconds", [s.intervaloSegundos]);
  add(
    "monitor_retornos_verificacoes_total",
    [s.verificacoes?.boas ?? null, { resultado: "boa" }],
    [s.verificacoes?.ruins ?? null, { resultado: "ruim" }],
  );
  add("monitor_retornos_ultima_verificacao_timestamp_seconds", [time(s.ultimaVerificacao)]);
  add("monitor_retornos_ultima_verificacao_boa_timestamp_seconds", [time(s.ultimaVerificacaoBoa)]);
  add("monitor_retornos_desde_verificacao_boa_seconds", [since(s.ultimaVerificacaoBoa)]);
  add("monitor_retornos_deteccao_seconds", [s.deteccaoSegundos]);
  add(
    "monitor_retornos_arquivos_total",
    ...each(SITUATIONS, (situacao) => [totals?.files[situacao] ?? null, { situacao }]),
  );
  add("monitor_retornos_movimentos_total", [totals?.movements ?? null]);
  add("monitor_retornos_movimentos_novos_total", [totals?.applied ?? null]);
  add("monitor_retornos_titulos", [totals?.titulos ?? null]);
  add("monitor_retornos_arquivos_pendentes", [s.pendentes]);
  add("monitor_retornos_arquivos_com_problema", [s.totalComProblema]);
  add("monitor_retornos_ultimo_arquivo_timestamp_seconds", [time(s.ultimoArquivo?.em ?? null)]);
  add("monitor_retornos_quedas_total", [totals?.outages ?? null]);
  add("monitor_retornos_quedas_de_teste_total", [totals?.tests ?? null]);
  const open = s.ultimaQueda !== null && s.ultimaQueda.fim === null ? s.ultimaQueda : null;
  add("monitor_retornos_queda_em_curso", [open !== null && !open.teste ? 1 : 0]);
  add("monitor_retornos_teste_em_curso", [open?.teste === true ? 1 : 0]);
  add("monitor_retornos_fora_de_alcance_seconds_total", [
    totals === null ? null : totals.downMs / 1000,
  ]);
  add(
    "monitor_retornos_fila_mensagens",
    ...each(s.canais, ({ canal, naFila }) => [naFila, { canal }]),
  );
  add(
    "monitor_retornos_fila_retida",
    ...each(s.canais, ({ canal, situacao }) => [situacao === "retido" ? 1 : 0, { canal }]),
  );
  const messages = (totals?.channels ?? []).flatMap((
    { channel: canal, queued, accepted, givenUp },
  ): Sample[] => [
    [queued, { canal, situacao: "enfileirada" }],
    [accepted, { canal, situacao: "entregue" }],
    [givenUp, { canal, situacao: "recusada" }],
  ]);
  add("monitor_retornos_mensagens_total", ...messages);
  add("monitor_retornos_livro_bytes", [ledgerBytes]);
  add("monitor_retornos_livro_danificado", [s.livroDanificado ? 1 : 0]);
  add("monitor_retornos_livro_fora", [s.livroForaDesde !== null ? 1 : 0]);
  const expected = expectation?.esperados ?? [];
  const count = (situacao: string): Sample => [
    expectation === null ? null : expected.filter((one) => one.situacao === situacao).length,
    { situacao },
  ];
  add("monitor_retornos_esperados", count("chegou"), count("aguardando"), count("faltando"));
  add("monitor_retornos_lacunas", [
    expectation === null
      ? null
      : expectation.lacunas.reduce((sum, { quantidade }) => sum + quantidade, 0),
  ]);
  return lines.join("");
}

const ROLES = ["unico", "ativo", "reserva"] as const;
const STATES = ["operacional", "inacessivel", "desabilitado", "parado"] as const;

function metric(name: Name, samples: readonly Sample[]): string[] {
  const known = samples.filter(([value]) => value !== null && Number.isFinite(value));
  if (known.length === 0) return [];
  const type = name.endsWith("_total") ? "counter" : "gauge";
  return [
    `# HELP ${name} ${escaped(METRIC_HELP[name])}\n# TYPE ${name} ${type}\n`,
    ...known.map(([value, labels]) => `${name}${labelText(labels)} ${value}\n`),
  ];
}

function labelText(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) =>
    `${name}="${escaped(value).replaceAll('"', '\\"')}"`
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
