/** One file is one file: what one of them meets is told of it, and nothing else waits. Real folder, process and ledger. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Mailer } from "../../core/adapters/channels/mail/message.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { Lab, type LabOptions, retorno } from "../support/lab.ts";

const windows = Deno.build.os === "windows";
const MINUTE = 60_000;
const isUp = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";
const kinds = (lab: Lab) => lab.mails().map((mail) => mail.split(" ")[0]);
const troubled = (lab: Lab) => lab.now.watch.snapshot().problems.map(({ name }) => name);
const lines = (lab: Lab, part: string) => lab.log.take().filter((line) => line.includes(part));

/** A ledger that does one thing differently. */
function withFiles(ledger: Ledger, change: (files: Ledger["files"]) => Partial<Ledger["files"]>) {
  const files = new Proxy(ledger.files, {
    get(target, name) {
      const changed = Reflect.get(change(target), name);
      if (changed !== undefined) return changed;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return new Proxy(ledger, {
    get(target, name) {
      if (name === "files") return files;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Refuses one content as the engine refuses a value; `heal` ends it. */
function refusing(what: () => Error): { options: LabOptions; heal: () => void } {
  let sick = true;
  return {
    heal: () => sick = false,
    options: {
      wrapLedger: (ledger) =>
        withFiles(ledger, (files) => ({
          decide: (decision) =>
            files.decide({
              ...decision,
              judge: (previous) => {
                const judged = decision.judge(previous);
                if (sick && judged.name === "A.ret") throw what();
                return judged;
              },
            }),
        })),
    },
  };
}

for (
  const [what, error] of [
    [
      "a value that the ledger refuses",
      () => new RangeError("Value is too large to be represented as a JavaScript number"),
    ],
    ["a defect of a reader", () => new TypeError("Cannot read properties of undefined")],
  ] as const
) {
  Deno.test(`${what}: that file waits, is shown, is told once; the others are done and the checks go on`, async () => {
    const { options, heal } = refusing(error);
    await using lab = await Lab.open(options);
    lab.put("A.ret", retorno(1));
    lab.put("B.ret", retorno(2));
    await lab.watching(async () => {
      await lab.clock.until(() => isUp(lab));
      await lab.clock.advance(10_000);
      assert.deepEqual(lab.names(lab.processed), ["B.ret"]);
      assert.deepEqual(troubled(lab), ["A.ret"]);
      await lab.clock.advance(29 * MINUTE);
      assert.deepEqual(kinds(lab), [], "not before its time");
      lab.put("C.ret", retorno(4));
      await lab.clock.advance(5 * MINUTE);
      assert.deepEqual(lab.names(lab.processed), ["B.ret", "C.ret"]);
      assert.deepEqual(kinds(lab), ["pendente"]);
      assert.match(lab.mailText("pendente"), /A\.ret: .*(Value is too large|Cannot read)/);
      await lab.clock.advance(180 * MINUTE);
      assert.deepEqual(kinds(lab), ["pendente"], "one message, however long it lasts");
      const [problem] = lab.now.watch.snapshot().problems;
      assert.ok(problem!.attempts > 5 && problem!.attempts < 60, `${problem!.attempts} attempts`);
      assert.equal(lines(lab, "A.ret não pôde ser registrado").length, 1);
      const { watch } = lab.now.watch.snapshot();
      assert.ok(lab.clock.now().mono - watch.lastProbe!.mono <= 300_000, "checks on time");
      heal();
      await lab.clock.advance(6 * MINUTE);
    });
    assert.deepEqual(lab.names(), []);
    assert.deepEqual(troubled(lab), []);
    assert.deepEqual(kinds(lab), ["pendente"]);
  });
}

Deno.test("a ledger that cannot work stops the look, is told at once and past its own queue, and blames no file", async () => {
  const sent: string[] = [];
  const mailer: Mailer = {
    send: (message) =>
      Promise.resolve({
        kind: sent.push(message.subject) > 1 ? "accepted" : "retry",
        reason: "ocupado",
      }),
    check: () => Promise.resolve({ kind: "accepted" }),
    identity: () => Promise.resolve("17"),
  };
  await using lab = await Lab.open({ busyMs: 20, mailer });
  const broken = () => lab.log.take().filter((line) => line.startsWith("CRITICAL"));
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    const heal = lab.now.db.refuse("INSERT ON files", "database or disk is full");
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(10_000);
    assert.deepEqual(troubled(lab), []);
    assert.match(lab.now.watch.snapshot().ledgerTrouble ?? "", /disk is full/);
    assert.match(broken().join(), /livro de registro não pode ser lido ou gravado.*disk is full/);
    assert.deepEqual(lab.events, ["livro"]);
    assert.deepEqual(lab.notifications.map(({ title }) => title), [
      "Livro de Registro Indisponível",
    ]);
    assert.deepEqual(sent, [], "a lock of some seconds is no message");
    await lab.clock.advance(30 * MINUTE);
    assert.equal(sent.length, 2, "tried until a channel took it, and not again");
    assert.match(sent[0]!, /LIVRO DE REGISTRO INDISPONÍVEL/);
    assert.deepEqual(broken(), [], "told once");
    heal();
    await lab.clock.advance(2 * MINUTE);
    assert.deepEqual(kinds(lab), ["livro"], "its end is told too");
    assert.match(lab.mailText("livro"), /Durou: 30 min/);
    assert.equal(lab.now.watch.snapshot().ledgerTrouble, null);
  });
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
  assert.deepEqual(lab.events, ["livro", "livro"]);
});

Deno.test("an entry whose size cannot be had accuses nobody but itself, whatever the number", async () => {
  await using lab = await Lab.open();
  const numbers = windows ? [6, 87, 123, 1392, 1117, 23] : [5, 116, 117, 6, 121, 22, 110, 112];
  lab.put("a.ret", retorno(2));
  for (const n of numbers) lab.put(`F${n}x.ret`, retorno(1));
  lab.put("z.ret", retorno(4));
  lab.fault(...numbers.map((n) => ({
    at: "lstat" as const,
    path: `F${n}x.ret`,
    times: 9999,
    what: { posix: n, windows: n },
  })));
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    await lab.clock.advance(35 * MINUTE);
    assert.deepEqual(lab.names(lab.processed), ["a.ret", "z.ret"]);
    assert.deepEqual(troubled(lab).sort(), numbers.map((n) => `F${n}x.ret`).sort());
    assert.deepEqual(kinds(lab), ["pendente"], "one message for all of them, and no outage");
    lab.fault();
    await lab.clock.advance(10 * MINUTE);
  });
  assert.deepEqual(lab.names(), []);
  assert.deepEqual(troubled(lab), []);
});

Deno.test("an entry that never answers costs a deadline now and then, and no outage is told", async () => {
  await using lab = await Lab.open({ deadlineMs: 3000 });
  lab.put("a.ret", retorno(2));
  lab.put("mudo.ret", retorno(1));
  lab.put("z.ret", retorno(4));
  lab.fault({ at: "lstat", path: "mudo.ret", times: 9999, what: "hang" });
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    await lab.clock.advance(MINUTE);
    assert.deepEqual(lab.names(lab.processed), ["a.ret", "z.ret"]);
    assert.deepEqual(troubled(lab), ["mudo.ret"]);
    lab.fault();
    await lab.clock.advance(10 * MINUTE);
  });
  assert.deepEqual([lab.names(), kinds(lab)], [[], []]);
});

Deno.test("a file that is touched without end is shown after a minute and told after its time, and rarely read", async () => {
  await using lab = await Lab.open({ settleMs: 6000 });
  const path = lab.put("inquieto.ret", retorno(1));
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    const touch = async (minutes: number) => {
      for (let n = 0; n < minutes * 12; n++) {
        Deno.writeFileSync(path, new Uint8Array(1), { append: true });
        await lab.clock.advance(5000);
      }
    };
    await touch(0.75);
    assert.deepEqual(troubled(lab), []);
    await touch(1.25);
    assert.deepEqual(troubled(lab), ["inquieto.ret"]);
    await touch(32);
    assert.deepEqual(kinds(lab), ["pendente"]);
    assert.match(lab.mailText("pendente"), /inquieto\.ret: muda sem parar/);
    const [problem] = lab.now.watch.snapshot().problems;
    assert.ok(problem!.attempts < 200, `${problem!.attempts} attempts in half an hour`);
    Deno.writeFileSync(path, retorno(1));
    await lab.clock.advance(5 * MINUTE);
  });
  assert.deepEqual([lab.names(), lab.names(lab.processed)], [[], ["inquieto.ret"]]);
});

