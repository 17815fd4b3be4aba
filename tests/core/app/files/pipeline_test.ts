/** The order in which the pipeline reads, prepares, commits and moves, whatever fails. */
import assert from "node:assert/strict";
import { type PipelineSteps, runPipeline } from "../../../../core/app/files/pipeline.ts";

type Steps = PipelineSteps<number, string, string, string>;

/** Groups of two; an item over 1000 is a group of its own. */
const LIMITS = { items: 2, weight: 1000, weigh: (item: number) => item };

/** Runs it on the items and returns what happened, in order; a thrown error comes last. */
async function played(items: number[], over: Partial<Steps> = {}): Promise<string[]> {
  const events: string[] = [];
  const steps: Steps = {
    read: (item) => {
      events.push(`read ${item}`);
      return Promise.resolve(`c${item}`);
    },
    prepare: (item) => {
      events.push(`prepare ${item}`);
      return Promise.resolve(item % 10 === 0 ? null : `p${item}`);
    },
    decide: (prepared) => {
      events.push(`decide ${prepared.join()}`);
      return Promise.resolve(prepared.map((one) => one.replace("p", "d")));
    },
    settle: (decided) => {
      events.push(`settle ${decided.join()}`);
      return Promise.resolve();
    },
    interrupted: () => false,
    discard: (content) => void events.push(`discard ${content}`),
    abandon: (prepared) => void events.push(`abandon ${prepared}`),
    ...over,
  };
  try {
    await runPipeline(items, LIMITS, steps);
  } catch (error) {
    events.push(error instanceof Error ? error.message : String(error));
  }
  await Promise.resolve();
  return events;
}

const sequence = (events: string[]) => events.join("; ");

Deno.test("pipeline: the next group is read before this one is committed, and each is committed and moved whole", async () => {
  assert.equal(
    sequence(await played([1, 2, 3, 4, 5])),
    "read 1; read 2; prepare 1; prepare 2; read 3; read 4; decide p1,p2; settle d1,d2; " +
      "prepare 3; prepare 4; read 5; decide p3,p4; settle d3,d4; prepare 5; decide p5; settle d5",
  );
  assert.equal(
    sequence(await played([10, 20])),
    "read 10; read 20; prepare 10; prepare 20; decide ; settle ",
  );
  assert.equal(sequence(await played([])), "");
});

Deno.test("pipeline: a heavy item ends its group", async () => {
  assert.equal(
    sequence(await played([1001, 2, 1003])),
    "read 1001; prepare 1001; read 2; read 1003; decide p1001; settle d1001; " +
      "prepare 2; prepare 1003; decide p2,p1003; settle d2,d1003",
  );
});

Deno.test("pipeline: the moves of a group are waited for before those of the next are asked for", async () => {
  const events: string[] = [];
  let release = () => {};
  const run = played([1, 2, 3, 4], {
    decide: (prepared) => {
      events.push(`decide ${prepared.join()}`);
      if (prepared.includes("p4")) {
        events.push("released");
        release();
      }
      return Promise.resolve([...prepared]);
    },
    settle: (decided) => {
      events.push(`settle ${decided.join()}`);
      return decided[0] === "p1"
        ? new Promise<void>((resolve) => release = resolve)
        : Promise.resolve();
    },
  });
  await run;
  assert.equal(
    sequence(events),
    "decide p1,p2; settle p1,p2; decide p3,p4; released; settle p3,p4",
  );
});

Deno.test("pipeline: interrupted, it commits and moves what is prepared and discards what was read ahead", async () => {
  let asked = 0;
  assert.equal(
    sequence(await played([1, 2, 3, 4, 5], { interrupted: () => ++asked > 3 })),
    "read 1; read 2; prepare 1; prepare 2; read 3; read 4; decide p1,p2; settle d1,d2; " +
      "prepare 3; decide p3; settle d3; discard c4",
  );
});

Deno.test("pipeline: a preparation that fails ends the run; nothing prepared or read is kept", async () => {
  const events = await played([1, 2, 3, 4, 5, 6], {
    prepare: (item) => {
      if (item === 4) throw new Error("pasta caiu");
      return Promise.resolve(`p${item}`);
    },
  });
  assert.deepEqual(events.slice(-3), ["settle d1,d2", "abandon p3", "pasta caiu"]);
});

Deno.test("pipeline: a commit that fails ends the run after the moves under way; nothing read is kept", async () => {
  let settled = false;
  const events = await played([1, 2, 3, 4, 5], {
    decide: (prepared) => {
      if (prepared.includes("p3")) throw new Error("livro cheio");
      return Promise.resolve([...prepared]);
    },
    settle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      settled = true;
    },
  });
  assert.ok(settled);
  assert.deepEqual(events.slice(-2), ["discard c5", "livro cheio"]);
});

Deno.test("pipeline: moves that fail end the run at the next turn, with their error", async () => {
  const events = await played([1, 2, 3, 4, 5], {
    settle: (decided) =>
      decided[0] === "d1" ? Promise.reject(new Error("pasta caiu")) : Promise.resolve(),
  });
  assert.equal(
    sequence(events),
    "read 1; read 2; prepare 1; prepare 2; read 3; read 4; decide p1,p2; " +
      "prepare 3; prepare 4; read 5; decide p3,p4; discard c5; pasta caiu",
  );
});
