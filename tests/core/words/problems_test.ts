/** What is said of files that cannot be dealt with. */
import assert from "node:assert/strict";
import type { FileProblem } from "../../../core/domain/file_fate.ts";
import { mailFor } from "../../../core/words/mail.ts";
import { problemLines } from "../../../core/words/log/files.ts";
import { noticeFor } from "../../../core/words/notice.ts";

const local = (ms: number) => new Date(ms).toISOString();
const AT = Date.UTC(2025, 9, 14, 13, 0, 0);

function announcement(problems: readonly FileProblem[]) {
  const folder = "\\\\S1\\P\\Retorno";
  return {
    kind: "files-in-trouble",
    id: "p1",
    folder,
    limitMinutes: 30,
    at: AT,
    problems,
  } as const;
}

const problem = (name: string, reason = "acesso negado"): FileProblem => ({
  name,
  reason,
  since: AT - 1_900_000,
  attempts: 9,
  told: false,
});

Deno.test("one file: by its name in the subject, with reason, since when and how often, in both parts", () => {
  const mail = mailFor(announcement([problem("A <b>&.ret")]), local);
  assert.equal(mail.subject, "⚠️ ARQUIVO COM PROBLEMA - A <b>&.ret");
  assert.match(mail.text, /Um arquivo da pasta não pôde ser tratado há mais de 30 min/);
  assert.match(
    mail.text,
    /A <b>&\.ret: acesso negado \(desde 2025-10-14T12:28:20\.000Z; tentativas: 9\)/,
  );
  assert.ok(mail.html.includes("A &#60;b&#62;&#38;.ret") && !mail.html.includes("<b>&.ret"));
});

Deno.test("many files: counted, the first fifty named, a subject of ordinary length", () => {
  const mail = mailFor(
    announcement(Array.from({ length: 120 }, (_, n) => problem(`N${n}.ret`, "x".repeat(5000)))),
    local,
  );
  assert.equal(mail.subject, "⚠️ ARQUIVO COM PROBLEMA - 120 arquivos");
  assert.match(mail.text, /N49\.ret: /);
  assert.match(mail.text, /\.\.\. e mais 70/);
  assert.ok(mail.text.length < 50_000, `${mail.text.length}`);
  assert.equal(
    problemLines(announcement(Array.from({ length: 51 }, () => problem("A")))).length,
    51,
  );
});

Deno.test("a name writes no line, header or order of its own anywhere", () => {
  const hostile = "x\r\nBcc: a@b\u202e\x1b[31m.ret";
  const said = announcement([problem(hostile, "linha\nnova")]);
  const mail = mailFor(said, local);
  const all = [
    mail.subject,
    ...problemLines(said).map(({ text }) => text),
    ...noticeFor(said, local)!.text.split("\n").slice(1),
  ];
  // deno-lint-ignore no-control-regex
  for (const text of all) assert.doesNotMatch(text, /[\r\n\u202e\x1b]/);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(mail.text, /\nBcc:|[\u202e\x1b]/);
});
