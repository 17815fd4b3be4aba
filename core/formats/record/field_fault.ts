/** What becomes of a field that does not hold what its type says (rule 7). */
import type { Field } from "./layout.ts";
import type { WarningList } from "./warnings.ts";

/** Words for a field in messages: `valorPago` becomes `valor pago`. */
export function fieldWords(field: Field): string {
  return field.name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);
}

/** Warns that a field of a line does not hold what its type says (rule 7, line that is not a payment). */
export function warnField(warnings: WarningList, line: number, field: Field, record: string): void {
  warnings.add(
    "campo-invalido",
    line,
    `linha ${line}, colunas ${field.first}-${field.last}: ${
      fieldWords(field)
    } inválido (${record})`,
  );
}
