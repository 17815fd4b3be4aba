import assert from "node:assert/strict";
import { join } from "node:path";
import { ConfigError } from "../../../core/config/config.ts";
import { readHolidays } from "../../../core/config/holidays.ts";
import { loadConfig, parseConfig } from "../../../core/config/load_config.ts";

const machine = { windows: false, env: {} };
const BASE = "[CAMINHOS]\npasta_retorno = /r\n[EMAIL]\nhabilitado = nao\n";
const parse = (text: string) => parseConfig(BASE + text, "/m/config.ini", machine);

Deno.test("[ESPERADO nome]: values as rules compare them, in the order of the file", () => {
  const { esperados, avisos } = parse(`[ESPERADO retorno diário]
banco = 1
convenio = 002.345.678
conta = 0045678-x
arquivo = CBR724*.ret
ate = 9:00
dias = seg, qua, sex
tolerancia_minutos = 15
[esperado  Caixa]
banco = 104
ate = 10:30
`);
  assert.deepEqual(avisos, []);
  assert.deepEqual(esperados, [
    {
      nome: "retorno diário",
      banco: "001",
      convenio: "2345678",
      conta: "45678X",
      arquivo: "CBR724*.ret",
      ate: 540,
      dias: [1, 3, 5],
      feriados: new Set(),
      toleranciaMinutos: 15,
    },
    {
      nome: "Caixa",
      banco: "104",
      convenio: null,
      conta: null,
      arquivo: null,
      ate: 630,
      dias: "uteis",
      feriados: new Set(),
      toleranciaMinutos: 0,
    },
  ]);
});

const WRONG: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  [
    "no name",
    "[ESPERADO]\nbanco = 1\nate = 09:00\n",
    /linha 5: \[ESPERADO\]: aceito um nome depois de ESPERADO/,
  ],
  [
    "nothing that says which file",
    "[ESPERADO a]\nate = 09:00\n",
    /linha 5: \[ESPERADO a\]: falta dizer qual arquivo/,
  ],
  ["no hour", "[ESPERADO a]\nbanco = 1\n", /linha 5: \[ESPERADO a\] ate: falta o valor/],
  [
    "a wrong hour",
    "[ESPERADO a]\nbanco = 1\nate = 24:00\n",
    /linha 7: \[ESPERADO a\] ate = "24:00": aceito uma hora do dia/,
  ],
  [
    "a wrong bank",
    "[ESPERADO a]\nbanco = 1234\nate = 09:00\n",
    /linha 6: \[ESPERADO a\] banco = "1234": aceito o número do banco/,
  ],
  [
    "a path for a name",
    "[ESPERADO a]\narquivo = x\\*.ret\nate = 09:00\n",
    /linha 6: \[ESPERADO a\] arquivo = "x\\\*\.ret": aceito o nome/,
  ],
  [
    "days that are none",
    "[ESPERADO a]\nbanco = 1\nate = 09:00\ndias = util\n",
    /linha 8: \[ESPERADO a\] dias = "util": aceito uteis/,
  ],
  [
    "one key with two values",
    "[ESPERADO a]\nbanco = 1\nbanco = 2\nate = 09:00\n",
    /linha 7: \[ESPERADO a\] banco = "2": a chave já está na linha 6/,
  ],
  [
    "two rules of one name",
    "[ESPERADO a]\nbanco = 1\nate = 09:00\n[Esperado A]\nbanco = 2\nate = 09:00\n",
    /mais de uma vez|já está na linha/,
  ],
  [
    "too late",
    "[ESPERADO a]\nbanco = 1\nate = 09:00\ntolerancia_minutos = 1440\n",
    /linha 8: .*de 0 a 1439/,
  ],
];
for (const [name, text, message] of WRONG) {
  Deno.test(`[ESPERADO nome]: ${name} stops the start, with line, key and what is accepted`, () => {
    assert.throws(
      () => parse(text),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  });
}

Deno.test("[ESPERADO nome]: an unknown key and holidays without effect only warn", () => {
  const { avisos } = parse(
    "[ESPERADO a]\nbanco = 1\nhate = 09:00\nate = 09:00\nferiados = f.txt\ndias = todos\n",
  );
  assert.equal(avisos.length, 2);
  assert.match(
    avisos[0]!,
    /linha 7: \[ESPERADO a\] chave desconhecida "hate", ignorada; seria ate\?/,
  );
  assert.match(avisos[1]!, /linha 9: \[ESPERADO a\] feriados não tem efeito sem dias = uteis/);
});

Deno.test("holidays: three forms, comments, and every line that is none", () => {
  const read = readHolidays(
    "\uFEFF# locais\r\n25/01 # fundação\r\n2026-07-09\r\n09/07/2027\r\n\r\n31/02\n29/02\nontem\n",
  );
  assert.deepEqual([...read.days], ["01-25", "2026-07-09", "2027-07-09", "02-29"]);
  assert.deepEqual(read.problems.map(({ line, value }) => [line, value]), [[6, "31/02"], [
    8,
    "ontem",
  ]]);
});

Deno.test("holidays: read beside config.ini; a missing file or a wrong line stops the start and is named", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "config.ini");
    const holidays = join(folder, "feriados.txt");
    await Deno.writeTextFile(
      file,
      `${BASE}[ESPERADO a]\nbanco = 1\nate = 09:00\nferiados = feriados.txt\n`,
    );
    const here = { windows: Deno.build.os === "windows", env: {} };
    await assert.rejects(
      () => loadConfig(file, here),
      /linha 8: \[ESPERADO a\] feriados = "feriados\.txt": arquivo de feriados não encontrado: .*feriados\.txt$/,
    );
    await Deno.writeTextFile(holidays, "25/01\nnatal\n");
    await assert.rejects(
      () => loadConfig(file, here),
      /feriados\.txt, linha 2: feriado = "natal": aceito um dia por linha/,
    );
    await Deno.writeTextFile(holidays, "25/01\n");
    assert.deepEqual((await loadConfig(file, here)).esperados[0]!.feriados, new Set(["01-25"]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
