/** What the occurrence of a CNAB 400 detail means, by its bank. */
import { type CodeMeaning, unknownCode } from "../record/code_table.ts";
import type { Line } from "../record/line.ts";
import { hasReason } from "../record/motivo.ts";
import { refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import type { MovementClass } from "../retorno.ts";
import type { Cnab400Bank } from "./bank.ts";
import { CNAB400_FAULT, unknownOccurrenceText } from "../../words/formats/cnab400.ts";
import { EXPECTED } from "../../words/formats/expected.ts";

/** Looks them up, each code once. */
export class Meanings {
  readonly #bank: Cnab400Bank;
  readonly #warnings: WarningList;
  readonly #meanings = new Map<number, CodeMeaning>();
  readonly #byOrigin = new Map<string, CodeMeaning>();

  constructor(bank: Cnab400Bank, warnings: WarningList) {
    this.#bank = bank;
    this.#warnings = warnings;
  }

  /** The meaning of the code of a line; warns of an unknown one. Throws `RetornoRefused` (`valor`) when it is no code. */
  of(line: Line): CodeMeaning {
    const field = this.#bank.detail.fields.codigo!;
    const key = line.at(field.first) << 8 | line.at(field.last);
    let meaning = this.#meanings.get(key);
    if (meaning === undefined) {
      const codigo = line.raw(field.first, field.last);
      if (!this.#bank.codes.has(codigo) && !line.onlyDigits(field.first, field.last)) {
        refuse(
          "valor",
          line,
          field.first,
          field.last,
          CNAB400_FAULT.codeNotNumeric,
          EXPECTED.twoDigits,
        );
      }
      meaning = this.#bank.codes.get(codigo) ?? unknownCode(codigo);
      this.#meanings.set(key, meaning);
    }
    const origin = this.#bank.byOrigin;
    if (origin !== null && meaning.codigo === origin.code) meaning = this.#ofOrigin(line, origin);
    if (meaning.classe === "outro") {
      this.#warnings.add(
        "codigo-desconhecido",
        line.number,
        unknownOccurrenceText(
          line.number,
          field.first,
          field.last,
          meaning.codigo,
          this.#bank.nome,
        ),
      );
    }
    return meaning;
  }

  /** What `code/origem` means. */
  #ofOrigin(line: Line, origin: NonNullable<Cnab400Bank["byOrigin"]>): CodeMeaning {
    const [first, last] = origin.columns;
    const key = `${origin.code}/${line.raw(first, last)}`;
    let meaning = this.#byOrigin.get(key);
    if (meaning === undefined) {
      meaning = { ...this.#bank.codes.get(key) ?? unknownCode(origin.code), codigo: origin.code };
      if (this.#byOrigin.size > 1000) this.#byOrigin.clear();
      this.#byOrigin.set(key, meaning);
    }
    return meaning;
  }

  /** Class and event of the line: motivo and paid amount may turn the code's own ones. */
  settled(
    meaning: CodeMeaning,
    motivo: string | null,
    pago: number,
  ): { readonly classe: MovementClass; readonly evento: string } {
    const { partial, automaticBaixa, unpaid } = this.#bank;
    if (pago === 0 && unpaid.size > 0) {
      const other = unpaid.get(meaning.codigo);
      if (other !== undefined) return other;
    }
    if (motivo === null) return meaning;
    if (meaning.classe === "baixa" && motivo === automaticBaixa) {
      return { classe: "baixa-automatica", evento: meaning.evento };
    }
    if (partial.codes.includes(meaning.codigo)) {
      for (const code of partial.motivos) {
        if (hasReason(motivo, code)) {
          return { classe: "liquidacao-parcial", evento: meaning.evento };
        }
      }
    }
    return meaning;
  }
}
