/** How long a person waits for an answer, beside a program that does nothing. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../../.ci/bundle.ts";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { makeSite } from "./corpus.ts";
import { median, number, type Section, times, withFolder } from "./measure.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../core/main.ts"));

/** What is asked, its exit codes that are no failure, and how many times an empty program it may take as it ships. */
const ASKED = [
  { ask: ["--version"], codes: [0], promise: 2 },
  { ask: ["--help"], codes: [0], promise: 2 },
  { ask: ["estado", "--json"], codes: [4], promise: 3 },
  { ask: ["arquivos", "--json"], codes: [0], promise: 3 },
  { ask: ["titulos", "--numero", "1", "--json"], codes: [0], promise: 3 },
  { ask: ["quedas", "--json"], codes: [0], promise: 3 },
] as const;

/**
 * Wall time of whole processes, taking turns: the bundle that the executables are made of and the source as `deno task monitor`
 * starts it, both on plain Deno.
 */
export function benchStartup(runs: number): Promise<Section> {
  return withFolder(undefined, async (folder) => {
    const site = makeSite(folder);
    const empty = join(folder, "vazio.ts");
    Deno.writeTextFileSync(empty, "");
    const shipped = await bundle(MAIN, join(folder, "partes"));
    const ways = [
      { name: "como é entregue", program: shipped, promised: true },
      { name: "do código", program: MAIN, promised: false },
    ];
    const commands = ways.flatMap(({ name, program, promised }) =>
      ASKED.map(({ ask, codes, promise }) => ({
        name: `\`${ask[0]}\`, ${name}`,
        args: [
          ...["run", "-A", ...SOURCE_FLAGS, program, ...ask],
          ...(ask[0].startsWith("-") ? [] : ["--config", site.config]),
        ],
        codes,
        promise: promised ? promise : null,
        ms: [] as number[],
        ratios: [] as number[],
      }))
    );
    // The first run fills Deno's cache of compiled modules, and makes the ledger that is asked.
    await wall(["run", "-A", ...SOURCE_FLAGS, MAIN, "processar", "--config", site.config], [0]);
    for (const { args, codes } of commands) await wall(args, codes);
    await wall(["run", empty], [0]);
    const nothing: number[] = [];
    for (let n = 0; n < runs; n++) {
      for (const { args, codes, ms, ratios } of commands) {
        // Right before each, so that a machine which gets busy slows both.
        const least = await wall(["run", empty], [0]);
        nothing.push(least);
        ms.push(await wall(args, codes));
        ratios.push(ms.at(-1)! / least);
      }
    }
    const least = median(nothing);
    return {
      nome: "partida",
      dados: {
        vazioMs: least,
        medidasMs: Object.fromEntries(commands.map(({ name, ms }) => [name, ms])),
      },
      linhas: commands.map(({ name, ms, ratios, promise }) => ({
        medida: `${name}, do início ao fim do processo`,
        nosso: `${number(median(ms))} ms`,
        referencia: `\`deno run\` de um arquivo vazio: ${number(least)} ms`,
        razao: times(median(ratios)),
        meta: promise === null
          ? null
          : { texto: `≤ ${promise}×`, cumprida: median(ratios) <= promise },
      })),
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
