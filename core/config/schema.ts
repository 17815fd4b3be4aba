/** Every section and key of config.ini, with default, range and what is accepted. */
import * as v from "valibot";
import type { LogLevel } from "../ports/log.port.ts";
import {
  COMMAND_LINE,
  DATABASE_HOST,
  DEFAULTS,
  FILE,
  FOLDER,
  HOURS,
  LINE_OF_TEXT,
  LOCAL_FOLDER,
  MAIL_HOST,
  MEGABYTES,
  MINUTES,
  SECONDS,
  SHARE_FOLDER,
} from "../words/config/accepted.ts";
import { WEBHOOK_EVENTS } from "../words/webhook_events.ts";
import { decimal, timeOfDay, weekdays, weeklyWindows } from "./calendar_fields.ts";
import { botToken, conversation, flowUrl, tenant, webAddress, words } from "./channel_fields.ts";
import {
  accounts,
  address,
  addresses,
  boolean,
  choice,
  type FieldInfo,
  host,
  integer,
  path,
  text,
  url,
} from "./fields.ts";

const LEVELS = [
  "DEBUG",
  "INFO",
  "WARNING",
  "ERROR",
  "CRITICAL",
] as const satisfies readonly LogLevel[];
const AUTHENTICATION = ["automatica", "senha", "oauth2", "nenhuma"] as const;
const PROVIDERS = ["microsoft", "google", "outro"] as const;
const ENGINES = ["sqlite", "postgresql"] as const;
const DATABASE_TLS = ["verificar", "exigir", "nenhum"] as const;
const SECURITY = ["starttls", "tls", "nenhuma"] as const;

/**
 * No CNAB file is longer: its record counter has six digits, and 999.999 records of 402 bytes (CNAB 400 with its line ends) are
 * 384 MiB. What is larger is no retorno, and would fill the local disk before anybody knew.
 */
const LARGEST_FILE_MB = 400;

/** How the connection to the mail server is protected. */
export type MailSecurity = (typeof SECURITY)[number];

/** What keeps the ledger. */
export type LedgerEngine = (typeof ENGINES)[number];

/** How the connection to PostgreSQL is protected: with the server's name proven, only encrypted, not at all. */
export type DatabaseTls = (typeof DATABASE_TLS)[number];

/** How the mail account is asked for. */
export type MailAuthentication = (typeof AUTHENTICATION)[number];

/** Whether a password, where there is one, goes over the network as it is. Undefined: a wrong value. */
export function passwordInTheOpen(
  seguranca: MailSecurity | undefined,
  autenticacao: MailAuthentication | undefined,
): boolean {
  return seguranca === "nenhuma" && (autenticacao === "automatica" || autenticacao === "senha");
}

/** Who grants tokens. */
export type OAuthProvider = (typeof PROVIDERS)[number];

