/** Lines of the log about files. Names and reasons may be of any origin. */
import type { FileSituation, FileTrouble } from "../../domain/file_fate.ts";
import { oneLine } from "../../domain/text.ts";
import type { ProblemsAnnouncement } from "../announcement.ts";
import { ownFolderText } from "../folder.ts";
import { debug, error, info, type LogLine, warning } from "./line.ts";

/** Names in the log at once; the rest is in the message. */
const PROBLEMS_SHOWN = 50;

/** Nothing is processed while a destination is the watched folder itself. */
export function ownFolderLine(directory: string, real: string): LogLine {
  return error(
    `❌ Nada é processado: ${
      oneLine(ownFolderText(directory, real))
    }. Corrija [CAMINHOS] ou o atalho`,
  );
}

/** A destination is somewhere else than its path says. */
export function linkedPlaceLine(directory: string, real: string): LogLine {
  return warning(`⚠️ ${oneLine(directory)} é um atalho: os arquivos vão para ${oneLine(real)}`);
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

/** What lay there at the start is left as it is. */
export function leftAloneLine(count: number): LogLine {
  return info(
    `📁 ${count} arquivo(s) .ret já estavam na pasta e ficam como estão (processar_existentes_ao_iniciar = false)`,
  );
}

/** A file is in its place. `reason` is the refusal, or the name that a duplicate repeats. */
export function fileLine(fate: FileSituation, name: string, reason: string | null): LogLine {
  const file = oneLine(name);
  switch (fate) {
    case "processado":
      return info(`✅ ${file} processado com sucesso`);
    case "recusado":
      return error(`❌ ${file} movido para Erro: ${reason ?? "motivo não registrado"}`);
    case "duplicado":
      return warning(
        `♻️ ${file} é uma cópia de ${
          reason ?? "outro arquivo"
        }: guardado em Processados sem aplicar de novo`,
      );
    case "ignorado":
      return info(`⏭️ ${file} guardado em Ignorados (excluir_ied)`);
  }
}

/** An accepted file of which something is odd. `first` is the first of the warnings. */
export function warningsLine(name: string, count: number, first: string): LogLine {
  const file = oneLine(name);
  const what = oneLine(first);
  return warning(
    count === 1
      ? `⚠️ ${file}: aviso: ${what}`
      : `⚠️ ${file}: ${count} avisos; o primeiro: ${what} (veja: arquivos "${file}" --avisos)`,
  );
}

/** Its own name was taken. */
export function renamedLine(name: string, target: string): LogLine {
  return info(`   ${oneLine(name)} foi guardado como ${oneLine(target)} (o nome já existia)`);
}

/** A decided file is not where it was: taken away, or another content under its name. */
export function lostLine(fate: FileSituation, name: string, how: "vanished" | "changed"): LogLine {
  const file = `⚠️ ${oneLine(name)} (${fate})`;
  return warning(
    how === "vanished"
      ? `${file} foi retirado da pasta por outra pessoa antes de ser movido`
      : `${file} foi trocado por outro conteúdo antes de ser movido; o novo será lido`,
  );
}

/** More may be on its way; `why` is the refusal that it would get as it is. */
export function incompleteLine(name: string, why: string): LogLine {
  return info(`⏳ ${oneLine(name)} parece incompleto; aguardando mais dados: ${oneLine(why)}`);
}

/** A file is put aside for a while. `detail` is the error's own message. */
export function unavailableLine(
  name: string,
  wanted: "visto" | "lido" | "registrado" | "movido",
  obstacle: FileTrouble,
  detail: string,
): LogLine {
  return warning(
    `⚠️ ${oneLine(name)} não pôde ser ${wanted} agora: ${obstacleText(obstacle, detail)}`,
  );
}

/** Why a file could not be dealt with, in a few words. `detail` is the error's own reason. */
export function obstacleText(obstacle: FileTrouble, detail: string): string {
  switch (obstacle) {
    case "busy":
      return "está aberto em outro programa";
    case "disk-full":
      return "o disco de destino está cheio";
    case "denied":
      return `acesso negado: ${oneLine(detail)}`;
    case "timeout":
      return "sem resposta no prazo";
    default:
      return oneLine(detail);
  }
}

/** Files that could not be dealt with for long: one line each, the first of them. */
export function problemLines({ problems, limitMinutes }: ProblemsAnnouncement): readonly LogLine[] {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ name, reason, attempts }) =>
    warning(
      `⚠️ ${
        oneLine(name)
      } está pendente há mais de ${limitMinutes} min (${attempts} tentativa(s)): ${
        oneLine(reason)
      }`,
    )
  );
  const more = problems.length - PROBLEMS_SHOWN;
  if (more > 0) {
    lines.push(warning(`⚠️ ... e mais ${more} arquivo(s) (veja: arquivos --pendentes)`));
  }
  return lines;
}

/** The agency's own command took the file. */
export function integratedLine(name: string): LogLine {
  return debug(`🔗 ${oneLine(name)} entregue à integração`);
}

/** The agency's own command did not take the file. */
export function integrationFailedLine(name: string, reason: string): LogLine {
  return warning(
    `🔗 ${oneLine(name)} foi processado, mas a integração falhou: ${reason}; ` +
      "o arquivo fica na pasta e a integração é tentada de novo",
  );
}

/** Handing a file over met a failure of the program's own. */
export function integrationBrokenLine(name: string, detail: string): LogLine {
  return error(`❌ Falha interna na integração de ${oneLine(name)}: ${detail}`);
}
