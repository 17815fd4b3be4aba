/**
 * Gate: everything that a person reads is written under core/words, or by the commands and the rehearsal, which talk to
 * whoever typed them. Anywhere else under core/ a text in Portuguese of three words or more is refused. What is allowed
 * all the same has its reason here, and an allowance that nothing needs any more is refused too.
 */
import { lintWith } from "./lint.ts";
import { report, ROOT, typescriptUnder } from "./tree.ts";

/** Where texts for people live; in `views` the headings of what is shown. */
const HOMES: readonly string[] = [
  "core/words/",
  "core/commands/",
  "core/ensaio/",
  "core/views/",
];

/** Where sentences stand for a reason. */
export const ALLOWED: readonly { readonly under: string; readonly why: string }[] = [
  {
    under: "core/formats/cbr724/codes.ts",
    why: "a linha de um código é uma tabela do banco: código, classe e significado juntos",
  },
  {
    under: "core/formats/cnab240/codes.ts",
    why: "a linha de um código é uma tabela da FEBRABAN: código, classe e significado juntos",
  },
  {
    under: "core/formats/cnab240/layout.ts",
    why: "o nome de um registro e a fonte de uma coluna são da tabela do leiaute",
  },
  {
    under: "core/formats/cnab400/codes.ts",
    why: "a linha de um código é uma tabela dos bancos: código, classe e significado juntos",
  },
  {
    under: "core/formats/record/reason_words.ts",
    why: "a linha de um motivo é uma tabela da FEBRABAN: código, motivo e significado juntos",
  },
  {
    under: "core/formats/cnab240/banks/",
    why: "a linha de um código é uma tabela do banco: código, classe e significado juntos",
  },
  {
    under: "core/formats/cnab400/banks/",
    why: "a linha de um código é uma tabela do banco: código, classe e significado juntos",
  },
];

/** Everything wrong in the tree at `root`, as `file:line: sentence`. */
export async function checkSentences(root: string): Promise<string[]> {
  const files = (await typescriptUnder(root, "core"))
    .filter((path) => !HOMES.some((home) => path.startsWith(home)));
  const found = await lintWith(root, "sentences_plugin.ts", files);
  const idle = ALLOWED.filter(({ under }) => !found.some((line) => line.startsWith(under)));
  return [
    ...found.filter((line) => !ALLOWED.some(({ under }) => line.startsWith(under))),
    ...idle.map(({ under }) =>
      `.ci/gate/sentences.ts:1: ${under} já não tem frases; tire a permissão de ALLOWED`
    ),
  ];
}

if (import.meta.main) report("frases", await checkSentences(ROOT));
