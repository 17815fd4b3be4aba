/** The client with real child processes: the program's own, and ones with faults. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ShareClient } from "../../../../core/adapters/folder/share_client.ts";
import { INLINE_LIMIT } from "../../../../core/adapters/folder/share_protocol.ts";
import {
  FileUnavailable,
  FolderUnreachable,
  type MovePlan,
} from "../../../../core/ports/folder.port.ts";
import { faultyCommand, shareClient } from "../../../support/share.ts";
import type { ShareFault } from "../../../support/faulty_share.ts";

/** Long enough for a loaded machine to start a process, in ms. */
const PATIENT = 30_000;

interface World {
  readonly root: string;
  readonly folder: string;
  readonly client: ShareClient;
  put(name: string, content: string | Uint8Array): void;
  fault(...faults: ShareFault[]): void;
  plan(name: string, content: string, over?: Partial<MovePlan>): MovePlan;
}

async function inWorld(
  work: (world: World) => Promise<void>,
  options: { readonly retireMs?: number } = {},
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "cliente-" });
  const folder = join(root, "retorno");
  await Deno.mkdir(folder);
  const faults = join(root, "faults.json");
  const client = new ShareClient({
    folder,
    workDirectory: join(root, "trabalho"),
    command: faultyCommand(faults),
    ...options,
  });
  const put = (name: string, content: string | Uint8Array) =>
    Deno.writeFileSync(
      join(folder, name),
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
  try {
    await work({
      root,
      folder,
      client,
      put,
      fault: (...list) => Deno.writeTextFileSync(faults, JSON.stringify(list)),
      plan: (name, content, over = {}) => ({
        name,
        directory: join(root, "destino"),
        target: name,
        reason: null,
        sha256: createHash("sha256").update(content).digest("hex"),
        size: new TextEncoder().encode(content).length,
        mtimeMs: Deno.statSync(join(folder, name)).mtime!.getTime(),
        resuming: false,
        ...over,
      }),
    });
  } finally {
    await client.close();
    await removeSoon(root);
  }
}

