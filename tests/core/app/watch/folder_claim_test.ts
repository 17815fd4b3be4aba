/** The mark of a real folder, through the real folder process. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ShareClient } from "../../../../core/adapters/folder/share_client.ts";
import { FolderClaim } from "../../../../core/app/watch/folder_claim.ts";
import { type Holder, MARK_NAME } from "../../../../core/domain/folder_mark.ts";
import { FolderUnreachable } from "../../../../core/ports/folder.port.ts";
import { ManualClock } from "../../../support/manual_clock.ts";
import { faultyCommand, shareClient } from "../../../support/share.ts";

const A: Holder = {
  machine: "SRV1",
  dataFolder: "/a",
  pid: 1,
  since: 1000,
  ledger: null,
  possession: null,
};
const B: Holder = {
  machine: "SRV2",
  dataFolder: "/b",
  pid: 2,
  since: 2000,
  ledger: null,
  possession: null,
};
const windows = Deno.build.os === "windows";

async function withShare(
  work: (place: { folder: string; client: ShareClient }) => Promise<void>,
): Promise<void> {
  const root = Deno.makeTempDirSync({ prefix: "marca-" });
  const folder = join(root, "Retorno");
  Deno.mkdirSync(folder);
  const client = shareClient(folder, join(root, "trabalho"));
  try {
    await work({ folder, client });
  } finally {
    await client.close();
    Deno.removeSync(root, { recursive: true });
  }
}

function open(
  mark: ShareClient,
  me: Holder,
  runs: boolean | null = null,
  { clock = new ManualClock(), deadlineMs = 20_000 } = {},
) {
  const lines: string[] = [];
  const claim = new FolderClaim({
    mark,
    log: { write: (level, text) => void lines.push(`${level} ${text}`) },
    clock,
    runs: () => Promise.resolve(runs),
    local: String,
    iso: (ms) => new Date(ms).toISOString(),
  }, { me, name: MARK_NAME, deadlineMs });
  return { claim, lines };
}

Deno.test("the first one has the folder; the second one learns who, and writes nothing; a let go folder is free", async () => {
  await withShare(async ({ folder, client }) => {
    const mark = join(folder, MARK_NAME);
    const first = open(client, A);
    assert.equal(await first.claim.hold(), null);
    const written = Deno.readTextFileSync(mark);
    const second = open(client, B);
    assert.deepEqual(await second.claim.hold(), A);
    assert.deepEqual(await second.claim.peek(), A);
    assert.equal(await first.claim.peek(), null);
    assert.equal(await first.claim.hold(), null);
    await second.claim.release(20_000);
    assert.equal(Deno.readTextFileSync(mark), written, "only its own mark is removed");
    await first.claim.release(20_000);
    assert.throws(() => Deno.statSync(mark), Deno.errors.NotFound);
    assert.equal(await second.claim.hold(), null);
    assert.deepEqual([first.lines, second.lines], [[], []]);
  });
});

Deno.test("the same monitor after a death finds its mark; a mark that was removed is left again", async () => {
  await withShare(async ({ folder, client }) => {
    const mark = join(folder, MARK_NAME);
    await open(client, A).claim.hold();
    // Killed in the middle of writing one; or somebody thinks that what has this name is written to.
    Deno.writeTextFileSync(`${mark}.tmp`, "{");
    const again = open(client, { ...A, pid: 77, since: 9000 });
    assert.equal(await again.claim.hold(), null);
    assert.equal(JSON.parse(Deno.readTextFileSync(mark)).processo, 77);
    Deno.removeSync(mark);
    assert.equal(await again.claim.hold(), null);
    assert.equal(JSON.parse(Deno.readTextFileSync(mark)).processo, 77);
    assert.deepEqual(again.lines, []);
    assert.deepEqual([...Deno.readDirSync(folder)].map((e) => e.name), [MARK_NAME]);
  });
});

Deno.test("of monitors that share a ledger the mark says whose the folder is; each of them leaves its own", async () => {
  await withShare(async ({ client }) => {
    const [a, b] = [A, B].map((one) => open(client, { ...one, ledger: "d0c1 /pasta" }).claim);
    assert.equal(await a!.hold(), null);
    assert.deepEqual([await a!.isAnothers(), await b!.isAnothers()], [false, false]);
    assert.equal(await b!.hold(), null);
    assert.deepEqual([await a!.isAnothers(), await b!.isAnothers()], [true, false]);
    // One that begins while nobody can be asked has not seen its own mark: the numbers tell.
    const mark = (one: Holder, possession: number | null) =>
      open(client, { ...one, ledger: "d0c1 /pasta", possession }).claim;
    await mark(B, 8).hold();
    const before = await Promise.all([7, 8, null].map((last) => mark(A, last).isAnothers()));
    assert.deepEqual(before, [true, false, false]);
    await b!.hold();
    assert.deepEqual(
      await open(client, { ...A, ledger: "e5a2 /pasta" }).claim.peek(),
      { ...B, ledger: "d0c1 /pasta" },
    );
  });
});

Deno.test("a mark whose monitor is known not to run is taken over with a word; one that may run is not", async () => {
  await withShare(async ({ client }) => {
    await open(client, A).claim.hold();
    assert.deepEqual(await open(client, B, true).claim.hold(), A);
    assert.deepEqual(await open(client, B, null).claim.hold(), A);
    const { claim, lines } = open(client, B, false);
    assert.equal(await claim.peek(), null);
    assert.equal(await claim.hold(), null);
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^WARNING .*SRV1/);
  });
});

Deno.test("a folder that is taken over is lost to the one that had it, at its next look", async () => {
  await withShare(async ({ client }) => {
    const first = open(client, A, false);
    await first.claim.hold();
    assert.deepEqual(await open(client, B).claim.take(), A);
    // Even if the other could be thought dead: who was there may not take it back by itself.
    assert.deepEqual(await first.claim.hold(), B);
    assert.equal(await open(client, B).claim.take(), null);
  });
});

const ODD: readonly (readonly [string, (path: string) => Promise<void> | void])[] = [
  ["a folder", (path) => Deno.mkdirSync(path)],
  ["half a mark", (path) => Deno.writeTextFileSync(path, '{"programa":"Monitor')],
  ["three gigabytes", async (path) => {
    const file = await Deno.open(path, { write: true, createNew: true });
    await file.truncate(3 * 2 ** 30);
    file.close();
  }],
  ...windows ? [] : [
    ["a pipe", async (path: string) => {
      await new Deno.Command("mkfifo", { args: [path] }).output();
    }] as const,
    ["a link to nowhere", (path: string) => Deno.symlinkSync("/nada/disto", path)] as const,
    ["a link to somebody's file", (path: string) => {
      Deno.writeTextFileSync(`${path}.alheio`, "alheio");
      Deno.symlinkSync(`${path}.alheio`, path);
    }] as const,
  ],
];
for (const [what, put] of ODD) {
  Deno.test(`what lies in its place is no mark: ${what}; told once, left as it is, and the monitor goes on`, async () => {
    await withShare(async ({ folder, client }) => {
      const path = join(folder, MARK_NAME);
      await put(path);
      const before = Deno.lstatSync(path);
      const { claim, lines } = open(client, A);
      for (let n = 0; n < 3; n++) assert.equal(await claim.hold(), null);
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, /^WARNING .*não é uma marca de monitor/);
      const { size, isFile, isSymlink } = Deno.lstatSync(path);
      assert.deepEqual([size, isFile, isSymlink], [before.size, before.isFile, before.isSymlink]);
      Deno.removeSync(path);
      assert.equal(await claim.hold(), null);
      assert.match(lines[1]!, /^INFO .*voltou/);
    });
  });
}

Deno.test("a folder that is gone is unreachable, and gets no mark made", async () => {
  await withShare(async ({ folder, client }) => {
    const { claim } = open(client, A);
    await claim.hold();
    Deno.removeSync(folder, { recursive: true });
    await assert.rejects(() => claim.hold(), FolderUnreachable);
    await assert.rejects(() => claim.take(), FolderUnreachable);
    assert.throws(() => Deno.statSync(folder), Deno.errors.NotFound);
  });
});

Deno.test("a mark that does not answer is evidence of an outage, at once; the files do not wait for it after that", async () => {
  const root = Deno.makeTempDirSync({ prefix: "marca-" });
  const faults = join(root, "faults.json");
  const folder = join(root, "Retorno");
  Deno.mkdirSync(folder);
  Deno.writeTextFileSync(join(folder, MARK_NAME), "{");
  const hang = [{ at: "lstat", path: MARK_NAME, what: "hang", times: 1_000_000 }];
  Deno.writeTextFileSync(faults, JSON.stringify(hang));
  const client = new ShareClient({
    folder,
    workDirectory: join(root, "trabalho"),
    command: faultyCommand(faults),
  });
  const clock = new ManualClock();
  const { claim, lines } = open(client, A, null, { clock, deadlineMs: 1500 });
  try {
    await assert.rejects(() => claim.hold(), FolderUnreachable);
    assert.equal(await claim.hold(), null);
    clock.pass(60_000);
    await assert.rejects(() => claim.hold(), FolderUnreachable);
    Deno.writeTextFileSync(faults, "[]");
    Deno.removeSync(join(folder, MARK_NAME));
    clock.pass(60_000);
    assert.equal(await claim.hold(), null);
    assert.equal(JSON.parse(Deno.readTextFileSync(join(folder, MARK_NAME))).maquina, "SRV1");
    assert.deepEqual(lines, []);
  } finally {
    await client.close();
    Deno.removeSync(root, { recursive: true });
  }
});
