import assert from "node:assert/strict";
import { clip, oneLine, plainJson, plainText } from "../../../core/domain/text.ts";

/** What a terminal obeys, or a reader does not see, each with a name. */
const HOSTILE: [string, string][] = [
  ["escape sequence", "\x1b[2J"],
  ["8-bit control sequence", "\x9b31m"],
  ["title of the window", "\x1b]0;x\x07"],
  ["backspace", "\b\b\b"],
  ["carriage return", "a\rb"],
  ["vertical tab and form feed", "\v\f"],
  ["delete", "\x7f"],
  ["next line", "\x85"],
  ["line separator", "\u2028"],
  ["right-to-left override", "\u202egpj.ter"],
  ["isolates", "\u2066x\u2069"],
  ["Arabic letter mark", "\u061c"],
  ["zero width space", "\u200b"],
  ["word joiner", "\u2060"],
  ["byte order mark", "\ufeff"],
];
// deno-lint-ignore no-control-regex
const DANGEROUS = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/;

Deno.test("oneLine() leaves nothing that a terminal obeys or a reader does not see", () => {
  for (const [name, text] of HOSTILE) {
    const made = oneLine(`antes${text}depois`);
    assert.doesNotMatch(made, DANGEROUS, name);
    assert.match(made, /^antes.*depois$/, name);
  }
  assert.equal(oneLine("a\r\nb"), "a b");
  assert.equal(oneLine("\ud800"), "\ufffd");
  assert.equal(oneLine("Cobrança ção ⏱️ 📧 R$ 1,00"), "Cobrança ção ⏱️ 📧 R$ 1,00");
});

Deno.test("plainText() does the same line by line", () => {
  for (const [name, text] of HOSTILE) {
    assert.doesNotMatch(plainText(text).replaceAll("\n", ""), DANGEROUS, name);
  }
  assert.equal(plainText("um\n  dois\r\n\x1b[1mtrês"), "um\n  dois \n [1mtrês");
});

Deno.test("plainJson() is the same value, and nothing in it is obeyed", () => {
  for (const [name, text] of HOSTILE) {
    const json = plainJson({ [text]: text });
    assert.doesNotMatch(json, DANGEROUS, name);
    assert.deepEqual(JSON.parse(json), { [text]: text }, name);
  }
  assert.equal(plainJson({ a: 39_999_999_999_999_600n }), '{"a":39999999999999600}');
  assert.equal(plainJson({ a: 1 }, 2), '{\n  "a": 1\n}');
});

Deno.test("clip() counts characters, and says that something is missing", () => {
  assert.equal(clip("abc", 3), "abc");
  assert.equal(clip("😀😀😀😀", 3), "😀😀…");
});
