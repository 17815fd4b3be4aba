import assert from "node:assert/strict";
import * as v from "valibot";
import { FIELDS } from "../../../core/config/schema.ts";

// The reader never delivers a line break; the fields must not depend on that.
Deno.test("no field lets a line break through", () => {
  for (const field of FIELDS) {
    for (const end of ["\r\n", "\n", "\r", "\u2028", "\0", "\r\nBcc: x@y.br"]) {
      for (const start of [field.fallback, "a@x.br", "a@x.br,b@y.br", "x", "5", "true"]) {
        const value = `${start}${end}`;
        assert.equal(
          v.safeParse(field.schema, value).success,
          false,
          JSON.stringify([field.key, value]),
        );
      }
    }
  }
});

Deno.test("every default is itself accepted, and the message is what the reference says", () => {
  for (const field of FIELDS) {
    assert.equal(v.safeParse(field.schema, field.fallback).success, true, field.key);
    const wrong = v.safeParse(field.schema, "\0");
    assert.ok(!wrong.success);
    assert.equal(wrong.issues[0].message, field.accepted, field.key);
  }
});
