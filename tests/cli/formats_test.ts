/** `formatos`: what is read and what it means, from the tables that the readers use; no config.ini, no ledger. */
import assert from "node:assert/strict";
import type { FormatDocument } from "../../core/formats/known_formats.ts";
import { runProgram } from "./program.ts";

Deno.test("formatos: every bank and format with its codes, as text and as JSON", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const text = await runProgram(["formatos"], cwd);
    assert.equal(text.code, 0, text.stderr);
    for (
      const row of [
        /^001 +Banco do Brasil +CNAB 240 /m,
        /^001 +Banco do Brasil +CNAB 400 \(detalhe 7\)/m,
        /^001 +Banco do Brasil +CNAB 400 \(detalhe 1\)/m,
        /^001 +Banco do Brasil +CBR724 /m,
        /^104 +Caixa +CNAB 400 +\d+ +21 22 35$/m,
        /^748 +Sicredi +CNAB 240 /m,
      ]
    ) assert.match(text.stdout, row);

    const json = await runProgram(["formatos", "--json"], cwd);
    const { formatos } = JSON.parse(json.stdout) as { formatos: FormatDocument[] };
    assert.deepEqual(
      formatos.map((one) => `${one.formato} ${one.banco}`).toSorted(),
      [
        "CBR724 001",
        ...["001", "033", "085", "104", "237", "341", "748", "756"].map((b) => `CNAB240 ${b}`),
        ...["001", "001", "004", "033", "041", "077", "104", "136", "237", "341", "748", "756"]
          .map((b) => `CNAB400 ${b}`),
      ],
    );
    for (const one of formatos) {
      assert.ok(one.codigos.length >= 4, one.nome);
      for (const code of one.codigos) assert.ok(code.texto !== "" && code.classe !== "outro");
    }

    // One bank, with or without the zeros of its number: its motivos, too.
    const caixa = await runProgram(["formatos", "104"], cwd);
    assert.match(caixa.stdout, /^46 +liquidacao +liquidação on-line$/m);
    assert.match(caixa.stdout, /^02 +06 46 +casa lotérica/m);
    assert.match((await runProgram(["formatos", "33"], cwd)).stdout, /parcial com motivo 02 ou 09/);
    const unread = await runProgram(["formatos", "422"], cwd);
    assert.deepEqual([unread.code, unread.stdout], [2, ""]);
    assert.match(unread.stderr, /banco "422" não é lido.*001, 004/);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
