/** The mark of a real folder, through the real folder process. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { ShareClient } from "../../../../core/adapters/folder/share_client.ts";
import { Possession } from "../../../../core/app/watch/possession.ts";
import { type Holder, MARK_NAME } from "../../../../core/domain/possession.ts";
import { FolderUnreachable } from "../../../../core/ports/folder.port.ts";
import { shareClient } from "../../../support/share.ts";

const A: Holder = { machine: "SRV1", dataFolder: "/a", pid: 1, since: 1000 };
const B: Holder = { machine: "SRV2", dataFolder: "/b", pid: 2, since: 2000 };
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

function open(mark: ShareClient, me: Holder, runs: boolean | null = null) {
  const lines: string[] = [];
  const possession = new Possession({
    mark,
    log: { write: (level, text) => void lines.push(`${level} ${text}`) },
    runs: () => Promise.resolve(runs),
    local: String,
    iso: (ms) => new Date(ms).toISOString(),
  }, { me, name: MARK_NAME, deadlineMs: 20_000 });
  return { possession, lines };
}

Deno.test("the first one has the folder; the second one learns who, and writes nothing; a let go folder is free", async () => {
  await withShare(async ({ folder, client }) => {
    const mark = join(folder, MARK_NAME);
    const first = open(client, A);
    assert.equal(await first.possession.hold(), null);
    const written = Deno.readTextFileSync(mark);
    const second = open(client, B);
    assert.deepEqual(await second.possession.hold(), A);
    assert.deepEqual(await second.possession.peek(), A);
    assert.equal(await first.possession.peek(), null);
    assert.equal(await first.possession.hold(), null);
    await second.possession.release(20_000);
    assert.equal(Deno.readTextFileSync(mark), written, "only its own mark is removed");
    await first.possession.release(20_000);
    assert.throws(() => Deno.statSync(mark), Deno.errors.NotFound);
    assert.equal(await second.possession.hold(), null);
    assert.deepEqual([first.lines, second.lines], [[], []]);
  });
});

Deno.test("the same monitor after a death finds its mark; a mark that was removed is left again", async () => {
  await withShare(async ({ folder, client }) => {
    const mark = join(folder, MARK_NAME);
    await open(client, A).possession.hold();
    const again = open(client, { ...A, pid: 77, since: 9000 });
    assert.equal(await again.possession.hold(), null);
    assert.equal(JSON.parse(Deno.readTextFileSync(mark)).processo, 77);
    Deno.removeSync(mark);
    assert.equal(await again.possession.hold(), null);
    assert.equal(JSON.parse(Deno.readTextFileSync(mark)).processo, 77);
    assert.deepEqual(again.lines, []);
    assert.deepEqual([...Deno.readDirSync(folder)].map((e) => e.name), [MARK_NAME]);
  });
});

Deno.test("a mark whose monitor is known not to run is taken over with a word; one that may run is not", async () => {
  await withShare(async ({ client }) => {
    await open(client, A).possession.hold();
    assert.deepEqual(await open(client, B, true).possession.hold(), A);
    assert.deepEqual(await open(client, B, null).possession.hold(), A);
    const { possession, lines } = open(client, B, false);
    assert.equal(await possession.peek(), null);
    assert.equal(await possession.hold(), null);
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^WARNING .*SRV1/);
  });
});

Deno.test("a folder that is taken over is lost to the one that had it, at its next look", async () => {
  await withShare(async ({ client }) => {
    const first = open(client, A, false);
    await first.possession.hold();
    assert.deepEqual(await open(client, B).possession.take(), A);
    // Even if the other could be thought dead: who was there may not take it back by itself.
    assert.deepEqual(await first.possession.hold(), B);
    assert.equal(await open(client, B).possession.take(), null);
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
      const { possession, lines } = open(client, A);
      for (let n = 0; n < 3; n++) assert.equal(await possession.hold(), null);
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, /^WARNING .*não é uma marca de monitor/);
      const { size, isFile, isSymlink } = Deno.lstatSync(path);
      assert.deepEqual([size, isFile, isSymlink], [before.size, before.isFile, before.isSymlink]);
      Deno.removeSync(path);
      assert.equal(await possession.hold(), null);
      assert.match(lines[1]!, /^INFO .*voltou/);
    });
  });
}

Deno.test("a folder that is gone is unreachable, and gets no mark made", async () => {
  await withShare(async ({ folder, client }) => {
    const { possession } = open(client, A);
    await possession.hold();
    Deno.removeSync(folder, { recursive: true });
    await assert.rejects(() => possession.hold(), FolderUnreachable);
    await assert.rejects(() => possession.take(), FolderUnreachable);
    assert.throws(() => Deno.statSync(folder), Deno.errors.NotFound);
  });
});
