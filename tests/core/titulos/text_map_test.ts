/** A map by text is one, whatever the texts: also of those that have one hash. */
import assert from "node:assert/strict";
import { TextMap } from "../../../core/titulos/text_map.ts";

Deno.test("texts of one hash keep their own values, in the order in which they came", () => {
  // 31 * 65 + 97 = 31 * 66 + 66: "Aa" and "BB" have one hash, and so has whatever begins with them alike.
  const texts = ["AaAa", "BBBB", "AaBB", "BBAa", "", "17000000000000001"];
  const map = new TextMap<number>();
  texts.forEach((text, n) => map.set(text, n));
  map.set("BBBB", 10);
  assert.deepEqual([...map], [
    ["AaAa", 0],
    ["BBBB", 10],
    ["AaBB", 2],
    ["BBAa", 3],
    ["", 4],
    ["17000000000000001", 5],
  ]);
  assert.deepEqual([...map.values()], [0, 10, 2, 3, 4, 5]);
  assert.deepEqual(map.size, 6);
  assert.deepEqual(texts.map((text) => map.get(text)), [0, 10, 2, 3, 4, 5]);
  assert.deepEqual(map.get("AaAb"), undefined);
});
