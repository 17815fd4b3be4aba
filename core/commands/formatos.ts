/** `formatos`: which banks and formats are read, and what their codes mean. Needs neither config.ini nor the ledger. */
import { type FormatDocument, knownFormats } from "../formats/known_formats.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import type { CommandContext, CommonOptions } from "./output.ts";
import { table } from "./table.ts";

/** Options of `formatos`. */
export interface FormatosOptions extends CommonOptions {
  /** COMPE code, with or without its zeros. */
  readonly banco?: string;
}

/** Prints what is read: of one bank its codes and motivos, else one line for each bank and format. */
export function formatos(options: FormatosOptions, context: CommandContext): Promise<number> {
  const banco = options.banco?.padStart(3, "0");
  const formats = knownFormats(banco);
  if (formats.length === 0) {
    const known = [...new Set(knownFormats().map((one) => one.banco))].join(", ");
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `banco "${options.banco}" não é lido em nenhum formato (lidos: ${known})`,
    );
  }
  if (context.json) context.document({ formatos: formats });
  else if (banco === undefined) context.say(summary(formats));
  else context.say(formats.map(describe).join("\n\n"));
  return Promise.resolve(EXIT.done);
}

function summary(formats: readonly FormatDocument[]): string {
  const rows = formats.map((one) => [
    one.banco,
    one.nome,
    formatName(one),
    String(one.codigos.length),
    one.codigos.filter(({ classe }) => classe.startsWith("liquidacao")).map(codeName).join(" "),
  ]);
  return table(["Banco", "Nome", "Formato", "Códigos", "Pagam"], rows) +
    '\n\nOs códigos e motivos de um banco: "MonitorRetornos formatos 104".';
}

function describe(one: FormatDocument): string {
  const codes = table(
    ["Código", "Classe", "Significado"],
    one.codigos.map((code) => [
      codeName(code),
      code.classe,
      code.parcialComMotivo.length === 0
        ? code.texto
        : `${code.texto}; parcial com motivo ${code.parcialComMotivo.join(" ou ")}`,
    ]),
  );
  const reasons = one.motivos.length === 0 ? "" : "\n\n" + table(
    ["Motivo", "De", "Significado"],
    one.motivos.map(({ codigos, motivo, texto }) => [motivo, codigos.join(" "), texto]),
  );
  return `${formatName(one)} do banco ${one.banco}, ${one.nome}\n\n${codes}${reasons}`;
}

function formatName({ formato, tipoDetalhe }: FormatDocument): string {
  const name = formato.replace("CNAB", "CNAB ");
  return tipoDetalhe === null ? name : `${name} (detalhe ${tipoDetalhe})`;
}

function codeName({ codigo, origem }: { codigo: string; origem: string | null }): string {
  return origem === null ? codigo : `${codigo}/${origem}`;
}
