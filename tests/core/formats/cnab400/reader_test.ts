import assert from "node:assert/strict";
import { put, read, refusal, textOf, warningCodes } from "../../../support/retornos.ts";
import {
  type Detail400,
  type File400,
  syntheticCnab400,
} from "../../../support/synthetic_cnab400.ts";

const NUMBERS = { "001": "23456780000000017", "341": "10000017", "237": "12345678901P" } as const;
const BANKS = ["001", "341", "237"] as const;

/** A payment with every amount different, and its sum right. */
const paid = (banco: File400["banco"]): Detail400 => ({
  codigo: "06",
  nossoNumero: NUMBERS[banco],
  documento: "DOC0000017",
  ocorrencia: "131025",
  vencimento: "101025",
  credito: "151025",
  nominal: 123456,
  juros: 333,
  outros: banco === "237" ? 0 : 44,
  desconto: 210,
  abatimento: 57,
  pago: 123456 + 333 + (banco === "237" ? 0 : 44) - 210 - 57,
  tarifa: 195,
  despesas: banco === "341" ? 0 : 21,
  iof: 12,
  motivo: banco === "001" ? "04" : "0133",
  sacado: "1017 USUARIO 17",
});

const file = (banco: File400["banco"], extra: Partial<File400> = {}) =>
  syntheticCnab400({
    banco,
    details: [
      paid(banco),
      { codigo: "02", nossoNumero: NUMBERS[banco].replace("17", "18"), nominal: 5000 },
      {
        codigo: "09",
        nossoNumero: NUMBERS[banco].replace("17", "19"),
        nominal: 6000,
        motivo: "10",
      },
    ],
    ...extra,
  });

Deno.test("CNAB 400: every field of the three banks", () => {
  for (const banco of BANKS) {
    const whole = read(file(banco));
    const { summary, movements } = whole;
    assert.deepEqual(summary, {
      format: "CNAB400",
      banco,
      agencia: banco === "237" ? "" : "3210",
      conta: { "001": "456789-5", "341": "45678-5", "237": "4567890" }[banco],
      convenio: { "001": "2345678", "341": "", "237": "4567890" }[banco],
      nsa: 7,
      data: "2025-10-14",
      lines: 5,
      movements: 3,
      codigos: { "06": 1, "02": 1, "09": 1 },
      estoque: null,
      warnings: [],
    });
    const source = paid(banco);
    assert.deepEqual(movements[0], {
      line: 2,
      nossoNumero: NUMBERS[banco],
      numeroDocumento: "DOC0000017",
      clienteId: banco === "341" ? "1017" : null,
      sacado: banco === "341" ? "1017 USUARIO 17" : null,
      vencimento: "2025-10-10",
      valorNominal: 123456,
      codigo: "06",
      classe: "liquidacao",
      evento: "liquidacao",
      motivo: banco === "001" ? "04" : "01,33",
      dataOcorrencia: "2025-10-13",
      dataCredito: "2025-10-15",
      valorPago: source.pago,
      juros: 333,
      desconto: 210,
      abatimento: 57,
      outrosCreditos: source.outros,
      tarifa: 195,
      iof: 12,
      outrasDespesas: source.despesas,
      valorLiquido: banco === "237" ? null : source.pago! - 195,
    });
    for (const chunk of [1, 401, 402, 1000]) assert.deepEqual(read(file(banco), { chunk }), whole);
    assert.deepEqual(read(file(banco, { lineBreak: "" })).movements, movements);
    assert.deepEqual(read(file(banco, { lineBreak: "\n" })).movements, movements);
  }
});

Deno.test("CNAB 400: a code means what its bank says", () => {
  const cases: [File400["banco"], string, string][] = [
    ["001", "05", "liquidacao"],
    ["341", "05", "baixa"],
    ["001", "07", "liquidacao-parcial"],
    ["341", "07", "liquidacao-parcial"],
    ["001", "08", "liquidacao"],
    ["341", "08", "liquidacao"],
    ["001", "15", "liquidacao"],
    ["341", "15", "rejeicao"],
    ["237", "15", "liquidacao"],
    ["001", "16", "alteracao"],
    ["341", "16", "rejeicao"],
    ["237", "16", "cheque-pendente"],
    ["341", "17", "rejeicao"],
    ["237", "17", "liquidacao"],
    ["001", "22", "informacao"],
    ["237", "22", "cheque-devolvido"],
    ["001", "28", "informacao"],
    ["001", "44", "cheque-devolvido"],
    ["001", "46", "cheque-pendente"],
    ["341", "69", "cheque-devolvido"],
    ["001", "17", "outro"],
    ["237", "05", "outro"],
    ["237", "07", "outro"],
    ["341", "22", "outro"],
    ...BANKS.flatMap((banco): [File400["banco"], string, string][] => [
      [banco, "02", "entrada"],
      [banco, "03", "rejeicao"],
      [banco, "06", "liquidacao"],
      [banco, "09", "baixa"],
      [banco, "12", "alteracao"],
      [banco, "13", "alteracao"],
      [banco, "14", "alteracao"],
    ]),
  ];
  for (const [banco, codigo, classe] of cases) {
    const { movements } = read(
      syntheticCnab400({ banco, details: [{ ...paid(banco), codigo, motivo: "" }] }),
    );
    assert.equal(movements[0]!.classe, classe, `${banco} ${codigo}`);
  }
});