/** The sections, by the name that stands between the brackets. Keys as they are written in the file. */
export const SCHEMA = {
  CAMINHOS: v.object({
    pasta_retorno: path(SHARE_FOLDER, DEFAULTS.required),
    pasta_processados: path(FOLDER, "pasta_retorno\\Processados"),
    pasta_erro: path(FOLDER, "pasta_retorno\\Erro"),
    pasta_dados: path(LOCAL_FOLDER, DEFAULTS.dataFolder),
  }),
  MONITORAMENTO_SERVIDOR: v.object({
    habilitado: boolean(true),
    intervalo_verificacao: integer(300, 1, 86400, SECONDS),
    alertar_por_email: boolean(true),
    prazo_sonda: integer(20, 1, 600, SECONDS),
  }),
  PROCESSAMENTO: v.object({
    intervalo_varredura: integer(5, 1, 3600, SECONDS),
    tempo_espera_arquivo: integer(1, 0, 3600, SECONDS),
    processar_existentes_ao_iniciar: boolean(true),
    excluir_ied: boolean(true),
    contas: accounts(),
    tamanho_maximo_arquivo_mb: integer(LARGEST_FILE_MB, 1, 102400, MEGABYTES),
    avisar_pendente_minutos: integer(30, 1, 10080, MINUTES),
    tolerancia_lacuna_horas: decimal(0.001, 8760, HOURS, "24"),
  }),
  EMAIL: v.object({
    habilitado: boolean(true, DEFAULTS.mailEnabled),
    smtp_servidor: host(MAIL_HOST),
    smtp_porta: integer(587, 1, 65535),
    seguranca: choice(SECURITY, "starttls"),
    usuario: text(LINE_OF_TEXT, DEFAULTS.mailUser),
    senha: text(),
    autenticacao: choice(AUTHENTICATION, "automatica"),
    oauth2_provedor: choice(PROVIDERS, "microsoft"),
    oauth2_inquilino: tenant(),
    oauth2_cliente: text(),
    oauth2_url_token: webAddress(false, "", DEFAULTS.ofProvider),
    oauth2_escopo: text(LINE_OF_TEXT, DEFAULTS.ofProvider),
    oauth2_chave: path(FILE),
    remetente: address(),
    destinatarios: addresses(),
    lembrete_horas: decimal(0.001, 720, HOURS),
    escalar_para: addresses(),
    escalar_apos_minutos: decimal(0.01, 43200, MINUTES, "60"),
    resumo_diario: timeOfDay(),
  }),
  MANUTENCAO: v.object({ janelas: weeklyWindows() }),
  VERIFICACAO_AGENDADA: v.object({
    habilitado: boolean(false),
    horario: timeOfDay("08:30"),
    dias_semana: weekdays("segunda,terca,quarta,quinta,sexta"),
  }),
  BATIMENTO: v.object({ url: url() }),
  NOTIFICACOES: v.object({ habilitado: boolean(true) }),
  TEAMS: v.object({ habilitado: boolean(false), url: flowUrl() }),
  TELEGRAM: v.object({
    habilitado: boolean(false),
    conversa: conversation(),
    token: botToken(),
    servidor: webAddress(false, "https://api.telegram.org"),
  }),
  WEBHOOK: v.object({
    habilitado: boolean(false),
    url: webAddress(true),
    segredo: text(),
    eventos: words(WEBHOOK_EVENTS, "todos"),
  }),
  PAINEL: v.object({
    habilitado: boolean(false),
    porta: integer(8724, 1, 65535),
  }),
  RELATORIO: v.object({
    arquivo: path(FILE),
    a_cada_minutos: integer(5, 1, 1440, MINUTES),
  }),
  METRICAS: v.object({ arquivo: path(FILE) }),
  LIVRO_DE_REGISTRO: v.object({
    motor: choice(ENGINES, "sqlite"),
    servidor: host(DATABASE_HOST),
    porta: integer(5432, 1, 65535),
    banco: text(LINE_OF_TEXT, undefined, "monitor_retornos"),
    usuario: text(),
    tls: choice(DATABASE_TLS, "verificar"),
    certificado_ca: path(FILE),
    posto: text(LINE_OF_TEXT, DEFAULTS.machine),
    prazo_posse: integer(30, 5, 3600, SECONDS),
  }),
  LOGS: v.object({
    arquivo_log: path(FILE, undefined, "logs\\monitor_retornos.log"),
    nivel_log: choice(LEVELS, "INFO"),
    tamanho_maximo_mb: integer(10, 1, 1024, MEGABYTES),
    arquivos_mantidos: integer(5, 1, 1000),
  }),
  INTEGRACAO: v.object({
    comando: text(COMMAND_LINE),
    prazo: integer(60, 1, 3600, SECONDS),
  }),
};

/** Name of a known section. */
export type SectionName = keyof typeof SCHEMA;

/** The values of all sections, after validation. */
export type Values = { [S in SectionName]: v.InferOutput<(typeof SCHEMA)[S]> };

/** One key, as the messages, the reference and its test need it. */
export interface FieldDescription extends FieldInfo {
  readonly section: SectionName;
  readonly key: string;
  /** The text that stands for a missing or empty key. */
  readonly fallback: string;
  /** Text to value; an issue's message is always "what is accepted". */
  readonly schema: v.GenericSchema<string | undefined, unknown>;
}

/** All keys of all sections, in the order of the contract. */
export const FIELDS: readonly FieldDescription[] = Object.entries(SCHEMA).flatMap((
  [section, schema],
) =>
  Object.entries(schema.entries).map(([key, field]) => ({
    ...(v.getMetadata(field.wrapped) as unknown as FieldInfo),
    section: section as SectionName,
    key,
    fallback: field.default,
    schema: field as v.GenericSchema<string | undefined, unknown>,
  }))
);

/** The keys whose values are never shown, and how `Set-MonitorCredencial -Segredo` calls each of them; null: the mail password. */
export const SECRETS = {
  "EMAIL senha": null,
  "TEAMS url": "teams",
  "TELEGRAM token": "telegram",
  "WEBHOOK segredo": "webhook",
} as const satisfies Readonly<Record<string, string | null>>;

/** Name of a secret beside the mail password. */
export type SecretName =
  | Exclude<(typeof SECRETS)[keyof typeof SECRETS], null>
  | "oauth2"
  | "livro";

/** The keys whose values are never shown. */
export function isSecret(section: string, key: string): boolean {
  return isPassword(section, key) || (section === "BATIMENTO" && key === "url");
}

/** The keys whose values had better not stand in the file. */
export function isPassword(section: string, key: string): boolean {
  return `${section} ${key}` in SECRETS;
}
