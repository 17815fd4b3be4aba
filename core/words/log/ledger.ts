/** Lines of the log about the ledger. */
import { clip, oneLine } from "../../domain/text.ts";
import { humanDuration } from "../duration.ts";
import type { DamageFacts, RebuiltFacts } from "../announcement.ts";
import { spoolLostText } from "../ledger_state.ts";
import { critical, error, info, type LogLine, RULE, warning } from "./line.ts";

/** Names in the log; the rest is in the message. */
const NAMES_SHOWN = 50;
const REASON_SHOWN = 300;

/** The new ledger knows nothing of what was told before. */
export const ALERT_AGAIN =
  "Se o servidor estiver fora do ar agora, o alerta de queda sai de novo: o livro novo não sabe que ele já tinha saído.";

/** The ledger of an earlier version was brought up; `copy` is where it lies as it was. */
export function upgradedLine(from: number, to: number, copy: string | null): LogLine {
  const kept = copy === null ? "" : `; o livro como era ficou em ${oneLine(copy)}`;
  return info(`📖 Livro de registro atualizado do esquema ${from} para o ${to}${kept}`);
}

/** Nothing can be recorded, so nothing is processed. */
export function ledgerUnavailableLine(reason: string): LogLine {
  return critical(
    `🚨 O livro de registro não pode ser lido ou gravado; nenhum arquivo é processado até que possa: ${
      clip(reason, REASON_SHOWN)
    }`,
  );
}

/** What was told while the server was away may be told again. */
export function spoolLostLine(kept: string, reason: string): LogLine {
  return critical(`💥 ${oneLine(spoolLostText(kept, reason))}`);
}

/** It is at work again. `lastedMs`: how long it was not. */
export function ledgerAvailableLine(lastedMs: number): LogLine {
  return info(`✅ O livro de registro voltou a ser gravado, depois de ${humanDuration(lastedMs)}`);
}

/** Said when the damage is found, and at each start until the new ledger is filled. */
export function damageLines(facts: DamageFacts): readonly LogLine[] {
  return [
    RULE,
    "💥 LIVRO DE REGISTRO DANIFICADO!",
    `   Como se mostrou: ${oneLine(facts.reason)}`,
    `   Guardado em: ${oneLine(facts.kept)} (nada foi apagado)`,
    `   O livro novo é refeito a partir de: ${oneLine(facts.folder)}`,
    "   Nenhum arquivo novo é processado antes do fim; nada é aplicado duas vezes",
    `   ${ALERT_AGAIN}`,
    RULE,
  ].map(critical);
}

/** Said when the new ledger is filled. */
export function rebuiltLines(facts: DamageFacts, done: RebuiltFacts): readonly LogLine[] {
  const lines = [warning(`✅ Livro de registro refeito: ${summary(done)}`)];
  if (done.folderMissing) {
    lines.push(
      critical(`   A pasta ${oneLine(facts.folder)} não existe: não havia de onde refazer`),
    );
  }
  for (const { name, reason } of done.refused.slice(0, NAMES_SHOWN)) {
    lines.push(
      error(
        `   ${oneLine(name)} é conhecido, mas não foi reaplicado: ${clip(reason, REASON_SHOWN)}`,
      ),
    );
  }
  for (const { name, reason } of done.unreadable.slice(0, NAMES_SHOWN)) {
    lines.push(
      critical(
        `   ${oneLine(name)} não pôde ser lido e ficou fora do livro novo: ${
          clip(reason, REASON_SHOWN)
        }`,
      ),
    );
  }
  return lines;
}

/** The rebuild goes on. `left`: files still to be read. */
export function rebuildProgressLine(left: number): LogLine {
  return info(`📖 Refazendo o livro de registro: faltam ${left} arquivo(s)`);
}

function summary(done: RebuiltFacts): string {
  return `${done.files} arquivo(s), ${done.movements} movimento(s), ${done.titulos} título(s); ` +
    `${done.duplicates} cópia(s), ${done.refused.length} conhecido(s) mas não reaplicado(s), ` +
    `${done.unreadable.length} ilegível(is)`;
}
