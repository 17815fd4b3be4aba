/** The order in which the pipeline reads, decides and moves, whatever fails. */
import assert from "node:assert/strict";
import { type PipelineSteps, runPipeline } from "../../../../core/app/files/pipeline.ts";

type Steps = PipelineSteps<number, string, string>;

/** Runs it on the items and returns what happened, in order; a thrown error comes last. */
async function played(items: number[], over: Partial<Steps> = {}): Promise<string[]> {
  const events: string[] = [];
  const steps: Steps = {
    read: (item) => {
      events.push(`read ${item}`);
      return Promise.resolve(`c${item}`);
    },
    decide: (item) => {
      events.push(`decide ${item}`);
      return Promise.resolve(item % 10 === 0 ? null : `d${item}`);
    },
    settle: (decided) => {
      events.push(`settle ${decided.join()}`);
      return Promise.resolve();
    },
    interrupted: () => false,
    discard: (content) => void events.push(`discard ${content}`),
    ...over,
  };
  try {
    await runPipeline(items, 2, steps);
  } catch (error) {
    events.push(error instanceof Error ? error.message : String(error));
  }
  await Promise.resolve();
  return events;
}

const sequence = (events: string[]) => events.join("; ");

Deno.test("pipeline: the next group is read before this one is decided, and each is moved whole", async () => {
  assert.equal(
    sequence(await played([1, 2, 3, 4, 5])),
    "read 1; read 2; read 3; read 4; decide 1; decide 2; settle d1,d2; " +
      "read 5; decide 3; decide 4; settle d3,d4; decide 5; settle d5",
  );
  assert.equal(
    sequence(await played([10, 20])),
    "read 10; read 20; decide 10; decide 20; settle ",
  );
  assert.equal(sequence(await played([])), "");
});

Deno.test("pipeline: the moves of a group are waited for before those of the next are asked for", async () => {
  const events: string[] = [];
  let release = () => {};
  const run = played([1, 2, 3, 4], {
    decide: (item) => {
      events.push(`decide ${item}`);
      if (item === 4) {
        events.push("released");
        release();
      }
      return Promise.resolve(`d${item}`);
    },
    settle: (decided) => {
      events.push(`settle ${decided.join()}`);
      return decided[0] === "d1" ? new Promise((resolve) => release = resolve) : Promise.resolve();
    },
  });
  await run;
  assert.equal(
    sequence(events),
    "decide 1; decide 2; settle d1,d2; decide 3; decide 4; released; settle d3,d4",
  );
});

Deno.test("pipeline: interrupted, it moves what is decided and discards what was read ahead", async () => {
  let asked = 0;
  assert.equal(
    sequence(await played([1, 2, 3, 4, 5], { interrupted: () => ++asked > 3 })),
    "read 1; read 2; read 3; read 4; decide 1; decide 2; settle d1,d2; " +
      "read 5; decide 3; settle d3; discard c4; discard c5",
  );
});

Deno.test("pipeline: a decision that fails ends the run after the moves under way; nothing read is kept", async () => {
  let settled = false;
  const events = await played([1, 2, 3, 4], {
    decide: (item) => {
      if (item === 3) throw new Error("livro cheio");
      return Promise.resolve(`d${item}`);
    },
    settle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      settled = true;
    },
  });
  assert.ok(settled);
  assert.deepEqual(events.slice(4), ["discard c4", "livro cheio"]);
});

Deno.test("pipeline: moves that fail end the run at the next turn, with their error", async () => {
  const events = await played([1, 2, 3, 4, 5], {
    settle: (decided) =>
      decided[0] === "d1" ? Promise.reject(new Error("pasta caiu")) : Promise.resolve(),
  });
  assert.equal(
    sequence(events),
    "read 1; read 2; read 3; read 4; decide 1; decide 2; read 5; decide 3; decide 4; discard c5; pasta caiu",
  );
});
