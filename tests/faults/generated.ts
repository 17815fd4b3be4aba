/**
 * One story for every call that can fail: what it is to be seen while the fault lasts, and that everything heals when it ends.
 * A point says what fails, and how it is made to fail; the story is the same for all of them.
 */
import assert from "node:assert/strict";
import { Lab, type LabOptions } from "../support/lab.ts";

/** How long a fault lasts. */
export type Lasting = "once" | "for ever";
/** Whom it concerns: the files that meet it, every file (their destination), the folder, the ledger, or nobody (log, mail). */
export type Scope = "files" | "all files" | "folder" | "ledger" | "nobody";

/** A fault that was made. */
export interface Made {
  /** Names that meet it. */
  readonly files: readonly string[];
  /** Ends it. */
  readonly heal: () => void;
}

/** A call that can fail. */
export interface FaultPoint {
  readonly name: string;
  readonly scope: Scope;
  /** With these numbers; the files of all of them lie in one folder, unless `apart`. */
  readonly numbers: readonly number[];
  /** With these numbers once; default: with all of them. */
  readonly once?: readonly number[];
  /** A lab for each number: the fault concerns everything. */
  readonly apart?: boolean;
  readonly options?: LabOptions;
  /** Puts the files there that meet the fault, and makes it. */
  make(lab: Lab, numbers: readonly number[], lasting: Lasting): Made;
  /** More that must be seen while it lasts: for whoever adds a point. */
  during?(lab: Lab, made: Made): void;
}

const MINUTE = 60_000;
const OTHERS = ["#antes.ret", "~depois.ret"];
const isUp = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";
const kinds = (lab: Lab) => lab.mails().map((mail) => mail.split(" ")[0]);

/** Everything that left the folder, wherever it went. */
function placed(lab: Lab): string[] {
  return [lab.processed, lab.refused, lab.ignored].flatMap((directory) => lab.names(directory))
    .filter((name) => !name.endsWith(".motivo.txt"));
}

/** Plays one point; `content` makes valid files that are all different. */
export async function play(
  point: FaultPoint,
  numbers: readonly number[],
  lasting: Lasting,
  content: () => Uint8Array,
): Promise<void> {
  await using lab = await Lab.open({ busyMs: 20, ...point.options });
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    await lab.clock.advance(10_000);
    lab.log.take();
    const made = point.make(lab, numbers, lasting);
    for (const name of OTHERS) lab.put(name, content());
    await lab.clock.advance(2 * MINUTE);
    checkOthers(lab, point, lasting);
    point.during?.(lab, made);
    if (lasting === "for ever") {
      await lab.clock.advance(32 * MINUTE);
      checkTold(lab, point, made);
    }
    made.heal();
    await lab.clock.advance(75 * MINUTE);
    checkHealed(lab, point, made, lasting);
  });
}

/** The other files are done, unless the fault concerns them too; the checks are on time. */
function checkOthers(lab: Lab, point: FaultPoint, lasting: Lasting): void {
  if (point.scope === "files" || point.scope === "nobody" || lasting === "once") {
    const there = placed(lab);
    for (const name of OTHERS) assert.ok(there.includes(name), `${name} is kept waiting`);
  }
  checkOnTime(lab);
}

function checkOnTime(lab: Lab): void {
  const { lastProbe } = lab.now.watch.snapshot().watch;
  assert.ok(lab.clock.now().mono - lastProbe!.mono <= 301_000, "a check is late");
}

/** State and message tell it. */
function checkTold(lab: Lab, point: FaultPoint, made: Made): void {
  checkOnTime(lab);
  const { problems, watch } = lab.now.watch.snapshot();
  const shown = new Set(problems.map(({ name }) => name));
  switch (point.scope) {
    case "files":
    case "all files": {
      assert.equal(watch.watch.kind, "up", "no outage while the folder answers");
      const told = lab.now.db.prepare("SELECT payload FROM outbox").all()
        .map(({ payload }) => String(payload)).join();
      const concerned = point.scope === "all files" ? [...made.files, ...OTHERS] : made.files;
      const waiting = concerned.filter((name) => lab.names().includes(name));
      for (const name of waiting) assert.ok(shown.has(name), `${name} waits, and is not shown`);
      if (waiting.length > 0) {
        assert.deepEqual(kinds(lab), ["pendente"], "one message for all of them");
        assert.ok(told.includes(waiting[0]!) || waiting.length > 50, told);
      } else assert.deepEqual(kinds(lab), []);
      const lines = lab.log.take();
      for (const name of waiting) {
        const about = lines.filter((line) => line.split(" ")[2] === name);
        assert.ok(about.length <= 3, `told ${about.length} times in the log: ${about.join("\n")}`);
      }
      return;
    }
    case "folder":
      assert.equal(watch.watch.kind, "down");
      assert.deepEqual(kinds(lab), ["queda"]);
      return;
    case "ledger": {
      const lines = lab.log.take();
      const told = lines.filter((line) => line.startsWith("CRITICAL"));
      assert.equal(told.length, 1, "told at once, and once");
      const tried = lines.filter((line) => line.startsWith("ERROR"));
      assert.ok(tried.length > 0 && tried.length <= 6, tried.join("\n"));
      assert.notEqual(lab.now.watch.snapshot().ledgerTrouble, null);
      return;
    }
    case "nobody":
      assert.deepEqual(kinds(lab), []);
  }
}

/** All is done, once, and nothing is left of the fault. */
function checkHealed(lab: Lab, point: FaultPoint, made: Made, lasting: Lasting): void {
  assert.deepEqual(lab.names().filter((name) => name.endsWith(".ret")), [], "left in the folder");
  assert.deepEqual(lab.now.watch.snapshot().problems, []);
  assert.equal(placed(lab).length, made.files.length + OTHERS.length, "a file too many or too few");
  const one = (sql: string) => Number(Object.values(lab.now.db.prepare(sql).get()!)[0]);
  assert.equal(one("SELECT count(*) FROM files WHERE moved_at IS NULL"), 0, "a move is owed");
  assert.equal(one("SELECT count(*) FROM outages WHERE closed_at IS NULL"), 0);
  assert.equal(one("SELECT count(*) FROM movimentos"), one("SELECT sum(applied) FROM files"));
  const mails = kinds(lab).filter((kind) => kind !== "pendente");
  const pair = ["queda", "recuperacao"];
  if (point.scope === "folder") {
    if (mails.length > 0 || lasting === "for ever") assert.deepEqual(mails, pair);
    return;
  }
  // A ledger that could not be written for long says so itself, once it can.
  const lasted = point.scope === "ledger" && lasting === "for ever";
  assert.deepEqual(mails, lasted ? ["livro"] : []);
}

/** A test for each point and each duration, and for each number where these lie apart. */
export function generate(points: readonly FaultPoint[], content: () => Uint8Array): void {
  for (const point of points) {
    for (const lasting of ["once", "for ever"] as const) {
      const all = lasting === "once" ? point.once ?? point.numbers : point.numbers;
      const groups = point.apart ? all.map((n) => [n]) : [all];
      const shown = `${all.length} number(s)`;
      Deno.test(`generated: ${point.name} fails ${lasting}, with ${shown}`, async () => {
        for (const numbers of groups) {
          try {
            await play(point, numbers, lasting, content);
          } catch (error) {
            if (!point.apart || !(error instanceof Error)) throw error;
            throw new Error(`number ${numbers.join()}: ${error.message}`, { cause: error });
          }
        }
      });
    }
  }
}
