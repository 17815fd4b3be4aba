/** Lines of the log about an outage: the story, word for word as users know it. Durations are in ms. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import type { OutageAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { info, type LogLine, RULE, warning } from "./line.ts";

/** The folder went out of reach. */
export function outageLines(outage: OutageAnnouncement): readonly LogLine[] {
  const { folder, intervalSeconds, diagnosis, unstable } = outage;
  const lines = [
    warning(RULE),
    warning("⚠️  ALERTA: Servidor ficou inacessível!"),
    warning(`   Pasta: ${folder}`),
    warning(`   Tentando reconectar a cada ${intervalSeconds}s...`),
    warning(RULE),
    warning(`   Diagnóstico (${diagnosis.code}): ${diagnosis.message}`),
  ];
  if (!unstable) return lines;
  return [
    ...lines,
    warning("   Conexão instável: novos avisos só depois que a pasta ficar estável"),
  ];
}

/** The same outage, for another reason. */
export function diagnosisLine(diagnosis: Diagnosis): LogLine {
  return warning(`   Diagnóstico agora (${diagnosis.code}): ${diagnosis.message}`);
}

/** The outage lasts. */
export function stillDownLine(downMs: number, intervalSeconds: number): LogLine {
  return info(
    `⏳ Servidor ainda inacessível há ${
      humanDuration(downMs)
    }; nova tentativa em ${intervalSeconds}s`,
  );
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

/** A recovery that a restart had cut off goes on. */
export function resumedLine(): LogLine {
  return info("🔄 Retomando a recuperação que foi interrompida");
}

/** The folder went away again before the recovery was over. */
export function relapsedLine(): LogLine {
  return warning(
    "⚠️  Servidor voltou a ficar inacessível antes do fim da recuperação; é a mesma queda",
  );
}

/** All that had gathered is done. */
export function downtimeLine(downMs: number): LogLine {
  return info(`⏱️ Servidor ficou inacessível por ${humanDuration(downMs)}`);
}

/** A failure that was over before it counted as an outage. */
export function falseAlarmLine(diagnosis: Diagnosis): LogLine {
  return info(`ℹ️ Falha passageira de acesso à pasta, já superada: ${diagnosis.message}`);
}

/** Alerts are off, and the folder does not answer. */
export function silentTroubleLine(diagnosis: Diagnosis): LogLine {
  return warning(`⚠️ A pasta não responde (alertas desligados): ${diagnosis.message}`);
}

/** Alerts are off, and the folder answers again. */
export function silentReturnLine(): LogLine {
  return info("✅ A pasta voltou a responder");
}
