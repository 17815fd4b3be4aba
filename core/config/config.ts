/** The settings of the program, after reading and validation. Durations keep the unit of config.ini. */
import type { LogLevel } from "../ports/log.port.ts";

/** How the connection to the mail server is protected. */
export type MailSecurity = "starttls" | "tls" | "nenhuma";

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
    readonly remetente: string;
    readonly destinatarios: readonly string[];
  };
  readonly notificacoes: { readonly habilitado: boolean };
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
