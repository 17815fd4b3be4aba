import assert from "node:assert/strict";
import { Refused } from "../../../core/config/field.ts";
import { FIELDS } from "../../../core/config/schema.ts";

// The reader never delivers a line break; the fields must not depend on that.
Deno.test("no field lets a line break through", () => {
  for (const field of FIELDS) {
    for (const end of ["\r\n", "\n", "\r", "\u2028", "\0", "\r\nBcc: x@y.br"]) {
      for (const start of [field.fallback, "a@x.br", "a@x.br,b@y.br", "x", "5", "true"]) {
        const value = `${start}${end}`;
        assert.ok(field.read(value) instanceof Refused, JSON.stringify([field.key, value]));
      }
    }
  }
});

Deno.test("every default is itself accepted, and the message is what the reference says", () => {
  for (const field of FIELDS) {
    assert.ok(!(field.read(field.fallback) instanceof Refused), field.key);
    assert.deepEqual(field.read("\0"), new Refused(field.accepted), field.key);
  }
});
