/** What a look costs that finds 100,000 files and nothing new, and a listing of a million names. Linux only. */
import { join } from "node:path";
import { makeSite } from "./corpus.ts";
import type { LookResult } from "./look_run.ts";
import { median, number, runHere, type Section, times, withFolder } from "./measure.ts";

const FILES = 100_000;
const MANY = 1_000_000;
const LOOKS = 9;
/** Of both processes together, in ms. */
const PROMISE = 150;

/** Processor time of a look; its floor is Deno's own reading of the same directory. */
export function benchLook(base: string | undefined): Promise<Section> {
  return withFolder(base, async (folder) => {
    const site = makeSite(folder);
    const fill = (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        Deno.writeFileSync(
          join(site.retorno, `RETORNO_${String(n).padStart(7, "0")}.ret`),
          new Uint8Array(),
        );
      }
    };
    const look = async (looks: number, files: number) => {
      const result = await runHere<LookResult>("look_run.ts", site.config, String(looks));
      if (result.files !== files) throw new Error(`${result.files} of ${files} files were seen`);
      return result;
    };
    fill(0, FILES);
    const { cpuMs, plainMs } = await look(LOOKS, FILES);
    const [own, plain] = [median(cpuMs), median(plainMs)];
    fill(FILES, MANY);
    const million = await look(1, MANY);
    return {
      nome: "busca",
      dados: { arquivos: FILES, cpuMs, denoMs: plainMs, umMilhao: million },
      linhas: [{
        medida: `busca entre ${
          number(FILES)
        } arquivos sem novidade (processador, os dois processos)`,
        nosso: `${number(own)} ms`,
        referencia: `a leitura da pasta pelo Deno: ${number(plain)} ms`,
        razao: times(own / plain),
        meta: { texto: `< ${PROMISE} ms`, cumprida: own < PROMISE },
      }, {
        medida: `maior silêncio ao listar ${number(MANY)} de nomes`,
        nosso: `${number(million.silenceMs)} ms`,
        referencia: `a lista toda: ${number(million.listMs)} ms`,
        razao: times(million.silenceMs / million.listMs),
        meta: { texto: "< prazo_sonda (20 s)", cumprida: million.silenceMs < 20_000 },
      }],
    };
  });
}