Deno.test({
  name: "a name that is not UTF-8 cannot be opened by it: shown, told, and nobody waits",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using lab = await Lab.open();
    lab.put("a.ret", retorno(2));
    const script = "touch \"$1\"/$'caf\\xe9.ret'";
    await new Deno.Command("bash", { args: ["-c", script, "-", lab.folder] }).output();
    await lab.watching(async () => {
      await lab.clock.until(() => isUp(lab));
      await lab.clock.advance(32 * MINUTE);
    });
    assert.deepEqual(lab.names(lab.processed), ["a.ret"]);
    const [problem] = lab.now.watch.snapshot().problems;
    assert.match(problem!.reason, /não é UTF-8/);
    assert.deepEqual(kinds(lab), ["pendente"]);
  },
});

Deno.test({
  name: "a time that no date can hold does not keep a file from being processed",
  ignore: Deno.build.os !== "linux" || !reachesFar("/dev/shm"),
  fn: async () => {
    const far = Deno.makeTempDirSync({ dir: "/dev/shm" });
    try {
      await using lab = await Lab.open();
      await Deno.remove(lab.folder);
      await Deno.symlink(far, lab.folder);
      const path = lab.put("longe.ret", retorno(1));
      await new Deno.Command("touch", { args: ["-d", "@99999999999999", path] }).output();
      await lab.sweepAll();
      assert.deepEqual(lab.names(lab.processed), ["longe.ret"]);
    } finally {
      Deno.removeSync(far, { recursive: true });
    }
  },
});

