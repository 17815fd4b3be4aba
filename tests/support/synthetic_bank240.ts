/**
 * Writes CNAB 240 retornos of the banks other than Banco do Brasil, of nobody. Columns are set one by one, on purpose
 * without the reader's tables: a slip in a table must not hide itself.
 */
import { bytesOf } from "./retornos.ts";

/** Banks that can be written. */
export type Bank240 = "341" | "104" | "033" | "237" | "756" | "748" | "085";

/** One título; amounts in cents, dates DDMMAAAA. */
export interface Detail240 {
  readonly codigo: string;
  readonly motivo?: string;
  /** Default 100000. */
  readonly nominal?: number;
  /** Default: nominal + juros - desconto for a code in `PAYING`, else 0. */
  readonly pago?: number;
  readonly juros?: number;
  readonly desconto?: number;
  readonly abatimento?: number;
  readonly tarifa?: number;
  readonly sacado?: string;
}

/** The whole nosso número as the reader shall give it, and the columns 18-58 of T that hold it. */
const T_HEAD: Readonly<Record<Bank240, readonly [string, (column: Setter) => void]>> = {
  "341": ["12345678", (set) => {
    set(18, "0");
    set(19, "3210");
    set(23, " 0000000");
    set(31, "45678");
    set(36, "0");
    set(37, "1");
    set(38, "109");
    set(41, "12345678");
    set(49, "9");
    set(50, " ".repeat(8));
  }],
  "104": ["14000000000000018", (set) => {
    set(18, "03210");
    set(23, "1");
    set(24, "456789");
    set(30, "000000");
    set(36, "0   ");
    set(40, "14000000000000018");
    set(57, "9");
    set(58, "1");
  }],
  "033": ["0000001234560", (set) => {
    set(18, "3210");
    set(22, "1");
    set(23, "000456789");
    set(32, "5");
    set(41, "0000001234560");
    set(54, "5");
  }],
  "237": ["00900000000000012346", (set) => {
    set(18, "03210");
    set(23, "1");
    set(24, "000000456789");
    set(36, "5");
    set(38, "00900000000000012346");
    set(58, "1");
  }],
  "756": ["0000012345", (set) => {
    set(18, "03210");
    set(23, "1");
    set(24, "000000456789");
    set(36, "5");
    set(38, "0000012345");
    set(48, "01");
    set(50, "01");
    set(52, "4");
    set(58, "1");
  }],
  "748": ["252000123", (set) => {
    set(18, "03210");
    set(23, " ");
    set(24, "000000456789");
    set(36, "5");
    set(38, "252000123");
    set(58, "1");
  }],
  "085": ["04567895000000017", (set) => {
    set(18, "03210");
    set(23, "1");
    set(24, "000000456789");
    set(36, "5");
    set(38, "04567895000000017");
    set(58, "1");
  }],
};

/** Puts text at a column, from 1. */
type Setter = (column: number, text: string) => void;

/** Nosso número of every título of {@link syntheticBank240}. */
export function nossoNumero240(banco: Bank240): string {
  return T_HEAD[banco][0];
}

const PAYING: Readonly<Record<Bank240, string>> = {
  "341": "06 08",
  "104": "06 46 17",
  "033": "06 17",
  "237": "06 17",
  "756": "06 17",
  "748": "06 17",
  "085": "06 17 76 77",
};

/** One file of 14 October 2025, with CRLF (or another break). */
export function syntheticBank240(
  banco: Bank240,
  details: readonly Detail240[],
  lineBreak = "\r\n",
): Uint8Array {
  const lote = banco === "085" ? "0000" : banco === "033" ? "0007" : "0001";
  const lines = [
    record(banco + "00000", (set) => {
      set(18, "200000000000191");
      accountOfHeader(banco, set, 0);
      set(73, "EMPRESA DE EXEMPLO");
      set(103, "BANCO DE EXEMPLO");
      set(143, "214102025013000000007040");
    }),
    record(banco + lote + "1T01", (set) => {
      set(14, "040");
      set(18, "2000000000000191");
      accountOfHeader(banco, set, 1);
      set(192, "1410202500000000");
    }),
  ];
  let nominalSum = 0;
  details.forEach((detail, index) => {
    const nominal = detail.nominal ?? 100_000;
    nominalSum += nominal;
    const { juros = 0, desconto = 0, abatimento = 0, tarifa = 0, codigo } = detail;
    const paying = PAYING[banco].split(" ").includes(codigo);
    const pago = detail.pago ?? (paying ? nominal + juros - desconto - abatimento : 0);
    const shift = banco === "033" ? -4 : 0;
    lines.push(record(`${banco}${lote}3${number(2 * index + 1, 5)}T ${codigo}`, (set) => {
      T_HEAD[banco][1](set);
      set(59 + shift, banco === "341" ? "DOC17" : "DOC 17");
      set(74 + shift, "20102025" + number(nominal, 15) + banco);
      set(100 + shift, banco === "033" ? "43210" : "043210");
      set(131 + (banco === "033" ? -5 : 0), banco === "341" || banco === "033" ? "00" : "09");
      const payer = banco === "033" ? 128 : 133;
      set(payer, "1000000000000000" + (detail.sacado ?? "1017 USUARIO 17").padEnd(26).slice(0, 26));
      if (banco !== "033") set(189, "0000000000");
      set(banco === "033" ? 194 : 199, number(tarifa, 15));
      set(banco === "033" ? 209 : 214, detail.motivo ?? "");
    }));
    lines.push(record(`${banco}${lote}3${number(2 * index + 2, 5)}U ${codigo}`, (set) => {
      set(18, number(juros, 15) + number(desconto, 15) + number(abatimento, 15) + number(0, 15));
      set(78, number(pago, 15) + number(pago, 15) + number(0, 30));
      set(138, "14102025" + (paying ? "15102025" : "00000000"));
      set(154, "0".repeat(27));
    }));
  });
  lines.push(record(banco + lote + "5", (set) => {
    set(18, number(2 * details.length + (banco === "033" ? 0 : 2), 6));
    if (banco === "341" || banco === "748") {
      set(24, number(details.length, 6) + number(nominalSum, 17));
    }
  }));
  lines.push(record(banco + (banco === "033" ? lote : "9999") + "9", (set) => {
    set(18, "000001" + number(2 * details.length + 4, 6) + "000000");
  }));
  return bytesOf(lines.join(lineBreak) + lineBreak);
}

function accountOfHeader(banco: Bank240, set: Setter, shift: 0 | 1): void {
  if (banco === "033") {
    if (shift === 0) {
      set(33, "32101000456789");
      set(47, "5");
      set(53, "000234567");
    } else {
      set(34, "000234567");
      set(54, "32101000456789");
      set(68, "5");
    }
    return;
  }
  if (banco === "104") set(53 + shift, "032101456789" + "0000000");
  else if (banco === "341") set(53 + shift, "03210 000000045678 1");
  else {
    if (banco !== "756") set(33 + shift, "2345678");
    set(53 + shift, "03210" + "1" + "000000456789" + "5");
  }
}

function record(start: string, fill: (set: Setter) => void): string {
  const columns = start.padEnd(240).split("");
  fill((column, text) => {
    for (let i = 0; i < text.length; i++) columns[column - 1 + i] = text[i]!;
  });
  if (columns.length !== 240) throw new RangeError(`${columns.length} columns`);
  return columns.join("");
}

function number(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
