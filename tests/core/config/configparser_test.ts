/**
 * The reader beside Python's `configparser`, on generated files, wherever both define the same thing.
 * The settings that come closest to the contract: `=` only, comments also after white space, no
 * interpolation, blank lines end a value.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readIni } from "../../../core/config/ini.ts";

const SCRIPT = `
import configparser, json, sys
def read(path):
    p = configparser.RawConfigParser(delimiters=('=',), comment_prefixes=('#', ';'),
        inline_comment_prefixes=('#', ';'), empty_lines_in_values=False, default_section='\\0')
    try:
        with open(path, encoding='utf-8-sig') as f:
            p.read_file(f)
    except configparser.MissingSectionHeaderError as e:
        return {'error': 'header', 'lines': [e.lineno]}
    except configparser.ParsingError as e:
        return {'error': 'parse', 'lines': [line for line, _ in e.errors]}
    except configparser.Error as e:
        return {'error': type(e).__name__, 'lines': [e.lineno]}
    return {'sections': [[s, [[k, v] for k, v in p.items(s)]] for s in p.sections()]}
json.dump([read(path) for path in json.load(sys.stdin)], sys.stdout)
`;

type Answer =
  | { sections: [string, [string, string][]][] }
  | { error: string; lines: number[] };

async function python(paths: string[]): Promise<Answer[]> {
  const child = new Deno.Command("python3", {
    args: ["-X", "utf8", "-c", SCRIPT],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(paths)));
  await writer.close();
  const { stdout, success } = await child.output();
  assert.ok(success, "python3 failed");
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Writes the files, asks Python about them. */
async function compare(texts: readonly string[]): Promise<Answer[]> {
  const dir = await Deno.makeTempDir({ prefix: "configparser_" });
  try {
    const paths = texts.map((_, index) => join(dir, `${index}.ini`));
    await Promise.all(texts.map((text, index) => Deno.writeTextFile(paths[index] ?? "", text)));
    return await python(paths);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Our answer in Python's shape. */
function ours(text: string): Answer {
  const { sections, damages } = readIni(text);
  if (damages.length > 0) {
    const error = damages[0]?.kind === "no-section" ? "header" : "parse";
    const lines = damages.map((damage) => damage.line);
    // Python gives up at the first line when there is no section yet.
    return { error, lines: error === "header" ? lines.slice(0, 1) : lines };
  }
  return { sections: sections.map((s) => [s.title, s.entries.map((e) => [e.name, e.value])]) };
}

async function hasPython(): Promise<boolean> {
  try {
    const { success, stdout } = await new Deno.Command("python3", {
      args: ["--version"],
      stdout: "piped",
      stderr: "null",
    }).output();
    return success && new TextDecoder().decode(stdout).startsWith("Python 3.");
  } catch {
    return false;
  }
}
const missing = !await hasPython();
// deno-lint-ignore no-console
if (missing) console.log("pulado: comparação com o configparser do Python (falta python3)");

/**
 * Where the two differ on purpose, with both answers; the same list stands in config/REFERENCIA.md.
 * `avoid` recognises a line of the generated files to which the difference applies.
 */
const DIFFERENCES: {
  name: string;
  text: string;
  ours: Answer;
  python: Answer;
  avoid?: (line: string) => boolean;
  /** A slip of Python's own rather than a rule. */
  mayVanish?: boolean;
}[] = [
  {
    name: "aspas em volta do valor",
    text: "[a]\nx = \"1 # 2\"\ny = 'z'",
    ours: { sections: [["a", [["x", "1 # 2"], ["y", "z"]]]] },
    python: { sections: [["a", [["x", '"1'], ["y", "'z'"]]]] },
    avoid: (line) => /=\s*["']/.test(line),
  },
  {
    name: "linha recuada",
    text: "[a]\nx = 1\n  y = 2",
    ours: { sections: [["a", [["x", "1"], ["y", "2"]]]] },
    python: { sections: [["a", [["x", "1\ny = 2"]]]] },
    avoid: (line) => /^\s+\S/.test(line),
  },
  {
    name: "maiúsculas no nome da seção",
    text: "[a]\nx = 1\n[A]\ny = 2",
    ours: { sections: [["a", [["x", "1"], ["y", "2"]]]] },
    python: { sections: [["a", [["x", "1"]]], ["A", [["y", "2"]]]] },
  },
  {
    name: "seção repetida",
    text: "[a]\nx = 1\n[a]\ny = 2",
    ours: { sections: [["a", [["x", "1"], ["y", "2"]]]] },
    python: { error: "DuplicateSectionError", lines: [3] },
  },
  {
    name: "chave repetida",
    text: "[a]\nx = 1\nX = 1",
    ours: { sections: [["a", [["x", "1"], ["x", "1"]]]] },
    python: { error: "DuplicateOptionError", lines: [3] },
  },
  {
    name: "espaços dentro dos colchetes",
    text: "[ a ]\nx = 1",
    ours: { sections: [["a", [["x", "1"]]]] },
    python: { sections: [[" a ", [["x", "1"]]]] },
  },
  {
    name: "texto depois do colchete",
    text: "[a] b\nx = 1",
    ours: { error: "parse", lines: [1] },
    python: { sections: [["a", [["x", "1"]]]] },
    avoid: (line) => line.startsWith("["),
  },
  {
    name: "colchete sem par",
    text: "[a]\n[b = 1",
    ours: { error: "parse", lines: [2] },
    python: { sections: [["a", [["[b", "1"]]]] },
    avoid: (line) => line.startsWith("["),
  },
  {
    name: "caracteres de controle como espaço",
    text: "[a]\nx = 1\x1f;2",
    ours: { sections: [["a", [["x", "1\x1f;2"]]]] },
    python: { sections: [["a", [["x", "1"]]]] },
  },
  {
    name: "acentos compostos e decompostos",
    text: "[a]\nc\u0327 = 1",
    ours: { sections: [["a", [["ç", "1"]]]] },
    python: { sections: [["a", [["c\u0327", "1"]]]] },
  },
  {
    name: "caractere nulo",
    text: "[a]\nx = 1\0",
    ours: { error: "parse", lines: [2] },
    python: { sections: [["a", [["x", "1\0"]]]] },
  },
  {
    name: "`#` e `;` na mesma linha",
    text: "[a]\nx = 1#2 #3 ;4",
    ours: { sections: [["a", [["x", "1#2"]]]] },
    python: { sections: [["a", [["x", "1#2 #3"]]]] },
    avoid: (line) => line.includes("#") && line.includes(";"),
    mayVanish: true,
  },
];

/** A small generator with a fixed seed, so that a failure comes back (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  ..."ab9ZáÇõ🚨€_-.:,!?@&$%(){}<>|~^*+/'\"[] \t",
  "\\\\SERVIDOR1\\Cobrança\\",
  "\\n",
  "\\",
  "#",
  " #",
  ";",
  " ;",
  "\t;",
  "=",
  " = ",
  "%(x)s",
  "${y}",
  "\u00a0",
  "\u2003",
  "senha",
];

/** Files of up to six sections: values of every kind, comments, blank lines, sometimes a bad line. */
function generate(seed: number): string {
  const below = random(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const lines: string[] = [];
  const add = (line: string) => {
    if (!DIFFERENCES.some((difference) => difference.avoid?.(line))) lines.push(line);
  };
  const pieces = (most: number) => Array.from({ length: below(most) }, () => pick(PIECES)).join("");
  const bad = below(6) === 0;
  if (below(40) === 0) lines.push("perdida = 1");
  for (let s = 0; s <= below(6); s++) {
    lines.push(`[${pick(["Seção", "EMAIL", "a b", "x.y", "a]b", "=", "ção#1"])} ${s}]`.trim());
    for (let k = 0; k < below(9); k++) {
      const kind = below(bad ? 12 : 10);
      if (kind === 0) lines.push(pick(["", "  ", "\t"]));
      else if (kind === 1) lines.push(pick(["#", ";", " ; ", "\t#"]) + pieces(5));
      else if (kind === 10) add(pick(["solta", "solta: 1", "solta ; = 1", "é"]));
      else {
        const key = `${pick(["chave", "Pasta", "ÇÃO", "x y", "a:b", "k]"])}${k}`;
        add(
          `${key}${pick(["=", " = ", " =", "\t=\t"])}${pieces(12)}${
            pick(["", "", " ; c", "\t# c"])
          }`,
        );
      }
    }
  }
  const end = below(4);
  const text = lines.map((line) => line + (["\r\n", "\n", "\r"][end] ?? pick(["\r\n", "\n"])));
  return (below(3) === 0 ? "\uFEFF" : "") + text.join("");
}

Deno.test({
  name: "readIni() and Python's configparser agree on 800 generated files",
  ignore: missing,
  fn: async () => {
    const files = Array.from({ length: 800 }, (_, seed) => generate(seed));
    const answers = await compare(files);
    let values = 0;
    let refused = 0;
    files.forEach((text, seed) => {
      const answer = answers[seed];
      assert.deepEqual(ours(text), answer, `seed ${seed}: ${JSON.stringify(text)}`);
      if (answer && "sections" in answer) {
        values += answer.sections.reduce((sum, [, entries]) => sum + entries.length, 0);
      } else refused++;
    });
    // The comparison must not have become empty.
    assert.ok(values > 2500 && refused > 50, `${values} values, ${refused} refused files`);
  },
});

Deno.test("each intended difference from configparser is what the list says", async () => {
  for (const { name, text, ours: expected } of DIFFERENCES) {
    assert.deepEqual(ours(text), expected, name);
  }
  if (missing) return;
  const answers = await compare(DIFFERENCES.map((difference) => difference.text));
  DIFFERENCES.forEach(({ name, python: expected, ours: wanted, mayVanish }, index) => {
    // Later versions of Python may have mended theirs; then there is no difference left to hold.
    if (mayVanish && JSON.stringify(answers[index]) === JSON.stringify(wanted)) return;
    assert.deepEqual(answers[index], expected, name);
  });
});
