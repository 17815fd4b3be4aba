/** Lines of the log about page, report and metrics. */
import { error, info, type LogLine, warning } from "./line.ts";

/** The page can be opened. */
export function pageServedLine(url: string): LogLine {
  return info(`📊 Painel em ${url} (só desta máquina)`);
}

/** Somebody else has the port. */
export function portTakenLine(port: number): LogLine {
  return warning(
    `⚠️ O painel espera: a porta ${port} está em uso por outro programa ([PAINEL] porta)`,
  );
}

/** A page could not be made. */
export function pageFailedLine(detail: string): LogLine {
  return error(`❌ O painel não pôde responder (o monitor segue): ${detail}`);
}

/** The report or the metrics could not be written. */
export function notWrittenLine(
  what: "relatorio" | "metricas",
  file: string,
  detail: string,
): LogLine {
  return warning(
    `⚠️ ${FILES[what]} não pôde ser gravado em ${file} (nova tentativa na próxima vez): ${detail}`,
  );
}

/** It can be written again. */
export function writtenAgainLine(what: "relatorio" | "metricas", file: string): LogLine {
  return info(`✅ ${FILES[what]} voltou a ser gravado em ${file}`);
}

const FILES = { relatorio: "O relatório", metricas: "O arquivo de métricas" } as const;

/** What a browser is told that asks in a wrong way. */
export const SITE_WORDS = {
  foreignHost: "Este painel só responde a http://127.0.0.1 e http://localhost, nesta máquina.\n",
  readOnly: "Este painel só mostra: aceita apenas GET e HEAD.\n",
  unknownFolder: "Essa pasta não está no livro de registro. As que estão: /api/pastas.\n",
  notFound: "Não há nada aqui. O painel está em /.\n",
  broken: "O painel não pôde responder agora; o motivo está no log do monitor.\n",
} as const;

/** A number of days that is not accepted. */
export function daysText(text: string, most: number): string {
  return `dias=${text}: aceito um número inteiro de dias, de 1 a ${most}\n`;
}

/** Why the helper that shows the monitor is begun again. */
export const DISPLAY_TROUBLE = {
  ended: "o processo auxiliar terminou",
  silent: "o processo auxiliar não dá sinal de vida e foi encerrado",
} as const;
