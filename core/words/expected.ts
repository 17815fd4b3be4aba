/** Expected files and sequences of files, in words. */
import type { ExpectedCriteria } from "../domain/expected/rule.ts";
import { clip, oneLine } from "../domain/text.ts";

/** `banco 001, convênio 2345678, nome CBR724*.ret`. */
export function criteriaText({ banco, convenio, conta, arquivo }: ExpectedCriteria): string {
  const parts = [
    banco === null ? null : `banco ${banco}`,
    convenio === null ? null : `convênio ${convenio}`,
    conta === null ? null : `conta ${conta}`,
    arquivo === null ? null : `nome ${clip(oneLine(arquivo), 120)}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** `CNAB240, banco 001, conta 45678, convênio 2345678`. */
export function accountText(
  { format, banco, conta, convenio }: {
    readonly format: string;
    readonly banco: string;
    readonly conta: string;
    readonly convenio: string;
  },
): string {
  const parts = [format, `banco ${banco}`];
  if (/[1-9]/.test(conta)) parts.push(`conta ${conta.replace(/^0+(?=.)/, "")}`);
  if (/[1-9]/.test(convenio)) parts.push(`convênio ${convenio.replace(/^0+(?=.)/, "")}`);
  return oneLine(parts.join(", "));
}

/** `5461`, `5461 a 5463`, `5461 a 5465 (de 2 em 2)`. */
export function numbersText(
  { first, last, step }: { readonly first: number; readonly last: number; readonly step: number },
): string {
  if (first === last) return String(first);
  return `${first} a ${last}${step === 1 ? "" : ` (de ${step} em ${step})`}`;
}

/** `27/11/2026` for `2026-11-27`. */
export function dayText(day: string): string {
  return day.split("-").reverse().join("/");
}

/** `08:30` for minutes since midnight. */
export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${
    String(minute % 60).padStart(2, "0")
  }`;
}

/** An expected file that is missing, on one line. */
export function missingLineText(
  { nome, dia, ate, criterio }: {
    readonly nome: string;
    readonly dia: string;
    readonly ate: string;
    readonly criterio: string;
  },
): string {
  return `${oneLine(nome)} (${criterio}), de ${dayText(dia)}, até ${ate}`;
}

/** Numbers that are missing, on one line. */
export function gapLineText(
  { conta, faltam, antes, depois }: {
    readonly conta: string;
    readonly faltam: string;
    readonly antes: string;
    readonly depois: string;
  },
): string {
  return `${conta}: ${faltam}, entre ${oneLine(antes)} e ${oneLine(depois)}`;
}
