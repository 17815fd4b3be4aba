/**
 * `deno task soak-par`: two monitors on one folder and one PostgreSQL, while each fault befalls them in turn, files keep coming
 * and the folder goes away and comes back.
 *
 *   deno task soak-par                    300 faults, 3000 files
 *   deno task soak-par --faults=26 --files=200 --seed=7 --keep
 *
 * Exit code 0 when nothing was lost or doubled, each outage was told once on each way, and another machine took over in time.
 * The one thing that two machines may tell: an outage that begins while the active one is cut off from the ledger.
 */
import { parseArgs } from "node:util";
import type { Installation } from "../support/installation.ts";
import { DAY } from "../support/lab.ts";
import { stateOf } from "../support/pair.ts";
import { badMail, badShare, type Span } from "./bad_weather.ts";
import { Pair } from "./pair.ts";
import {
  FAULTS,
  HANDOVER_LIMIT_MS,
  NotTaken,
  type PairFault,
  TAKEOVER_LIMIT_MS,
} from "./pair_faults.ts";
import {
  checkApplied,
  checkFiles,
  checkMails,
  checkOutages,
  checkProcesses,
  type Problems,
  type Recorded,
  recorded,
  toldTwice,
} from "./verdict.ts";
import { pause, random, Writer } from "./writer.ts";

/** How it is run. */
export interface PairSoakOptions {
  readonly faults: number;
  readonly files: number;
  readonly seed: number;
  /** Leave what is on disk for whoever wants to look. */
  readonly keep: boolean;
  readonly say: (line: string) => void;
}

/** What it did and found. */
export interface PairSoakReport {
  readonly problems: Problems;
  readonly lines: readonly string[];
}

/** Everything has to be dealt with by then, once peace has come, in ms. */
const DRAIN_MS = 180_000;
/** What a fault takes on average, with the pause after it, in ms. */
const FAULT_MS = 7000;
/** Until two that may just have been started say what they are, in ms: on a busy machine a start takes its time. */
const SETTLED_MS = TAKEOVER_LIMIT_MS + 60_000;

/** Runs one. */
export async function pairSoak(options: PairSoakOptions): Promise<PairSoakReport> {
  const next = random(options.seed);
  const pair = await Pair.open();
  const { place, smtp } = pair;
  const writer = new Writer([place.folder, place.away], random(options.seed + 1), DAY);
  const war = { over: false, away: [] as Span[] };
  const cutOff: Span[] = [];
  const problems: Problems = [];
  const times = new Map<string, number[]>();
  const begin = performance.now();
  try {
    for (const machine of pair.machines) machine.start();
    await settled(pair);
    const busy = [
      badMail(smtp, war, random(options.seed + 2)),
      badShare(place, war, random(options.seed + 3)),
    ];
    const writing = writer.run(options.files, options.faults * FAULT_MS * 0.9);
    for (let n = 0; n < options.faults; n++) {
      const fault = FAULTS[n % FAULTS.length]!;
      const wrong = await befall(pair, fault, next, { times, cutOff });
      if (wrong !== null) problems.push(`falha ${n + 1}, ${fault.name}: ${wrong}`);
      options.say(
        `  ${seconds(performance.now() - begin)}: ${n + 1} falhas (${fault.name}), ` +
          `${writer.written.length} arquivos, ${smtp.messages.length} emails`,
      );
      await pause(next() * 1500);
      if (next() < 0.3) await passMailDelays(pair);
    }
    war.over = true;
    await Promise.all([...busy, writing]);
    smtp.heal();
    const peace = performance.now();
    await drain(pair);
    const ledger = await recorded((sql) => pair.ask(sql));
    const lostBoth = (at: number) => during(cutOff, at) && during(war.away, at);
    problems.push(
      ...checkFiles(place, ledger, writer.written),
      ...checkApplied(ledger, writer.written),
      ...checkOutages(ledger, ["email"], lostBoth),
      ...checkMails(ledger, smtp.messages),
      ...pair.machines.flatMap((machine) => checkProcesses(machine.place)),
      ...pair.machines.flatMap(checkLog),
    );
    return {
      problems,
      lines: [
        ...summary(ledger, writer, smtp.messages.length, war.away.length),
        `de queda avisada também por quem perdeu livro e pasta ao mesmo tempo: ${
          toldTwice(ledger).length
        }`,
        ...[...times].map(([name, all]) =>
          `${name}: ${all.length} vezes, a outra assumiu em ${seconds(median(all))}, no máximo ${
            seconds(Math.max(...all))
          }`
        ),
        `tempo: ${seconds(performance.now() - begin)}, depois da última falha ${
          seconds(performance.now() - peace)
        }`,
      ],
    };
  } finally {
    war.over = true;
    if (options.keep) {
      for (const machine of pair.machines) options.say(`  pasta: ${machine.place.root}`);
    }
    await pair.end(options.keep);
  }
}

