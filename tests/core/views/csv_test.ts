import assert from "node:assert/strict";
import { type CsvColumn, csvHead, csvMoney, csvRow, csvText } from "../../../core/views/csv.ts";

Deno.test("CSV for Excel in Portuguese: BOM, semicolons, decimal comma, CRLF", () => {
  type Row = { n: string | null; v: number | null; d: string | null };
  const columns: CsvColumn<Row>[] = [
    {
      title: "Nome",
      type: "texto",
      value: (r) => r.n,
    },
    { title: "Valor", type: "valor", value: (r) => r.v },
    { title: "Data", type: "data", value: (r) => r.d },
  ];
  const rows: Row[] = [
    { n: "USUARIO 17", v: 123456, d: "2025-10-14" },
    { n: 'a;"b"', v: 5, d: null },
    { n: null, v: null, d: null },
  ];
  const text = csvHead(columns) + rows.map((row) => csvRow(columns, row)).join("");
  assert.equal(
    text,
    '\ufeffNome;Valor;Data\r\nUSUARIO 17;1234,56;14/10/2025\r\n"a;""b""";0,05;\r\n;;\r\n',
  );
});

Deno.test("CSV: no text becomes a formula, a line or another column", () => {
  const cases: [string, string][] = [
    ["=1+1", "'=1+1"],
    ["+55", "'+55"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1", `'  =1`],
    ["\t=1", "' =1"],
    ["=cmd|' /C calc'!A0;x", `"'=cmd|' /C calc'!A0;x"`],
    ["\x01=cmd", "' =cmd"],
    ["\x1b=cmd", "' =cmd"],
    ["\u200b=cmd", "\ufffd=cmd"],
    ["\uff1d1+1", "'\uff1d1+1"],
    ["\uff20SUM", "'\uff20SUM"],
    ["a\r\nb", "a b"],
    ["plain", "plain"],
    [" x", '" x"'],
  ];
  for (const [text, expected] of cases) assert.equal(csvText(text), expected);
  for (
    const [cents, expected] of [[0, "0,00"], [7, "0,07"], [100, "1,00"], [-250, "-2,50"]] as const
  ) {
    assert.equal(csvMoney(cents), expected);
    assert.equal(csvMoney(BigInt(cents)), expected);
  }
  assert.equal(csvMoney(39_999_999_999_999_600n), "399999999999996,00");
});
