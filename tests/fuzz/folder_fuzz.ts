/**
 * `deno task fuzz`: the real program on a folder where an intruder puts entries, names, contents, times and changes that nobody
 * would expect, while it runs, is killed and is asked.
 *
 *   deno task fuzz                   two minutes
 *   deno task fuzz --minutos=30 --semente=7 --guardar
 *
 * Exit code 0 when nothing was lost, overwritten, applied twice or passed over in silence, and no outage was told.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Installation, kill } from "../support/installation.ts";
import { pause, random } from "../soak/writer.ts";
import { Intruder } from "./intruder.ts";

/** How it is run. */
export interface FuzzOptions {
  readonly ms: number;
  readonly seed: number;
  /** Leave the folder for whoever wants to look. */
  readonly keep: boolean;
  readonly say: (line: string) => void;
}

/** What is wrong, each one sentence; and what was done. */
export interface FuzzReport {
  readonly problems: readonly string[];
  readonly summary: string;
}

/** What is still wrong so long after the last act, in ms, is told. */
const DRAIN_MS = 90_000;

/** Runs one. */
export async function fuzzFolder({ ms, seed, keep, say }: FuzzOptions): Promise<FuzzReport> {
  const place = new Installation(null, {
    PROCESSAMENTO: [
      "intervalo_varredura = 1",
      "tempo_espera_arquivo = 0",
      "tamanho_maximo_arquivo_mb = 2",
    ],
  });
  const outside = join(place.root, "fora");
  Deno.mkdirSync(outside);
  const { folder, processed, refused } = place;
  const next = random(seed);
  const intruder = new Intruder({ folder, processed, refused, outside, random: next });
  const problems: string[] = [];
  let kills = 0;
  let monitor = place.start();
  try {
    await place.until("the start", () => place.said("iniciado") === 1);
    for (const end = performance.now() + ms; performance.now() < end;) {
      intruder.act();
      await pause(next() * 60);
      const dice = next();
      if (dice < 0.01) {
        await kill(monitor);
        monitor = place.start();
        kills++;
      } else if (dice < 0.02) void place.run("processar", "--json");
      else if (dice < 0.03) problems.push(...await askForState(place));
    }
    await intruder.rest();
    say(`  ${intruder.puts.length} conteúdos, ${kills} mortes; esperando que tudo se resolva`);
    await drained(place);
    problems.push(
      ...checkContents(place, intruder),
      ...checkBystanders(intruder),
      ...checkLedger(place),
      ...await checkNotSilent(place),
    );
    const ended = await Promise.race([monitor.status, pause(0)]);
    if (ended !== undefined) problems.push(`o monitor acabou com ${ended.code}`);
    const summary = `${intruder.puts.length} conteúdos, ${kills} mortes, ${
      place.query("SELECT count(*) AS n FROM files")[0]!.n
    } decisões, ${place.names().filter(isRet).length} com problema no fim`;
    return { problems, summary };
  } finally {
    if (keep) say(`  pasta: ${place.root}`);
    else await place[Symbol.asyncDispose]();
  }
}

const isRet = (name: string) => /\.ret$/i.test(name);

/** `estado` answers, and speaks of no outage. */
async function askForState(place: Installation): Promise<string[]> {
  const { out, err } = await place.run("estado", "--json");
  try {
    const { estado } = JSON.parse(out);
    return estado === "operacional" || estado === "parado" ? [] : [`estado: ${estado}`];
  } catch {
    return [`estado não respondeu: ${out}${err}`];
  }
}

/** Names in the folder that nobody tells as a problem. A list that is cut says how many there are. */
async function silentNames(place: Installation): Promise<string[]> {
  const { out } = await place.run("arquivos", "--pendentes", "--json");
  const list = JSON.parse(out) as {
    comProblema: number;
    arquivos: { nome: string; situacao: string }[];
  };
  const named = new Set(
    list.arquivos.filter((a) => a.situacao === "com-problema").map((a) => a.nome),
  );
  const names = place.names().filter(isRet);
  if (list.comProblema > named.size && list.comProblema >= names.length) return [];
  return names.filter((name) => !named.has(name));
}

async function drained(place: Installation): Promise<void> {
  for (const end = performance.now() + DRAIN_MS; performance.now() < end; await pause(500)) {
    const owed = place.query("SELECT count(*) AS n FROM files WHERE moved_at IS NULL")[0]!.n;
    if (owed === 0 && (await silentNames(place)).length === 0) return;
  }
}

