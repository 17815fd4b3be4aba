/** What is wrong in config.ini: one line for each problem, naming file, line, key, value and what is accepted. */

/** A value on one line between quotes: control and direction characters made visible, long text cut. */
export function quoteValue(value: string): string {
  const visible = value.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  const chars = [...visible];
  return `"${chars.length > 120 ? `${chars.slice(0, 120).join("")}…` : visible}"`;
}

/** `ARQUIVO, linha 12: [SECAO] chave = "valor": aceito ...`, the form of every problem. `line` is null for what is missing. */
export function problemText(
  file: string,
  line: number | null,
  key: string,
  value: string | null,
  accepted: string,
): string {
  const place = line === null ? file : `${file}, linha ${line}`;
  return `${place}: ${key}${value === null ? "" : ` = ${quoteValue(value)}`}: ${accepted}`;
}

/** The problems that are not shown, one or more. */
export function moreProblemsText(file: string, rest: number): string {
  return `${file}: e mais ${rest} ${rest === 1 ? "problema" : "problemas"}`;
}

/** Stands for the key where there is none. */
export function unreadableLineText(section: string | null): string {
  return section === null ? "linha não reconhecida" : `[${section}] linha não reconhecida`;
}

/** What a line should be that is neither section, nor `key = value`, nor comment. */
export const DAMAGED_LINE = {
  "header": "o nome de uma seção fica entre colchetes, sozinho na linha, como [EMAIL]",
  "no-equals":
    "aceito uma seção entre colchetes, chave = valor, ou um comentário que começa com # ou ;",
  "no-key": "falta o nome da chave antes do sinal de igual",
  "no-section": "falta uma seção entre colchetes, como [CAMINHOS], antes da primeira chave",
  "nul":
    "a linha contém caracteres nulos: salve o arquivo como texto em UTF-8 (este parece UTF-16 ou binário)",
} as const;

/** The same key twice, with two values. */
export function otherValueText(firstLine: number): string {
  return `a chave já está na linha ${firstLine} com outro valor; deixe só uma das duas`;
}

/** The log would be written over something else. */
export const LOG_OF_ITS_OWN =
  "aceito um arquivo só do log: não o config.ini, o livro de registro, uma das pastas ou um arquivo .ret";

/** The report or the metrics were to overwrite something else. */
export const FILE_OF_ITS_OWN =
  "aceito um arquivo só dele: não o config.ini, o log, o livro de registro, uma das pastas, um arquivo .ret ou o do outro";

/** A key that cannot be left out. `stray`: the same key where it does not belong. */
export function missingText(
  what: keyof typeof MISSING,
  stray: { readonly section: string; readonly line: number } | null,
): string {
  const found = stray === null
    ? ""
    : ` (há uma chave com esse nome em [${stray.section}], linha ${stray.line})`;
  return `falta o valor; ${MISSING[what]}${found}`;
}

const MAIL_OFF = "ou desligue o e-mail com habilitado = false";
const MISSING = {
  folder: "escreva a pasta que recebe os arquivos de retorno",
  mailHost: `escreva o nome do servidor de e-mail, ${MAIL_OFF}`,
  sender: `escreva o endereço de quem envia, ${MAIL_OFF}`,
  tenant: "escreva o locatário (inquilino) do Microsoft 365, que o OAuth 2.0 pede",
  client: "escreva o ID do aplicativo (cliente), que o OAuth 2.0 pede",
  tokenUrl: "escreva o endereço do servidor de tokens, que o OAuth 2.0 de outro provedor pede",
  conversation:
    "escreva a conversa que recebe as mensagens, ou desligue o Telegram com habilitado = false",
  webhookUrl:
    "escreva o endereço que recebe as mensagens, ou desligue o webhook com habilitado = false",
  databaseHost: "escreva o nome do servidor PostgreSQL, ou fique com motor = sqlite",
  databaseUser: "escreva a conta do PostgreSQL, ou fique com motor = sqlite",
  recipients: `escreva os endereços, separados por vírgula, ${MAIL_OFF}`,
} as const;

/** A list of addresses that holds none. */
export const NO_RECIPIENT = `escreva ao menos um endereço, ${MAIL_OFF}`;

/** A destination that is the watched folder itself. */
export const OTHER_FOLDER =
  "aceito uma pasta diferente de pasta_retorno, senão os arquivos voltariam à fila";

/** A data folder on a share. */
export const NOT_ON_SHARE =
  "aceito uma pasta em disco local (o banco de dados não pode ficar na rede)";
