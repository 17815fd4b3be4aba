import assert from "node:assert/strict";
import fc from "fast-check";
import {
  encodeFrame,
  FrameDecoder,
  type ShareReply,
} from "../../../../core/adapters/folder/share_protocol.ts";

const reply: fc.Arbitrary<ShareReply> = fc.oneof(
  fc.constant({ kind: "progress" as const }),
  fc.record({ kind: fc.constant("done" as const), value: fc.jsonValue() }),
  fc.record({
    kind: fc.constant("failed" as const),
    scope: fc.constantFrom("folder" as const, "file" as const),
    trouble: fc.constantFrom("busy" as const, "other" as const),
    errorNumber: fc.option(fc.nat()),
    message: fc.string({ unit: "binary" }),
  }),
);
const frame = fc.record({ reply, bytes: fc.uint8Array({ maxLength: 300 }) });

Deno.test("frames arrive whole and in order, however the pipe cut them", () => {
  fc.assert(fc.property(
    fc.array(frame, { maxLength: 8 }),
    fc.infiniteStream(fc.integer({ min: 0, max: 40 })),
    (sent, sizes) => {
      const parts = sent.map((f) => encodeFrame(f.reply, f.bytes));
      const stream = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
      let at = 0;
      for (const part of parts) {
        stream.set(part, at);
        at += part.length;
      }
      const decoder = new FrameDecoder();
      const got = [];
      for (let from = 0; from < stream.length;) {
        const to = Math.min(stream.length, from + (sizes.next().value ?? 1));
        got.push(...decoder.push(stream.subarray(from, to)));
        from = to === from ? Math.min(stream.length, from + 1) : to;
        if (to !== from) got.push(...decoder.push(stream.subarray(to, from)));
      }
      assert.deepEqual(
        got.map((f) => [JSON.stringify(f.reply), [...f.bytes]]),
        sent.map((f) => [JSON.stringify(f.reply), [...f.bytes]]),
      );
    },
  ));
});

Deno.test("a frame's bytes are its own: the next chunk does not change them", () => {
  const decoder = new FrameDecoder();
  const chunk = encodeFrame({ kind: "done", value: 1 }, new Uint8Array([1, 2, 3]));
  const [first] = decoder.push(chunk);
  chunk.fill(0);
  assert.deepEqual([...first!.bytes], [1, 2, 3]);
});

Deno.test("a large frame costs time in proportion to its size", () => {
  const time = (mib: number) => {
    const whole = encodeFrame({ kind: "done", value: null }, new Uint8Array(mib * 1024 * 1024));
    const decoder = new FrameDecoder();
    const start = performance.now();
    let frames = 0;
    for (let at = 0; at < whole.length; at += 4096) {
      frames += decoder.push(whole.subarray(at, at + 4096)).length;
    }
    assert.equal(frames, 1);
    return performance.now() - start;
  };
  time(1);
  // 16,384 chunks: a decoder that copies all it has for each of them would move 512 GiB.
  assert.ok(time(64) < 10_000);
});
