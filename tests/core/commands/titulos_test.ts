import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { syntheticCbr724 } from "../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../core/ensaio/synthetic_cnab240.ts";
import {
  describeTitulos,
  exportTitulosCsv,
  exportTitulosJson,
  exportTitulosXlsx,
  listTitulos,
  type TitulosOptions,
  TitulosUsageError,
} from "../../../core/commands/titulos.ts";
import { apply, put, withLedger } from "../../support/retornos.ts";

const cbr = () =>
  put(
    syntheticCbr724({
      titulos: 4,
      nsa: 1,
      date: "2025-10-14",
      firstNumber: 50,
      operations: ["LQB", "RG", "BX", "LQP"],
    }),
    7,
    35,
    "1001 =USUARIO_50%;      ",
  );

Deno.test("titulos: by number, customer, sacado, state, period and file, with totals", async () => {
  await withLedger(async (ledger, db) => {
    await apply(ledger, "CBR724.ret", cbr());
    await apply(
      ledger,
      "IED.ret",
      syntheticCnab240({ titulos: 1, nsa: 3, date: "2025-09-01", codes: ["02"], firstNumber: 99 }),
    );
    const numbers = async (options: TitulosOptions) =>
      (await listTitulos(ledger.titulos, options)).titulos.map((t) => t.nossoNumero.slice(-2));
    const cases: [TitulosOptions, string[]][] = [
      [{}, ["99", "50", "51", "52", "53"]],
      [{ numero: "23456780000000051" }, ["51"]],
      [{ numero: "0000000051" }, ["51"]],
      [{ numero: "51" }, ["51"]],
      [{ numero: "2345678.0000000051" }, ["51"]],
      [{ numero: "151" }, []],
      [{ cliente: "1002" }, ["52"]],
      [{ cliente: "2" }, []],
      [{ sacado: "usuario 1" }, ["50", "52"]],
      [{ sacado: "_50%" }, ["51"]],
      [{ situacao: "pago" }, ["50"]],
      [{ situacao: "baixado, parcial" }, ["52", "53"]],
      [{ desde: "2025-10-01" }, ["50", "51", "52", "53"]],
      [{ ate: "01/09/2025" }, ["99"]],
      [{ desde: "2025-10-14", ate: "2025-10-14", por: "pagamento" }, ["50", "53"]],
      [{ desde: "2025-09-01", ate: "2025-09-30", por: "movimento" }, ["99"]],
      [{ arquivo: "cbr724.RET" }, ["50", "51", "52", "53"]],
      [{ arquivo: "nenhum.ret" }, []],
    ];
    for (const [options, expected] of cases) {
      assert.deepEqual(await numbers(options), expected, JSON.stringify(options));
    }

    const all = await listTitulos(ledger.titulos, { limite: "2" });
    assert.equal(all.titulos.length, 2);
    assert.equal(all.cortado, true);
    assert.equal(all.totais.quantidade, 5);
    assert.equal(all.totais.porSituacao.pago!.quantidade, 1);
    assert.equal(
      all.totais.valorPago,
      BigInt(Number(db.prepare("SELECT sum(valor_pago) AS v FROM movimentos").get()!.v)),
    );
    assert.match(describeTitulos(all), /total: 5 títulos/);
    assert.match(describeTitulos(all), /mostrando 2 de 5/);
    assert.deepEqual(await numbers({ ultimos: 2 }), ["52", "53"]);
    assert.deepEqual(await numbers({ ultimos: "1", por: "pagamento" }), ["53"]);
    assert.deepEqual(await numbers({ ultimos: 9 }), ["99", "50", "51", "52", "53"]);
    assert.equal((await listTitulos(ledger.titulos, { ultimos: 2 })).cortado, true);
    assert.equal((await listTitulos(ledger.titulos, { ultimos: 5 })).cortado, false);
    await assert.rejects(listTitulos(ledger.titulos, { ultimos: 0 }), TitulosUsageError);

    const one = (await listTitulos(ledger.titulos, { numero: "50" })).titulos[0]!;
    assert.deepEqual(
      one.movimentos!.map((m) => [m.arquivo, m.linha, m.codigo, m.classe, m.dataOcorrencia]),
      [["CBR724.ret", 6, "LQB", "liquidacao", "2025-10-14"]],
    );
    assert.match(
      describeTitulos(await listTitulos(ledger.titulos, { numero: "50" })),
      /CBR724\.ret, linha 6/,
    );
    assert.equal(
      describeTitulos(await listTitulos(ledger.titulos, { numero: "1" })),
      "Nenhum título encontrado.",
    );
  });
});

