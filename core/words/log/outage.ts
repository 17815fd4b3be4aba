/** Lines of the log about an outage: the story, word for word as users know it. Durations are in ms. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import type { OutageAnnouncement } from "../announcement.ts";
import { humanDuration } from "../duration.ts";
import { TEST_LINE_TEXT } from "../test_mark.ts";
import { critical, info, type LogLine, RULE, warning } from "./line.ts";

/** The folder went out of reach. */
export function outageLines(outage: OutageAnnouncement): readonly LogLine[] {
  const { folder, intervalSeconds, diagnosis, unstable } = outage;
  if (outage.afterMaintenance) return [maintenanceOverLine()];
  const lines = [
    warning(RULE),
    warning("⚠️  ALERTA: Servidor ficou inacessível!"),
    warning(`   Pasta: ${folder}`),
    warning(`   Tentando reconectar a cada ${intervalSeconds}s...`),
    warning(RULE),
    warning(`   Diagnóstico (${diagnosis.code}): ${diagnosis.message}`),
    ...outage.test ? [warning(TEST_LINE_TEXT)] : [],
  ];
  if (!unstable) return lines;
  return [
    ...lines,
    warning("   Conexão instável: novos avisos só depois que a pasta ficar estável"),
  ];
}

/** The window is over, and the outage, which the log knows, is not. */
function maintenanceOverLine(): LogLine {
  return warning(
    "🔧 A janela de manutenção terminou e o servidor continua inacessível: o alerta sai agora",
  );
}

/** The folder went out of reach in a window that ends in `leftMs`. */
export function outageInMaintenanceLines(
  outage: OutageAnnouncement,
  leftMs: number,
): readonly LogLine[] {
  return [
    ...outageLines(outage),
    info(
      `🔧 Janela de manutenção por mais ${
        humanDuration(leftMs)
      }: a queda é registrada, e nada é enviado`,
    ),
  ];
}

/** Nobody was told of it, and nobody will be. */
export function recoveryInMaintenanceLines(downMs: number): readonly LogLine[] {
  return [
    downtimeLine(downMs),
    info("🔧 A queda coube na janela de manutenção: registrada, sem aviso"),
  ];
}

/** It lasts, and people are told again. */
export function reminderLine(number: number, downMs: number): LogLine {
  return warning(`⏰ Lembrete ${number}: servidor inacessível há ${humanDuration(downMs)}`);
}

/** It lasts, and nobody has answered. */
export function escalationLine(downMs: number): LogLine {
  return warning(
    `🆘 Servidor inacessível há ${
      humanDuration(downMs)
    } e ninguém reconheceu a queda: avisando os segundos destinatários`,
  );
}

/** It was there at the hour of the scheduled check, and still is. */
export function criticalLine(downMs: number): LogLine {
  return critical(
    `🚨 FALHA CRÍTICA: servidor inacessível na verificação agendada e ainda meia hora depois (há ${
      humanDuration(downMs)
    })`,
  );
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

/** The folder is back. `ledgerAway`: nothing can be processed yet. */
export function recoveryLines(ledgerAway = false): readonly LogLine[] {
  return [
    info(RULE),
    info("✅ SERVIDOR RECUPERADO!"),
    info(
      ledgerAway
        ? "   Os arquivos pendentes esperam o livro de registro, fora de alcance"
        : "   Processando arquivos pendentes...",
    ),
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
