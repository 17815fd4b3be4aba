/** CNAB 240, bank by bank, as the manuals and the public files have it: codes, motivos, numbers, and what gives a fault away. */
import assert from "node:assert/strict";
import { syntheticCnab240 } from "../../../../core/ensaio/synthetic_cnab240.ts";
import { CNAB240_BANKS } from "../../../../core/formats/cnab240/banks.ts";
import {
  apply,
  bytesOf,
  put,
  read,
  refusal,
  textOf,
  warningCodes,
  withLedger,
} from "../../../support/retornos.ts";
import {
  type Bank240,
  nossoNumero240,
  syntheticBank240,
} from "../../../support/synthetic_bank240.ts";

const BANKS: readonly Bank240[] = ["341", "104", "033", "237", "756", "748", "085"];

/** Bank, class, and the codes (with `/motivo` where it matters) that have it. */
const CLASSES: readonly (readonly [Bank240, string, string])[] = [
  ["341", "entrada", "02"],
  ["341", "liquidacao", "06 08 06/02"],
  ["341", "baixa", "09 10 32 47 05"],
  ["341", "rejeicao", "03 15 16 17 18 60 74"],
  ["341", "alteracao", "04 12 13 14"],
  [
    "341",
    "informacao",
    "11 19 20 21 23 24 25 57 63 75 77 78 79 94 26 27 28 29 30 33 40 44 46 48 51 56 61 62 80 82 83 85 93",
  ],
  ["341", "outro", "07 59 64"],
  ["104", "entrada", "02"],
  ["104", "liquidacao", "06 46 17 06/020101 06/040101 06/060101 46/02"],
  ["104", "baixa", "09 25 05"],
  ["104", "rejeicao", "03 26 30 39 40 41"],
  ["104", "cheque-devolvido", "44 47"],
  ["104", "alteracao", "04 07 08 12 13 14 27 45 61 62"],
  ["104", "informacao", "01 19 20 23 24 28 35 36 37 38 51 52 53"],
  ["033", "entrada", "02"],
  ["033", "liquidacao", "06 17 06/04"],
  ["033", "liquidacao-parcial", "06/02 06/09 17/02 17/09"],
  ["033", "baixa", "09 25 05 09/09"],
  ["033", "rejeicao", "03 26 30 32"],
  ["033", "alteracao", "04 12 13 14 27 61 91 92"],
  ["033", "informacao", "11 19 20 23 24 28 29 51 52 53 A4 93 94"],
  ["237", "liquidacao", "06 17 06/02"],
  ["237", "liquidacao-parcial", "06/18"],
  ["237", "informacao", "36 37 73 54"],
  ["237", "cheque-devolvido", "44"],
  ["756", "entrada", "02"],
  ["756", "liquidacao", "06 17 06/0000000004"],
  ["756", "liquidacao-parcial", "06/02 06/0000000002"],
  ["756", "baixa", "09 25"],
  ["756", "rejeicao", "03 26 30"],
  ["756", "informacao", "37 54 28"],
  ["756", "cheque-pendente", "50"],
  ["748", "entrada", "02"],
  ["748", "liquidacao", "06 17 06/05"],
  ["748", "liquidacao-parcial", "06/02 17/02"],
  ["748", "baixa", "09 25"],
  ["748", "rejeicao", "03 26 30 36 81 83"],
  ["748", "alteracao", "07 08 12 13 14 27"],
  ["748", "informacao", "19 20 23 24 28 51 52 78 79 80 82 84 85"],
  ["085", "entrada", "02"],
  ["085", "liquidacao", "06 17 76 77 06/30"],
  ["085", "liquidacao-parcial", "06/02 76/02"],
  ["085", "baixa", "09 25"],
  ["085", "rejeicao", "03 26 89 92"],
  ["085", "alteracao", "07 08 12 13 14 27 42 90"],
  ["085", "informacao", "19 20 22 23 24 28 36 37 46 51 52 64 91 93 98"],
];

Deno.test("CNAB 240: every code has its bank's own class", () => {
  let cases = 0;
  for (const [banco, classe, codes] of CLASSES) {
    for (const entry of codes.split(" ")) {
      const [codigo, motivo = ""] = entry.split("/") as [string, string?];
      const partial = classe === "liquidacao-parcial" ? { pago: 40_000 } : {};
      const { movements } = read(syntheticBank240(banco, [{ codigo, motivo, ...partial }]));
      assert.equal(movements[0]!.classe, classe, `${banco} ${entry}`);
      cases++;
    }
  }
  assert.equal(cases, 229);
});

