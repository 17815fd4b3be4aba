import assert from "node:assert/strict";
import { syntheticCnab240 } from "../../../../core/ensaio/synthetic_cnab240.ts";
import { bytesOf, put, read, refusal, textOf, warningCodes } from "../../../support/retornos.ts";

const file = (titulos = 3) =>
  syntheticCnab240({ titulos, nsa: 7, date: "2025-10-14", codes: ["06", "02", "09"] });

Deno.test("CNAB 240: a whole file is read, in any chunking", () => {
  const whole = read(file());
  assert.deepEqual(whole.summary, {
    format: "CNAB240",
    banco: "001",
    agencia: "3210",
    conta: "456789-5",
    convenio: "2345678",
    nsa: 7,
    data: "2025-10-14",
    lines: 10,
    movements: 3,
    codigos: { "06": 1, "02": 1, "09": 1 },
    estoque: 0,
    warnings: [],
  });
  assert.deepEqual(whole.movements[0], {
    line: 3,
    nossoNumero: "23456780000070000",
    numeroDocumento: "DOC070000",
    clienteId: null,
    sacado: null,
    vencimento: "2025-10-14",
    valorNominal: 80000,
    codigo: "06",
    classe: "liquidacao",
    evento: "liquidacao",
    motivo: "04",
    dataOcorrencia: "2025-10-14",
    dataCredito: "2025-10-15",
    valorPago: 80125,
    juros: 125,
    desconto: 0,
    abatimento: 0,
    outrosCreditos: 0,
    tarifa: 0,
    iof: 0,
    outrasDespesas: 0,
    valorLiquido: 80125,
  });
  for (const chunk of [1, 7, 239, 240, 242, 1000]) {
    assert.deepEqual(read(file(), { chunk }), whole, `chunks of ${chunk}`);
  }
});

Deno.test("CNAB 240: a file without details is normal", () => {
  const { summary, movements } = read(file(0));
  assert.equal(summary.movements, 0);
  assert.deepEqual(movements, []);
  assert.deepEqual(summary.warnings, []);
});

Deno.test("CNAB 240: what is broken is refused, with line and columns", () => {
  const cases: [string, Uint8Array, string, number, [number, number] | undefined, boolean][] = [
    ["remessa", put(file(), 1, 143, "1"), "formato", 1, [143, 143], false],
    ["not a plain retorno", put(file(), 1, 143, "5"), "formato", 1, [143, 143], false],
    ["other operation", put(file(), 2, 9, "C"), "formato", 2, [9, 9], false],
    ["other service", put(file(), 2, 10, "20"), "formato", 2, [10, 11], false],
    ["segment A", put(file(), 3, 14, "A"), "formato", 3, [14, 14], false],
    ["unknown segment", put(file(), 3, 14, "#"), "estrutura", 3, [14, 14], false],
    ["other bank in a line", put(file(), 5, 1, "341"), "estrutura", 5, [1, 3], false],
    ["unknown type", put(file(), 3, 8, "7"), "estrutura", 3, [8, 8], false],
    ["gap in the sequence", put(file(), 5, 9, "00009"), "sequencia", 5, [9, 13], false],
    ["count of the batch", put(file(), 9, 18, "000009"), "totais", 9, [18, 23], false],
    ["count of batches", put(file(), 10, 18, "000002"), "totais", 10, [18, 23], false],
    ["count of lines", put(file(), 10, 24, "000011"), "totais", 10, [24, 29], false],
    ["code of U", put(file(), 4, 16, "17"), "par-tu", 4, [16, 17], false],
    ["T after T", put(file(), 4, 14, "T"), "par-tu", 4, [14, 14], false],
    ["U without T", put(file(), 3, 14, "U"), "par-tu", 3, [14, 14], false],
    ["batch of a detail", put(file(), 4, 4, "0002"), "par-tu", 4, [4, 7], false],
    ["generation date", put(file(), 1, 144, "31022025"), "valor", 1, [144, 151], false],
    ["generation in the future", put(file(), 1, 144, "16102025"), "valor", 1, [144, 151], false],
    ["NSA", put(file(), 1, 158, "00000X"), "valor", 1, [158, 163], false],
    ["paid amount", put(file(), 4, 78, "00000000008012X"), "valor", 4, [78, 92], false],
    ["occurrence of a payment", put(file(), 4, 138, "00000000"), "valor", 4, [138, 145], false],
    ["occurrence after generation", put(file(), 4, 138, "15102025"), "valor", 4, [138, 145], false],
    ["credit before occurrence", put(file(), 4, 146, "13102025"), "valor", 4, [146, 153], false],
    ["number of a paid line", put(file(), 3, 38, " ".repeat(20)), "valor", 3, [38, 57], false],
    [
      "line after the end",
      bytesOf(textOf(file()) + "x".repeat(240)),
      "estrutura",
      11,
      undefined,
      false,
    ],
  ];
  for (const [name, bytes, code, line, columns, maybe] of cases) {
    const refused = refusal(bytes);
    assert.equal(refused.code, code, `${name}: ${refused.message}`);
    assert.equal(refused.where.line, line, name);
    if (columns !== undefined) assert.deepEqual(refused.where.columns, columns, name);
    assert.equal(refused.maybeIncomplete, maybe, name);
    assert.match(refused.message, /^linha \d+.*$/, name);
  }
});

