/** A move that dies between any two of its steps, again and again, and is taken up by the next run. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { moveFile } from "../../../../core/adapters/folder/move_file.ts";
import type { MoveOutcome, MovePlan } from "../../../../core/ports/folder.port.ts";
import { type Call, hookSyscalls, systemError } from "../../../support/syscalls.ts";

class Death extends Error {}

const OTHER_VOLUME = Deno.build.os === "windows" ? 17 : 18;
const REASON = "Arquivo: A.ret\nMotivo: é só um teste, com acento\n";
const text = (s: string) => new TextEncoder().encode(s);

interface Case {
  readonly name: string;
  readonly content: Uint8Array;
  readonly reason: string | null;
  /** Another volume: a rename from the watched folder fails, and the bytes are copied. */
  readonly copies: boolean;
  /** Somebody's file has the wanted name at the destination. */
  readonly taken: boolean;
}

const CASES: readonly Case[] = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
].flatMap(([copies, refused]) =>
  [false, true].map((taken) => ({
    name: `${refused ? "refused" : "accepted"}, ${copies ? "copied" : "renamed"}${
      taken ? ", name taken" : ""
    }`,
    content: text("um retorno qualquer\r\n".repeat(40)),
    reason: refused ? REASON : null,
    copies: copies!,
    taken,
  }))
).concat([
  { name: "empty and refused", content: text(""), reason: REASON, copies: false, taken: false },
  { name: "empty and ignored", content: text(""), reason: null, copies: false, taken: false },
]);

interface World {
  readonly root: string;
  readonly folder: string;
  readonly directory: string;
  readonly plan: Omit<MovePlan, "target" | "resuming">;
  /** What the ledger knows. */
  target: string;
  moved: boolean;
}

function build(c: Case): World {
  const root = Deno.makeTempDirSync({ prefix: "queda-" });
  const folder = join(root, "retorno");
  const directory = join(root, "destino", "fundo");
  Deno.mkdirSync(folder);
  const source = join(folder, "A.ret");
  Deno.writeFileSync(source, c.content);
  Deno.utimeSync(source, 1_760_000_000, 1_760_000_000);
  if (c.taken) {
    Deno.mkdirSync(directory, { recursive: true });
    Deno.writeTextFileSync(join(directory, "A.ret"), "de outra pessoa");
  }
  const plan = {
    name: "A.ret",
    directory,
    reason: c.reason,
    sha256: createHash("sha256").update(c.content).digest("hex"),
    size: c.content.length,
    mtimeMs: 1_760_000_000_000,
  };
  return { root, folder, directory, plan, target: "A.ret", moved: false };
}

/** One run of the program: settles the owed move, as the processor does, until done or dead. */
function run(world: World, c: Case, resuming: boolean, dieAt: number): { calls: number } {
  let calls = 0;
  let dead = false;
  // Dead means: from here on nothing has any effect, whatever clean-up the code tries.
  const unhook = hookSyscalls((call: Call, path, moment) => {
    if (dead) throw new Death();
    if (moment === "before" && call === "rename" && c.copies && path.endsWith("A.ret")) {
      throw systemError(OTHER_VOLUME);
    }
    if (++calls > dieAt) {
      dead = true;
      throw new Death();
    }
  });
  try {
    for (let n = 1;; n++) {
      const plan = { ...world.plan, target: world.target, resuming: resuming && n === 1 };
      const outcome: MoveOutcome = moveFile(world.folder, plan, () => {});
      if (outcome === "taken") {
        world.target = `A (${n + 1}).ret`;
        continue;
      }
      assert.ok(outcome === "moved" || outcome === "already", outcome);
      world.moved = true;
      break;
    }
  } catch (error) {
    if (!dead) throw error;
  } finally {
    unhook();
  }
  return { calls };
}

function check(world: World, c: Case, story: string): void {
  const there = Object.fromEntries(
    [...Deno.readDirSync(world.directory)].map((entry) => [
      entry.name,
      Deno.readTextFileSync(join(world.directory, entry.name)),
    ]),
  );
  const wanted: Record<string, string> = { [world.target]: new TextDecoder().decode(c.content) };
  if (c.taken) wanted["A.ret"] = "de outra pessoa";
  if (c.reason !== null) {
    wanted[`${world.target}.motivo.txt`] = "\ufeff" + c.reason.replaceAll("\n", "\r\n");
  }
  assert.deepEqual(there, wanted, story);
  assert.deepEqual([...Deno.readDirSync(world.folder)], [], story);
}

for (const c of CASES) {
  Deno.test(`a move survives a death at every step, twice: ${c.name}`, () => {
    const first = build(c);
    const { calls } = run(first, c, false, Infinity);
    check(first, c, "without a death");
    Deno.removeSync(first.root, { recursive: true });
    assert.ok(calls >= 8, `only ${calls} steps seen`);

    for (let one = 0; one < calls; one++) {
      // The second death at the steps of the run that takes over (a copy has many), and once not at all.
      for (let two = 0;; two += c.copies ? 3 : 1) {
        const world = build(c);
        run(world, c, false, one);
        assert.equal(world.moved, false);
        run(world, c, true, two);
        const done = world.moved;
        if (!done) run(world, c, true, Infinity);
        check(world, c, `deaths after ${one} and ${two} steps`);
        Deno.removeSync(world.root, { recursive: true });
        if (done) break;
      }
    }
  });
}
