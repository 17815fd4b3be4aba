/** What became of a refused file that was to be put back into the folder. */
import type { FormatLocal } from "./announcement.ts";

/** One line. */
export function resendText(
  { file, result, error, changed }: {
    readonly file: {
      readonly name: string;
      readonly target: string;
      readonly at: number;
      readonly reason: string | null;
    };
    readonly result: "back" | "simulated" | "taken" | "gone" | "failed";
    readonly error: string | null;
    readonly changed: boolean | null;
  },
  formatLocal: FormatLocal,
): string {
  const { name, target, at, reason } = file;
  const before = `recusado em ${formatLocal(at)}: ${reason ?? ""}`;
  const content = changed === null
    ? ""
    : changed
    ? "; o conteúdo mudou desde então"
    : "; o conteúdo é o mesmo";
  switch (result) {
    case "back":
      return `↩️ ${name} devolvido à pasta (${before}${content})`;
    case "simulated":
      return `${name} seria devolvido à pasta (${before}${content})`;
    case "taken":
      return `❌ ${name} continua em Erro: já há um arquivo com esse nome na pasta`;
    case "gone":
      return `❌ ${name}: ${target} não está mais em Erro`;
    case "failed":
      return `❌ ${name} continua em Erro: ${error ?? ""}`;
  }
}

/** One line for a name that no refused file has. */
export function unknownNameText(name: string): string {
  return `❌ ${name}: nenhum arquivo recusado tem esse nome`;
}

/** The second decision beside the first. */
export function changeText(
  before: { readonly at: number; readonly reason: string | null; readonly sha256: string },
  after: { readonly situation: string; readonly reason: string | null; readonly sha256: string },
  formatLocal: FormatLocal,
): string {
  const content = before.sha256 === after.sha256 ? "mesmo conteúdo" : "conteúdo corrigido";
  const first = `reenviado: antes recusado em ${formatLocal(before.at)} (${before.reason ?? ""})`;
  if (after.situation !== "recusado") return `${first}; ${content}`;
  return `${first}; ${content}; ${
    before.reason === after.reason ? "mesmo motivo" : "outro motivo"
  }`;
}
