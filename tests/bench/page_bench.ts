/** The page of a large ledger: its first byte beside the same question asked bare, its weight, and what an open page costs. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openExisting } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { lastDaysNow } from "../../core/compose/history.ts";
import { daysToShow, firstPaidDay } from "../../core/views/history.ts";
import { addDays } from "../../core/domain/told/local_calendar.ts";
import { localCalendar } from "../../core/compose/machine.ts";
import { makeLargePast } from "../support/past.ts";
import { makeSite } from "./corpus.ts";
import { median, number, type Section, times, withFolder } from "./measure.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../core/main.ts"));
const SIZE = { files: 100_000, titulos: 1_000_000, outages: 1000 };
/** Seconds that an open page is watched, and how often it asks, as its script does. */
const WATCHED_S = 20;
const EVERY_MS = 3000;
/** Ticks of a second in /proc, as every Linux has them. */
const HZ = 100;

/** A ledger of 100,000 files, 1,000,000 títulos and 1,000 outages. */
export function benchPage(base: string | undefined): Promise<Section> {
  return withFolder(base, async (folder) => {
    const site = makeSite(folder);
    const ledger = join(folder, "dados", "ledger.db");
    Deno.mkdirSync(join(folder, "dados"), { recursive: true });
    await makeLargePast(ledger, Date.now(), SIZE);
    const bare: number[] = [];
    const first: number[] = [];
    let weight = 0;
    let cpu = 0;
    for (let round = 0; round < 5; round++) {
      bare.push(await timed(() => askBare(ledger)));
      const port = freePort();
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--quiet",
          MAIN,
          "painel",
          "--porta",
          String(port),
          "--config",
          site.config,
        ],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      try {
        while (
          !await fetch(`http://127.0.0.1:${port}/icone.svg`).then((r) => r.bytes(), () => null)
        ) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        // A period that nobody has asked for yet: everything is read.
        first.push(await timed(() => fetch(`http://127.0.0.1:${port}/?dias=${80 + round}`)));
        if (round > 0) continue;
        for (const path of ["", "painel.css", "painel.js", "icone.svg"]) {
          weight += (await (await fetch(`http://127.0.0.1:${port}/${path}`)).bytes()).length;
        }
        if (Deno.build.os === "linux") cpu = await costOf(child.pid, port);
      } finally {
        child.kill("SIGKILL");
        await child.status;
      }
    }
    return section({ bare: median(bare), first: median(first), weight, cpu });
  });
}

function section(m: { bare: number; first: number; weight: number; cpu: number }): Section {
  const linhas = [
    {
      medida: "painel: primeiro byte (100.000 arquivos, 1.000.000 de títulos, 1.000 quedas)",
      nosso: `${number(m.first)} ms`,
      referencia: `as mesmas consultas, direto no livro: ${number(m.bare)} ms`,
      razao: times(m.first / m.bare),
      meta: { texto: "menos de 100 ms", cumprida: m.first < 100 },
    },
    {
      medida: "painel: peso da página inteira",
      nosso: `${number(m.weight / 1000)} kB`,
      referencia: "-",
      razao: "-",
      meta: { texto: "menos de 150 kB", cumprida: m.weight < 150_000 },
    },
  ];
  if (Deno.build.os === "linux") {
    linhas.push({
      medida: "painel: processador com uma página aberta",
      nosso: `${number(m.cpu * 100, 2)}% de um núcleo`,
      referencia: "-",
      razao: "-",
      meta: { texto: "menos de 1%", cumprida: m.cpu < 0.01 },
    });
  }
  return { nome: "painel", dados: m, linhas };
}

/** What the page asks, of the ledger alone. */
async function askBare(file: string): Promise<void> {
  const ledger = new SqliteLedger(openExisting(file));
  const period = lastDaysNow(90);
  const now = Date.now();
  await ledger.history.period({
    start: localCalendar.at(period.from, 0),
    end: now,
    days: daysToShow(period, now, localCalendar).map((day) => ({
      start: localCalendar.at(day, 0),
      end: localCalendar.at(addDays(day, 1), 0),
    })),
    paidFrom: firstPaidDay(period),
    paidTo: period.to,
    shown: 50,
    now,
  });
  await ledger.close();
}

/** Part of a core that the process takes while one page is open. */
async function costOf(pid: number, port: number): Promise<number> {
  const ticks = () => {
    const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ")[1]!.split(" ");
    return Number(fields[11]) + Number(fields[12]);
  };
  const url = `http://127.0.0.1:${port}/`;
  let etag = (await fetch(url)).headers.get("etag") ?? "";
  const before = ticks();
  for (let n = 0; n < (WATCHED_S * 1000) / EVERY_MS; n++) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    const answer = await fetch(url, { headers: { "if-none-match": etag } });
    etag = answer.headers.get("etag") ?? etag;
    await answer.body?.cancel();
  }
  return (ticks() - before) / HZ / WATCHED_S;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
