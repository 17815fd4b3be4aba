import assert from "node:assert/strict";
import * as v from "valibot";
import type { Config } from "../../../core/config/config.ts";
import { readIni } from "../../../core/config/ini.ts";
import { parseConfig } from "../../../core/config/load_config.ts";
import { EXPECTED_FIELDS } from "../../../core/config/expected.ts";
import { FIELDS as SCHEMA_FIELDS } from "../../../core/config/schema.ts";

const EXPECTED = "ESPERADO nome";
const at = SCHEMA_FIELDS.findIndex(({ section }) => section === "PAINEL");
/** All keys in the order of the reference: those of the sections that may come many times among them. */
const FIELDS = [
  ...SCHEMA_FIELDS.slice(0, at),
  ...EXPECTED_FIELDS.map((field) => ({ ...field, section: EXPECTED })),
  ...SCHEMA_FIELDS.slice(at),
];

const ROOT = new URL("../../../", import.meta.url);

async function text(path: string): Promise<string> {
  return (await Deno.readTextFile(new URL(path, ROOT))).replaceAll("\r\n", "\n");
}

/** The rows of the tables: section, key, default, accepted, meaning, example. */
function rows(markdown: string): string[][] {
  let section = "";
  return markdown.split("\n").flatMap((line) => {
    section = /^## \[(.+)\]$/.exec(line)?.[1] ?? (line.startsWith("## ") ? "" : section);
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    const key = /^`(.+)`$/.exec(cells[0] ?? "")?.[1];
    return section !== "" && key !== undefined ? [[section, key, ...cells.slice(1)]] : [];
  });
}

Deno.test("the reference has every key with its real default and what it accepts, in order", async () => {
  assert.deepEqual(
    rows(await text("config/REFERENCIA.md")).map((row) => row.slice(0, 4)),
    FIELDS.map((field) => [
      field.section,
      field.key,
      field.shown ?? field.fallback,
      field.accepted,
    ]),
  );
});

Deno.test("every example of the reference is accepted and every meaning is written", async () => {
  for (const [section, key, , , meaning, example] of rows(await text("config/REFERENCIA.md"))) {
    const field = FIELDS.find((f) => f.section === section && f.key === key);
    assert.ok(field);
    assert.ok((meaning ?? "").length > 10, `${section} ${key}`);
    const value = readIni(`[x]\nk = ${/^`(.+)`$/.exec(example ?? "")?.[1]}`).sections[0]
      ?.entries[0];
    assert.ok(value?.value, `${section} ${key}: no example`);
    assert.ok(v.safeParse(field.schema, value.value).success, `${section} ${key}: ${value.value}`);
  }
});

/** The file with the line ends of Windows and a byte order mark must say the same. */
async function loadBothWays(path: string): Promise<Config> {
  const machine = { windows: true, env: { ProgramData: "C:\\ProgramData" } };
  const lf = await text(path);
  const config = parseConfig(lf, "C:\\Monitor\\config.ini", machine);
  const crlf = `\uFEFF${lf.replaceAll("\n", "\r\n")}`;
  assert.deepEqual(parseConfig(crlf, "C:\\Monitor\\config.ini", machine), config);
  return config;
}

Deno.test("config.ini loads without a warning, has every key of the contract and only defaults", async () => {
  const config = await loadBothWays("config.ini");
  assert.deepEqual(config.avisos, []);
  const written = readIni(await text("config.ini")).sections.flatMap((section) =>
    section.entries.map((entry) => ({ section: section.title, ...entry }))
  );
  assert.deepEqual(
    written.map((entry) => [entry.section, entry.key]),
    FIELDS.filter(({ section }) => section !== "INTEGRACAO" && section !== EXPECTED)
      .map((f) => [f.section, f.key]),
  );
  const own = ["pasta_retorno", "smtp_servidor", "remetente", "destinatarios"];
  for (const { section, key, value } of written) {
    const field = FIELDS.find((f) => f.section === section && f.key === key);
    if (!own.includes(key)) assert.equal(value, field?.fallback, key);
  }
  assert.equal(
    config.caminhos.pastaRetorno,
    "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno",
  );
  assert.equal(config.caminhos.pastaDados, "C:\\ProgramData\\MonitorRetornos");
  assert.deepEqual(config.email.destinatarios, ["backoffice@agencia.baciaspcj.org.br"]);
});

Deno.test("the examples load; the complete one writes every key", async () => {
  const complete = await loadBothWays("config/exemplo-completo.ini");
  assert.deepEqual(complete.avisos, []);
  const keys = readIni(await text("config/exemplo-completo.ini")).sections
    .flatMap(({ title, entries }) =>
      entries.map(({ key }) => [title.startsWith("ESPERADO ") ? EXPECTED : title, key])
    );
  assert.deepEqual(keys, FIELDS.map((field) => [field.section, field.key]));
  assert.equal(
    complete.integracao.comando,
    '"C:\\Sistemas\\Baixas\\importar.exe" --origem retornos',
  );
  const minimal = await loadBothWays("config/exemplo-minimo.ini");
  assert.equal(minimal.email.habilitado, false);
});

Deno.test("the reference lists the differences from configparser that the comparison holds", async () => {
  const names = (await text("tests/core/config/configparser_test.ts"))
    .matchAll(/^ {4}name: "(.+)",$/gm);
  const part = (await text("config/REFERENCIA.md"))
    .split("## Diferenças em relação ao configparser do Python\n")[1] ?? "";
  const listed = [...part.matchAll(/^- \*\*(.+?)\*\*/gm)].map((match) => match[1]);
  assert.ok(listed.length >= 12);
  assert.deepEqual(listed, [...names].map((match) => match[1]));
});