Deno.test("CNAB 400: BB natureza 90 is the bank's own baixa", () => {
  const detail = { codigo: "09", nossoNumero: NUMBERS["001"], nominal: 1, motivo: "90" };
  assert.equal(
    read(syntheticCnab400({ banco: "001", details: [detail] })).movements[0]!.classe,
    "baixa-automatica",
  );
});

Deno.test("CNAB 400: Itaú informs one payment twice if so contracted; only C or blank counts", () => {
  const details = ["I", "C", " "].map((informativo, i) => ({
    ...paid("341"),
    nossoNumero: `1000001${i}`,
    informativo,
  }));
  const { summary, movements } = read(syntheticCnab400({ banco: "341", details }));
  assert.deepEqual(movements.map((m) => m.nossoNumero), ["10000011", "10000012"]);
  assert.deepEqual(warningCodes(summary.warnings), ["informativo"]);
});

Deno.test("CNAB 400: auxiliary records count for the sequence and are no títulos", () => {
  const auxiliary = { "001": ["2", "3", "5"], "341": ["4", "5", "3"], "237": ["3", "4"] };
  for (const banco of BANKS) {
    const { summary } = read(file(banco, { auxiliary: auxiliary[banco] }));
    assert.equal(summary.movements, 3);
    assert.deepEqual(warningCodes(summary.warnings), ["registro-auxiliar"]);
  }
});

Deno.test("CNAB 400: the century is the one nearest to the file's date", () => {
  const cases: [string, string | null][] = [["000000", null], ["311299", null], [
    "010125",
    "2025-01-01",
  ], ["151035", "2035-10-15"]];
  for (const [text, date] of cases) {
    assert.equal(read(put(file("001"), 2, 147, text)).movements[0]!.vencimento, date, text);
  }
});

Deno.test("CNAB 400: what is broken is refused, with line and columns", () => {
  for (const banco of BANKS) {
    const good = file(banco);
    const cases: [string, Uint8Array, string, number, [number, number]][] = [
      ["remessa", put(good, 1, 1, "01REMESSA"), "formato", 1, [1, 12]],
      ["other service", put(good, 1, 10, "02"), "formato", 1, [10, 17]],
      ["other bank", put(good, 1, 77, "999"), "formato", 1, [77, 79]],
      ["sequence of the header", put(good, 1, 395, "000002"), "sequencia", 1, [395, 400]],
      ["gap in the sequence", put(good, 3, 395, "000009"), "sequencia", 3, [395, 400]],
      ["unknown type", put(good, 3, 1, "8"), "estrutura", 3, [1, 1]],
      ["generation date", put(good, 1, 95, "310225"), "valor", 1, [95, 100]],
      ["generation in the future", put(good, 1, 95, "161025"), "valor", 1, [95, 100]],
      ["paid amount", put(good, 2, 254, "X"), "valor", 2, [254, 266]],
      ["nominal of a payment", put(good, 2, 153, "X"), "valor", 2, [153, 165]],
      ["occurrence of a payment", put(good, 2, 111, "000000"), "valor", 2, [111, 116]],
      ["occurrence after generation", put(good, 2, 111, "151025"), "valor", 2, [111, 116]],
      ["code", put(good, 2, 109, "X6"), "valor", 2, [109, 110]],
    ];
    if (banco === "341") {
      cases.push(
        ["count of details", put(good, 5, 213, "00000004"), "totais", 5, [213, 220]],
        ["sum of details", put(good, 5, 221, "00000000000001"), "totais", 5, [221, 234]],
      );
    }
    for (const [name, bytes, code, line, columns] of cases) {
      const refused = refusal(bytes);
      assert.equal(refused.code, code, `${banco} ${name}: ${refused.message}`);
      assert.deepEqual(
        [refused.where.line, refused.where.columns],
        [line, columns],
        `${banco} ${name}`,
      );
      assert.equal(refused.maybeIncomplete, false);
    }
    const end = 4 * 402 + 400;
    for (let size = 0; size < end; size += 13) {
      assert.equal(refusal(good.subarray(0, size)).maybeIncomplete, true, `${banco} ${size} bytes`);
    }
    assert.equal(read(good.subarray(0, end)).movements.length, 3);
  }
});

