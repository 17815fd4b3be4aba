/**
 * `deno run -A tests/soak/backlog.ts [--files=100000] [--seconds=600]`: so many files already lie in the folder
 * when the real monitor starts. Measures the time to the first one in its place, the pace at the start and at
 * the end (a pace that falls is an O(n²)), the largest memory of both processes, `estado` and `parar` meanwhile.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Installation } from "../support/installation.ts";
import { pause } from "./writer.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    files: { type: "string", default: "100000" },
    seconds: { type: "string", default: "600" },
  },
});
const files = Number(values.files);
const limitMs = Number(values.seconds) * 1000;
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

await using place = new Installation(null, {
  MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = 300", "prazo_sonda = 20"],
  PROCESSAMENTO: ["intervalo_varredura = 5", "tempo_espera_arquivo = 1"],
  LOGS: [
    `arquivo_log = ${join(Deno.makeTempDirSync(), "monitor.log")}`,
    "tamanho_maximo_mb = 1024",
  ],
});
say(`${files} arquivos...`);
for (let n = 1; n <= files; n++) {
  // Twenty-five years of days: no account has more than a few files of one day.
  const date = new Date(Date.UTC(2001, 0, 1) + (n % 9000) * 86_400_000).toISOString().slice(0, 10);
  Deno.writeFileSync(
    join(place.folder, `RETORNO_${String(n).padStart(6, "0")}.ret`),
    syntheticCbr724({ titulos: 1, nsa: n, date }),
  );
}

const begin = performance.now();
const monitor = place.start();
const moved = () => {
  try {
    return Number(
      place.query("SELECT count(*) AS n FROM files WHERE moved_at IS NOT NULL")[0]!.n,
    );
  } catch {
    return 0; // the ledger is just being made
  }
};
while (moved() === 0) await pause(50);
say(`primeiro arquivo no lugar: ${seconds(performance.now() - begin)}`);

const marks: { readonly at: number; readonly done: number }[] = [];
let told = performance.now();
for (;;) {
  const done = moved();
  marks.push({ at: performance.now() - begin, done });
  if (done >= files || performance.now() - begin > limitMs) break;
  if (performance.now() - told > 20_000) {
    told = performance.now();
    say(`  ${seconds(told - begin)}: ${done} arquivos; memória ${memory()}`);
  }
  await pause(500);
}
const last = marks.at(-1)!;
const pace = (from: number, to: number) => {
  const a = marks.find((mark) => mark.at >= from * last.at) ?? last;
  const b = marks.findLast((mark) => mark.at <= to * last.at) ?? last;
  return ((b.done - a.done) / ((b.at - a.at) / 1000)).toFixed(0);
};
say(`${last.done} arquivos em ${seconds(last.at)}`);
say(`ritmo: ${pace(0, 0.2)} por segundo no primeiro quinto, ${pace(0.8, 1)} no último`);
say(`memória máxima: ${memory()}`);
const ask = performance.now();
await place.run("estado", "--json");
say(`estado: ${seconds(performance.now() - ask)}`);
const stop = performance.now();
const { code } = await place.run("parar");
say(`parar: ${seconds(performance.now() - stop)} (código ${code})`);
await monitor.status;

/** Largest resident memory of the monitor and of its folder process so far; Linux only. */
function memory(): string {
  if (Deno.build.os !== "linux") return "?";
  const sizes: string[] = [];
  for (const entry of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    try {
      if (Deno.readLinkSync(`/proc/${entry.name}/cwd`) !== place.root) continue;
      const kib = /VmHWM:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${entry.name}/status`))?.[1];
      sizes.push(`${Math.round(Number(kib) / 1024)} MB`);
    } catch { /* ended meanwhile */ }
  }
  return sizes.join(" + ");
}