/** What is noticed at the end of a span is told a moment later, in ms. */
const TOLD_MS = 3000;

const during = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ from, to }) => at >= from && at <= to + TOLD_MS);

/** One fault; what is wrong of it, or null. */
async function befall(
  pair: Pair,
  fault: PairFault,
  next: () => number,
  found: { readonly times: Map<string, number[]>; readonly cutOff: Span[] },
): Promise<string | null> {
  const { times, cutOff } = found;
  const holder = await settled(pair);
  if (holder === null) return "ninguém tem a pasta";
  const from = Date.now();
  try {
    const ms = await fault.befall(pair, holder.machine, next);
    if (ms !== null) times.set(fault.name, [...times.get(fault.name) ?? [], ms]);
    return null;
  } catch (error) {
    if (error instanceof NotTaken) return error.message;
    throw error;
  } finally {
    if (fault.cutsOff) cutOff.push({ from, to: Date.now() });
  }
}

/** Waits until one of them has the folder and the other one is in reserve, by what they say; null: that never came. */
async function settled(pair: Pair): Promise<Awaited<ReturnType<Pair["holder"]>>> {
  let found: Awaited<ReturnType<Pair["holder"]>> = null;
  await pair.timed(async () => {
    const roles = await Promise.all(pair.machines.map(({ place }) => roleOf(place)));
    // A term may have come to its end just now, of one that has not heard of it.
    found = roles.sort().join() === "ativo,reserva" ? await pair.holder() : null;
    return found !== null;
  }, SETTLED_MS);
  return found;
}

/** One that has not found the way back to the server yet would wait for the one that was active last, also once that one is dead. */
async function roleOf(place: Installation): Promise<string> {
  const { estado, papel, livroForaDesde } = await stateOf(place);
  if (estado === "parado") return estado;
  return livroForaDesde === null ? papel : "sem o livro";
}

/** Otherwise a mail would be tried a few times in all: its next attempt comes after half a minute. */
async function passMailDelays(pair: Pair): Promise<void> {
  await pair.server.sql(
    pair.database.database,
    "UPDATE outbox SET next_attempt_at = 0 WHERE accepted_at IS NULL",
  );
}

/** In peace everything that is owed gets done, and both end when asked. */
async function drain(pair: Pair): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  for (;; await pause(300)) {
    await passMailDelays(pair);
    const owed = await pair.ask(
      `SELECT (SELECT count(*) FROM files WHERE moved_at IS NULL) + (SELECT count(*) FROM outages WHERE closed_at IS NULL)
         + (SELECT count(*) FROM outbox WHERE accepted_at IS NULL) AS n`,
    );
    const done = pair.place.names().length === 0 && Number(owed[0]!.n) === 0;
    // What is still wrong after that time is told by the checks.
    if (done || performance.now() > end) break;
  }
  for (const machine of pair.machines) await machine.stop();
}

/** The log of a machine knows of no defect; that the server is away is none. */
function checkLog({ post, place }: Pair["machines"][number]): Problems {
  return place.messages().filter((line) => /CRITICAL|Falha interna|Defeito/.test(line))
    .filter((line) => !/livro de registro/i.test(line))
    .slice(0, 5).map((line) => `log de ${post}: ${line}`);
}

function summary(ledger: Recorded, writer: Writer, mails: number, away: number): string[] {
  const count = (situation: string) =>
    ledger.files.filter((row) => row.situation === situation).length;
  const situations = ["processado", "duplicado", "recusado", "ignorado"]
    .map((situation) => `${count(situation)} ${situation}(s)`).join(", ");
  return [
    `arquivos escritos: ${writer.written.length} (${situations}); títulos: ${ledger.titulos}`,
    `pasta fora do ar: ${away} vezes; quedas percebidas: ${ledger.outages.length}; emails: ${mails}`,
    `prazos: ${seconds(TAKEOVER_LIMIT_MS)} depois de uma morte, ${
      seconds(HANDOVER_LIMIT_MS)
    } depois de uma parada`,
  ];
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      faults: { type: "string", default: "300" },
      files: { type: "string", default: "3000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      keep: { type: "boolean", default: false },
    },
  });
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
  const [faults, files, seed] = [values.faults, values.files, values.seed].map(Number) as [
    number,
    number,
    number,
  ];
  say(`Duas máquinas: ${faults} falhas, ${files} arquivos, semente ${seed}`);
  const { problems, lines } = await pairSoak({ faults, files, seed, keep: values.keep, say });
  for (const line of lines) say(`  ${line}`);
  for (const problem of problems.slice(0, 50)) say(`  ❌ ${problem}`);
  say(
    problems.length === 0
      ? "✅ nada perdido, nada em dobro, sempre assumida a tempo"
      : `❌ ${problems.length} problema(s); repita com --seed=${seed} --keep`,
  );
  Deno.exit(problems.length === 0 ? 0 : 1);
}
