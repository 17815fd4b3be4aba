/** Cost of one log line in a short file and in a long one, beside the old program, which wrote the whole file again. */
import { join } from "node:path";
import { SystemClock } from "../../core/adapters/clock/system_clock.ts";
import { FileLog } from "../../core/adapters/log/file_log.ts";
import { median, number, type Section, times, withFolder } from "./measure.ts";

const SHORT = 100;
const LONG = 100_000;
const LINES = 2000;
const ROUNDS = 5;
/** Above this the cost would depend on the size of the file. */
const PROMISE = 1.3;
const MESSAGE = "✅ RETORNO_000001.ret processado com sucesso";
const LINE = `2025-10-14 09:35:21 - INFO - ${MESSAGE}\n`;

/** Microseconds a line. */
export function benchLog(): Promise<Section> {
  return withFolder(undefined, async (folder) => {
    const short: number[] = [];
    const long: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = [await append(folder, SHORT), await append(folder, LONG)] as const;
      if (round === 0) continue; // warms the code up
      short.push(pair[0]);
      long.push(pair[1]);
    }
    const old = [rewrite(folder, SHORT, 200), rewrite(folder, LONG, 10)] as const;
    const ratio = median(long) / median(short);
    return Promise.resolve({
      nome: "log",
      dados: {
        linhaCom100Us: median(short),
        linhaCom100000Us: median(long),
        razao: ratio,
        antigoCom100Us: old[0],
        antigoCom100000Us: old[1],
      },
      linhas: [{
        medida: "uma linha de log, com 100 e com 100.000 linhas no arquivo",
        nosso: `${number(median(short))} µs e ${number(median(long))} µs`,
        referencia: `regravar o arquivo a cada linha, como antes: ${number(old[0])} µs e ${
          number(old[1])
        } µs`,
        razao: `${times(ratio)} entre as duas`,
        meta: { texto: `≤ ${times(PROMISE)}`, cumprida: ratio <= PROMISE },
      }],
    });
  });
}

async function append(folder: string, linesBefore: number): Promise<number> {
  const file = join(folder, "novo.log");
  Deno.writeTextFileSync(file, LINE.repeat(linesBefore));
  const log = new FileLog({ file, level: "INFO", maxBytes: 2 ** 30, keep: 1 }, new SystemClock());
  const begun = performance.now();
  for (let n = 0; n < LINES; n++) log.write("INFO", MESSAGE);
  await log.flush();
  const cost = (performance.now() - begun) * 1000 / LINES;
  const expected = (linesBefore + LINES) * new TextEncoder().encode(LINE).length;
  if (Deno.statSync(file).size !== expected) throw new Error("lines are missing in the log");
  return cost;
}

function rewrite(folder: string, linesBefore: number, lines: number): number {
  const file = join(folder, "antigo.log");
  Deno.writeTextFileSync(file, LINE.repeat(linesBefore));
  const begun = performance.now();
  for (let n = 0; n < lines; n++) Deno.writeTextFileSync(file, Deno.readTextFileSync(file) + LINE);
  return (performance.now() - begun) * 1000 / lines;
}
