/** Lines about waiting for something that should not take minutes. */
import type { Wait } from "../../domain/wait.ts";
import { oneLine } from "../../domain/text.ts";
import { info, type LogLine, warning } from "./line.ts";

/** What is waited for, and what goes on meanwhile. `since` is a time that people read. */
export function waitText(wait: Pick<Wait, "kind" | "by">, since: string): string {
  switch (wait.kind) {
    case "processamento": {
      const who = wait.by === null ? "outro programa" : oneLine(wait.by);
      return `nenhum arquivo é processado por este monitor desde ${since}: ${who} segura o ` +
        "processamento; as verificações da pasta continuam";
    }
    case "log":
      return `o arquivo de log não aceita gravação desde ${since}; o monitor segue sem ele`;
  }
}

/** It has lasted for minutes. */
export function waitLine(wait: Pick<Wait, "kind" | "by">, since: string): LogLine {
  return warning(`⏳ Espera: ${waitText(wait, since)}`);
}

/** It is over. */
export function waitOverLine(kind: Wait["kind"]): LogLine {
  return info(
    kind === "log"
      ? "✅ O arquivo de log voltou a aceitar gravação"
      : "✅ O processamento de arquivos segue",
  );
}
