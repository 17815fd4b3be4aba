/**
 * A move that freezes between any two of its steps, for so long that the next holder of the folder finishes it, and then goes on:
 * the file is in its place once, as the ledger has it, and whatever has its old name by then stays what and where it is.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { moveFile } from "../../../../core/adapters/folder/move_file.ts";
import type { MovePlan } from "../../../../core/ports/folder.port.ts";
import { hookSyscalls, systemError } from "../../../support/syscalls.ts";

/** EXDEV. */
const OTHER_VOLUME = 18;
const REASON = "Arquivo: A.ret\nMotivo: só um teste\n";
const NEWER = "outro arquivo, que veio depois\r\n";

interface Case {
  readonly name: string;
  readonly content: string;
  readonly reason: string | null;
  /** Another volume: the bytes are copied. */
  readonly copies: boolean;
  /** A new file of that name comes before the thaw. */
  readonly newer: boolean;
  /** The frozen one takes up an earlier attempt. */
  readonly resuming: boolean;
}

const CASES: readonly Case[] = [false, true].flatMap((copies) =>
  [null, REASON].flatMap((reason) =>
    [false, true].flatMap((newer) =>
      [false, true].flatMap((resuming) =>
        ["um retorno\r\n", ""].map((content) => ({
          name: [
            copies ? "copied" : "renamed",
            reason === null ? "accepted" : "refused",
            ...newer ? ["a new file came"] : [],
            ...resuming ? ["resuming"] : [],
            ...content === "" ? ["empty"] : [],
          ].join(", "),
          ...{ copies, reason, newer, resuming, content },
        }))
      )
    )
  )
);

/** False: the move has no such step. */
function freezeAt(step: number, c: Case): boolean {
  const root = Deno.makeTempDirSync({ prefix: "degelo-" });
  try {
    const [folder, directory] = [join(root, "retorno"), join(root, "destino")];
    Deno.mkdirSync(folder);
    const source = join(folder, "A.ret");
    Deno.writeTextFileSync(source, c.content);
    Deno.utimeSync(source, 1_760_000_000, 1_760_000_000);
    const plan: MovePlan = {
      name: "A.ret",
      directory,
      target: "A.ret",
      reason: c.reason,
      sha256: createHash("sha256").update(c.content).digest("hex"),
      size: c.content.length,
      mtimeMs: 1_760_000_000_000,
      resuming: c.resuming,
      verify: c.resuming,
    };
    let now = 0;
    const { now: clock } = performance;
    performance.now = () => now;
    let calls = 0;
    let frozen = false;
    /** The next holder: it settles what is owed, under another name where it has to. */
    const finish = () => {
      let target = "A.ret";
      for (let n = 1;; n++) {
        const outcome = moveFile(
          folder,
          { ...plan, target, resuming: n === 1, verify: true },
          () => {},
        );
        if (outcome !== "taken") break;
        target = `A (${n + 1}).ret`;
      }
      if (c.newer) Deno.writeTextFileSync(source, NEWER);
      return target;
    };
    let target = "";
    const unhook = hookSyscalls((call, path, moment) => {
      if (moment === "before" && call === "rename" && c.copies && path.endsWith("A.ret")) {
        throw systemError(OTHER_VOLUME);
      }
      // Between the look at the clock and the call itself there is no time to freeze in.
      if (moment === "before" && (call === "rename" || call === "remove")) return;
      if (frozen || calls++ < step) return;
      frozen = true;
      target = finish();
      now += 60_000;
    });
    try {
      moveFile(folder, plan, () => {});
    } catch {
      /* its parent is told, and has lost the folder */
    } finally {
      unhook();
      performance.now = clock;
    }
    if (!frozen) return false;
    const story = `frozen at step ${step}: ${c.name}`;
    const there = Object.fromEntries(
      [...Deno.readDirSync(directory)].map((e) => [
        e.name,
        Deno.readTextFileSync(join(directory, e.name)),
      ]),
    );
    const reason = c.reason === null
      ? {}
      : { [`${target}.motivo.txt`]: "\ufeff" + c.reason.replaceAll("\n", "\r\n") };
    assert.deepEqual(there, { [target]: c.content, ...reason }, story);
    const left = [...Deno.readDirSync(folder)].map((e) =>
      Deno.readTextFileSync(join(folder, e.name))
    );
    assert.deepEqual(left, c.newer ? [NEWER] : [], story);
    return true;
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

for (const c of CASES) {
  Deno.test({
    name: `a move that freezes at any step, and thaws when it is done: ${c.name}`,
    // There nobody else can have what the frozen one has open: the next holder waits for it, and no step is left to freeze at.
    ignore: Deno.build.os === "windows",
    fn: () => {
      let steps = 0;
      const bad: string[] = [];
      for (;; steps++) {
        try {
          if (!freezeAt(steps, c)) break;
        } catch (error) {
          bad.push((error as Error).message);
        }
      }
      assert.ok(steps >= 4, `only ${steps} steps seen`);
      assert.deepEqual(bad, []);
    },
  });
}