/** On Windows a killed process may hold its files for a moment longer. */
async function removeSoon(root: string): Promise<void> {
  for (let n = 0;; n++) {
    try {
      return await Deno.remove(root, { recursive: true });
    } catch (error) {
      if (n >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const silent = (error: unknown) =>
  error instanceof FolderUnreachable && error.diagnosis.code === "sem-resposta";
const trouble = (name: string) => (error: unknown) =>
  error instanceof FileUnavailable && error.trouble === name;

Deno.test("the program's own process answers every operation", async () => {
  const root = await Deno.makeTempDir();
  const folder = join(root, "çé 🚨 & 100%");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "B.ret"), "b");
  await Deno.writeTextFile(join(folder, "a.RET"), "a");
  const client = shareClient(folder, join(root, "trabalho"));
  try {
    await client.probe(PATIENT);
    assert.deepEqual(await client.list(PATIENT), ["B.ret", "a.RET"]);
    const [entry] = await client.stat(["B.ret", "foi.ret"], PATIENT);
    const content = await client.read(entry!, PATIENT);
    assert.deepEqual([...content.chunks()].map((c) => new TextDecoder().decode(c)), ["b"]);
    const { name, size, mtimeMs } = entry!;
    const plan = { name, size, mtimeMs, sha256: content.sha256, target: name, reason: null };
    const directory = join(folder, "Processados");
    assert.equal(await client.move({ ...plan, directory, resuming: false }, PATIENT), "moved");
    assert.deepEqual(await client.list(PATIENT), ["a.RET"]);
    await client.close();
  } finally {
    await client.close();
    await removeSoon(root);
  }
});

Deno.test("silence is cut off at the deadline, and a new process goes on", () =>
  inWorld(async ({ client, fault, put }) => {
    put("a.ret", "a");
    await client.probe(PATIENT);
    fault({ at: "readDir", what: "hang" });
    const start = performance.now();
    await assert.rejects(client.probe(700), silent);
    const spent = performance.now() - start;
    assert.ok(spent >= 690 && spent < 5000, `${spent} ms`);
    assert.deepEqual(await client.list(PATIENT), ["a.ret"]);
  }));

Deno.test("a hang in one file is that file's trouble; the folder and the other files answer", () =>
  inWorld(async ({ client, fault, put }) => {
    put("a.ret", "a");
    put("b.ret", "b");
    const [a, b] = await client.stat(["a.ret", "b.ret"], PATIENT);
    fault({ at: "read", path: "a.ret", what: "hang", times: 9 });
    await assert.rejects(client.read(a!, 500), trouble("timeout"));
    assert.equal((await client.read(b!, PATIENT)).size, 1);
    await client.probe(PATIENT);
  }));

Deno.test("what waits behind a hanging request is no evidence: the folder is probed, and the name asked again", () =>
  inWorld(async ({ client, fault, put }) => {
    put("a.ret", "a");
    fault({ at: "readDir", what: "hang" });
    const results = await Promise.allSettled([client.probe(500), client.stat(["a.ret"], 500)]);
    assert.deepEqual(results.map((r) => r.status), ["rejected", "fulfilled"]);
  }));

Deno.test("a process that dies by itself accuses nobody: the question is asked once more", () =>
  inWorld(async ({ client, fault, put }) => {
    put("a.ret", "a");
    fault({ at: "readDir", what: "crash" });
    assert.deepEqual(await client.list(PATIENT), ["a.ret"]);
    fault({ at: "readDir", what: "crash" });
    await client.probe(PATIENT);
    fault({ at: "lstat", what: "crash" });
    assert.equal((await client.stat(["a.ret"], PATIENT)).length, 1);
  }));

Deno.test("a process that worked on files makes room for a new one once it only looks; one that only looked stays", () =>
  inWorld(async ({ client, put }) => {
    put("a.ret", "a");
    const first = await client.list(PATIENT);
    // The very same list: the same process.
    assert.equal(await client.list(PATIENT), first);
    const [entry] = await client.stat(["a.ret"], PATIENT);
    assert.equal((await client.read(entry!, PATIENT)).size, 1);
    const next = await client.list(PATIENT);
    assert.notEqual(next, first);
    assert.deepEqual(next, first);
    assert.equal(await client.list(PATIENT), next);
  }, { retireMs: -1 }));

Deno.test("a process that has copied a large file makes room for a small one at once; a small file is none of that", () =>
  inWorld(async ({ client, put }) => {
    put("PEQUENO.ret", "x");
    put("GRANDE.ret", new Uint8Array(INLINE_LIMIT + 1));
    const first = await client.list(PATIENT);
    const [large, small] = await client.stat([...first], PATIENT);
    (await client.read(small!, PATIENT)).dispose();
    assert.equal(await client.list(PATIENT), first, "the same process");
    const content = await client.read(large!, PATIENT);
    const next = await client.list(PATIENT);
    assert.notEqual(next, first);
    assert.deepEqual(next, first);
    assert.equal(content.size, INLINE_LIMIT + 1);
    content.dispose();
  }));

Deno.test("a process that dies twice is told as a passing failure, not as silence until the deadline", () =>
  inWorld(async ({ client, fault }) => {
    fault({ at: "readDir", what: "crash", times: 2 });
    await assert.rejects(client.probe(PATIENT), (error) => {
      assert.ok(error instanceof FolderUnreachable);
      assert.equal(error.diagnosis.transient, true);
      assert.match(error.diagnosis.message, /terminou sozinho/);
      return true;
    });
    await client.probe(PATIENT);
  }));

Deno.test("a process that cannot be started at all is a folder that cannot be seen, and says so", async () => {
  const client = new ShareClient({
    folder: ".",
    workDirectory: ".",
    command: { program: "/nao/existe/programa", args: [] },
  });
  for (const call of [() => client.probe(PATIENT), () => client.list(PATIENT)]) {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof FolderUnreachable);
      assert.equal(error.diagnosis.transient, true);
      assert.match(error.diagnosis.message, /não pôde ser iniciado/);
      return true;
    });
  }
});

Deno.test("a process that dies on one file leaves the file for later", () =>
  inWorld(async ({ client, fault, put, plan, root }) => {
    put("a.ret", "a");
    const [a] = await client.stat(["a.ret"], PATIENT);
    fault({ at: "read", what: "crash" });
    await assert.rejects(client.read(a!, PATIENT), trouble("other"));
    fault({ at: "rename", what: "crash" });
    await assert.rejects(client.move(plan("a.ret", "a"), PATIENT), trouble("other"));
    assert.equal(await client.move(plan("a.ret", "a", { resuming: true }), PATIENT), "moved");
    assert.equal(Deno.readTextFileSync(join(root, "destino", "a.ret")), "a");
  }));

