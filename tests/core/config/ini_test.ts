import assert from "node:assert/strict";
import { readIni } from "../../../core/config/ini.ts";

/** Sections, keys and values only. */
function plain(text: string): [string, string, string][] {
  return readIni(text).sections.flatMap((section) =>
    section.entries.map((entry): [string, string, string] => [
      section.title,
      entry.key,
      entry.value,
    ])
  );
}

Deno.test("readIni() takes values as they stand, up to a comment after white space", () => {
  const cases: [line: string, value: string][] = [
    ["k = v", "v"],
    ["k=v", "v"],
    ["  k\t=\tv  ", "v"],
    ["k =", ""],
    ["k = ; comment", ""],
    ["k = # comment", ""],
    ["k =;v", ";v"],
    ["k =#v", "#v"],
    ["k = v ; comment", "v"],
    ["k = v # comment ; more", "v"],
    ["k = v\t;comment", "v"],
    ["k = v;w#x", "v;w#x"],
    ["k = a=b==", "a=b=="],
    ["k = \\\\SERVIDOR1\\Pasta\\", "\\\\SERVIDOR1\\Pasta\\"],
    ["k = C:\\novo\\teste", "C:\\novo\\teste"],
    ["k = %ProgramData% ${x} $(y)", "%ProgramData% ${x} $(y)"],
    ["k = Cobrança Não É 🚨", "Cobrança Não É 🚨"],
    ['k = "v"', "v"],
    ["k = 'v'", "v"],
    ['k = ""', ""],
    ['k = "  v  "', "  v  "],
    ['k = "a # b ; c"', "a # b ; c"],
    ['k = "a # b" ; c', "a # b"],
    ['k = "C:\\pasta\\"', "C:\\pasta\\"],
    ['k = "a" b"', '"a" b"'],
    ['k = "C:\\a b.exe" "x"', '"C:\\a b.exe" "x"'],
    ['k = "a # b" c', '"a'],
    ["k = '\"v\"'", '"v"'],
    ['k = "v', '"v'],
    ['k = "v ; x', '"v'],
    ['k = v"', 'v"'],
    ['k = "a"b', '"a"b'],
    ['k = a "b" c', 'a "b" c'],
    ["k = [v]", "[v]"],
    ["k = v\u00a0; comment", "v"],
  ];
  for (const [line, value] of cases) {
    assert.deepEqual(plain(`[S]\n${line}`), [["S", "k", value]], line);
  }
});

Deno.test("readIni() counts lines the same with CRLF, LF, CR, a mixture, and a byte order mark", () => {
  for (const end of ["\r\n", "\n", "\r"]) {
    for (const bom of ["", "\uFEFF"]) {
      const text = bom + ["[A]", "# c", "", "x = 1", "[B]", "y = 2", ""].join(end);
      const ini = readIni(text);
      assert.deepEqual(ini.damages, []);
      assert.deepEqual(ini.sections.map((s) => [s.title, s.lines, s.entries.map((e) => e.line)]), [
        ["A", [1], [4]],
        ["B", [5], [6]],
      ]);
    }
  }
  const mixed = readIni("[A]\r\nx=1\ry=2\nz=3\n\rw=4");
  assert.deepEqual(mixed.sections[0]?.entries.map((e) => [e.key, e.line]), [
    ["x", 2],
    ["y", 3],
    ["z", 4],
    ["w", 6],
  ]);
});

Deno.test("readIni() compares names without case, accents composed or not", () => {
  const ini = readIni("[Seção]\nChave=1\n[SEC\u0327A\u0303O]\nCHAVE=2\n[ seção ]\nchave=3");
  assert.equal(ini.sections.length, 1);
  assert.equal(ini.sections[0]?.title, "Seção");
  assert.deepEqual(ini.sections[0]?.lines, [1, 3, 5]);
  assert.deepEqual(ini.sections[0]?.entries.map((e) => e.name), ["chave", "chave", "chave"]);
  assert.equal(readIni("[I]\n[i]\n").sections.length, 1);
  assert.equal(readIni("[NAO]\n[não]\n").sections.length, 2);
});

Deno.test("readIni() names the line of everything it cannot read", () => {
  const cases: [text: string, kind: string, line: number][] = [
    ["[A]\nsem igual", "no-equals", 2],
    ["[A]\nchave: valor", "no-equals", 2],
    ["[A]\nchave ; = valor", "no-equals", 2],
    ["[A]\n\n= valor", "no-key", 3],
    ["chave = valor", "no-section", 1],
    ["[A\nx = 1\ny = 2", "header", 1],
    ["[A]\n[]", "header", 2],
    ["[A]\n[B] x", "header", 2],
    ["[A]\nx = 1\0", "nul", 2],
  ];
  for (const [text, kind, line] of cases) {
    assert.deepEqual(readIni(text).damages.map((d) => [d.kind, d.line]), [[kind, line]], text);
  }
});

Deno.test("readIni() never shows a line that may hold a password", () => {
  const shown = (text: string) => readIni(text).damages.map((d) => d.text);
  assert.deepEqual(shown("[LOGS]\narquivo"), ["arquivo"]);
  assert.deepEqual(shown("[EMAIL]\nsenha: segredo"), [null]);
  assert.deepEqual(shown("[ Email ]\nsegredo"), [null]);
  assert.deepEqual(shown("segredo"), [null]);
  assert.deepEqual(shown("[LOGS]\nsenha segredo"), [null]);
  assert.deepEqual(shown("[OUTRA]\nsenha =\n  segredo"), [null]);
  assert.deepEqual(shown("[BATIMENTO]\nhc-ping.com/x"), [null]);
  assert.deepEqual(shown("[OUTRA]\nhttps://hc-ping.com/x"), [null]);
  const [odd] = readIni("[TEAMS]\nhttps://x/y?a=b\nurl = z").sections;
  assert.deepEqual(odd?.entries.map((e) => e.secret), [true, false]);
  const entries = readIni("[EMAIL]\n senha =\n  c2Vn=\n  b3V0=\n usuario = x").sections[0]?.entries;
  assert.deepEqual(entries?.map((e) => e.secret), [false, true, true, false]);
});
