/** The command line, read without a process for each. */
import assert from "node:assert/strict";
import { readCommandLine } from "../../core/commands/command_line.ts";
import { CommandFailure, EXIT } from "../../core/commands/exit.ts";

const read = (...args: string[]) => {
  const { entry, options } = readCommandLine(args);
  return [entry.name, options];
};

Deno.test("command line: options stand anywhere, with = or without, and the last of a name counts", () => {
  assert.deepEqual(read("estado"), ["estado", {}]);
  assert.deepEqual(read("--json", "estado", "--config", "a=b"), ["estado", {
    config: "a=b",
    json: true,
  }]);
  assert.deepEqual(read("--config=x", "estado", "--config=C:\\a b\n"), ["estado", {
    config: "C:\\a b\n",
  }]);
  assert.deepEqual(read("arquivos", "--limite", "3", "--limite=007", "--pendentes"), ["arquivos", {
    limite: 7,
    pendentes: true,
  }]);
  assert.deepEqual(read("titulos", "--numero", "00012345678901234567", "--arquivo-json=-"), [
    "titulos",
    { numero: "00012345678901234567", arquivoJson: "-" },
  ]);
});

Deno.test("command line: a lone dash and what follows -- are words", () => {
  assert.deepEqual(read("estado", "--config", "-"), ["estado", { config: "-" }]);
  assert.deepEqual(read("reenviar", "a", "--", "--b", "-c"), ["reenviar", {
    nomes: ["a", "--b", "-c"],
  }]);
  assert.deepEqual(read("estado", "--"), ["estado", {}]);
});

Deno.test("command line: what is wrong with it is said, and nothing is run", () => {
  const cases: [string[], RegExp][] = [
    [[], /^falta o comando/],
    [["--json"], /^falta o comando/],
    [["--versao"], /^opção desconhecida: --versao;/],
    [[""], /^falta o comando/],
    [["ESTADO"], /^comando desconhecido: ESTADO;/],
    [["--config", "x", "estado"], /^comando desconhecido: x;/],
    [["--config", "estado"], /^falta o valor da opção --config;/],
    [["estado", "--config", "--json"], /^falta o valor da opção --config;/],
    [["estado", "--config", ""], /^falta o valor da opção --config;/],
    [["estado", "--config", "--", "x"], /^argumentos demais;/],
    [["estado", "--toString"], /^opção desconhecida: --toString;/],
    [["estado", "--nada=1"], /^opção desconhecida: --nada;/],
    [["estado", "-config", "x"], /^opção desconhecida: -config;/],
    [["estado", ""], /^argumentos demais;/],
    [["arquivos", "--limite", "-5"], /^opção desconhecida: -5;/],
    [["arquivos", "--limite=-5"], /--limite "-5": aceito/],
  ];
  for (const [args, message] of cases) {
    assert.throws(() => readCommandLine(args), (error) => {
      assert.ok(error instanceof CommandFailure, args.join(" "));
      assert.equal(error.exitCode, EXIT.usage);
      assert.match(error.message, message, args.join(" "));
      return true;
    });
  }
});
