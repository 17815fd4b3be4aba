/** Whose file it is, and whether it is a retorno at all: the first questions that a header of file answers. */
import type { Line } from "../record/line.ts";
import { printable, refuse } from "../record/refuse.ts";
import type { Cnab240Bank } from "./bank.ts";
import { CNAB240_BANKS, namedBank } from "./banks.ts";
import { HEADER_ARQUIVO } from "./layout.ts";
import { CNAB240_FAULT, renumberedText, unreadBankText } from "../../words/formats/cnab240.ts";

/**
 * The table of the bank of a header of file. Throws `RetornoRefused`: `estrutura` when it is no header, `formato` for a
 * remessa, for the bank's answer to one, for a bank without a table and for a header with another bank's name.
 */
export function headerBank(line: Line): Cnab240Bank {
  if (line.raw(4, 8) !== "00000") {
    refuse("estrutura", line, 4, 8, CNAB240_FAULT.noHeader, "00000");
  }
  const direction = line.raw(143, 143);
  if (direction === "1") {
    refuse("formato", line, 143, 143, CNAB240_FAULT.remessa, "2");
  }
  // 3 processed, 4 in part, 5 refused [X2].
  if (/[345]/.test(direction)) {
    refuse("formato", line, 143, 143, CNAB240_FAULT.answer, "2");
  }
  if (direction !== "2") refuse("formato", line, 143, 143, CNAB240_FAULT.noRetorno, "2");
  const code = printable(line.raw(1, 3));
  const known = CNAB240_BANKS.get(code);
  if (known === undefined) {
    const what = unreadBankText(code);
    refuse("formato", line, 1, 3, what, [...CNAB240_BANKS.keys()].join(", "));
  }
  const { first, last } = HEADER_ARQUIVO.fields.nomeBanco;
  const named = namedBank(line.raw(first, last));
  if (named !== null && named !== known) {
    const what = renumberedText(code, named.banco);
    refuse("formato", line, first, last, what, known.nome);
  }
  return known;
}
