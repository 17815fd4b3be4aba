/** How long a person waits for `estado`, beside a program that does nothing. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSite } from "./corpus.ts";
import { median, number, type Section, times, withFolder } from "./measure.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../core/main.ts"));

/** Wall time of whole processes, taking turns. */
export function benchStartup(runs: number): Promise<Section> {
  return withFolder(undefined, async (folder) => {
    const site = makeSite(folder);
    const empty = join(folder, "vazio.ts");
    Deno.writeTextFileSync(empty, "");
    const estado = ["run", "-A", MAIN, "estado", "--json", "--config", site.config];
    // The first run fills Deno's cache of compiled modules, and makes the ledger that `estado` reads.
    await wall(["run", "-A", MAIN, "processar", "--config", site.config], [0]);
    await wall(estado, [4]);
    await wall(["run", empty], [0]);
    const ours: number[] = [];
    const nothing: number[] = [];
    for (let run = 0; run < runs; run++) {
      nothing.push(await wall(["run", empty], [0]));
      ours.push(await wall(estado, [4]));
    }
    const ratio = median(ours) / median(nothing);
    return {
      nome: "partida",
      dados: { estadoMs: median(ours), vazioMs: median(nothing), razao: ratio, medidasMs: ours },
      linhas: [{
        medida: "`estado`, do início ao fim do processo",
        nosso: `${number(median(ours))} ms`,
        referencia: `\`deno run\` de um arquivo vazio: ${number(median(nothing))} ms`,
        razao: times(ratio),
        meta: null,
      }],
    };
  });
}

async function wall(args: string[], accepted: readonly number[]): Promise<number> {
  const begun = performance.now();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  const ms = performance.now() - begun;
  if (!accepted.includes(code)) {
    throw new Error(`exit code ${code} of ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
  return ms;
}