Deno.test("titulos: amounts and counts as people write them", () => {
  const sums = { quantidade: 1, valorNominal: 361554n, valorPago: 120518n };
  const text = describeTitulos({
    totais: { ...sums, porSituacao: { pago: sums, aberto: { ...sums, quantidade: 2 } } },
    titulos: [],
    cortado: false,
  });
  assert.deepEqual(text.split("\n").slice(1), [
    "pago: 1 título, R$ 3.615,54, pago R$ 1.205,18",
    "aberto: 2 títulos, R$ 3.615,54, pago R$ 1.205,18",
    "total: 1 título, R$ 3.615,54, pago R$ 1.205,18",
  ]);
});

Deno.test("titulos: a workbook has the columns of the CSV, days and money as numbers, texts as texts", async () => {
  await withLedger(async (ledger) => {
    await apply(ledger, "CBR724.ret", cbr());
    const parts: Uint8Array[] = [];
    for await (const piece of exportTitulosXlsx(ledger.titulos, {})) parts.push(piece);
    const files = unzipSync(parts[0]!);
    const text = (name: string) => new TextDecoder().decode(files[name]);
    const sheet = Object.keys(files).find((name) => /worksheets\/sheet1\.xml$/.test(name))!;
    const xml = text(sheet);
    assert.equal(xml.match(/<row /g)!.length, 5);
    // 2025-10-14, as Excel counts days.
    assert.match(xml, /<v>45944<\/v>/);
    assert.match(xml, /<v>\d+\.\d\d?<\/v>/);
    assert.doesNotMatch(xml, /<f>/);
    const texts = xml +
      Object.keys(files).filter((n) => /sharedStrings/.test(n)).map(text).join("");
    for (const title of ["Nosso número", "Sacado", "Valor pago"]) assert.ok(texts.includes(title));
    // The hostile name is there as a text, in whole.
    assert.ok(texts.includes("=USUARIO_50%"), texts.slice(0, 500));
  });
});

Deno.test("titulos: exports of everything that matches", async () => {
  await withLedger(async (ledger) => {
    await apply(ledger, "CBR724.ret", cbr());
    const csv = (await Array.fromAsync(exportTitulosCsv(ledger.titulos, {}))).join("");
    const rows = csv.split("\r\n");
    assert.equal(rows.length, 6);
    assert.ok(csv.startsWith("\ufeffBanco;Agência;"));
    assert.ok(
      rows[1]!.startsWith(
        "001;3210;456789;2345678;23456780000000050;0000000050;DOC000050;1000;1000 USUARIO 17;",
      ),
    );
    assert.ok(rows[2]!.includes(';"1001 =USUARIO_50%;";'));
    const json = JSON.parse(
      (await Array.fromAsync(
        exportTitulosJson(ledger.titulos, { situacao: "pago", movimentos: true }),
      )).join(""),
    );
    assert.equal(json.length, 1);
    assert.equal(json[0].movimentos[0].valorPago, json[0].pagoTotal);
    assert.equal(
      (await Array.fromAsync(exportTitulosJson(ledger.titulos, { numero: "1" }))).join(""),
      "[]\n",
    );
  });
});

Deno.test("titulos: a wrong option says what is accepted", async () => {
  await withLedger(async (ledger) => {
    const cases: [TitulosOptions, RegExp][] = [
      [{ situacao: "quitado" }, /--situacao "quitado".*aberto, pago/],
      [{ desde: "2025-02-30" }, /--desde "2025-02-30".*AAAA-MM-DD/],
      [{ ate: "ontem" }, /--ate "ontem"/],
      [{ desde: "2025-02-02", ate: "2025-02-01" }, /--ate "2025-02-01"/],
      [{ por: "emissao" }, /vencimento, pagamento, movimento/],
      [{ limite: "0" }, /--limite "0"/],
      [{ cliente: "12a" }, /--cliente "12a"/],
      [{ numero: " " }, /--numero/],
    ];
    for (const [options, message] of cases) {
      await assert.rejects(
        () => listTitulos(ledger.titulos, options),
        (error) => error instanceof TitulosUsageError && message.test(error.message),
      );
    }
  });
});
