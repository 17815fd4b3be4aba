/** An attempt to deliver, and the word to stop, with a clock that the test controls. */
import assert from "node:assert/strict";
import { Attempt } from "../../../../core/app/tell/attempt.ts";
import { ManualClock } from "../../../support/manual_clock.ts";

const allowed = () => Promise.resolve();

function world() {
  const clock = new ManualClock();
  const stop = new AbortController();
  const sending = Promise.withResolvers<string>();
  const attempt = new Attempt();
  let outcome: string | null | undefined;
  const done = attempt.outcome(sending.promise, stop.signal, clock).then((one) => outcome = one);
  const now = async () => {
    await new Promise<void>((resolve) => setTimeout(resolve));
    return outcome;
  };
  return { clock, stop, sending, attempt, done, now };
}

Deno.test("an attempt comes to what its channel says, told to stop or not", async () => {
  for (const stopping of [false, true]) {
    const { stop, sending, attempt, done } = world();
    if (stopping) stop.abort();
    await attempt.goOut(allowed);
    sending.resolve("accepted");
    assert.equal(await done, "accepted");
  }
});

Deno.test("told to stop, one of which nothing went out is left after two seconds, and nothing goes out any more", async () => {
  for (const before of [true, false]) {
    const { clock, stop, attempt, done, now } = world();
    if (!before) assert.equal(await now(), undefined);
    stop.abort();
    assert.equal(await now(), undefined);
    await clock.advance(1999);
    assert.equal(await now(), undefined);
    await clock.advance(1, 0);
    assert.equal(await done, null);
    await assert.rejects(() => attempt.goOut(allowed));
  }
});

Deno.test("told to stop, one whose message went out is waited for: it may have been taken", async () => {
  const { clock, stop, sending, attempt, done, now } = world();
  await attempt.goOut(allowed);
  stop.abort();
  assert.equal(await now(), undefined);
  await clock.advance(60_000, 0);
  assert.equal(await now(), undefined);
  sending.resolve("retry");
  assert.equal(await done, "retry");
});

Deno.test("what may not go out does not, and its reason is the one of whoever forbids it", async () => {
  const { clock, stop, attempt, done, now } = world();
  const lost = new Error("another one has the folder");
  await assert.rejects(() => attempt.goOut(() => Promise.reject(lost)), lost);
  stop.abort();
  await now();
  await clock.advance(2000, 0);
  assert.equal(await done, null);
});
