/** `livro`: takes the ledger from one engine to the other (`migrar`), checks it (`verificar`), or says of which version it is (`versao`). */
import type { Engine } from "../compose/transfer.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Options of `livro`. */
export interface LivroOptions extends CommonOptions {
  /** What to do. */
  readonly acao?: string;
  /** Of `migrar`: the engine that the ledger goes to. */
  readonly para?: Engine;
}

/** Exit code as each of them has it; 2 for anything else. */
export async function livro(options: LivroOptions, context: CommandContext): Promise<number> {
  const { acao, para } = options;
  if (acao !== "migrar" && acao !== "verificar" && acao !== "versao") {
    refuse("diga o quê: livro migrar --para MOTOR, livro verificar ou livro versao");
  }
  if (acao !== "migrar" && para !== undefined) refuse("--para é só de livro migrar");
  if (acao === "versao") {
    const { versaoLivro } = await import("./livro_versao.ts");
    return await versaoLivro(await settings(options), context);
  }
  if (acao === "verificar") {
    const { verificarLivro } = await import("./livro_verificar.ts");
    return await verificarLivro(await settings(options), context);
  }
  if (para === undefined) refuse("diga para onde: --para postgresql ou --para sqlite");
  const { migrarLivro } = await import("./livro_migrar.ts");
  return await migrarLivro(await settings(options), para, context);
}

function refuse(message: string): never {
  throw new CommandFailure(EXIT.usage, "uso", message);
}
