/** What the readers know of each bank and format: the tables once more, as scripts and people see them. */
import { CBR724_BB } from "./cbr724/codes.ts";
import { CNAB240_BANKS } from "./cnab240/banks.ts";
import type { Cnab400Bank } from "./cnab400/bank.ts";
import { CNAB400_BANKS } from "./cnab400/banks.ts";
import type { CodeTable } from "./record/code_table.ts";
import type { ReasonRow } from "./record/reason_words.ts";
import type { Format, MovementClass } from "./retorno.ts";

/** A code and what a line with it does. */
export interface CodeDocument {
  readonly codigo: string;
  /** Where the code says too little: the origem that goes with it. */
  readonly origem: string | null;
  readonly classe: MovementClass;
  readonly texto: string;
  /** The class that some motivo gives it instead: those motivos. */
  readonly parcialComMotivo: readonly string[];
}

/** A motivo, of the codes that may have it. */
export interface ReasonDocument {
  readonly codigos: readonly string[];
  readonly motivo: string;
  readonly texto: string;
}

/** One bank in one format. */
export interface FormatDocument {
  readonly formato: Format;
  readonly banco: string;
  readonly nome: string;
  /** Byte 1 of the details, where a bank has them in two ways (CNAB 400); else null. */
  readonly tipoDetalhe: string | null;
  readonly codigos: readonly CodeDocument[];
  readonly motivos: readonly ReasonDocument[];
}

/** Everything that is read, by bank and format; `banco`: of this one alone. */
export function knownFormats(banco?: string): FormatDocument[] {
  const all: FormatDocument[] = [];
  for (const bank of CNAB240_BANKS.values()) {
    all.push({
      formato: "CNAB240",
      banco: bank.banco,
      nome: bank.nome,
      tipoDetalhe: null,
      codigos: codesOf(bank.codes, bank.partial),
      motivos: reasonsOf(bank.reasonWords),
    });
  }
  for (const bank of new Set(CNAB400_BANKS.values())) {
    all.push(document400(bank, bank.other !== null));
    if (bank.other !== null) all.push(document400(bank.other, true));
  }
  all.push({
    formato: "CBR724",
    banco: "001",
    nome: "Banco do Brasil",
    tipoDetalhe: null,
    codigos: codesOf(CBR724_BB, { codes: [], motivos: [] }),
    motivos: [],
  });
  return all.filter((one) => banco === undefined || one.banco === banco)
    .sort((a, b) => a.banco < b.banco ? -1 : a.banco > b.banco ? 1 : 0);
}

function document400(bank: Cnab400Bank, twoWays: boolean): FormatDocument {
  return {
    formato: "CNAB400",
    banco: bank.banco,
    nome: bank.nome,
    tipoDetalhe: twoWays ? bank.detailType : null,
    codigos: codesOf(bank.codes, bank.partial),
    motivos: reasonsOf(bank.reasonWords),
  };
}

function codesOf(
  codes: CodeTable,
  partial: { readonly codes: readonly string[]; readonly motivos: readonly string[] },
): CodeDocument[] {
  return [...codes.values()].map(({ codigo, classe, texto }) => {
    const [code, origem] = codigo.split("/") as [string, string?];
    return {
      codigo: code,
      origem: origem ?? null,
      classe,
      texto,
      parcialComMotivo: partial.codes.includes(code) ? partial.motivos : [],
    };
  }).sort((a, b) => key(a) < key(b) ? -1 : 1);
}

function key({ codigo, origem }: CodeDocument): string {
  return `${codigo}/${origem ?? ""}`;
}

function reasonsOf(rows: readonly ReasonRow[]): ReasonDocument[] {
  return rows.flatMap(([codes, motivos, texto]) =>
    motivos.split(",").map((motivo) => ({ codigos: codes.split(","), motivo, texto }))
  );
}