function reachesFar(folder: string): boolean {
  try {
    const path = Deno.makeTempFileSync({ dir: folder });
    new Deno.Command("touch", { args: ["-d", "@99999999999999", path] }).outputSync();
    const time = Deno.statSync(path).mtime?.getTime() ?? 0;
    Deno.removeSync(path);
    return Number.isNaN(time);
  } catch {
    return false;
  }
}

Deno.test("after a restart a problem keeps its age, and is not told again", async () => {
  const { options } = refusing(() => new Error("defeito"));
  await using lab = await Lab.open(options);
  lab.put("A.ret", retorno(1));
  const publish = async () => {
    const { watch, ledger } = lab.now;
    const { problems, pending } = watch.snapshot();
    await ledger.presence.start({
      instance: "x",
      pid: 1,
      version: "1",
      startedAt: 0,
      status: {
        state: "operacional",
        since: 0,
        folder: lab.folder,
        lastProbe: null,
        nextProbe: null,
        intervalSeconds: 300,
        diagnosis: null,
        pending,
        unstable: false,
        problems,
      },
    });
  };
  await lab.watching(() => lab.clock.advance(20 * MINUTE));
  const [before] = lab.now.watch.snapshot().problems;
  await publish();
  await lab.start();
  await lab.watching(() => lab.clock.advance(12 * MINUTE));
  const [after] = lab.now.watch.snapshot().problems;
  assert.equal(after!.since, before!.since);
  assert.ok(after!.attempts > before!.attempts);
  assert.deepEqual(kinds(lab), ["pendente"], "twenty minutes before and ten after");
  await publish();
  await lab.start();
  await lab.watching(() => lab.clock.advance(120 * MINUTE));
  assert.deepEqual(kinds(lab), ["pendente"]);
});

Deno.test("many files in trouble are one message, and those that fail later the next one, half an hour later", async () => {
  await using lab = await Lab.open();
  const denied = { times: 9999, what: { posix: 13, windows: 5 } } as const;
  lab.fault({ at: "open", path: "N", ...denied });
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    for (let n = 0; n < 30; n++) lab.put(`N${n}.ret`, retorno(2 * n));
    await lab.clock.advance(5 * MINUTE);
    for (let n = 30; n < 60; n++) lab.put(`N${n}.ret`, retorno(2 * n));
    await lab.clock.advance(40 * MINUTE);
    assert.deepEqual(kinds(lab), ["pendente"]);
    await lab.clock.advance(40 * MINUTE);
    assert.deepEqual(kinds(lab), ["pendente", "pendente"]);
    assert.match(lab.mailText("pendente"), /30 arquivos da pasta não puderam/);
    lab.fault();
    await lab.clock.advance(10 * MINUTE);
  });
  assert.deepEqual(lab.names(), []);
});

Deno.test("a message that a name writes cannot forge: one line, no controls, no direction marks", async () => {
  await using lab = await Lab.open();
  const name = windows ? "a\u202eb.ret" : "a\u202e\n\x1b[31mb.ret";
  lab.put(name, retorno(1));
  lab.fault({ at: "open", path: "b.ret", times: 9999, what: { posix: 13, windows: 5 } });
  await lab.watching(() => lab.clock.advance(35 * MINUTE));
  const text = lab.mailText("pendente");
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(text, /[\u202e\x1b]/);
  assert.ok(!lab.log.take().some((line) => line.includes("\n") || line.includes("\x1b")));
  assert.ok(join(lab.folder, name).length > 0);
});

Deno.test("a look that ends with a defect of the program is shown and told too, and forgotten once one goes well", async () => {
  let broken = true;
  await using lab = await Lab.open({
    wrapLedger: (ledger) =>
      withFiles(ledger, (files) => ({
        owed: () => broken ? Promise.reject(new TypeError("x is not a function")) : files.owed(),
      })),
  });
  lab.put("A.ret", retorno(1));
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    await lab.clock.advance(35 * MINUTE);
    const [problem] = lab.now.watch.snapshot().problems;
    assert.equal(problem!.name, lab.folder);
    assert.match(problem!.reason, /falha interna.*x is not a function/);
    assert.deepEqual(kinds(lab), ["pendente"]);
    assert.deepEqual(lines(lab, "x is not a function").length, 2, "the failure, and the message");
    const { watch } = lab.now.watch.snapshot();
    assert.ok(lab.clock.now().mono - watch.lastProbe!.mono <= 300_000, "checks on time");
    broken = false;
    await lab.clock.advance(MINUTE);
  });
  assert.deepEqual(lab.now.watch.snapshot().problems, []);
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
});