Deno.test("CNAB 240: every truncation is refused as a copy that may be under way", () => {
  const bytes = file();
  // Up to column 29 of the trailer all the counts are there.
  for (let size = 0; size < 9 * 242 + 29; size++) {
    const refused = refusal(bytes.subarray(0, size));
    assert.equal(refused.maybeIncomplete, true, `${size} bytes: ${refused.message}`);
  }
  for (let size = 9 * 242 + 29; size <= bytes.length; size++) {
    assert.equal(read(bytes.subarray(0, size)).movements.length, 3);
  }
});

Deno.test("CNAB 240: NULs after the end are cut, NULs instead of the end are a copy under way", () => {
  const bytes = file();
  const tail = new Uint8Array(bytes.length + 500);
  tail.set(bytes);
  assert.equal(read(tail).movements.length, 3);
  for (const cut of [0, 100, 242, 500, 2000]) {
    const holes = bytes.slice();
    holes.fill(0, cut);
    assert.equal(refusal(holes).maybeIncomplete, true);
  }
  const hole = bytes.slice();
  hole.fill(0, 300, 400);
  assert.deepEqual([refusal(hole).code, refusal(hole).maybeIncomplete], ["estrutura", true]);
});

Deno.test("CNAB 240: oddities that only warn", () => {
  const cases: [string, Uint8Array, string[]][] = [
    ["payment of zero", put(file(), 4, 78, "0".repeat(15)), ["pago-zero"]],
    ["value rule", put(file(), 4, 78, "000000000080126"), ["valor-liquido", "valor-pago"]],
    ["unknown code", put(put(file(), 5, 16, "98"), 6, 16, "98"), ["codigo-desconhecido"]],
    ["due date", put(file(), 3, 74, "31022025"), ["campo-invalido"]],
    ["account of a line", put(file(), 3, 24, "000000456780"), ["conta"]],
    ["amount of a line that is no payment", put(file(), 6, 18, "X"), ["campo-invalido"]],
    ["no number on a line that is no payment", put(file(), 5, 38, " ".repeat(20)), [
      "sem-nosso-numero",
    ]],
  ];
  for (const [name, bytes, codes] of cases) {
    assert.deepEqual(warningCodes(read(bytes).summary.warnings), codes, name);
  }
  const unknown = read(put(put(file(), 5, 16, "98"), 6, 16, "98")).movements[1]!;
  assert.deepEqual([unknown.codigo, unknown.classe], ["98", "outro"]);
});

Deno.test("CNAB 240: 06 with motivo 02 is a partial payment, 09 with motivo 09 the bank's own baixa", () => {
  assert.equal(read(put(file(), 3, 214, "02")).movements[0]!.classe, "liquidacao-parcial");
  assert.equal(read(put(file(), 7, 214, "09")).movements[2]!.classe, "baixa-automatica");
  assert.equal(read(put(file(), 7, 214, "10")).movements[2]!.classe, "baixa");
});
