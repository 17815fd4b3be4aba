/** What is wrong with the folder, told from the system's error number alone. */

/** Stable codes, as they appear in `estado --json`. */
export type DiagnosisCode =
  | "servidor"
  | "compartilhamento"
  | "pasta"
  | "permissao"
  | "credencial"
  | "rede"
  | "sem-resposta"
  | "configuracao";

/** One diagnosis. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** One Portuguese sentence for people. */
  readonly message: string;
  /** The system's own number (Windows or errno), when there was one. */
  readonly errorNumber: number | null;
  /** True when the same number is often seen for a moment on a healthy share: confirm before an outage is declared. */
  readonly transient: boolean;
}

/** What one number of the system means: code, symbolic name, transient, meaning in Portuguese. */
export type NumberMeaning = readonly [
  code: DiagnosisCode,
  name: string,
  transient: boolean,
  meaning: string,
];
