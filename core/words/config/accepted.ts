/** What config.ini accepts in each kind of field; most complete the sentence "aceito ...". */

/** Any text. */
export const LINE_OF_TEXT = "um texto de uma linha";
/** A command, for the shell. */
export const COMMAND_LINE = "uma linha de comando";
/** A yes or no. */
export const BOOLEAN = "true ou false (ou sim/não, yes/no, 1/0)";
/** One mail address. */
export const ADDRESS = "um endereço de e-mail, como monitor@exemplo.org.br";
/** Any number of mail addresses. */
export const ADDRESSES =
  "endereços de e-mail separados por vírgula, como ana@exemplo.org.br, rui@exemplo.org.br";
/** Accounts and convênios. */
export const ACCOUNTS =
  "números de conta ou de convênio separados por vírgula, como 45678-9, 2345678";
/** The mail server. */
export const MAIL_HOST =
  "o nome do servidor de e-mail, sem porta, como smtp.exemplo.org.br (a porta vai em smtp_porta)";

/** The server of the ledger. */
export const DATABASE_HOST =
  "o nome do servidor PostgreSQL, sem porta, como banco.exemplo.org.br (a porta vai em porta)";

/** Where messages go, or a server that they go through. */
export const WEB_ADDRESS =
  "um endereço que começa com https:// (http:// só para esta máquina), como https://api.telegram.org";
/** Where signed messages go. */
export const OPEN_WEB_ADDRESS =
  "um endereço que começa com https:// ou http://, como https://exemplo.org.br/avisos";
/** The flow that posts in Teams. */
export const FLOW_URL =
  "a URL do fluxo (Workflows), que começa com https:// (http:// só para esta máquina)";
/** The token of a Telegram bot. */
export const BOT_TOKEN =
  "o token que o BotFather deu, de 3 a 200 letras, dígitos, :, _ ou -, como 123456:ABC-def";
/** A tenant of Entra. */
export const TENANT = "o número (ID) do locatário ou um domínio dele, como exemplo.onmicrosoft.com";
/** A Telegram conversation. */
export const CONVERSATION =
  "o número da conversa, como -1001234567890, ou o nome público dela, como @avisos_cobranca";

/** Any of some words, or the one for all. */
export function eventsText(options: readonly string[], all: string): string {
  return `${all}, ou alguns destes, separados por vírgula: ${options.join(", ")}`;
}
/** An address of the web. */
export const URL_TEXT =
  "um endereço que começa com https:// ou http://, como https://hc-ping.com/CODIGO";
/** An hour of the day. */
export const TIME_OF_DAY = "uma hora do dia, de 00:00 a 23:59, como 08:30";
/** Days of the week. */
export const WEEKDAYS =
  "dias da semana separados por vírgula, como segunda, terça (ou seg, ter), ou todos";
/** Days on which a file is expected. */
export const EXPECTED_DAYS =
  "uteis (sem fins de semana nem feriados bancários), todos, ou dias da semana separados por vírgula, como seg, qua";
/** A bank. */
export const BANK_NUMBER = "o número do banco, de 1 a 3 dígitos, como 001";
/** A convênio. */
export const AGREEMENT = "o número do convênio (ou beneficiário), como 2345678";
/** An account. */
export const ACCOUNT = "o número da conta, com ou sem o dígito, como 45678-9";
/** Names of files. */
export const FILE_PATTERN =
  "o nome do arquivo, em que * vale por qualquer texto e ? por um caractere, como CBR724*.ret";
/** Windows of the week. */
export const WINDOWS =
  "janelas separadas por vírgula, cada uma com dia, início e fim, como dom 02:00-04:00, qua 23:00-01:00 (o fim pode ser no dia seguinte; todos vale por todos os dias)";

/** What a path leads to, for {@link pathText}. */
export const FOLDER = "uma pasta";
/** The watched folder. */
export const SHARE_FOLDER = "uma pasta, como \\\\SERVIDOR1\\Pasta\\Retorno";
/** The data folder. */
export const LOCAL_FOLDER = "uma pasta em disco local";
/** The log. */
export const FILE = "um arquivo";

/** Units, for {@link integerText}. */
export const SECONDS = " de segundos";
/** Long times. */
export const HOURS = " de horas";
/** Times. */
export const MINUTES = " de minutos";
/** Sizes. */
export const MEGABYTES = " de megabytes";

/** Defaults that are no plain value, as the reference shows them. */
export const DEFAULTS = {
  required: "(obrigatória)",
  dataFolder: "%ProgramData%\\MonitorRetornos; fora do Windows, dados",
  mailEnabled: "true; false quando a seção não tem nenhum valor",
  mailUser: "o remetente, quando há senha",
  ofProvider: "o do provedor",
  machine: "o nome da máquina",
} as const;

/** A path; `what` is one of the texts above. */
export function pathText(what: string): string {
  return `o caminho de ${what}`;
}

/** A path that was written as `C:pasta`. */
export function fullDrivePathText(accepted: string): string {
  return `${accepted}, com a barra: C:\\pasta`;
}

/** A whole number within limits; `unit` is one of the texts above, or empty. */
export function integerText(unit: string, min: number, max: number): string {
  return `um número inteiro${unit}, de ${min} a ${max}`;
}

/** A number within limits that may have a fraction; `unit` as for {@link integerText}. */
export function decimalText(unit: string, min: number, max: number): string {
  const shown = (n: number) => String(n).replace(".", ",");
  return `um número${unit}, de ${shown(min)} a ${shown(max)}, como 4 ou 0,5`;
}

/** One of a few words, two or more. */
export function choiceText(options: readonly string[]): string {
  return `${options.slice(0, -1).join(", ")} ou ${options.at(-1)}`;
}

/** The sentence. */
export function acceptedText(accepted: string): string {
  return `aceito ${accepted}`;
}
