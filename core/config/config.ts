/** The settings of the program, after reading and validation. Durations keep the unit of config.ini. */
import { MAIL_SCOPES, tokenServer } from "../words/config/oauth.ts";
import type { WebhookEvent } from "../words/webhook_events.ts";
import type { ExpectedRule } from "../domain/expected/rule.ts";
import type { WeeklyWindow } from "../domain/told/maintenance.ts";
import type { LogLevel } from "../ports/log.port.ts";
import type {
  DatabaseTls,
  LedgerEngine,
  MailAuthentication,
  MailSecurity,
  OAuthProvider,
  Values,
} from "./schema.ts";

export type { MailSecurity };

/** Every value that the program reads. Paths are absolute. */
export interface Config {
  /** The file it came from, absolute. */
  readonly file: string;
  readonly caminhos: {
    readonly pastaRetorno: string;
    readonly pastaProcessados: string;
    readonly pastaErro: string;
    /** Always `pasta_retorno\Ignorados`. */
    readonly pastaIgnorados: string;
    /** Local disk: ledger, locks, temporary copies, notifications. */
    readonly pastaDados: string;
  };
  readonly servidor: {
    readonly habilitado: boolean;
    /** Seconds. */
    readonly intervaloVerificacao: number;
    readonly alertarPorEmail: boolean;
    /** Seconds. */
    readonly prazoSonda: number;
  };
  readonly processamento: {
    /** Seconds. */
    readonly intervaloVarredura: number;
    /** Seconds. */
    readonly tempoEsperaArquivo: number;
    readonly processarExistentesAoIniciar: boolean;
    readonly excluirIed: boolean;
    /** Accounts or convênios whose files are taken; empty: any. */
    readonly contas: readonly string[];
    /** Megabytes (1024 x 1024 bytes). */
    readonly tamanhoMaximoArquivoMb: number;
    /** Minutes that a file may be in trouble before a message is sent. */
    readonly avisarPendenteMinutos: number;
    /** Hours that a number may be missing in a sequence before it is told. */
    readonly toleranciaLacunaHoras: number;
  };
  readonly email: {
    readonly habilitado: boolean;
    readonly smtpServidor: string;
    readonly smtpPorta: number;
    readonly seguranca: MailSecurity;
    /** Null: the sender's address is used, when there is a password from anywhere and the connection is protected. */
    readonly usuario: string | null;
    /** From config.ini only; the protected store and the environment are asked elsewhere. Never logged. */
    readonly senha: string | null;
    readonly autenticacao: MailAuthentication;
    /** Meaningful with `autenticacao = oauth2`. */
    readonly oauth2: {
      readonly provedor: OAuthProvider;
      readonly cliente: string;
      readonly urlToken: string;
      readonly escopo: string;
      /** Google: path of the service account's key, absolute; null: the key is kept as the secret. */
      readonly chave: string | null;
    };
    readonly remetente: string;
    readonly destinatarios: readonly string[];
    /** Hours between two reminders of an outage; null: none. */
    readonly lembreteHoras: number | null;
    /** Second recipients; empty: nobody. */
    readonly escalarPara: readonly string[];
    /** Minutes that an outage may last unanswered before they are told. */
    readonly escalarAposMinutos: number;
    /** Minutes since midnight; null: no summary. */
    readonly resumoDiario: number | null;
  };
  readonly manutencao: { readonly janelas: readonly WeeklyWindow[] };
  readonly verificacaoAgendada: {
    readonly habilitado: boolean;
    /** Minutes since midnight. */
    readonly horario: number;
    /** Days of the week; 0 is Sunday. */
    readonly diasSemana: readonly number[];
  };
  /** Where signs of life go; null: nowhere. A secret: never logged. */
  readonly batimento: { readonly url: string | null };
  readonly notificacoes: { readonly habilitado: boolean };
  /** Secrets are those of config.ini only; null: looked for elsewhere. Never logged. */
  readonly teams: { readonly habilitado: boolean; readonly url: string | null };
  readonly telegram: {
    readonly habilitado: boolean;
    readonly conversa: string;
    readonly token: string | null;
    readonly servidor: string;
  };
  readonly webhook: {
    readonly habilitado: boolean;
    readonly url: string;
    readonly segredo: string | null;
    /** Null: all. */
    readonly eventos: readonly WebhookEvent[] | null;
  };
  /** Files that are expected, in the order of the file. */
  readonly esperados: readonly ExpectedRule[];
  readonly painel: { readonly habilitado: boolean; readonly porta: number };
  /** Absolute; null: none is written. */
  readonly relatorio: { readonly arquivo: string | null; readonly aCadaMinutos: number };
  readonly metricas: { readonly arquivo: string | null };
  readonly livro: {
    readonly motor: LedgerEngine;
    /** Those of PostgreSQL are meaningful with that engine only. */
    readonly servidor: string;
    readonly porta: number;
    readonly banco: string;
    readonly usuario: string;
    readonly tls: DatabaseTls;
    /** Absolute; null: the authorities that the system trusts. */
    readonly certificadoCa: string | null;
    /** Name of this machine in what people read; null: the machine's own. */
    readonly posto: string | null;
    /** Seconds without a sign of life after which another machine takes over. */
    readonly prazoPosse: number;
  };
  readonly logs: {
    readonly arquivoLog: string;
    readonly nivelLog: LogLevel;
    readonly tamanhoMaximoMb: number;
    readonly arquivosMantidos: number;
  };
  readonly integracao: {
    /** Command line run after files are processed, or null. */
    readonly comando: string | null;
    /** Seconds the command may take. */
    readonly prazo: number;
  };
  /** Unknown sections and keys, a password in the file: Portuguese sentences for the log. */
  readonly avisos: readonly string[];
}

