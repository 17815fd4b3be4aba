/** What to look for among the títulos, as a condition of SQL. */
import type { TituloFilter } from "../../../ports/ledger/titulos.port.ts";
import { inScope } from "./scope.ts";

/** A condition on `titulos t`, and its values: the first one is the scope. */
export interface TituloCondition {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** Every given part must hold. */
export function condition(filter: TituloFilter, scope: number | null): TituloCondition {
  const values: unknown[] = [scope];
  const parts: string[] = [inScope("t")];
  /** The place of a value. */
  const put = (value: unknown) => `$${values.push(value)}`;
  if (filter.numero !== undefined) {
    const numero = filter.numero.replace(/[\s./-]/g, "").toUpperCase();
    const last = "right(t.nosso_numero, 10)";
    // Shorter numbers of other banks are their own last 10 digits. The index begins with these.
    if (/^\d{1,10}$/.test(numero)) {
      parts.push(`${last} IN (${put(numero)}, ${put(numero.padStart(10, "0"))})`);
    } else parts.push(`${last} = ${put(numero.slice(-10))} AND t.nosso_numero = ${put(numero)}`);
  }
  if (filter.cliente !== undefined) parts.push(`t.cliente_id = ${put(filter.cliente)}`);
  if (filter.sacado !== undefined) {
    // Lower case of the ASCII letters alone, as the column's collation has it.
    const text = put(`%${filter.sacado.replace(/[\\%_]/g, "\\$&")}%`);
    parts.push(`lower(t.sacado) LIKE lower(${text} COLLATE "C") ESCAPE '\\'`);
  }
  if (filter.situacoes !== undefined && filter.situacoes.length > 0) {
    parts.push(`t.situacao = ANY (${put(filter.situacoes)}::text[])`);
  }
  if (filter.desde !== undefined || filter.ate !== undefined) {
    const days = `BETWEEN ${put(filter.desde ?? "0000-01-01")} AND ${
      put(filter.ate ?? "9999-12-31")
    }`;
    parts.push(
      filter.por === "movimento"
        ? `EXISTS (SELECT 1 FROM movimentos m WHERE m.titulo_id = t.id AND m.data ${days})`
        : `t.${filter.por === "pagamento" ? "data_pagamento" : "vencimento"} ${days}`,
    );
  }
  if (filter.arquivo !== undefined) {
    parts.push(
      `t.id IN (SELECT m.titulo_id FROM movimentos m JOIN files f ON f.id = m.file_id
         WHERE lower(f.name) = lower(${put(filter.arquivo)} COLLATE "C"))`,
    );
  }
  return { where: `WHERE ${parts.join(" AND ")}`, values };
}
