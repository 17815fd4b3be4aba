import assert from "node:assert/strict";
import type { DiagnosisCode } from "../../../core/domain/diagnosis.ts";
import {
  diagnose,
  errorNumberOf,
  type ErrorSystem,
  noAnswer,
} from "../../../core/words/diagnosis/diagnose.ts";
import { POSIX_NUMBERS } from "../../../core/words/diagnosis/posix.ts";
import { WINDOWS_NUMBERS } from "../../../core/words/diagnosis/windows.ts";

/** Every number the tables hold, by verdict; `~` marks a transient one. Written apart from the tables on purpose. */
const EXPECTED: Record<ErrorSystem, Record<Exclude<DiagnosisCode, "sem-resposta">, string>> = {
  windows: {
    servidor:
      "~21 51 53 ~55 ~56 ~58 ~64 ~68 ~69 ~70 ~71 121 ~240 ~1117 ~1130 ~1167 ~1225 ~1226 1232 ~1234 ~1236 ~1722 " +
      "~10053 ~10054 10060 ~10061 10064 10065 11001",
    compartilhamento: "66 67",
    pasta: "2 3 ~32 ~33 39 112 267 ~303",
    permissao: "5 65",
    credencial:
      "86 1219 1240 1244 1272 1312 1326 1327 1328 1330 1331 1385 ~1396 ~1397 1398 1907 1909 2202 2242",
    rede: "~54 ~59 ~1022 ~1203 ~1222 1231 1233 ~1265 ~1311 ~1355 ~1450 ~2250 ~10050 10051",
    configuracao: "15 17 123 161 206 384 1214",
  },
  posix: {
    servidor: "~5 ~11 ~32 ~70 ~71 ~103 ~104 ~107 ~108 110 ~111 112 113 ~121",
    compartilhamento: "6 19 66 ~67 ~78 ~116 123",
    pasta: "2 ~16 20 ~26 28 117 122",
    permissao: "1 13 30",
    credencial: "126 127 128 129",
    rede: "~4 ~12 ~23 ~24 64 100 101 ~102 ~105",
    configuracao: "18 22 36 40 95",
  },
};

for (const os of ["windows", "posix"] as const) {
  Deno.test(`diagnose: every ${os} number has its code, its transience and its name in the message`, () => {
    const table = os === "windows" ? WINDOWS_NUMBERS : POSIX_NUMBERS;
    const seen = new Set<number>();
    for (const [code, numbers] of Object.entries(EXPECTED[os])) {
      for (const word of numbers.split(" ")) {
        const n = Number(word.replace("~", ""));
        const d = diagnose(os, n);
        assert.equal(d.code, code, `${os} ${n}`);
        assert.equal(d.transient, word.startsWith("~"), `${os} ${n}`);
        assert.equal(d.errorNumber, n);
        assert.match(
          d.message,
          new RegExp(`^\\p{Lu}[^\\n]+ \\(erro ${n} do (Windows|sistema), [A-Z0-9_]+\\)\\.$`, "u"),
        );
        assert.ok(!seen.has(n), `${n} twice`);
        seen.add(n);
      }
    }
    assert.deepEqual([...seen].sort((a, b) => a - b), Object.keys(table).map(Number));
  });
}

Deno.test("diagnose: an unknown number, or none, is a network trouble to be confirmed, and says the number", () => {
  for (const os of ["windows", "posix"] as const) {
    for (const n of [0, 999, 4294967295, -1]) {
      const d = diagnose(os, n);
      assert.deepEqual([d.code, d.transient, d.errorNumber], ["rede", true, n]);
      assert.ok(d.message.includes(`erro ${n} `));
    }
    const none = diagnose(os, null);
    assert.deepEqual([none.code, none.transient, none.errorNumber], ["rede", true, null]);
  }
});

Deno.test("diagnose: the same number means different things on the two systems", () => {
  assert.equal(diagnose("windows", 5).code, "permissao");
  assert.equal(diagnose("posix", 5).code, "servidor");
  assert.equal(diagnose("windows", 112).code, "pasta");
  assert.equal(diagnose("posix", 112).code, "servidor");
});

Deno.test("noAnswer: what is left of a deadline is read to the tenth", () => {
  assert.match(noAnswer(2.9826612999999997).message, /prazo de 3 s\./);
  assert.match(noAnswer(0.25).message, /prazo de 0,3 s\./);
  assert.match(noAnswer(1200).message, /prazo de 1\.200 s\./);
});

Deno.test("noAnswer names the deadline", () => {
  assert.deepEqual(noAnswer(20), {
    code: "sem-resposta",
    message: "A pasta não respondeu dentro do prazo de 20 s.",
    errorNumber: null,
    transient: false,
  });
});

Deno.test("errorNumberOf reads only the runtime's own number, in any language", () => {
  const cases: [string, number | null][] = [
    ["O caminho da rede não foi encontrado. (os error 53): readdir '\\\\SERVIDOR1\\R'", 53],
    ["Το σύστημα δεν μπορεί... (os error 3): readdir 'x'", 3],
    ["No such file or directory (os error 2): readdir '/r'", 2],
    ["The network path was not found. (os error 53): open 'a (os error 67).ret'", 53],
    ["The network path was not found.", null],
    ["error 53", null],
    ["(os error )", null],
    ["(os error -5)", null],
    ["(os error 5x)", null],
    ["(OS ERROR 5)", null],
    ["", null],
  ];
  for (const [message, expected] of cases) assert.equal(errorNumberOf(message), expected, message);
});

if (Deno.build.os === "linux") {
  Deno.test("the numbers of the tables are this system's: a missing folder and a file in place of one", async () => {
    const dir = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${dir}/file`, "");
      for (const [path, code] of [["none", "pasta"], ["file", "pasta"]] as const) {
        const error = await Array.fromAsync(Deno.readDir(`${dir}/${path}`)).then(
          () => null,
          (e: Error) => e,
        );
        const d = diagnose("posix", errorNumberOf(error?.message ?? ""));
        assert.equal(d.code, code);
        assert.equal(d.errorNumber, path === "none" ? 2 : 20);
      }
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}
