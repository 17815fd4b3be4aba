/** What works in config.ini and should be looked at all the same. `key` is always `[SECAO] chave`. */
import { quoteValue } from "./problem.ts";

/** Where a note belongs: the line it is about, or the whole file. */
export function noteText(file: string, line: number | null, text: string): string {
  return line === null ? `${file}: ${text}` : `${file}, linha ${line}: ${text}`;
}

/** A section in several pieces, with the lines where they begin. */
export function sectionAgainText(section: string, lines: readonly number[]): string {
  return `a seção [${section}] aparece mais de uma vez (linhas ${
    lines.join(", ")
  }); as partes foram reunidas`;
}

/** The same key twice, with one value. */
export function sameValueText(key: string, firstLine: number): string {
  return `${key} repete a linha ${firstLine}`;
}

/** `meant`: the known name that it was probably meant to be, or null. */
export function unknownSectionText(title: string, meant: string | null): string {
  const hint = meant === null ? "" : `; seria [${meant}]?`;
  return `seção desconhecida [${quoteValue(title).slice(1, -1)}], ignorada${hint}`;
}

/** `meant` as for {@link unknownSectionText}. */
export function unknownKeyText(section: string, key: string, meant: string | null): string {
  const hint = meant === null ? "" : `; seria ${meant}?`;
  return `[${section}] chave desconhecida ${quoteValue(key)}, ignorada${hint}`;
}

/** A line that may be a piece of a secret: it is not shown. */
export function perhapsSecretText(section: string): string {
  return `[${section}] a linha parece um pedaço de uma senha ou de outro segredo, o que não é aceito; foi ignorada`;
}

/** There is a password in the file. */
export const PASSWORD_IN_FILE =
  "[EMAIL] senha está escrita no arquivo; é mais seguro guardá-la com Set-MonitorCredencial " +
  "(ou na variável de ambiente MONITOR_RETORNOS_SENHA) e apagar esta linha";

/** There is another secret in the file; `name` as `Set-MonitorCredencial -Segredo` calls it. */
export function secretInFileText(key: string, name: string): string {
  return `${key}: o segredo está escrito no arquivo; é mais seguro guardá-lo com Set-MonitorCredencial -Segredo ${name} ` +
    `(ou na variável de ambiente MONITOR_RETORNOS_${name.toUpperCase()}) e apagar esta linha`;
}

/** A channel is switched on, and its secret `key` is nowhere; `name` as for {@link secretInFileText}. */
export function secretNowhereText(key: string, name: string): string {
  return `${key}: falta o segredo, e as mensagens desse canal ficam retidas até ele chegar; guarde-o com ` +
    `Set-MonitorCredencial -Segredo ${name} (ou na variável de ambiente MONITOR_RETORNOS_${name.toUpperCase()})`;
}

/** Another secret may have been cut. */
export function secretCutText(key: string): string {
  return `${key}: o texto depois de espaço e # ou ; foi lido como comentário; se faz parte do segredo, ponha-o entre aspas`;
}

/** The password may have been cut. */
export const PASSWORD_CUT =
  "[EMAIL] senha: o texto depois de espaço e # ou ; foi lido como comentário; " +
  "se faz parte da senha, ponha a senha entre aspas";

/** There is nobody to write to. */
export const MAIL_OFF = "e-mail desligado: nenhum alerta será enviado por e-mail";

/** The port of STARTTLS with the other protection. */
export const TLS_ON_587 =
  "[EMAIL] seguranca = tls costuma usar smtp_porta = 465 (587 é a porta de starttls)";

/** The port of TLS with the other protection. */
export const STARTTLS_ON_465 = "[EMAIL] smtp_porta = 465 costuma pedir seguranca = tls";

/** A password without protection. */
export const PASSWORD_IN_THE_OPEN =
  "[EMAIL] seguranca = nenhuma envia a senha sem proteção pela rede";

/** A server of a ledger that is kept here. */
export const DATABASE_UNUSED =
  "[LIVRO_DE_REGISTRO] servidor não vale com motor = sqlite; para usar o PostgreSQL, escreva motor = postgresql";
/** The password of the ledger, and all that is in it, in the open. */
export const DATABASE_IN_THE_OPEN =
  "[LIVRO_DE_REGISTRO] tls = nenhum envia a senha e os títulos sem proteção pela rede";

/** The scheduled check asks for outages, and there are none. */
export const NO_OUTAGES_TO_CHECK =
  "[VERIFICACAO_AGENDADA] não tem efeito com [MONITORAMENTO_SERVIDOR] habilitado = false";

/** Nothing would ever be sent. */
export const ALWAYS_IN_MAINTENANCE =
  "[MANUTENCAO] janelas cobre a semana inteira: nada será enviado, nunca";

/** There is a time, and nobody to be told after it. */
export const NOBODY_TO_ESCALATE =
  "[EMAIL] escalar_apos_minutos não tem efeito sem escalar_para (os segundos destinatários)";
/** The same, for a password that is not in the file. */
export function passwordInTheOpenText(variable: string): string {
  return `${PASSWORD_IN_THE_OPEN} (a que está na variável de ambiente ${variable})`;
}

/** A path with a variable in it. */
export function notExpandedText(key: string): string {
  return `${key}: variáveis como %ProgramData% não são ` +
    "expandidas; o texto foi tomado como está";
}
