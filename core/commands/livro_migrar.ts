/** `livro migrar`: copies the ledger into an empty one of the other engine. */
import { refuseOpenPlaces } from "../compose/trust.ts";
import {
  type ComparedTable,
  type CopyProgress,
  type Engine,
  HELD_ELSEWHERE,
  holdWork,
  ledgerPlaces,
  type Transfer,
  transferLedger,
} from "../compose/transfer.ts";
import type { Config } from "../config/config.ts";
import { Failure } from "../domain/failure.ts";
import { TABLE_NAMES } from "../words/ledger_transfer.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { Foot } from "./foot.ts";
import type { CommandContext } from "./output.ts";
import { sumsText } from "./livro_somas.ts";
import { table } from "./table.ts";

const PHASES = { count: "contando", copy: "copiando", compare: "comparando" } as const;

/** Exit code 0; 1 when the target is not empty or something failed; 2 without a server; 3 while a monitor runs. */
export async function migrarLivro(
  config: Config,
  to: Engine,
  context: CommandContext,
): Promise<number> {
  if (config.livro.servidor === "") {
    throw new CommandFailure(
      EXIT.usage,
      "configuracao",
      "[LIVRO_DE_REGISTRO] servidor: falta dizer onde está o PostgreSQL (motor pode ficar como está até o fim da cópia)",
    );
  }
  await refuseOpenPlaces(config);
  const release = await holdWork(config);
  if (release === null) {
    throw new CommandFailure(
      EXIT.alreadyRunning,
      "ja_rodando",
      `um monitor desta pasta de dados está rodando, ou alguém processa agora: pare-o antes (${config.caminhos.pastaDados})`,
    );
  }
  const foot = new Foot(context.json ? Deno.stderr : Deno.stdout);
  try {
    const done = await transferLedger(config, to, (progress) => foot.show(progressText(progress)));
    foot.end();
    if (done === null) {
      const places = await ledgerPlaces(config);
      throw new CommandFailure(
        EXIT.failure,
        "sem_livro",
        `não há o que copiar: ${places.sqlite} não existe`,
      );
    }
    report(done, context);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== HELD_ELSEWHERE) throw error;
    throw new CommandFailure(EXIT.alreadyRunning, error.code, error.message);
  } finally {
    foot.end();
    release();
  }
}

function progressText({ phase, table: name, done, total }: CopyProgress): string {
  if (phase === "count") return `⏳ ${PHASES.count}`;
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  return `⏳ ${PHASES[phase]} ${TABLE_NAMES[name] ?? name}: ${percent} %`;
}

function report({ from, to, places, tables }: Transfer, context: CommandContext): void {
  if (context.json) {
    context.document({
      de: { motor: from, lugar: places[from] },
      para: { motor: to, lugar: places[to] },
      tabelas: tables.map(tableDocument),
    });
    return;
  }
  context.say([
    table(
      ["Tabela", "Origem", "Destino", "Somas (as duas)", "SHA-256 (as duas)"],
      tables.map(({ table: name, source, target }) => [
        TABLE_NAMES[name] ?? name,
        String(source.rows),
        String(target.rows),
        sumsText(target.sums),
        target.hash.slice(0, 16),
      ]),
    ),
    "",
    `✅ Tudo copiado e conferido: contagens, somas e conteúdo iguais. A origem (${
      places[from]
    }) ficou como estava.`,
    `   Agora ponha motor = ${to} em [LIVRO_DE_REGISTRO] e inicie o monitor.`,
  ].join("\n"));
}

function tableDocument({ table: name, source, target }: ComparedTable) {
  const side = ({ rows, sums, hash }: ComparedTable["source"]) => ({
    linhas: rows,
    somas: Object.fromEntries(Object.entries(sums).map(([of, value]) => [of, String(value)])),
    sha256: hash,
  });
  return { tabela: name, origem: side(source), destino: side(target) };
}
