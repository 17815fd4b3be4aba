/** What somebody may prepare at the destination, or under the name of a file: nothing is lost, overwritten, followed or silent. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { moveFile } from "../../core/adapters/folder/move_file.ts";
import type { MovePlan, RetornoFolder } from "../../core/ports/folder.port.ts";
import { Lab, retorno } from "../support/lab.ts";
import { hookSyscalls, systemError } from "../support/syscalls.ts";

const linux = Deno.build.os === "linux";
const windows = Deno.build.os === "windows";
const MINUTE = 60_000;
const OTHER_VOLUME = windows ? 17 : 18;
const CONTENT = "conteúdo de um retorno\r\n".repeat(50);
const SHA = createHash("sha256").update(CONTENT).digest("hex");
const PART = `monitor-retornos-${SHA.slice(0, 24)}.parcial`;

interface World {
  readonly root: string;
  readonly folder: string;
  readonly directory: string;
  move(over?: Partial<MovePlan>): string;
}

function inWorld(name: string, work: (world: World) => void): void {
  const root = Deno.makeTempDirSync({ prefix: "hostil-" });
  const folder = join(root, "retorno");
  const directory = join(root, "destino");
  Deno.mkdirSync(folder);
  Deno.mkdirSync(directory);
  const source = join(folder, name);
  Deno.writeTextFileSync(source, CONTENT);
  const plan = {
    name,
    directory,
    target: name,
    reason: null,
    sha256: SHA,
    size: Deno.statSync(source).size,
    mtimeMs: Deno.statSync(source).mtime!.getTime(),
    resuming: false,
  };
  // Another volume: only the first rename, of the original itself, fails.
  const unhook = hookSyscalls((call, path, moment) => {
    if (call === "rename" && moment === "before" && path === source) {
      throw systemError(OTHER_VOLUME);
    }
  });
  try {
    work({
      root,
      folder,
      directory,
      move: (over) => moveFile(folder, { ...plan, ...over }, () => {}),
    });
  } finally {
    unhook();
    Deno.removeSync(root, { recursive: true });
  }
}

const read = (...path: string[]) => Deno.readTextFileSync(join(...path));
const names = (folder: string) => [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();

for (const part of ["A.ret.parcial", PART]) {
  Deno.test(`a copy's name is somebody's file (${part.slice(0, 20)}): it stays as it is`, () =>
    inWorld("A.ret", ({ directory, move }) => {
      Deno.writeTextFileSync(join(directory, part), "de outra pessoa");
      assert.equal(move(), "moved");
      assert.equal(read(directory, part), "de outra pessoa");
      assert.equal(read(directory, "A.ret"), CONTENT);
      assert.deepEqual(names(directory), ["A.ret", part].sort());
    }));

  Deno.test({
    name: `a copy's name is a link to a file outside (${
      part.slice(0, 20)
    }): that file is not written`,
    ignore: windows,
    fn: () =>
      inWorld("A.ret", ({ root, directory, move }) => {
        const outside = join(root, "importante.txt");
        Deno.writeTextFileSync(outside, "importante");
        Deno.symlinkSync(outside, join(directory, part));
        assert.equal(move(), "moved");
        assert.equal(read(outside), "importante");
        assert.equal(read(directory, "A.ret"), CONTENT);
      }),
  });
}

Deno.test("what a kill left of our own copy is taken away, and only that", () =>
  inWorld("A.ret", ({ directory, move }) => {
    Deno.writeTextFileSync(join(directory, PART), CONTENT.slice(0, 100));
    assert.equal(move({ resuming: true }), "moved");
    assert.deepEqual(names(directory), ["A.ret"]);
  }));

Deno.test("a name of 255 bytes is copied to another volume", () => {
  const name = "n".repeat(251) + ".ret";
  inWorld(name, ({ folder, directory, move }) => {
    assert.equal(move(), "moved");
    assert.deepEqual([names(folder), names(directory)], [[], [name]]);
  });
});

Deno.test("where even the copy cannot be renamed, the target is made anew: a link in its place is not followed", () =>
  inWorld("A.ret", ({ root, directory, move }) => {
    const outside = join(root, "importante.txt");
    Deno.writeTextFileSync(outside, "importante");
    const target = join(directory, "A.ret");
    const unhook = hookSyscalls((call, path, moment) => {
      if (call !== "rename" || moment !== "before" || !path.endsWith(".parcial")) return;
      if (!windows) {
        Deno.removeSync(target);
        Deno.symlinkSync(outside, target);
      }
      throw systemError(OTHER_VOLUME);
    });
    try {
      if (windows) assert.equal(move(), "moved");
      else assert.throws(() => move(), Deno.errors.AlreadyExists);
    } finally {
      unhook();
    }
    assert.equal(read(outside), "importante");
  }));

for (const resuming of [false, true]) {
  const prepared: readonly (readonly [string, (path: string, root: string) => void])[] = [
    ["3 GB of nothing", (path) => {
      Deno.writeTextFileSync(path, "");
      Deno.truncateSync(path, 3 * 1024 ** 3);
    }],
    ["a folder", (path) => Deno.mkdirSync(path)],
    ["another text", (path) => Deno.writeTextFileSync(path, "outro")],
    ...(linux
      ? [
        ["a pipe", (path: string) => {
          new Deno.Command("mkfifo", { args: [path] }).outputSync();
        }],
        ["a link that leads nowhere", (path: string) => Deno.symlinkSync("/nao/existe", path)],
        ["a link to a file", (path: string, root: string) => {
          Deno.writeTextFileSync(join(root, "importante.txt"), "");
          Deno.symlinkSync(join(root, "importante.txt"), path);
        }],
        ["a second name of an empty file", (path: string, root: string) => {
          Deno.writeTextFileSync(join(root, "importante.txt"), "");
          Deno.linkSync(join(root, "importante.txt"), path);
        }],
      ] as const
      : []),
  ];
  for (const [what, prepare] of prepared) {
    Deno.test(`the reason's name is ${what}: taken, in no time, and untouched${resuming ? ", resuming" : ""}`, () =>
      inWorld("A.ret", ({ root, directory, move }) => {
        const path = join(directory, "A.ret.motivo.txt");
        prepare(path, root);
        const before = Deno.lstatSync(path);
        const start = Deno.memoryUsage().rss;
        assert.equal(move({ reason: "motivo\n", resuming }), "taken");
        assert.ok(Deno.memoryUsage().rss - start < 100 * 1024 * 1024);
        const { size, isFile, isSymlink } = Deno.lstatSync(path);
        assert.deepEqual([size, isFile, isSymlink], [before.size, before.isFile, before.isSymlink]);
        assert.deepEqual(names(directory), ["A.ret.motivo.txt"]);
        assert.equal(move({ reason: "motivo\n", target: "A (2).ret" }), "moved");
        assert.equal(read(directory, "A (2).ret.motivo.txt"), "\ufeffmotivo\r\n");
      }));
  }
}

Deno.test("a content that took the place of the one that was read, of equal size and time, is not moved for it", () =>
  inWorld("A.ret", ({ folder, directory, move }) => {
    const path = join(folder, "A.ret");
    const { mtime } = Deno.statSync(path);
    Deno.writeTextFileSync(path, CONTENT.replaceAll("retorno", "RETORNO"));
    Deno.utimeSync(path, mtime!, mtime!);
    for (const resuming of [false, true]) {
      assert.equal(move({ verify: true, resuming }), "changed");
    }
    assert.deepEqual(names(directory), []);
  }));

Deno.test("a file replaced while its move is owed: the new one is read for itself, and both are accounted for", async () => {
  await using lab = await Lab.open();
  const first = retorno(2);
  const second = new Uint8Array(retorno(4));
  const path = lab.put("A.ret", first);
  assert.equal(first.length, second.length, "of equal size");
  lab.fault({ at: "rename", path: "A.ret", times: 99, what: { posix: 13, windows: 5 } });
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", null]]);
  const { mtime } = Deno.statSync(path);
  Deno.writeFileSync(path, second);
  Deno.utimeSync(path, mtime!, mtime!);
  lab.fault();
  lab.clock.pass(10 * MINUTE);
  await lab.sweepAll();
  await lab.sweepAll();
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
  assert.deepEqual(Deno.readFileSync(join(lab.processed, "A.ret")), second);
  assert.deepEqual(lab.recorded().map((row) => row.slice(0, 2)), [
    ["A.ret", "processado"],
    ["A.ret", "processado"],
  ]);
  assert.ok(lab.log.take().some((line) => line.includes("foi trocado por outro conteúdo")));
});

Deno.test("a name taken four thousand times costs a few questions, and the numbers follow each other", async () => {
  const calls = { move: 0, free: 0 };
  await using lab = await Lab.open({
    wrapFolder: (folder): RetornoFolder => ({
      probe: (ms) => folder.probe(ms),
      list: (ms) => folder.list(ms),
      stat: (asked, ms) => folder.stat(asked, ms),
      read: (entry, ms) => folder.read(entry, ms),
      move: (plan, ms) => (calls.move++, folder.move(plan, ms)),
      freeNumber: (place, ms) => (calls.free++, folder.freeNumber!(place, ms)),
      close: () => folder.close(),
    }),
  });
  Deno.mkdirSync(lab.processed);
  for (let n = 1; n <= 4000; n++) {
    Deno.writeTextFileSync(join(lab.processed, n === 1 ? "RET.ret" : `RET (${n}).ret`), "");
  }
  for (const n of [1, 2, 3]) {
    lab.put("RET.ret", retorno(n));
    await lab.sweepAll();
  }
  assert.deepEqual(lab.recorded().map(([, , target]) => target), [
    "RET (4001).ret",
    "RET (4002).ret",
    "RET (4003).ret",
  ]);
  assert.ok(calls.move <= 15 && calls.free === 3, JSON.stringify(calls));
});

Deno.test({
  name:
    "a destination that links to the watched folder: nothing is processed, it is told, and all is done once it is mended",
  ignore: windows,
  fn: async () => {
    await using lab = await Lab.open();
    Deno.symlinkSync(".", lab.processed);
    lab.put("A.ret", retorno(1));
    await lab.watching(async () => {
      await lab.clock.advance(32 * MINUTE);
      assert.deepEqual(lab.recorded(), [], "nothing is recorded for ever");
      assert.deepEqual(lab.names().filter((name) => name.endsWith(".ret")), ["A.ret"]);
      const [problem] = lab.now.watch.snapshot().problems;
      assert.equal(problem!.name, lab.processed);
      assert.match(problem!.reason, /é a própria pasta vigiada/);
      assert.deepEqual(lab.mails().map((mail) => mail.split(" ")[0]), ["pendente"]);
      const told = lab.log.take().filter((line) => line.startsWith("ERROR ❌ Nada é processado"));
      assert.equal(told.length, 1);
      Deno.removeSync(lab.processed);
      await lab.clock.advance(MINUTE);
    });
    assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
    assert.deepEqual(lab.now.watch.snapshot().problems, []);
  },
});

Deno.test({
  name:
    "a destination that becomes the watched folder while the monitor runs: the move is refused, not made",
  ignore: windows,
  fn: () =>
    inWorld("A.ret", ({ root, folder, move }) => {
      const twin = join(root, "outro");
      Deno.symlinkSync(folder, twin);
      assert.throws(() => move({ directory: twin, target: "B.ret" }), /é a própria pasta vigiada/);
      assert.deepEqual(names(folder), ["A.ret"]);
    }),
});

Deno.test({
  name:
    "a destination that links to elsewhere is followed, with one warning that names both; again after a return",
  ignore: windows,
  fn: async () => {
    await using lab = await Lab.open();
    const elsewhere = join(lab.root, "arquivo morto");
    Deno.mkdirSync(elsewhere);
    Deno.symlinkSync(elsewhere, lab.processed);
    lab.put("A.ret", retorno(1));
    await lab.watching(async () => {
      await lab.clock.advance(MINUTE);
      assert.deepEqual(lab.names(elsewhere), ["A.ret"]);
      const warned = lab.log.take().filter((line) => line.includes("é um atalho"));
      const real = Deno.realPathSync(elsewhere);
      assert.deepEqual(warned, [
        `WARNING ⚠️ ${lab.processed} é um atalho: os arquivos vão para ${real}`,
      ]);
      // While it was away, somebody has made another link of it.
      lab.away();
      await lab.clock.advance(6 * MINUTE);
      lab.back();
      Deno.removeSync(lab.processed);
      Deno.symlinkSync(".", lab.processed);
      lab.put("B.ret", retorno(2));
      await lab.clock.advance(10 * MINUTE);
    });
    assert.deepEqual(lab.recorded().map(([name]) => name), ["A.ret"]);
    assert.ok(lab.log.take().some((line) => line.includes("é a própria pasta vigiada")));
  },
});

Deno.test("a file larger than the limit is neither read nor copied; the others go on, and it is told", async () => {
  await using lab = await Lab.open({ maxBytes: 1024 * 1024 });
  const path = lab.put("enorme.ret", "");
  Deno.truncateSync(path, 5 * 1024 ** 3);
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "open", path: "enorme.ret", times: 99, what: "crash" });
  await lab.watching(() => lab.clock.advance(32 * MINUTE));
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
  assert.match(lab.mailText("pendente"), /enorme\.ret: tem 5120,0 MB, mais que os 1,0 MB/);
  assert.deepEqual(lab.mails().length, 1);
});
