/**
 * `deno task soak`: the real program, killed (kill -9) at random moments hundreds of times while files keep
 * coming, the folder goes away and comes back, the mail server fails one time in three, and every other channel half of the time.
 *
 *   deno task soak                        300 kills, 3000 files, under ten minutes
 *   deno task soak --short                for CI, about 40 s
 *   deno task soak --kills=50 --files=800 --seed=7 --keep
 *
 * Exit code 0 when nothing was lost, doubled or left over.
 */
import { parseArgs } from "node:util";
import { type Installation, kill } from "../support/installation.ts";
import { DAY } from "../support/lab.ts";
import { ID_HEADER, WEB, WebPlace } from "../support/web_place.ts";
import { badMail, badShare, badSite, type Span } from "./bad_weather.ts";
import {
  checkApplied,
  checkFiles,
  checkIntegrity,
  checkMails,
  checkOutages,
  checkProcesses,
  checkRequests,
  type Problems,
  recorded,
} from "./verdict.ts";
import { pause, random, Writer } from "./writer.ts";

/** How a soak is run. */
export interface SoakOptions {
  readonly kills: number;
  readonly files: number;
  readonly seed: number;
  /** Leave the folder for whoever wants to look. */
  readonly keep: boolean;
  /** Told of the progress. */
  readonly say: (line: string) => void;
}

/** What a soak did and found. */
export interface SoakReport {
  readonly problems: Problems;
  readonly lines: readonly string[];
}

/** Average life of a monitor, in ms: from before its first line to some files. */
const LIFE_MS = { least: 150, most: 2600 };
/** Everything has to be dealt with by then, once peace has come, in ms. */
const DRAIN_MS = 120_000;

/** Runs one soak. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const next = random(options.seed);
  const all = await WebPlace.open();
  const { place, smtp, sites } = all;
  const begin = performance.now();
  const writer = new Writer([place.folder, place.away], random(options.seed + 1), DAY);
  const war = { over: false, away: [] as Span[], kills: 0 };
  try {
    const expectedMs = options.kills * (LIFE_MS.least + LIFE_MS.most) / 2;
    const busy = [
      badMail(smtp, war, random(options.seed + 2)),
      ...WEB.map((name, n) => badSite(sites[name], war, random(options.seed + 4 + n))),
      badShare(place, war, random(options.seed + 3)),
    ];
    const writing = writer.run(options.files, expectedMs * 0.9);
    let last = begin;
    for (; war.kills < options.kills; war.kills++) {
      const monitor = place.start();
      await pause(LIFE_MS.least + next() * (LIFE_MS.most - LIFE_MS.least));
      await kill(monitor);
      // Otherwise a mail would be tried a few times in all: its next attempt comes after half a minute.
      if (next() < 0.3 && war.kills > 5) place.passMailDelays();
      if (performance.now() - last > 15_000) {
        last = performance.now();
        options.say(
          `  ${seconds(last - begin)}: ${
            war.kills + 1
          } mortes, ${writer.written.length} arquivos escritos, ` +
            `${moved(place)} no seu lugar, ${smtp.messages.length} emails`,
        );
      }
    }
    war.over = true;
    await Promise.all([...busy, writing]);
    smtp.heal();
    for (const name of WEB) sites[name].behave(null);
    place.passMailDelays();
    const peace = performance.now();
    await drain(place);
    const ledger = await recorded((sql) => place.query(sql));
    const problems = [
      ...checkFiles(place, ledger, writer.written),
      ...checkApplied(ledger, writer.written),
      ...checkIntegrity(place),
      ...checkOutages(ledger, ["email", ...WEB]),
      ...checkMails(ledger, smtp.messages),
      ...WEB.flatMap((name) => checkRequests(ledger, name, sites[name].taken)),
      ...checkProcesses(place),
    ];
    return { problems, lines: summary(all, writer, war, { begin, peace }) };
  } finally {
    war.over = true;
    if (options.keep) options.say(`  pasta: ${place.root}`);
    await all.end(options.keep);
  }
}

function moved(place: Installation): number {
  return Number(
    place.query("SELECT count(*) AS n FROM files WHERE moved_at IS NOT NULL")[0]!.n,
  );
}

/** One last monitor that nobody kills: everything that is owed gets done, and it ends when asked. */
async function drain(place: Installation): Promise<void> {
  place.start();
  const end = performance.now() + DRAIN_MS;
  const count = (sql: string) => Number(place.query(sql)[0]!.n);
  const done = () =>
    place.names().length === 0 &&
    count("SELECT count(*) AS n FROM files WHERE moved_at IS NULL") === 0 &&
    count("SELECT count(*) AS n FROM outages WHERE closed_at IS NULL") === 0 &&
    count("SELECT count(*) AS n FROM outbox WHERE accepted_at IS NULL") === 0;
  // What is still wrong after that time is told by the checks.
  while (!done() && performance.now() < end) await pause(100);
  await place.run("parar");
  for (let n = 0; n < 50 && checkProcesses(place).length > 0; n++) await pause(100);
}

function summary(
  { place, smtp, sites }: WebPlace,
  writer: Writer,
  war: { readonly away: readonly Span[]; kills: number },
  times: { begin: number; peace: number },
): string[] {
  const number = (sql: string) => Number(place.query(sql)[0]!.n);
  const situations = place.query(
    "SELECT situation, count(*) AS n FROM files GROUP BY situation ORDER BY situation",
  ).map((row) => `${row.n} ${row.situation}(s)`).join(", ");
  const distinct = new Set(smtp.messages.map((mail) => mail.messageId)).size;
  const lines = place.messages();
  const late =
    lines.filter((line) => line.includes("foi retirado da pasta por outra pessoa")).length;
  return [
    `mortes (kill -9): ${war.kills}`,
    `arquivos escritos: ${writer.written.length} (${situations})`,
    `títulos: ${number("SELECT count(*) AS n FROM titulos")}`,
    `pasta fora do ar: ${war.away.length} vezes; quedas percebidas: ${
      number("SELECT count(*) AS n FROM outages")
    }`,
    `emails: ${smtp.messages.length} recebidos, ${distinct} diferentes; conexões ao servidor: ${smtp.connections}`,
    `mensagens por HTTP: ${
      WEB.map((name) => {
        const ids = new Set(sites[name].taken.map(({ headers }) => headers[ID_HEADER]));
        return `${name} ${sites[name].taken.length} recebidas, ${ids.size} diferentes`;
      }).join("; ")
    }`,
    `linhas de log: ${lines.length}; "retirado por outra pessoa": ${late}`,
    `tempo: ${seconds(performance.now() - times.begin)}, depois da última morte ${
      seconds(performance.now() - times.peace)
    }`,
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      kills: { type: "string" },
      files: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      short: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
  const kills = Number(values.kills ?? (values.short ? 20 : 300));
  const files = Number(values.files ?? (values.short ? 200 : 3000));
  const seed = Number(values.seed);
  say(`Prova de resistência: ${kills} mortes, ${files} arquivos, semente ${seed}`);
  const { problems, lines } = await soak({ kills, files, seed, keep: values.keep, say });
  for (const line of lines) say(`  ${line}`);
  for (const problem of problems.slice(0, 50)) say(`  ❌ ${problem}`);
  say(
    problems.length === 0
      ? "✅ nada perdido, nada em dobro, nada sobrando"
      : `❌ ${problems.length} problema(s); repita com --seed=${seed} --keep`,
  );
  Deno.exit(problems.length === 0 ? 0 : 1);
}
