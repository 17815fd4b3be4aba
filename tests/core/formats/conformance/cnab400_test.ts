/** CNAB 400, bank by bank, as the manuals and the public files have it: codes, motivos, numbers, and what gives a fault away. */
import assert from "node:assert/strict";
import { put, read, refusal, TODAY, warningCodes } from "../../../support/retornos.ts";
import {
  type Bank400,
  BANKS_400,
  nossoNumero400,
  syntheticBank400,
} from "../../../support/synthetic_bank400.ts";

/** Bank, class, and the codes (with `/origem` where it matters) that have it. */
const CLASSES: readonly (readonly [Bank400, string, string])[] = [
  ["001", "entrada", "02"],
  ["001", "liquidacao", "05 06 08 15"],
  ["001", "liquidacao-parcial", "07"],
  ["001", "baixa", "09 10"],
  ["001", "rejeicao", "03"],
  ["001", "cheque-devolvido", "44"],
  ["001", "alteracao", "12 13 14 16 21 25 26 31 35 39 41 42 72"],
  ["001", "informacao", "11 19 20 22 23 24 28 96 97 98"],
  ["033", "entrada", "02"],
  ["033", "liquidacao", "06 08 17"],
  ["033", "liquidacao-parcial", "07"],
  ["033", "baixa", "09 10"],
  ["033", "rejeicao", "03 01 39"],
  ["033", "alteracao", "12 13 14 61 62 63"],
  ["033", "informacao", "11 15 16 21 22 24 25 26 35 36 37 38 93 94"],
  ["033", "outro", "28 72"],
  ["756", "entrada", "02"],
  ["756", "liquidacao", "05 06 15"],
  ["756", "baixa", "09 10"],
  ["756", "rejeicao", "03"],
  ["756", "alteracao", "14 27 48"],
  ["756", "informacao", "11 23"],
  ["748", "entrada", "02"],
  ["748", "liquidacao", "06 15 17"],
  ["748", "baixa", "09 10"],
  ["748", "rejeicao", "03 24 27 30 32 81 83"],
  ["748", "alteracao", "12 13 14 33"],
  ["748", "informacao", "19 20 23 28 29 34 35 78 79 80 82 84 85"],
  ["104", "entrada", "01"],
  ["104", "liquidacao", "21 22 35"],
  ["104", "baixa", "02 23 25"],
  ["104", "rejeicao", "99"],
  ["104", "cheque-devolvido", "33 36"],
  ["104", "alteracao", "03 04 05 06 09 12 30"],
  ["104", "informacao", "20 26 27 28 29 31 32 34 37 38 51 52 53 A4"],
  ["041", "entrada", "02 47"],
  ["041", "liquidacao", "06 08 15 04"],
  ["041", "liquidacao-parcial", "07"],
  ["041", "baixa", "09 10 40 25"],
  ["041", "rejeicao", "03 26"],
  ["041", "alteracao", "12 13 14 16 18 42"],
  ["041", "informacao", "11 19 20 21 22 23 30 31 32 33 34 41 43 44 45 46 68 69"],
  ["077", "entrada", "02"],
  ["077", "liquidacao", "06"],
  ["077", "baixa", "07"],
  ["077", "rejeicao", "03"],
  ["004", "entrada", "02"],
  ["004", "liquidacao", "06 08"],
  ["004", "liquidacao-parcial", "07"],
  ["004", "baixa", "09 10 15"],
  ["004", "rejeicao", "51 60 72"],
  ["004", "alteracao", "04 12 13 14 18 21 22"],
  ["004", "informacao", "11 19 20"],
  ["136", "entrada", "02/01"],
  ["136", "liquidacao", "01 06 09"],
  ["136", "baixa", "02/02 02/10"],
  ["136", "rejeicao", "03"],
  ["136", "alteracao", "02/04 02/05 02/06 02/22 02/23 02/40"],
  ["136", "informacao", "02/09 02/11 02/25 02/26 04 08 10 11 12 13 14"],
  ["136", "cheque-pendente", "07"],
  ["136", "outro", "02/99 05"],
];