/** Every content is somewhere, as often as it was put there, and nothing that nobody put. */
function checkContents(place: Installation, { puts, bystanders }: Intruder): string[] {
  const found = new Map<string, number>();
  for (
    const directory of [
      place.folder,
      place.processed,
      place.refused,
      join(place.folder, "Ignorados"),
    ]
  ) {
    for (const name of place.names(directory)) {
      const path = join(directory, name);
      if (bystanders.has(path) || name.endsWith(".motivo.txt")) continue;
      const sha256 = createHash("sha256").update(Deno.readFileSync(path)).digest("hex");
      found.set(sha256, (found.get(sha256) ?? 0) + 1);
    }
  }
  const problems: string[] = [];
  const wanted = Map.groupBy(puts, (put) => put.sha256);
  for (const [sha256, all] of wanted) {
    const there = found.get(sha256) ?? 0;
    const least = all.filter((put) => put.certain).length;
    if (there >= least && there <= all.length) continue;
    const names = all.map((put) => JSON.stringify(put.name)).join(", ");
    problems.push(`${names}: posto ${least} a ${all.length} vez(es), encontrado ${there}`);
  }
  for (const sha256 of found.keys()) {
    if (!wanted.has(sha256)) problems.push(`conteúdo que ninguém pôs: ${sha256}`);
  }
  return problems;
}

/** What is somebody else's is as it was. */
function checkBystanders({ bystanders }: Intruder): string[] {
  return [...bystanders].flatMap(([path, content]) => {
    try {
      return Deno.readTextFileSync(path) === content ? [] : [`${path} foi mudado`];
    } catch {
      return [`${path} sumiu`];
    }
  });
}

/** Nothing twice, nothing by half, no outage. */
function checkLedger(place: Installation): string[] {
  const number = (sql: string) => Number(Object.values(place.query(sql)[0]!)[0]);
  const checks: readonly (readonly [string, number, number])[] = [
    [
      "conteúdos aplicados duas vezes",
      number(
        "SELECT count(*) FROM (SELECT 1 FROM files WHERE situation = 'processado' GROUP BY sha256 HAVING count(*) > 1)",
      ),
      0,
    ],
    [
      "movimentos",
      number("SELECT count(*) FROM movimentos"),
      number("SELECT coalesce(sum(applied), 0) FROM files"),
    ],
    ["quedas", number("SELECT count(*) FROM outages"), 0],
    ["mudanças devidas", number("SELECT count(*) FROM files WHERE moved_at IS NULL"), 0],
  ];
  const wrong = checks.filter(([, found, wanted]) => found !== wanted)
    .map(([what, found, wanted]) => `${what}: esperado ${wanted}, encontrado ${found}`);
  const integrity = place.query("PRAGMA integrity_check")[0]!.integrity_check;
  return integrity === "ok" ? wrong : [...wrong, `SQLite: ${integrity}`];
}

/** What could not be dealt with is shown, and the log knows of no defect. */
async function checkNotSilent(place: Installation): Promise<string[]> {
  const silent = await silentNames(place);
  const defects = place.messages().filter((line) => /CRITICAL|Falha interna|Defeito/.test(line));
  return [
    ...silent.map((name) => `${JSON.stringify(name)} está na pasta, e ninguém diz por quê`),
    ...defects.slice(0, 5).map((line) => `no log: ${line}`),
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      minutos: { type: "string", default: "2" },
      semente: { type: "string", default: String(Date.now() % 1_000_000) },
      guardar: { type: "boolean", default: false },
    },
  });
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
  const [minutes, seed] = [Number(values.minutos), Number(values.semente)];
  say(`Pasta hostil: ${minutes} min, semente ${seed}`);
  const { problems, summary } = await fuzzFolder({
    ms: minutes * 60_000,
    seed,
    keep: values.guardar,
    say,
  });
  say(`  ${summary}`);
  for (const problem of problems.slice(0, 50)) say(`  ❌ ${problem}`);
  say(
    problems.length === 0
      ? "✅ nada perdido, sobrescrito, em dobro ou em silêncio"
      : `❌ ${problems.length} problema(s); repita com --semente=${seed} --guardar`,
  );
  Deno.exit(problems.length === 0 ? 0 : 1);
}
