/** What a return file should have where it has something else. */

/** What is accepted, whatever the format. */
export const EXPECTED = {
  digits: "dígitos",
  twoDigits: "dois dígitos",
  threeDigits: "três dígitos",
  sixDigits: "seis dígitos",
  nossoNumero: "nosso número",
  endOfFile: "fim do arquivo",
  endOfLine: "fim de linha",
  text: "texto",
  formats: "CNAB 240, CNAB 400 ou CBR724",
  coherentDate: "data coerente com a do arquivo",
  plainText: "CNAB 240, CNAB 400 ou CBR724, em texto de um byte por caractere",
} as const;

/** A generation date; `form` is its shape, as `DDMMAAAA`. */
export function dateFormExpected(form: string): string {
  return `${form} a partir de 2000`;
}

/** A date up to `latest`, as it is to be shown. */
export function latestDateExpected(latest: string): string {
  return `até ${latest}`;
}