Deno.test("CNAB 400: every code has its bank's own class", () => {
  let cases = 0;
  for (const [banco, classe, codes] of CLASSES) {
    for (const entry of codes.split(" ")) {
      const [codigo, origem] = entry.split("/") as [string, string?];
      const partial = classe === "liquidacao-parcial" ? { pago: 40_000 } : {};
      const { movements, summary } = read(
        syntheticBank400(banco, [{
          codigo,
          ...partial,
          ...origem === undefined ? {} : { origem },
        }]),
      );
      assert.deepEqual(
        [movements[0]!.classe, movements[0]!.codigo],
        [classe, codigo],
        `${banco} ${entry}`,
      );
      const expected = classe === "outro"
        ? ["codigo-desconhecido"]
        : movements[0]!.evento === "estorno"
        ? ["estorno"]
        : [];
      assert.deepEqual(warningCodes(summary.warnings), expected, `${banco} ${entry}`);
      cases++;
    }
  }
  assert.equal(cases, 226);
});

Deno.test("CNAB 400: values, dates, number and account of each bank, without a warning", () => {
  const accounts: Readonly<Record<Bank400, readonly (string | number | null)[]>> = {
    "001": ["3210", "456789-5", "234567", 7],
    "033": ["3210", "4567890", "", null],
    "756": ["3210", "456789-5", "234567", 7],
    "748": ["", "45678", "45678", 7],
    "104": ["3210", "456789", "456789", 7],
    "041": ["3210", "4567895", "", null],
    "077": ["1", "456789-5", "", null],
    "004": ["3210", "45678-5", "", 7],
    "136": ["3210", "456789-5", "234567", 7],
  };
  for (const banco of BANKS_400) {
    const own = banco === "077";
    const paying = { "104": "21" }[banco as string] ?? "06";
    const entered = { "104": "01" }[banco as string] ?? "02";
    const { movements, summary } = read(
      syntheticBank400(banco, [
        {
          codigo: paying,
          ...own ? {} : { juros: 333, desconto: 50, abatimento: 20, tarifa: 195 },
        },
        { codigo: entered, nominal: 70_000, origem: "01" },
      ]),
    );
    assert.deepEqual(summary.warnings, [], banco);
    const { agencia, conta, convenio, nsa } = summary;
    assert.deepEqual([agencia, conta, convenio, nsa], accounts[banco], banco);
    assert.deepEqual(summary.data, TODAY);
    assert.deepEqual(
      movements.map((
        m,
      ) => [m.nossoNumero, m.valorNominal, m.valorPago, m.vencimento, m.dataCredito]),
      [
        [nossoNumero400(banco), 100_000, own ? 100_000 : 100_263, "2025-10-20", "2025-10-15"],
        [nossoNumero400(banco), 70_000, 0, "2025-10-20", null],
      ],
      banco,
    );
    const first = movements[0]!;
    assert.deepEqual(
      [first.numeroDocumento, first.dataOcorrencia, first.tarifa, first.juros],
      ["DOC17", TODAY, own ? 0 : 195, own ? 0 : 333],
      banco,
    );
    const named = banco === "033" || banco === "077";
    assert.deepEqual(
      [first.sacado, first.clienteId],
      named ? ["1017 USUARIO 17", "1017"] : [null, null],
    );
  }
});

Deno.test("CNAB 400: motivos as each bank writes them", () => {
  const cases: [Bank400, string, string, string | null][] = [
    ["001", "09", "90", "90"],
    ["033", "03", "04001017000", "04,001,017"],
    ["756", "03", "0000000009", "09"],
    ["748", "06", "H5        ", "H5"],
    ["104", "99", "045", "045,003,1"],
    ["041", "03", "0304", "03,04"],
    ["077", "03", "Pagador sem CEP", "Pagador sem CEP"],
    ["004", "51", "", null],
    ["136", "03", "0102", "01,02"],
  ];
  for (const [banco, codigo, motivo, expected] of cases) {
    assert.equal(
      read(syntheticBank400(banco, [{ codigo, motivo }])).movements[0]!.motivo,
      expected,
    );
  }
});