Deno.test("CNAB 400: oddities that only warn", () => {
  const cases: [string, Uint8Array, string[]][] = [
    ["trailer of another bank", put(file("001"), 5, 5, "341"), ["trailer"]],
    ["counter of Bradesco", put(file("237"), 5, 58, "00009"), ["totais"]],
    ["amount of Bradesco", put(file("237"), 5, 63, "000000000001"), ["totais"]],
    ["BB lançamento", put(file("001"), 2, 306, "0000000000001"), ["valor-pago"]],
    ["Itaú value rule", put(file("341"), 2, 254, "0000000000001"), ["valor-pago"]],
    ["Itaú second number", put(file("341"), 2, 86, "10000099"), ["nosso-numero"]],
    ["BB convênio of a line", put(file("001"), 2, 32, "2345679"), ["convenio"]],
    ["due date", put(file("001"), 3, 147, "310225"), ["campo-invalido"]],
    ["payment of zero", put(put(file("001"), 2, 254, "0".repeat(13)), 2, 306, "0".repeat(13)), [
      "pago-zero",
    ]],
  ];
  for (const [name, bytes, codes] of cases) {
    assert.deepEqual(warningCodes(read(bytes).summary.warnings), codes, name);
  }
});

Deno.test("CNAB 400: another bank's file is refused by name, with the banks that are known", () => {
  const refused = refusal(put(file("001"), 1, 77, "422"));
  assert.match(refused.message, /CNAB 400 do banco 422 ainda não é lido.*"422"/);
  assert.match(
    refused.where.expected!,
    /001 Banco do Brasil, .*237 Bradesco, 341 Itaú, .*756 Sicoob/,
  );
  assert.equal(textOf(file("001")).length, 5 * 402);
});

Deno.test("CNAB 400: what is no retorno of cobrança is refused for its own reason", () => {
  const reasons: [string, RegExp][] = [
    ["00", /não diz o serviço/],
    ["  ", /não diz o serviço/],
    ["02", /outro serviço/],
    ["01REJ. TOTAL   ", /pré-crítica/],
    ["01REJ. PARCIAL ", /pré-crítica/],
    ["01CONFIRMACAO  ", /pré-crítica/],
  ];
  for (const [text, reason] of reasons) {
    const refused = refusal(put(file("237"), 1, 10, text));
    assert.equal(refused.code, "formato");
    assert.match(refused.message, reason);
  }
});

Deno.test("Bradesco 400: an undone payment, a partial one, other credits, and a trailer without counts", () => {
  const one = (detail: Partial<Detail400>) =>
    read(syntheticCnab400({ banco: "237", details: [{ ...paid("237"), ...detail }] }));
  const undone = one({ codigo: "40", motivo: "" });
  assert.deepEqual([undone.movements[0]!.classe, undone.movements[0]!.evento], [
    "cheque-devolvido",
    "estorno-liquidacao",
  ]);
  assert.deepEqual(warningCodes(undone.summary.warnings), ["estorno"]);
  const part = one({ motivo: "18", pago: 50_000 });
  assert.equal(part.movements[0]!.classe, "liquidacao-parcial");
  assert.deepEqual(part.summary.warnings, []);
  assert.deepEqual(warningCodes(one({ motivo: "18" }).summary.warnings), ["valor-pago"]);
  const more = one({ outros: 700, pago: paid("237").pago! + 700 });
  assert.deepEqual([more.movements[0]!.outrosCreditos, more.summary.warnings.length], [700, 0]);
  const bare = put(file("237"), 5, 2, " ".repeat(392));
  assert.deepEqual(read(bare).summary.warnings, []);
});

Deno.test("Itaú 400: a baixa by credit to the account warns, one without a título informs", () => {
  const one = (codigo: string) =>
    read(syntheticCnab400({ banco: "341", details: [{ ...paid("341"), codigo, pago: 0 }] }));
  assert.equal(one("59").movements[0]!.classe, "baixa");
  assert.deepEqual(warningCodes(one("59").summary.warnings), ["ocorrencia"]);
  assert.equal(one("72").movements[0]!.classe, "informacao");
});
