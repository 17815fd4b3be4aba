import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../core/ensaio/synthetic_cbr724.ts";
import { bytesOf, put, read, refusal, textOf, warningCodes } from "../../../support/retornos.ts";

const file = (titulos = 5) =>
  syntheticCbr724({
    titulos,
    nsa: 8,
    date: "2025-10-14",
    operations: ["LQB", "RG", "BX", "BXS", "VC"],
  });

Deno.test("CBR724: a whole file is read, in any chunking; 37 is the same layout", () => {
  const whole = read(file());
  assert.deepEqual(whole.summary, {
    format: "CBR724",
    banco: "001",
    agencia: "3210",
    conta: "456789",
    convenio: "2345678",
    nsa: null,
    data: "2025-10-14",
    lines: 10,
    movements: 5,
    codigos: { LQB: 1, RG: 1, BX: 1, BXS: 1, VC: 1 },
    estoque: null,
    warnings: [],
  });
  assert.deepEqual(whole.movements[0], {
    line: 6,
    nossoNumero: "23456780000080000",
    numeroDocumento: "DOC080000",
    clienteId: "1000",
    sacado: "1000 USUARIO 17",
    vencimento: "2025-10-14",
    valorNominal: 90000,
    codigo: "LQB",
    classe: "liquidacao",
    evento: "liquidacao",
    motivo: null,
    dataOcorrencia: "2025-10-14",
    dataCredito: null,
    valorPago: 90125,
    juros: 125,
    desconto: 0,
    abatimento: 0,
    outrosCreditos: 0,
    tarifa: 150,
    iof: 0,
    outrasDespesas: 0,
    valorLiquido: null,
  });
  const last = whole.movements[4]!;
  assert.equal(textOf(file()).split("\r\n")[9]!.slice(0, 2), "37");
  assert.deepEqual([last.nossoNumero, last.codigo, last.clienteId], [
    "23456780000080004",
    "VC",
    "1004",
  ]);
  assert.equal(whole.movements[3]!.classe, "baixa-automatica");
  for (const chunk of [1, 13, 162, 999]) assert.deepEqual(read(file(), { chunk }), whole);
});

Deno.test("CBR724: a file without títulos is normal", () => {
  assert.equal(read(file(0)).summary.movements, 0);
});

Deno.test("CBR724: what is broken is refused", () => {
  const lines = textOf(file()).split("\r\n");
  const cases: [string, Uint8Array, string, boolean][] = [
    ["no date line", bytesOf([...lines.slice(0, 2), ""].join("\r\n")), "estrutura", true],
    [
      "títulos before the date",
      bytesOf([lines[0], ...lines.slice(4)].join("\r\n")),
      "estrutura",
      false,
    ],
    ["date that is none", put(file(), 3, 115, "31022025"), "valor", false],
    ["date in the future", put(file(), 3, 115, "16102025"), "valor", false],
    ["amount of a payment", put(file(), 6, 137, "       1.00,000"), "valor", false],
    ["nominal of a payment", put(file(), 6, 88, "X".repeat(19)), "valor", false],
    ["number of a payment", put(file(), 6, 10, "X"), "valor", false],
    ["cut in a título", file().subarray(0, 7 * 162 + 120), "estrutura", true],
    ["cut at the start of a título", file().subarray(0, 7 * 162 + 2), "estrutura", true],
    ["first line cut", file().subarray(0, 11), "formato", true],
    ["empty", new Uint8Array(0), "vazio", true],
    ["blank", bytesOf("  \r\n\r\n"), "vazio", true],
    ["something else", bytesOf("<html>\r\n" + "x".repeat(500)), "formato", false],
  ];
  for (const [name, bytes, code, maybe] of cases) {
    const refused = refusal(bytes);
    assert.equal(refused.code, code, `${name}: ${refused.message}`);
    assert.equal(refused.maybeIncomplete, maybe, name);
  }
});

Deno.test("CBR724: a line that stops at NULs is a copy under way", () => {
  const bytes = file();
  const tail = new Uint8Array(bytes.length + 100);
  tail.set(bytes);
  assert.equal(read(tail).summary.movements, 5);
  const refused = refusal(tail.fill(0, 4 * 162 + 90));
  assert.deepEqual([refused.code, refused.maybeIncomplete], ["estrutura", true]);
});

Deno.test("CBR724: oddities that only warn", () => {
  const cases: [string, Uint8Array, string[]][] = [
    ["payment of zero", put(file(), 6, 137, "           0,00"), ["pago-zero"]],
    ["unknown operation", put(file(), 7, 84, "ZZZ"), ["codigo-desconhecido"]],
    ["no customer", put(file(), 7, 35, "USUARIO 17 "), ["sem-cliente"]],
    ["type changed", put(file(), 7, 2, "8"), ["linha-suspeita"]],
    ["occurrence", put(file(), 7, 73, "9999"), ["campo-invalido"]],
  ];
  for (const [name, bytes, codes] of cases) {
    assert.deepEqual(warningCodes(read(bytes).summary.warnings), codes, name);
  }
  assert.equal(read(put(file(), 7, 84, "LQX")).movements[1]!.classe, "outro");
});

Deno.test("CBR724: the occurrence has no year: the nearest one before the file's date", () => {
  const bytes = syntheticCbr724({ titulos: 1, nsa: 1, date: "2025-01-02" });
  const cases: [string, string][] = [["3112", "2024-12-31"], ["0201", "2025-01-02"], [
    "    ",
    "2025-01-02",
  ]];
  for (const [text, date] of cases) {
    assert.equal(read(put(bytes, 6, 73, text)).movements[0]!.dataOcorrencia, date);
  }
});

Deno.test("CBR724: blanks at the end may be missing, a payment's amount may not", () => {
  const lines = textOf(file()).split("\r\n");
  const trimmed = (index: number, length: number) =>
    bytesOf(lines.map((line, i) => i === index ? line.slice(0, length) : line).join("\r\n"));
  for (const [index, length] of [[5, 151], [6, 151], [6, 106], [6, 130]] as const) {
    const { summary, movements } = read(trimmed(index, length));
    assert.deepEqual(warningCodes(summary.warnings).slice(0, 1), ["linha-curta"]);
    assert.equal(movements.length, 5);
  }
  for (const [index, length] of [[5, 150], [5, 106], [6, 105], [6, 20]] as const) {
    const refused = refusal(trimmed(index, length));
    assert.deepEqual([refused.code, refused.where.line, refused.maybeIncomplete], [
      "estrutura",
      index + 1,
      false,
    ]);
  }
  for (let size = 9 * 162 + 4; size < 9 * 162 + 151; size++) {
    assert.equal(refusal(file().subarray(0, size)).maybeIncomplete, true, `${size} bytes`);
  }
});
