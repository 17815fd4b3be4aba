/** How a recovery test is told from the real thing. */
import type { PlainDocument } from "./document.ts";
import { humanDuration } from "./duration.ts";
import { info, type LogLine } from "./log/line.ts";

/** Stands before every title. */
export const TEST_MARK = "[TESTE]";

/** Said in lists, beside an outage. */
export const TEST_WORD = "teste";

/** The same, marked in its title and in its first words. */
export function markedDocument(document: PlainDocument): PlainDocument {
  return {
    ...document,
    title: markedTitle(document.title),
    parts: [{
      kind: "paragraph",
      text:
        "ISTO É UM TESTE DE RECUPERAÇÃO (Test-Recuperacao): alguém deixou a pasta fora de alcance de propósito. Ninguém precisa agir.",
    }, ...document.parts],
  };
}

/** A title with the mark. */
export function markedTitle(title: string): string {
  return `${TEST_MARK} ${title}`;
}

/** The log says so under the alert. */
export const TEST_LINE_TEXT = "   É um TESTE de recuperação: ninguém precisa agir";

/** A test begins; `forMs` is its limit. */
export function testBegunLine(by: string, forMs: number): LogLine {
  return info(
    `🧪 TESTE de recuperação iniciado por ${by}: a queda que começar nos próximos ${
      humanDuration(forMs)
    } é um teste`,
  );
}

/** It is over. */
export function testEndedLine(): LogLine {
  return info("🧪 TESTE de recuperação encerrado: a próxima queda é de verdade");
}