Deno.test("CNAB 240: values, dates and number of each bank, without a warning", () => {
  for (const banco of BANKS) {
    const { movements, summary } = read(
      syntheticBank240(banco, [
        { codigo: "06", nominal: 100_000, juros: 333, desconto: 50, abatimento: 20, tarifa: 195 },
        { codigo: "02", nominal: 70_000 },
      ]),
    );
    assert.deepEqual(summary.warnings, [], banco);
    assert.deepEqual(
      movements.map((m) => [m.nossoNumero, m.valorNominal, m.valorPago, m.vencimento, m.sacado]),
      [
        [nossoNumero240(banco), 100_000, 100_263, "2025-10-20", "1017 USUARIO 17"],
        [nossoNumero240(banco), 70_000, 0, "2025-10-20", "1017 USUARIO 17"],
      ],
      banco,
    );
    assert.deepEqual([movements[0]!.tarifa, movements[0]!.dataCredito], [195, "2025-10-15"], banco);
    assert.deepEqual([movements[1]!.dataCredito, summary.banco], [null, banco]);
  }
});

Deno.test("CNAB 240: the account of each bank's header", () => {
  const account = (banco: Bank240) => {
    const { agencia, conta, convenio } = read(syntheticBank240(banco, [])).summary;
    return [agencia, conta, convenio];
  };
  assert.deepEqual(account("341"), ["3210", "45678-1", ""]);
  assert.deepEqual(account("104"), ["3210", "456789", "456789"]);
  assert.deepEqual(account("033"), ["3210", "456789-5", "234567"]);
  assert.deepEqual(account("756"), ["3210", "456789-5", ""]);
  for (const banco of ["237", "748", "085"] as const) {
    assert.deepEqual(account(banco), ["3210", "456789-5", "2345678"], banco);
  }
});

Deno.test("CNAB 240: a bank without a table is refused by name, and so is a renumbered file", () => {
  const bb = syntheticCnab240({ titulos: 2, nsa: 7, date: "2025-10-14", codes: ["06", "02"] });
  const renumbered = (from: Uint8Array, to: string) =>
    bytesOf(
      textOf(from).split("\r\n").map((line) => line === "" ? "" : to + line.slice(3)).join("\r\n"),
    );
  for (const banco of ["000", "999", "208", "133", "136", "041", "070", "422"]) {
    const refused = refusal(renumbered(bb, banco));
    assert.equal(refused.code, "formato");
    assert.match(refused.message, new RegExp(`CNAB 240 do banco ${banco} ainda não é lido`));
  }
  const named = refusal(renumbered(put(bb, 1, 103, "BANCO DO BRASIL S/A".padEnd(30)), "104"));
  assert.equal(named.code, "formato");
  assert.match(named.message, /nome de outro \(001\)/);
  // Without a name, the form of number and constants has to tell.
  for (
    const [banco, bytes] of [
      ["001", bb],
      ...BANKS.map((b) => [b, syntheticBank240(b, [{ codigo: "06" }, { codigo: "02" }])] as const),
    ] as const
  ) {
    for (const other of CNAB240_BANKS.keys()) {
      if (other === banco) continue;
      let outcome: string[];
      try {
        outcome = warningCodes(read(renumbered(bytes, other)).summary.warnings);
      } catch {
        continue;
      }
      assert.notDeepEqual(outcome, [], `${banco} as ${other}`);
    }
  }
});

Deno.test("CNAB 240: what looks close is refused for its own reason", () => {
  const file = syntheticBank240("104", [{ codigo: "06" }]);
  for (const byte of ["3", "4", "5"]) {
    assert.match(refusal(put(file, 1, 143, byte)).message, /pré-crítica/);
  }
  assert.match(refusal(put(file, 2, 10, "00")).message, /não diz o serviço/);
  assert.match(refusal(put(file, 2, 10, "20")).message, /outro serviço/);
});

Deno.test("Santander: the trailers of the samples and of the manual", () => {
  const file = syntheticBank240("033", [{ codigo: "06" }]);
  assert.deepEqual(read(put(file, 5, 18, "000004")).summary.warnings, []);
  assert.deepEqual(read(put(file, 6, 4, "9999")).summary.warnings, []);
  assert.equal(refusal(put(file, 5, 18, "000003")).code, "totais");
});

