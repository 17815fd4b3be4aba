/** From the system's error number to a diagnosis, by the tables of the two systems. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import { POSIX_NUMBERS } from "./posix.ts";
import { WINDOWS_NUMBERS } from "./windows.ts";

/** Whose numbers: Win32 (`GetLastError`) or Linux errno. */
export type ErrorSystem = "windows" | "posix";

/**
 * Says what a failed look at the folder means. Never throws.
 *
 * A number outside the tables, or no number, is `rede` and transient: the code that promises least (something between
 * this computer and the folder), confirmed by a second look, with the number in the message for whoever investigates.
 */
export function diagnose(os: ErrorSystem, errorNumber: number | null): Diagnosis {
  if (errorNumber === null) {
    return {
      code: "rede",
      message: "A pasta não pôde ser lida e o sistema não informou o número do erro.",
      errorNumber: null,
      transient: true,
    };
  }
  const system = os === "windows" ? "do Windows" : "do sistema";
  const known = (os === "windows" ? WINDOWS_NUMBERS : POSIX_NUMBERS)[errorNumber];
  if (known === undefined) {
    return {
      code: "rede",
      message:
        `A pasta não pôde ser lida por um motivo desconhecido (erro ${errorNumber} ${system}).`,
      errorNumber,
      transient: true,
    };
  }
  const [code, name, transient, meaning] = known;
  return {
    code,
    message: `${meaning} (erro ${errorNumber} ${system}, ${name}).`,
    errorNumber,
    transient,
  };
}

/** The look had to be abandoned after `deadlineSeconds` without an answer; people read them to the tenth. */
export function noAnswer(deadlineSeconds: number): Diagnosis {
  const seconds = deadlineSeconds.toLocaleString("pt-BR", { maximumFractionDigits: 1 });
  return {
    code: "sem-resposta",
    message: `A pasta não respondeu dentro do prazo de ${seconds} s.`,
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