/** What a value of config.ini cannot tell by itself: what depends on the folder of the file. */
export type Resolved = Pick<Config, "file" | "caminhos" | "avisos" | "esperados"> & {
  /** Absolute. */
  readonly arquivoLog: string;
  /** Absolute, or null. */
  readonly oauth2Chave: string | null;
  /** Absolute, or null. */
  readonly relatorio: string | null;
  readonly metricas: string | null;
  readonly certificadoCa: string | null;
};

/** Each provider's own address and scope, unless others are written. */
function oauth2Of(email: Values["EMAIL"], chave: string | null): Config["email"]["oauth2"] {
  const { oauth2_provedor: provedor, oauth2_inquilino: tenant } = email;
  return {
    provedor,
    cliente: email.oauth2_cliente,
    urlToken: email.oauth2_url_token || tokenServer(provedor, tenant),
    escopo: email.oauth2_escopo || MAIL_SCOPES[provedor],
    chave,
  };
}

/** The settings, from values that were all found right. */
export function configOf(values: Values, resolved: Resolved): Config {
  const { MONITORAMENTO_SERVIDOR, PROCESSAMENTO, EMAIL, LIVRO_DE_REGISTRO, LOGS, INTEGRACAO } =
    values;
  return {
    file: resolved.file,
    caminhos: resolved.caminhos,
    servidor: {
      habilitado: MONITORAMENTO_SERVIDOR.habilitado,
      intervaloVerificacao: MONITORAMENTO_SERVIDOR.intervalo_verificacao,
      alertarPorEmail: MONITORAMENTO_SERVIDOR.alertar_por_email,
      prazoSonda: MONITORAMENTO_SERVIDOR.prazo_sonda,
    },
    processamento: {
      intervaloVarredura: PROCESSAMENTO.intervalo_varredura,
      tempoEsperaArquivo: PROCESSAMENTO.tempo_espera_arquivo,
      processarExistentesAoIniciar: PROCESSAMENTO.processar_existentes_ao_iniciar,
      excluirIed: PROCESSAMENTO.excluir_ied,
      contas: PROCESSAMENTO.contas,
      tamanhoMaximoArquivoMb: PROCESSAMENTO.tamanho_maximo_arquivo_mb,
      avisarPendenteMinutos: PROCESSAMENTO.avisar_pendente_minutos,
      toleranciaLacunaHoras: PROCESSAMENTO.tolerancia_lacuna_horas ?? 24,
    },
    email: {
      habilitado: EMAIL.habilitado,
      smtpServidor: EMAIL.smtp_servidor,
      smtpPorta: EMAIL.smtp_porta,
      seguranca: EMAIL.seguranca,
      usuario: EMAIL.usuario || null,
      senha: EMAIL.senha || null,
      autenticacao: EMAIL.autenticacao,
      oauth2: oauth2Of(EMAIL, resolved.oauth2Chave),
      remetente: EMAIL.remetente,
      destinatarios: EMAIL.destinatarios,
      lembreteHoras: EMAIL.lembrete_horas,
      escalarPara: EMAIL.escalar_para,
      escalarAposMinutos: EMAIL.escalar_apos_minutos ?? 60,
      resumoDiario: EMAIL.resumo_diario,
    },
    manutencao: { janelas: values.MANUTENCAO.janelas },
    verificacaoAgendada: {
      habilitado: values.VERIFICACAO_AGENDADA.habilitado,
      horario: values.VERIFICACAO_AGENDADA.horario ?? 510,
      diasSemana: values.VERIFICACAO_AGENDADA.dias_semana,
    },
    batimento: { url: values.BATIMENTO.url },
    notificacoes: { habilitado: values.NOTIFICACOES.habilitado },
    teams: { habilitado: values.TEAMS.habilitado, url: values.TEAMS.url || null },
    telegram: { ...values.TELEGRAM, token: values.TELEGRAM.token || null },
    webhook: { ...values.WEBHOOK, segredo: values.WEBHOOK.segredo || null },
    esperados: resolved.esperados,
    painel: values.PAINEL,
    relatorio: { arquivo: resolved.relatorio, aCadaMinutos: values.RELATORIO.a_cada_minutos },
    metricas: { arquivo: resolved.metricas },
    livro: {
      motor: LIVRO_DE_REGISTRO.motor,
      servidor: LIVRO_DE_REGISTRO.servidor,
      porta: LIVRO_DE_REGISTRO.porta,
      banco: LIVRO_DE_REGISTRO.banco,
      usuario: LIVRO_DE_REGISTRO.usuario,
      tls: LIVRO_DE_REGISTRO.tls,
      certificadoCa: resolved.certificadoCa,
      posto: LIVRO_DE_REGISTRO.posto || null,
      prazoPosse: LIVRO_DE_REGISTRO.prazo_posse,
    },
    logs: {
      arquivoLog: resolved.arquivoLog,
      nivelLog: LOGS.nivel_log,
      tamanhoMaximoMb: LOGS.tamanho_maximo_mb,
      arquivosMantidos: LOGS.arquivos_mantidos,
    },
    integracao: { comando: INTEGRACAO.comando || null, prazo: INTEGRACAO.prazo },
    avisos: resolved.avisos,
  };
}

/** One wrong value; all of them are collected before the start is refused. */
export interface ConfigProblem {
  /** Line of config.ini, from 1, or null when the key is missing. */
  readonly line: number | null;
  /** `[SECAO] chave`. */
  readonly key: string;
  /** The value as written; never a password. */
  readonly value: string | null;
  /** What is accepted, in Portuguese. */
  readonly accepted: string;
}

/** config.ini cannot be used. The message names file, line, key, value and what is accepted. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly file: string, readonly problems: readonly ConfigProblem[], message: string) {
    super(message);
  }
}