Deno.test("Caixa: the columns before the nosso número, as the public files and the manual have them", () => {
  const file = syntheticBank240("104", [{ codigo: "06" }]);
  for (const accepted of ["0  ", "000", "   "]) {
    assert.deepEqual(read(put(file, 3, 36, accepted)).summary.warnings, [], accepted);
  }
  for (const shifted of ["  0", "0 0", "014"]) {
    assert.deepEqual(warningCodes(read(put(file, 3, 36, shifted)).summary.warnings), ["deslocada"]);
  }
});

Deno.test("Itaú: an amount told after the tariff is given whole", () => {
  const net = (pago: number) =>
    read(syntheticBank240("341", [{ codigo: "06", tarifa: 195, pago }]));
  assert.equal(net(99_805).movements[0]!.valorPago, 100_000);
  assert.deepEqual(net(99_805).summary.warnings, []);
  assert.deepEqual(warningCodes(net(99_000).summary.warnings), ["valor-pago"]);
});

Deno.test("CNAB 240: what contradicts itself is warned of", () => {
  const cases: [string, Uint8Array, string][] = [
    ["DV Itaú", put(syntheticBank240("341", [{ codigo: "06" }]), 3, 49, "1"), "dv"],
    ["DV Caixa", put(syntheticBank240("104", [{ codigo: "06" }]), 3, 57, "1"), "dv"],
    ["DV Santander", put(syntheticBank240("033", [{ codigo: "06" }]), 3, 53, "1"), "dv"],
    ["DV Bradesco", put(syntheticBank240("237", [{ codigo: "06" }]), 3, 57, "1"), "dv"],
    ["paid by a 02", syntheticBank240("756", [{ codigo: "02", pago: 5 }]), "pago-sem-pagamento"],
    ["paid nothing", syntheticBank240("756", [{ codigo: "06", pago: 0 }]), "pago-zero"],
    ["sum", syntheticBank240("756", [{ codigo: "06", pago: 5 }]), "valor-pago"],
    ["whole, in part", syntheticBank240("756", [{ codigo: "06", motivo: "02" }]), "valor-pago"],
    [
      "count of Sicredi",
      put(syntheticBank240("748", [{ codigo: "06" }]), 5, 24, "000002"),
      "totais",
    ],
    ["sum of Itaú", put(syntheticBank240("341", [{ codigo: "06" }]), 5, 46, "1"), "totais"],
    ["undoing", syntheticBank240("104", [{ codigo: "47" }]), "estorno"],
    ["half a motivo", put(syntheticBank240("756", [{ codigo: "06" }]), 3, 215, "4"), "motivo"],
  ];
  for (const [name, bytes, code] of cases) {
    assert.deepEqual(warningCodes(read(bytes).summary.warnings), [code], name);
  }
});

Deno.test("a payment that is announced and then told is one payment, in one file or in two, and in either order", async () => {
  const cases: readonly (readonly [Bank240, string, string, number])[] = [
    ["104", "46 06", "pago", 100_000],
    ["104", "06 46", "pago", 100_000],
    ["104", "46 47", "aberto", 0],
    ["104", "46 47 06", "pago", 100_000],
    ["104", "46 06 47", "aberto", 0],
    // Nothing announced the second one.
    ["104", "46 06 06/90000", "pago", 190_000],
    ["104", "46 06/90000", "pago", 190_000],
    ["104", "09 44", "aberto", 0],
    ["104", "46 44", "aberto", 0],
    ["104", "09 47", "baixado", 0],
    ["033", "93 06", "pago", 100_000],
    ["033", "93 94", "aberto", 0],
  ];
  for (const [banco, codes, situacao, total] of cases) {
    const details = codes.split(" ").map((code) => {
      const [codigo, pago] = code.split("/") as [string, string?];
      return { codigo, ...pago === undefined ? {} : { pago: Number(pago) } };
    });
    const days = ["14102025", "15102025", "15102025"];
    for (const apart of [false, true]) {
      await withLedger(async (ledger, db) => {
        if (!apart) await apply(ledger, "one.ret", syntheticBank240(banco, details));
        else {
          for (const [i, detail] of details.entries()) {
            const bytes = put(syntheticBank240(banco, [detail]), 1, 144, days[i]!);
            const numbered = put(bytes, 1, 158, String(i + 7).padStart(6, "0"));
            await apply(ledger, `${i}.ret`, numbered);
          }
        }
        const row = db.prepare("SELECT situacao, pago_total AS total FROM titulos").get();
        assert.deepEqual({ ...row }, { situacao, total }, `${banco} ${codes}, apart: ${apart}`);
      });
    }
  }
});
