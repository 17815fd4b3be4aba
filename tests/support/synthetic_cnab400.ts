/**
 * Writes CNAB 400 cobrança retornos of three banks, valid but of nobody.
 *
 * Columns are set here one by one, on purpose without the reader's tables: a slip in a table must not hide itself.
 */

/** One detail, in the words of the reader's result; what a bank has no column for is left out. */
export interface Detail400 {
  readonly codigo: string;
  readonly nossoNumero: string;
  readonly documento?: string;
  /** DDMMAA. */
  readonly ocorrencia?: string;
  readonly vencimento?: string;
  readonly credito?: string;
  readonly nominal?: number;
  /** What the payer paid. */
  readonly pago?: number;
  readonly tarifa?: number;
  readonly despesas?: number;
  readonly iof?: number;
  readonly abatimento?: number;
  readonly desconto?: number;
  readonly juros?: number;
  readonly outros?: number;
  readonly motivo?: string;
  readonly sacado?: string;
  /** Itaú, column 107. */
  readonly informativo?: string;
}

/** The file around the details. */
export interface File400 {
  readonly banco: "001" | "341" | "237";
  readonly nsa?: number;
  /** DDMMAA. */
  readonly data?: string;
  readonly details: readonly Detail400[];
  /** Records of other types, put before the trailer: their first column. */
  readonly auxiliary?: readonly string[];
  readonly lineBreak?: string;
}

/** The bytes of one file, windows-1252. */
export function syntheticCnab400(file: File400): Uint8Array {
  const { banco } = file;
  const data = file.data ?? "141025";
  const nsa = file.nsa ?? 7;
  const rows: string[] = [];
  const add = (columns: (readonly [number, string])[]) =>
    rows.push(row([...columns, [395, num(rows.length + 1, 6)]]));
  const head: [number, string][] = [
    [1, "02RETORNO01COBRANCA"],
    [47, "EMPRESA DE EXEMPLO"],
    [77, banco],
    [95, data],
  ];
  if (banco === "001") {
    add([...head, [27, "32109"], [32, "004567895"], [80, "BANCODOBRASIL"], [101, num(nsa, 7)], [
      150,
      "2345678",
    ]]);
  } else if (banco === "341") {
    add([...head, [27, "3210"], [31, "00"], [33, "456785"], [80, "BANCO ITAU SA"], [
      109,
      num(nsa, 5),
    ], [114, data]]);
  } else {
    add([...head, [27, num(4567890, 20)], [80, "BRADESCO"], [109, num(nsa, 5)], [380, data]]);
  }
  for (const detail of file.details) add(detailColumns(banco, detail));
  for (const type of file.auxiliary ?? []) add([[1, type]]);
  const trailer: [number, string][] = [[1, "9201" + banco], [
    18,
    num(0, 8) + num(0, 14) + num(0, 8),
  ]];
  const of = (...codes: string[]) => file.details.filter((d) => codes.includes(d.codigo));
  const nominal = (details: readonly Detail400[]) =>
    details.reduce((sum, d) => sum + (d.nominal ?? 0), 0);
  if (banco === "341") {
    trailer.push([213, num(file.details.length, 8)], [221, num(nominal(file.details), 14)]);
  } else if (banco === "237") {
    const paid = of("06").reduce((sum, d) => sum + (d.pago ?? 0), 0);
    trailer.push(
      [58, num(of("02").length, 5) + num(nominal(of("02")), 12)],
      [75, num(paid, 12) + num(of("06").length, 5) + num(paid, 12)],
      [104, num(of("09", "10").length, 5) + num(nominal(of("09", "10")), 12)],
      [121, num(of("13").length, 5) + num(0, 12)],
      [138, num(of("14").length, 5) + num(0, 12)],
      [155, num(of("12").length, 5) + num(0, 12)],
      [172, num(of("19").length, 5) + num(0, 12)],
    );
  }
  add(trailer);
  const lineBreak = file.lineBreak ?? "\r\n";
  return Uint8Array.from(rows.join(lineBreak) + lineBreak, (c) => c.charCodeAt(0));
}

function detailColumns(banco: File400["banco"], d: Detail400): (readonly [number, string])[] {
  const pago = d.pago ?? 0;
  const tarifa = d.tarifa ?? 0;
  const columns: [number, string][] = [
    [109, d.codigo],
    [111, d.ocorrencia ?? "141025"],
    [117, (d.documento ?? "").padEnd(10)],
    [147, d.vencimento ?? "141025"],
    [153, num(d.nominal ?? 0, 13)],
    [166, banco],
    [215, num(d.iof ?? 0, 13)],
    [228, num(d.abatimento ?? 0, 13)],
    [241, num(d.desconto ?? 0, 13)],
    [267, num(d.juros ?? 0, 13)],
    [280, num(d.outros ?? 0, 13)],
  ];
  if (banco === "001") {
    columns.push(
      [1, "7"],
      [32, "2345678"],
      [64, d.nossoNumero.padEnd(17)],
      [87, d.motivo ?? "00"],
      [107, "17"],
      [169, "4321"],
      [176, d.credito ?? "000000"],
      [182, num(tarifa, 7)],
      [189, num(d.despesas ?? 0, 13)],
      [254, num(pago, 13)],
      [306, num(Math.max(pago - tarifa, 0), 13)],
    );
  } else if (banco === "341") {
    columns.push(
      [1, "1"],
      [63, d.nossoNumero.padEnd(8)],
      [83, "109"],
      [86, d.nossoNumero.padEnd(8)],
      [107, d.informativo ?? " "],
      [108, "I"],
      [169, "4321"],
      [176, num(tarifa, 13)],
      [254, num(Math.max(pago - tarifa, 0), 13)],
      [296, d.credito ?? "      "],
      [325, (d.sacado ?? "").padEnd(30)],
      [378, (d.motivo ?? "").padEnd(8)],
    );
  } else {
    columns.push(
      [1, "1"],
      [22, "0" + carteiraOf(d.nossoNumero)],
      [25, "03210"],
      [30, "0456789"],
      [71, d.nossoNumero.padEnd(12)],
      [108, "9"],
      [169, "04321"],
      [176, num(tarifa, 13)],
      [189, num(d.despesas ?? 0, 13)],
      [254, num(pago, 13)],
      [296, d.credito ?? "      "],
      [319, (d.motivo ?? "").padEnd(10)],
    );
  }
  return columns;
}

/** A carteira of Bradesco with which the number's last place is its check digit: module 11, weights 2 to 7. */
function carteiraOf(nossoNumero: string): string {
  const digits = nossoNumero.slice(0, 11).split("").map(Number);
  const sum = digits.reduce((all, digit, i) => all + digit * ((10 - i) % 6 + 2), 0);
  for (let carteira = 0; carteira < 100; carteira++) {
    const rest = (sum + 7 * (carteira % 10) + 2 * Math.floor(carteira / 10)) % 11;
    if ((rest === 0 ? "0" : rest === 1 ? "P" : String(11 - rest)) === nossoNumero[11]) {
      return num(carteira, 2);
    }
  }
  return "09";
}

/** 400 blanks with texts put in at their first columns (from 1). */
function row(columns: readonly (readonly [number, string])[]): string {
  const cells = new Array<string>(400).fill(" ");
  for (const [first, text] of columns) {
    for (let i = 0; i < text.length; i++) cells[first - 1 + i] = text[i]!;
  }
  return cells.join("");
}

function num(value: number, width: number): string {
  return String(value).padStart(width, "0").slice(-width);
}