Deno.test("CNAB 400: what contradicts itself is warned of", () => {
  const paid = (banco: Bank400, codigo = "06") => syntheticBank400(banco, [{ codigo }]);
  const other = (banco: Bank400, column: number) => {
    const digit = nossoNumero400(banco).at(-1) === "1" ? "2" : "1";
    return put(paid(banco), 2, column, digit);
  };
  const cases: [string, Uint8Array, string[]][] = [
    ["DV of BB", put(paid("001"), 2, 74, "Z"), ["dv"]],
    ["copy of BB", put(paid("001"), 2, 127, "9"), ["nosso-numero"]],
    ["convênio of BB", put(paid("001"), 2, 32, "9"), ["convenio"]],
    ["net of BB", put(paid("001"), 2, 306, "9"), ["valor-pago"]],
    ["DV of Santander", other("033", 70), ["dv", "nosso-numero"]],
    ["DV of Banrisul", other("041", 72), ["dv", "nosso-numero"]],
    ["DV of Inter", other("077", 81), ["dv", "nosso-numero"]],
    ["DV of BNB", other("004", 70), ["dv", "nosso-numero"]],
    ["count of Inter", put(paid("077"), 3, 18, "00000009"), ["totais"]],
    ["sum of Inter", put(paid("077"), 3, 121, "000000000001"), ["totais"]],
    ["entries of Banrisul", put(paid("041"), 3, 49, "0000002"), ["totais"]],
    ["net of Unicred", put(paid("136"), 2, 306, "9"), ["valor-pago"]],
    ["cheque of Sicredi", syntheticBank400("748", [{ codigo: "06", motivo: "X0" }]), ["cheque"]],
    ["trailer", put(paid("104", "21"), 3, 5, "341"), ["trailer"]],
    ["whole, in part", syntheticBank400("033", [{ codigo: "07", pago: 100_000 }]), ["valor-pago"]],
    ...(["001", "033", "756", "748", "004"] as const).flatMap((
      banco,
    ): [string, Uint8Array, string[]][] => [
      [`sum of ${banco}`, syntheticBank400(banco, [{ codigo: "06", pago: 5 }]), ["valor-pago"]],
    ]),
    ...BANKS_400.flatMap((banco): [string, Uint8Array, string[]][] => [
      [
        `paid by an entrada of ${banco}`,
        syntheticBank400(banco, [{
          codigo: banco === "104" ? "01" : "02",
          origem: "01",
          pago: 5,
        }]),
        ["pago-sem-pagamento"],
      ],
      [
        `paid nothing by ${banco}`,
        syntheticBank400(banco, [{
          codigo: banco === "104" ? "21" : "06",
          pago: 0,
        }]),
        ["pago-zero"],
      ],
    ]),
  ];
  for (const [name, bytes, codes] of cases) {
    assert.deepEqual(warningCodes(read(bytes).summary.warnings).toSorted(), codes, name);
  }
});

Deno.test("CNAB 400: what a bank alone has", () => {
  // Caixa: 35 without an amount is a baixa; SEMREG is no due date.
  const transfer = read(syntheticBank400("104", [{ codigo: "35", pago: 0 }]));
  assert.deepEqual([transfer.movements[0]!.classe, transfer.summary.warnings], ["baixa", []]);
  const none = read(syntheticBank400("104", [{ codigo: "21", vencimento: "SEMREG" }]));
  assert.deepEqual([none.movements[0]!.vencimento, none.summary.warnings], [null, []]);
  // BNB: the columns of the credit may belong to the map of errors.
  const map = read(syntheticBank400("004", [{ codigo: "06", credito: "010101" }]));
  assert.deepEqual([map.movements[0]!.dataCredito, map.summary.warnings], [null, []]);
  // Inter: an error has no number, and no título.
  const error = read(
    put(
      put(syntheticBank400("077", [{ codigo: "03" }]), 2, 71, "0".repeat(11)),
      2,
      108,
      "0".repeat(11),
    ),
  );
  assert.deepEqual([error.movements.length, warningCodes(error.summary.warnings)], [0, [
    "sem-nosso-numero",
  ]]);
  // Santander under its former number.
  assert.equal(read(put(syntheticBank400("033", []), 1, 77, "353")).summary.banco, "033");
  // Banco do Brasil without details: the convênio's place tells the way.
  assert.equal(read(syntheticBank400("001", [])).summary.convenio, "234567");
  // Another bank's details under a header of Banco do Brasil.
  assert.equal(
    refusal(put(syntheticBank400("001", [{ codigo: "06" }]), 2, 63, " ".repeat(11))).code,
    "valor",
  );
});

Deno.test("CNAB 400: rule 9 where the account stands in the details", () => {
  const file = syntheticBank400("077", [{ codigo: "06" }]);
  read(file, { context: { today: TODAY, contas: ["456789"] } });
  assert.throws(() => read(file, { context: { today: TODAY, contas: ["1"] } }), /conta/);
  // Without a detail there is no account, and nothing to apply.
  read(syntheticBank400("077", []), { context: { today: TODAY, contas: ["1"] } });
});
