/** Lines of the log about the program itself. */
import { critical, error, info, type LogLine, warning } from "./line.ts";

/** The monitor begins. */
export function startedLines(
  version: string,
  pid: number,
  folder: string,
  probeSeconds: number,
  lookSeconds: number,
): readonly LogLine[] {
  return [
    info(`🚀 MonitorRetornos ${version} iniciado (processo ${pid})`),
    info(`   Pasta: ${folder}`),
    info(
      `   Verificação do servidor a cada ${probeSeconds}s; procura de arquivos a cada ${lookSeconds}s`,
    ),
  ];
}

/** The monitor has ended as it was told to. */
export function endedLine(): LogLine {
  return info("🛑 Monitor encerrado");
}

/** Something in config.ini works, and should be looked at. */
export function configWarningLine(text: string): LogLine {
  return warning(`⚠️ config.ini: ${text}`);
}

/** A turn failed, mostly for the ledger's sake. */
export function turnFailedLine(detail: string, pauseSeconds: number): LogLine {
  return error(
    `❌ Falha interna (nada foi perdido; nova tentativa em ${pauseSeconds}s): ${detail}`,
  );
}

/** A part of the monitor no longer turns; the program ends. */
export function stalledLine(lane: string): LogLine {
  return critical(
    `💀 A parte "${lane}" do monitor parou de andar; o programa se encerra para recomeçar`,
  );
}

/** A part that the monitor can do without has failed; it is begun again. */
export function laneBrokenLine(lane: string, detail: string): LogLine {
  return error(`❌ A parte "${lane}" falhou e é recomeçada (o monitor segue): ${detail}`);
}

/** A part that the monitor can do without no longer turns. */
export function laneSilentLine(lane: string): LogLine {
  return error(`❌ A parte "${lane}" parou de andar (o monitor segue sem ela)`);
}

/** The ledger turned out to be damaged in the middle of work; the program ends. `advice` says what will be done. */
export function damagedAtWorkLine(advice: string): LogLine {
  return critical(`💥 ${advice}; o programa se encerra para recomeçar`);
}

/** A defect ends the program. */
export function defectLine(detail: string): LogLine {
  return critical(`💀 Defeito do programa, que se encerra para recomeçar: ${detail}`);
}

/** The run before this one did not get to say why it ended. `last`: its last sign of life. */
export function endedAbruptlyLine(pid: number, last: string): LogLine {
  return warning(
    `💀 O monitor anterior (processo ${pid}) não se despediu: foi encerrado à força ou travou, depois de ${last}; nada foi perdido`,
  );
}

/** Said on standard error, because the log itself cannot be written. */
export function logUnwritableText(file: string, detail: string): string {
  return `o log ${file} não pôde ser gravado: ${detail}`;
}

/** The log could not be written for a while, and more was said than can wait. */
export function linesLostText(count: number): string {
  return `⚠️ ${count} linha(s) se perderam aqui: por um tempo nada pôde ser gravado`;
}

/** What lies where the log should be is a folder, a device or a pipe. */
export function logNotPlainText(file: string): string {
  return `[LOGS] arquivo_log: ${file} não é um arquivo comum (é uma pasta, um dispositivo ou um canal)`;
}

/** The log's disk does not answer. */
export function logSilentText(file: string, seconds: number): string {
  return `o log ${file} não respondeu em ${seconds} s; o monitor segue, e grava quando puder`;
}

/** The data folder could be read by other accounts of the machine. */
export function closedToOthersLine(folder: string): LogLine {
  return warning(
    `⚠️ A pasta de dados ${folder} estava aberta a outras contas; agora só esta conta entra nela`,
  );
}
