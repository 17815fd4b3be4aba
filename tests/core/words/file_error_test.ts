import assert from "node:assert/strict";
import { fileErrorReason, fileErrorText } from "../../../core/words/diagnosis/file_error.ts";

const CASES: readonly [system: "posix" | "windows", said: string, text: string][] = [
  [
    "posix",
    "Not a directory (os error 20): open '/p/a.ret'",
    "uma parte do caminho é um arquivo, e não uma pasta (erro 20 do sistema, ENOTDIR): /p/a.ret",
  ],
  [
    "posix",
    "Permission denied (os error 13): rename '/r/a.ret' -> '/p/it's (os error 2).ret'",
    "a conta não tem permissão (erro 13 do sistema, EACCES): /p/it's (os error 2).ret",
  ],
  [
    "posix",
    "Input/output error (os error 5)",
    "o servidor da pasta falhou ao responder (erro 5 do sistema, EIO)",
  ],
  ["posix", "? (os error 999): open 'x'", "motivo desconhecido (erro 999 do sistema): x"],
  [
    "windows",
    "O processo não pode acessar o arquivo. (os error 32): open 'Z:\\r\\a.ret'",
    "está em uso por outro programa (erro 32 do Windows, SHARING_VIOLATION): Z:\\r\\a.ret",
  ],
  ["windows", "o arquivo encolheu", "o arquivo encolheu"],
];

Deno.test("a file's error is told from its number, with the path; without a number the text stays", () => {
  for (const [system, said, text] of CASES) assert.equal(fileErrorText(system, said), text);
  const said = "No such file or directory (os error 2): open '/nao/t.csv'";
  assert.equal(fileErrorReason("posix", said), "o caminho não existe (erro 2 do sistema, ENOENT)");
});
