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

/** The look had to be abandoned after `deadlineSeconds` without an answer. */
export function noAnswer(deadlineSeconds: number): Diagnosis {
  return {
    code: "sem-resposta",
    message: `A pasta não respondeu dentro do prazo de ${deadlineSeconds} s.`,
    errorNumber: null,
    transient: false,
  };
}

/**
 * The N of `(os error N)`, the only part of the runtime's message that does not depend on the language of the system;
 * null when it is not there. A file name may hold the same words, but the runtime prints the path after the number,
 * so the first one is the system's.
 */
export function errorNumberOf(message: string): number | null {
  const match = /\(os error (\d{1,10})\)/.exec(message);
  return match === null ? null : Number(match[1]);
}