Deno.test("a move cut off after the rename is found done", () =>
  inWorld(async ({ client, fault, put, plan }) => {
    // The process has begun, and has loaded what a move needs: the deadline is that of the move alone.
    put("b.ret", "b");
    await client.move(plan("b.ret", "b"), PATIENT);
    put("a.ret", "a");
    const wanted = plan("a.ret", "a");
    fault({ at: "rename", when: "after", what: "hang" });
    await assert.rejects(client.move(wanted, 2000), trouble("timeout"));
    assert.equal(await client.move({ ...wanted, resuming: true }, PATIENT), "already");
  }));

Deno.test("work that goes on may take longer than the deadline; a sign of life keeps it alive", () =>
  inWorld(async ({ client, put, root }) => {
    const script = join(root, "lento.ts");
    await Deno.writeTextFile(
      script,
      `const frame = (o) => { const j = new TextEncoder().encode(JSON.stringify(o));
         const f = new Uint8Array(8 + j.length); new DataView(f.buffer).setUint32(0, j.length, true);
         f.set(j, 8); Deno.stdout.writeSync(f); };
       Deno.stdin.readSync(new Uint8Array(4096));
       for (let n = 0; n < 25; n++) {
         frame({ kind: "progress" });
         await new Promise((resolve) => setTimeout(resolve, 150));
       }
       frame({ kind: "done", value: { id: "1", names: ["pronto.ret"] } });
       await new Promise((resolve) => setTimeout(resolve, 60000));`,
    );
    put("a.ret", "a");
    const slow = new ShareClient({
      folder: "x",
      workDirectory: root,
      command: { program: Deno.execPath(), args: ["run", "-A", "--no-config", "--quiet", script] },
    });
    const start = performance.now();
    // The start of the process is not work on the share, but counts: hence not less than this.
    assert.deepEqual(await slow.list(3000), ["pronto.ret"]);
    assert.ok(performance.now() - start > 3400);
    await slow.close();
    void client;
  }));

Deno.test("large files come through the local disk, and leave nothing there", () =>
  inWorld(async ({ client, put, root }) => {
    const big = new Uint8Array(9 * 1024 * 1024).map((_, i) => i % 253);
    put("grande.ret", big);
    const [entry] = await client.stat(["grande.ret"], PATIENT);
    const content = await client.read(entry!, PATIENT);
    const hash = createHash("sha256");
    for (let twice = 0; twice < 2; twice++) {
      let total = 0;
      for (const chunk of content.chunks()) {
        total += chunk.length;
        if (twice === 0) hash.update(chunk);
      }
      assert.equal(total, big.length);
    }
    assert.equal(hash.digest("hex"), content.sha256);
    assert.equal([...Deno.readDirSync(join(root, "trabalho"))].length, 1);
    content.dispose();
    content.dispose();
    assert.deepEqual([...Deno.readDirSync(join(root, "trabalho"))], []);
  }));

Deno.test("copies left by a killed process are removed before the first read; other files stay", () =>
  inWorld(async ({ client, put, root }) => {
    const work = join(root, "trabalho");
    Deno.mkdirSync(work);
    for (const name of ["123-0.copia", "outra coisa.txt"]) {
      Deno.writeTextFileSync(join(work, name), "x");
    }
    put("a.ret", "a");
    const [entry] = await client.stat(["a.ret"], PATIENT);
    (await client.read(entry!, PATIENT)).dispose();
    assert.deepEqual([...Deno.readDirSync(work)].map((e) => e.name), ["outra coisa.txt"]);
  }));

Deno.test("a large file whose read fails leaves no copy behind", () =>
  inWorld(async ({ client, put, root, fault }) => {
    put("grande.ret", new Uint8Array(9 * 1024 * 1024));
    const [entry] = await client.stat(["grande.ret"], PATIENT);
    fault({ at: "read", skip: 3, what: "hang" });
    await assert.rejects(client.read(entry!, 1000), trouble("timeout"));
    assert.deepEqual([...Deno.readDirSync(join(root, "trabalho"))], []);
  }));

/** Numbers as they come from the system, and what is said of them. */
const NUMBERS: readonly (readonly [
  string,
  { readonly posix: number; readonly windows: number },
  string,
])[] = [
  ["a locked file", { posix: 16, windows: 32 }, "busy"],
  ["a forbidden file", { posix: 13, windows: 5 }, "denied"],
  ["a full disk", { posix: 28, windows: 112 }, "disk-full"],
  ["a bad sector", { posix: 5, windows: 23 }, "other"],
  ["a number nobody knows", { posix: 4095, windows: 4095 }, "other"],
  ["a dead share, although the folder answers", { posix: 112, windows: 53 }, "other"],
];

