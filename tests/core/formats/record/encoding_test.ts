import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../core/ensaio/synthetic_cbr724.ts";
import { bytesOf, put, read, refusal, textOf, warningCodes } from "../../../support/retornos.ts";
import { syntheticBank240 } from "../../../support/synthetic_bank240.ts";
import { syntheticCnab400 } from "../../../support/synthetic_cnab400.ts";

const cbr = () => syntheticCbr724({ titulos: 3, nsa: 1, date: "2025-10-14" });
const cnab = (lineBreak = "\r\n") =>
  syntheticBank240(
    "104",
    [{ codigo: "06", motivo: "04" }, { codigo: "02" }, { codigo: "06", motivo: "04" }],
    lineBreak,
  );
const itau = () =>
  syntheticCnab400({
    banco: "341",
    details: [{ codigo: "02", nossoNumero: "10000017", nominal: 1, sacado: "1017 USUARIO" }],
  });

const NAME = "1017 USUÁRIO ÇÃO Nº";

Deno.test("names in windows-1252 and in code page 850 read alike", () => {
  const windows = "1017 USU\xc1RIO \xc7\xc3O N\xba";
  const dos = "1017 USU\xb5RIO \x80\xc7O N\xa7";
  for (
    const [bytes, line, column] of [[cbr(), 6, 35], [cnab(), 3, 149], [itau(), 2, 325]] as const
  ) {
    for (const name of [windows, dos]) {
      const { movements, summary } = read(put(bytes, line, column, name.padEnd(26)));
      assert.equal(movements[0]!.sacado, NAME);
      assert.equal(movements[0]!.clienteId, "1017");
      assert.deepEqual(summary.warnings, []);
    }
  }
});

Deno.test("a file saved again as UTF-8, with or without BOM, is read by characters, with a warning", () => {
  for (
    const [bytes, line, column] of [[cbr(), 6, 35], [cnab(), 3, 149], [itau(), 2, 325]] as const
  ) {
    const text = textOf(put(bytes, line, column, NAME.padEnd(26)));
    const plain = read(bytesOf(text)).movements;
    const again = read(new TextEncoder().encode(text));
    assert.deepEqual(again.movements, plain);
    assert.deepEqual(warningCodes(again.summary.warnings), ["utf8"]);
    const marked = read(new TextEncoder().encode("\ufeff" + text));
    assert.deepEqual(marked.movements, plain);
    assert.deepEqual(warningCodes(marked.summary.warnings), ["bom", "utf8"]);
  }
});

Deno.test("CRLF, LF, lone CR, a mix, and no breaks at all", () => {
  const whole = read(cnab()).movements;
  for (const lineBreak of ["\n", "\r", ""]) {
    const { movements, summary } = read(cnab(lineBreak));
    assert.deepEqual(movements, whole);
    assert.deepEqual(summary.warnings, []);
  }
  const mixed = read(bytesOf(textOf(cnab()).replace("\r\n", "\n")));
  assert.deepEqual(mixed.movements, whole);
  assert.deepEqual(warningCodes(mixed.summary.warnings), ["quebras-misturadas"]);
  assert.deepEqual(read(bytesOf(textOf(cnab("")) + "\r\n\x1a")).movements, whole);
});

Deno.test("whatever pads the end of a file is cut", () => {
  for (const bytes of [cnab(), itau(), cbr()]) {
    const whole = read(bytes);
    for (
      const tail of [
        "\x1a",
        "\x1a\x1a\0\0",
        "\r\n\r\n",
        "   \r\n",
        "\r\n\x1a",
        "\0".repeat(1000),
        " ".repeat(300),
      ]
    ) {
      const padded = read(bytesOf(textOf(bytes) + tail), { chunk: 97 });
      assert.deepEqual(padded.movements, whole.movements, JSON.stringify(tail));
    }
    assert.deepEqual(read(bytes.subarray(0, bytes.length - 2)), whole, "no final line break");
  }
});

Deno.test("Ctrl-Z or NUL in the middle is refused", () => {
  for (const bytes of [cnab(), itau(), cbr()]) {
    for (const byte of ["\x1a", "\0"]) {
      const refused = refusal(put(bytes, 2, 50, byte));
      assert.equal(refused.code, "estrutura");
      assert.equal(refused.where.line, 2);
      assert.equal(refused.maybeIncomplete, byte === "\0");
    }
  }
});

Deno.test("a line may miss optional blanks, or have blanks too many; anything else is refused", () => {
  const lines = textOf(cnab()).split("\r\n");
  const change = (index: number, line: string) =>
    bytesOf(lines.map((old, i) => i === index ? line : old).join("\r\n"));
  const whole = read(cnab()).movements;
  for (
    const [index, line, code] of [
      [2, lines[2]!.slice(0, 215), "linha-curta"],
      [3, lines[3]!.slice(0, 160), "linha-curta"],
      [8, lines[8]!.slice(0, 30), "linha-curta"],
      [9, lines[9]!.slice(0, 29), "linha-curta"],
      [1, lines[1]! + " ", "linha-longa"],
    ] as const
  ) {
    const { movements, summary } = read(change(index, line));
    assert.deepEqual(movements, whole);
    assert.deepEqual(warningCodes(summary.warnings), [code]);
  }
  for (const line of [lines[2]!.slice(0, 200), lines[2]! + "x", lines[2]!.slice(0, 13), "x"]) {
    const refused = refusal(change(2, line));
    assert.deepEqual([refused.code, refused.where.line, refused.maybeIncomplete], [
      "estrutura",
      3,
      false,
    ]);
  }
});

Deno.test("a line without end is refused, in constant memory", () => {
  function* endless() {
    yield cbr().subarray(0, 162);
    for (let i = 0; i < 100; i++) yield new Uint8Array(10_000).fill(65);
  }
  let seen = 0;
  const counted = function* () {
    for (const chunk of endless()) {
      seen += chunk.length;
      yield chunk;
    }
  };
  assert.throws(() => read(new Uint8Array(0)), /vazio/);
  const chunks = [...counted()];
  assert.equal(seen, 1_000_162);
  const all = new Uint8Array(seen);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  assert.match(refusal(all).message, /sem quebra de linha/);
});

Deno.test("UTF-16 and archives are named, and not waited for", () => {
  const text = textOf(cnab());
  const utf16 = (big: boolean) =>
    Uint8Array.from([...text].flatMap((c) => big ? [0, c.charCodeAt(0)] : [c.charCodeAt(0), 0]));
  const zipped = (...start: number[]) => Uint8Array.from([...start, 0, 0, 8, 0, 0, 1]);
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [utf16(false), /UTF-16/],
    [utf16(true), /UTF-16/],
    [Uint8Array.from([0xff, 0xfe, ...utf16(false)]), /UTF-16/],
    [Uint8Array.from([0xfe, 0xff, ...utf16(true)]), /UTF-16/],
    [zipped(0x1f, 0x8b), /gzip/],
    [zipped(0x50, 0x4b, 3, 4), /zip/],
  ];
  for (const [bytes, words] of cases) {
    const refused = refusal(bytes);
    assert.match(refused.message, words);
    assert.deepEqual([refused.code, refused.maybeIncomplete], ["formato", false]);
    assert.throws(() => read(bytes, { chunk: 1 }), words);
  }
});
