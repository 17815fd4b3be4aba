/**
 * Layouts are data: one table per record, one row per field, in the bank's own columns.
 *
 * Sources, as cited in the tables: [F] FEBRABAN 240 v09.0/v10.06; [B] BB "Particularidades CNAB 240"; [C] BB
 * CNAB 400/CBR643; [I] Itaú CNAB 400; [D] Bradesco CNAB 400; [Y] cnab_yaml; [L] laravel-boleto; [R] brcobranca;
 * [I2] Itaú 240 (2017); [X2] Caixa SIGCB 240 MO 67.118; [S2] Santander H7815 240 v2.9; [A2] Bradesco 240 v06;
 * [R2] Sicredi 240 (2019); [O2] Ailos 240 (2019);
 * CNAB 400: [U] umbrellaTech/ya-retorno-boleto; [M] retorno-boletophp; [S4] Santander H7800 v2.17; [X4] Caixa SIGCB 67.126 v015;
 * [X4o] its v004; [R4] Sicredi (2019); [H4] Banrisul (2015); [E4] BNB (2011, v2.0); [N4] Inter v1.1 (2021); [U4] Unicred COB136
 * (2018); [A4] Bradesco, the edition after [D]; [b] boletonet; [r] br_boleto;
 * [V] the customer's former import and its logs; [P] leda-ferreira/cbr724 (facts only). A `†` marks a position
 * found in one source only.
 */

/**
 * How the columns of a field are read: `num` digits; `valor` digits with two implied decimals; `data8` DDMMAAAA;
 * `iso8` AAAAMMDD; `data6` DDMMAA; `data4` DDMM; `moeda` `1.234,56` right-aligned; `alfa` text.
 */
export type FieldType = "num" | "valor" | "data8" | "iso8" | "data6" | "data4" | "moeda" | "alfa";

/** One row of a layout table. */
export interface Field {
  readonly name: string;
  /** First and last column, from 1, inclusive, counted in bytes. */
  readonly first: number;
  readonly last: number;
  readonly type: FieldType;
  readonly source: string;
  /** True when a line may end before this field (only blanks are missing). */
  readonly optional: boolean;
  /** Index of the value in the record's array of numbers; -1 for `alfa`. */
  readonly slot: number;
}

/** A row as written in a table: first column, last column, type, source and `optional` where it is. */
export type Row = readonly [number, number, FieldType, string, "optional"?];

/** One record of one format and bank. */
export interface Layout<Name extends string = string> {
  readonly record: string;
  /** Nominal length in bytes. */
  readonly length: number;
  /** A line shorter than this lacks something that matters. */
  readonly minimum: number;
  readonly fields: Readonly<Record<Name, Field>>;
  /** The fields that are numbers or dates, in column order; `slot` is the index in this list. */
  readonly numbers: readonly Field[];
}

/** Builds a layout from its table. Throws `RangeError` for columns outside the record. */
export function layout<Name extends string>(
  record: string,
  length: number,
  rows: Readonly<Record<Name, Row>>,
): Layout<Name> {
  const fields = {} as Record<Name, Field>;
  const numbers: Field[] = [];
  let minimum = 0;
  const names = (Object.keys(rows) as Name[]).sort((a, b) => rows[a][0] - rows[b][0]);
  for (const name of names) {
    const [first, last, type, source, optional] = rows[name];
    if (first < 1 || last < first || last > length) {
      throw new RangeError(`${record}.${name}: columns ${first}-${last} of ${length}`);
    }
    const field: Field = {
      name,
      first,
      last,
      type,
      source,
      optional: optional === "optional",
      slot: type === "alfa" ? -1 : numbers.length,
    };
    fields[name] = field;
    if (type !== "alfa") numbers.push(field);
    if (!field.optional) minimum = Math.max(minimum, last);
  }
  return { record, length, minimum, fields, numbers };
}
