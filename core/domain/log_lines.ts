/** The lines of the story, word for word as users know them. */
import type { LogLevel } from "./log_level.ts";

/** One record of the log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

const RULE = "=".repeat(60);
const warning = (text: string): LogLine => ({ level: "WARNING", text });
const info = (text: string): LogLine => ({ level: "INFO", text });

/** The folder went out of reach. */
export function outageLines(folder: string, intervalSeconds: number): readonly LogLine[] {
  return [
    warning(RULE),
    warning("⚠️  ALERTA: Servidor ficou inacessível!"),
    warning(`   Pasta: ${folder}`),
    warning(`   Tentando reconectar a cada ${intervalSeconds}s...`),
    warning(RULE),
  ];
}

/** The folder is back. */
export function recoveryLines(): readonly LogLine[] {
  return [
    info(RULE),
    info("✅ SERVIDOR RECUPERADO!"),
    info("   Processando arquivos pendentes..."),
    info(RULE),
  ];
}

/** The search for what had gathered begins. */
export function searchLine(folder: string): LogLine {
  return info(`📁 Verificando arquivos existentes em: ${folder}`);
}

/** What the search found. */
export function foundLine(count: number): LogLine {
  if (count === 0) return info("📦 Nenhum arquivo .ret para processar");
  if (count === 1) return info("📦 Encontrado 1 arquivo .ret para processar");
  return info(`📦 Encontrados ${count} arquivos .ret para processar`);
}

/** A file is in its place. `reason` is the refusal, or the name that a duplicate repeats. */
export function fileLine(
  situation: "processado" | "recusado" | "duplicado" | "ignorado",
  name: string,
  reason: string | null,
): LogLine {
  switch (situation) {
    case "processado":
      return info(`✅ ${name} processado com sucesso`);
    case "recusado":
      return {
        level: "ERROR",
        text: `❌ ${name} movido para Erro: ${reason ?? "motivo não registrado"}`,
      };
    case "duplicado":
      return warning(
        `♻️ ${name} é uma cópia de ${
          reason ?? "outro arquivo"
        }: guardado em Processados sem aplicar de novo`,
      );
    case "ignorado":
      return info(`⏭️ ${name} guardado em Ignorados (excluir_ied)`);
  }
}
