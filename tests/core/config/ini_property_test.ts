import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { ConfigError } from "../../../core/config/config.ts";
import { foldName, readIni } from "../../../core/config/ini.ts";
import { loadConfig, parseConfig } from "../../../core/config/load_config.ts";

/** A value as a person would have to write it, or null when no form can hold it. */
function written(value: string): string | null {
  if (/[\r\n\0]/.test(value)) return null;
  const bare = value.trim() === value && !/^["']/.test(value) && !/\s[#;]/.test(` ${value}`);
  if (bare) return value;
  for (const quote of ['"', "'"]) {
    if (!value.includes(quote)) return `${quote}${value}${quote}`;
  }
  return null;
}

const name = fc.stringMatching(/^[A-Za-zçãéÁÊ_][A-Za-z0-9çãéÁÊ_ .-]{0,20}$/)
  .map((text) => text.trim());
const value = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."\\#;=\"' \t[]%$:áÇ🚨ab") }),
).filter((text) => written(text) !== null);
const section = fc.tuple(
  name,
  fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => foldName(key), maxLength: 8 }),
);
const file = fc.uniqueArray(section, { selector: ([title]) => foldName(title), maxLength: 6 });

Deno.test("what is written is read back, with its line, in every form of file", () => {
  fc.assert(fc.property(
    file,
    fc.constantFrom("\r\n", "\n", "\r"),
    fc.boolean(),
    fc.constantFrom("", " ; fim", "\t# fim = x"),
    (sections, end, bom, comment) => {
      const lines: string[] = [];
      const expected = sections.map(([title, entries]) => {
        lines.push("; [comentário]", `[${title}]${comment}`);
        const at = lines.length;
        return {
          title,
          lines: [at],
          entries: entries.map(([key, text]) => {
            lines.push(`${key} = ${written(text)}${comment}`);
            return { key, value: text, line: lines.length };
          }),
        };
      });
      const ini = readIni((bom ? "\uFEFF" : "") + lines.join(end));
      assert.deepEqual(ini.damages, []);
      assert.deepEqual(
        ini.sections.map((s) => ({
          title: s.title,
          lines: s.lines,
          entries: s.entries.map((e) => ({ key: e.key, value: e.value, line: e.line })),
        })),
        expected,
      );
    },
  ));
});

const soup = fc.string({
  unit: fc.constantFrom(
    ..."[]=;#\"' \t\r\n\0\\%:,@.\uFEFF\u2028\u0085áÇ1a",
    "[EMAIL]",
    "\nsenha = ",
    "\npasta_retorno =",
    "[CAMINHOS]\n",
    "habilitado=",
  ),
  maxLength: 200,
});

Deno.test("no text crashes the reader, and only ConfigError refuses a configuration", () => {
  for (const windows of [true, false]) {
    fc.assert(fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => {
      try {
        parseConfig(text, windows ? "C:\\m\\config.ini" : "/m/config.ini", { windows, env: {} });
      } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        const last = text.split(/\r\n|\n|\r/).length;
        for (const { line } of error.problems) assert.ok(line === null || line <= last);
      }
    }));
  }
});

Deno.test("no bytes crash loadConfig()", async () => {
  const dir = await Deno.makeTempDir({ prefix: "config_" });
  try {
    const path = join(dir, "config.ini");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await Deno.writeFile(path, bytes);
        const result = await loadConfig(path).catch((error) => error);
        assert.ok(result instanceof ConfigError);
      }),
      { numRuns: 60 },
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

const WHOLE = [
  "# comentário",
  "[CAMINHOS]",
  "pasta_retorno = \\\\SERVIDOR1\\P\\Retorno ; obrigatória",
  "[MONITORAMENTO_SERVIDOR]",
  "habilitado = sim",
  "intervalo_verificacao = 300",
  "",
  "prazo_sonda = 20",
  "[EMAIL]",
  "smtp_servidor = smtp.exemplo.org.br",
  "smtp_porta = 587",
  "seguranca = starttls",
  "remetente = monitor@exemplo.org.br",
  "destinatarios = a@exemplo.org.br, b@exemplo.org.br",
  "[LOGS]",
  "nivel_log = INFO",
];

Deno.test("any damage is named with its own line, and nothing else is blamed", () => {
  // Garbage for which no key of WHOLE has a use.
  const garbage = fc.constantFrom("<|>", "a b|c", "* ?", "|", "“x|”");
  const broken: fc.Arbitrary<(line: string) => string> = fc.oneof(
    garbage.map((text) => (line: string) => line.replace(/=.*/, `= ${text}`)),
    fc.constant((line: string) => line.replace("=", ":")),
    fc.constant((line: string) => line.replace(/^.*?=/, "=")),
    fc.constant((line: string) => line.replace("=", "; =")),
    fc.constant((line: string) => `${line}\0`),
  );
  const keys = WHOLE.flatMap((line, index) => line.includes("=") ? [index] : []);
  fc.assert(fc.property(
    fc.constantFrom(...keys),
    broken,
    fc.constantFrom("\r\n", "\n", "\r"),
    (index, breaking, end) => {
      const text = WHOLE.map((line, i) => i === index ? breaking(line) : line).join(end);
      try {
        parseConfig(text, "/m/config.ini", { windows: false, env: {} });
      } catch (error) {
        assert.ok(error instanceof ConfigError);
        const lines = error.problems.flatMap(({ line }) => line === null ? [] : [line]);
        assert.deepEqual(lines, [index + 1], error.message);
        assert.ok(error.message.includes(`config.ini, linha ${index + 1}: `));
        return;
      }
      assert.fail(`accepted: ${text}`);
    },
  ));
  const headers = WHOLE.flatMap((line, index) => line.startsWith("[") ? [index] : []);
  for (const index of headers) {
    const text = WHOLE.map((line, i) => i === index ? line.slice(0, -1) : line).join("\r\n");
    assert.throws(
      () => parseConfig(text, "/m/config.ini", { windows: false, env: {} }),
      (error) => error instanceof ConfigError && error.problems[0]?.line === index + 1,
    );
  }
});