for (const [what, numbers, expected] of NUMBERS) {
  Deno.test(`${what} is the trouble of one file (${expected}) while the folder answers`, () =>
    inWorld(async ({ client, put, plan, fault }) => {
      put("a.ret", "a");
      const [a] = await client.stat(["a.ret"], PATIENT);
      // Twice: on Windows a refusal is followed by an attempt that asks for less.
      fault({ at: "open", path: "a.ret", what: numbers, times: 2 });
      await assert.rejects(client.read(a!, PATIENT), trouble(expected));
      if (expected !== "busy") { // busy turns a rename into a copy
        fault({ at: "rename", what: numbers });
        await assert.rejects(client.move(plan("a.ret", "a"), PATIENT), trouble(expected));
      }
      const moving = plan("a.ret", "a");
      await Deno.remove(moving.directory, { recursive: true }).catch(() => {});
      fault({ at: "mkdir", what: numbers });
      await assert.rejects(client.move(moving, PATIENT), trouble(expected));
      assert.equal((await client.list(PATIENT)).length, 1);
    }));
}

Deno.test("a dead share during work on a file accuses the folder", () =>
  inWorld(async ({ client, put, plan, fault }) => {
    put("a.ret", "a");
    const [a] = await client.stat(["a.ret"], PATIENT);
    const dead = { posix: 112, windows: 53 };
    fault({ at: "open", path: "a.ret", what: dead }, { at: "readDir", what: dead });
    await assert.rejects(client.read(a!, PATIENT), FolderUnreachable);
    fault({ at: "rename", what: dead }, { at: "readDir", what: dead });
    await assert.rejects(client.move(plan("a.ret", "a"), PATIENT), FolderUnreachable);
  }));

Deno.test("a file owed while the folder is away is an outage, not a file that somebody took", () =>
  inWorld(async ({ client, put, plan, folder, root }) => {
    put("a.ret", "a");
    const wanted = plan("a.ret", "a", {
      directory: join(folder, "Processados"),
      resuming: true,
    });
    await Deno.rename(folder, join(root, "fora"));
    await assert.rejects(client.move(wanted, PATIENT), FolderUnreachable);
    await Deno.rename(join(root, "fora"), folder);
    assert.equal(await client.move(wanted, PATIENT), "moved");
  }));

Deno.test("a folder that went away is told by its own number", () =>
  inWorld(async ({ client, folder, root }) => {
    await client.probe(PATIENT);
    await Deno.rename(folder, join(root, "fora"));
    for (const call of [() => client.probe(PATIENT), () => client.list(PATIENT)]) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof FolderUnreachable);
        assert.equal(error.diagnosis.code, "pasta");
        assert.ok([2, 3].includes(error.diagnosis.errorNumber ?? 0));
        return true;
      });
    }
    await Deno.rename(join(root, "fora"), folder);
    await client.probe(PATIENT);
  }));

Deno.test("processes that cannot be killed are not piled up, and are used again once they died", async () => {
  const root = await Deno.makeTempDir();
  // Stands in for a call that the system cannot interrupt: these processes do not hear of being killed.
  const spawned: {
    readonly process: Deno.ChildProcess;
    readonly kill: Deno.ChildProcess["kill"];
  }[] = [];
  const spawn = Deno.Command.prototype.spawn;
  Deno.Command.prototype.spawn = function () {
    const process = spawn.call(this);
    spawned.push({ process, kill: process.kill.bind(process) });
    process.kill = () => {};
    return process;
  };
  const client = new ShareClient({
    folder: root,
    workDirectory: root,
    command: {
      program: Deno.execPath(),
      args: ["eval", "--no-config", "await new Promise((resolve) => setTimeout(resolve, 600000))"],
    },
  });
  try {
    for (let n = 0; n < 6; n++) {
      const start = performance.now();
      await assert.rejects(client.probe(60), silent);
      assert.ok(performance.now() - start < 2000);
    }
    assert.equal(spawned.length, 3);
    spawned[0]!.kill("SIGKILL");
    spawned[0]!.process.ref();
    await spawned[0]!.process.status;
    for (let n = 0; n < 100 && spawned.length < 4; n++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await assert.rejects(client.probe(60), silent);
    }
    assert.equal(spawned.length, 4);
  } finally {
    Deno.Command.prototype.spawn = spawn;
    await client.close();
    for (const { process, kill } of spawned) {
      try {
        kill("SIGKILL");
        process.ref();
      } catch { /* dead already */ }
      await process.status;
    }
    await removeSoon(root);
  }
});
