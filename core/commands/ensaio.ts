/** `ensaio`: the whole story with the real monitor, on a throw-away folder and a mail server of its own. */
import { selfCommand } from "../compose/self_command.ts";
import { Stage } from "../ensaio/stage.ts";
import { STORY } from "../ensaio/story.ts";
import { decimalText } from "../words/decimal.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions } from "./output.ts";
import { table } from "./table.ts";

interface StepResult {
  readonly etapa: number;
  readonly nome: string;
  readonly aprovada: boolean;
  readonly detalhe: string;
  readonly duracaoMs: number;
}

/** Exit code 0 only when every step passed. `--config` has no meaning here: no real folder is touched. */
export async function ensaio(_options: CommonOptions, context: CommandContext): Promise<number> {
  context.say(
    "🎭 Ensaio do MonitorRetornos: pasta descartável, servidor de email próprio, monitor de verdade.",
  );
  const begin = performance.now();
  const stage = await Stage.prepare(selfCommand(context.mainModule));
  context.say(`   Pasta do ensaio: ${stage.root}\n`);
  const results: StepResult[] = [];
  const told = { lines: 0 };
  try {
    for (const [index, step] of STORY.entries()) {
      const result = await play(stage, index + 1, step, context, told);
      results.push(result);
      if (!result.aprovada) break;
    }
  } finally {
    // What went wrong can be looked at: the folder stays.
    await stage.clear(results.some((r) => !r.aprovada));
  }
  for (const [index, step] of STORY.entries()) {
    if (index >= results.length) {
      results.push({
        etapa: index + 1,
        nome: step.name,
        aprovada: false,
        detalhe: "não chegou a rodar",
        duracaoMs: 0,
      });
    }
  }
  const aprovado = results.every((r) => r.aprovada);
  if (context.json) context.document({ aprovado, etapas: results });
  else context.say(summary(results, aprovado, performance.now() - begin, stage.root));
  return aprovado ? EXIT.done : EXIT.failure;
}

async function play(
  stage: Stage,
  etapa: number,
  step: (typeof STORY)[number],
  context: CommandContext,
  told: { lines: number },
): Promise<StepResult> {
  context.say(`▶ ${etapa}. ${step.name}...`);
  const start = performance.now();
  let aprovada = true;
  let detalhe: string;
  try {
    detalhe = await step.play(stage);
  } catch (error) {
    aprovada = false;
    detalhe = error instanceof Error ? error.message : String(error);
  }
  const log = await stage.log();
  for (const line of log.slice(told.lines)) context.say(`     ${line}`);
  told.lines = log.length;
  context.say(`  ${aprovada ? "✅" : "❌"} ${detalhe}\n`);
  return {
    etapa,
    nome: step.name,
    aprovada,
    detalhe,
    duracaoMs: Math.round(performance.now() - start),
  };
}

function summary(
  results: readonly StepResult[],
  passed: boolean,
  ms: number,
  root: string,
): string {
  const rows = results.map((
    r,
  ) => [
    String(r.etapa),
    r.aprovada ? "✅ passou" : "❌ FALHOU",
    `${decimalText(r.duracaoMs / 1000, 1)} s`,
    r.nome,
  ]);
  const verdict = passed
    ? `✅ Ensaio aprovado em ${(ms / 1000).toFixed(0)} s.`
    : `❌ Ensaio reprovado: ${
      results.find((r) => !r.aprovada)?.detalhe
    }\n   A pasta do ensaio ficou para exame: ${root}`;
  return `${table(["Etapa", "Resultado", "Tempo", "O que foi conferido"], rows)}\n\n${verdict}`;
}
