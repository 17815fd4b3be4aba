/** Disks that are really full: small tmpfs mounts, which take Linux and root. Skipped elsewhere. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Lab, retorno } from "../support/lab.ts";

const canMount = Deno.build.os === "linux" && Deno.uid() === 0 && mounts();
/** Why the tests are skipped, in their names. */
const where = canMount ? "" : " (skipped: needs Linux and root for a tmpfs)";

function mounts(): boolean {
  const folder = Deno.makeTempDirSync();
  try {
    mount(folder, 64);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    Deno.removeSync(folder);
  }
}

function run(program: string, ...args: string[]): void {
  const { success, stderr } = new Deno.Command(program, { args }).outputSync();
  assert.ok(success, new TextDecoder().decode(stderr));
}

function mount(folder: string, kib: number): void {
  run("mount", "-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", folder);
}

function unmount(folder: string): void {
  run("umount", "-l", folder);
}

/** A small disk, and how to fill it to the last byte. */
async function withDisk(
  kib: number,
  work: (disk: { path: string; fill: () => void; free: () => void }) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "disco-" });
  mount(path, kib);
  const filler = join(path, "enchimento.bin");
  const fill = () => {
    const file = Deno.openSync(filler, { create: true, append: true });
    try {
      for (const size of [65536, 4096]) {
        try {
          for (;;) file.writeSync(new Uint8Array(size));
        } catch (error) {
          assert.match(String(error), /os error 28/);
        }
      }
    } finally {
      file.close();
    }
  };
  try {
    await work({ path, fill, free: () => Deno.removeSync(filler) });
  } finally {
    unmount(path);
    await Deno.remove(path);
  }
}

const isUp = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";

Deno.test({
  name: `the data disk is full: nothing is half applied, it is said, and all is done later${where}`,
  ignore: !canMount,
  fn: () =>
    withDisk(4096, async (disk) => {
      await using lab = await Lab.open({ data: join(disk.path, "dados") });
      await lab.watching(async () => {
        await lab.clock.until(() => isUp(lab));
        disk.fill();
        for (let n = 1; n <= 6; n++) lab.put(`${n}.ret`, retorno(n, 300));
        await lab.clock.advance(120_000);
        const rows = lab.now.db.prepare("SELECT count(*) AS n FROM files").get()!.n;
        assert.ok(lab.names().length >= 6 - Number(rows), "what is not recorded is where it was");
        assert.ok(lab.names().length > 0, "six files do not fit into the rest of the disk");
        assert.ok(lab.log.take().some((line) => /^ERROR ❌ Falha interna.*full/.test(line)));
        disk.free();
        await lab.clock.advance(120_000);
      });
      assert.deepEqual(lab.names(), []);
      assert.deepEqual(lab.names(lab.processed).length, 6);
      assert.equal(lab.recorded().length, 6);
      assert.equal(lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!.n, 1800);
      assert.deepEqual(
        { ...lab.now.db.prepare("PRAGMA integrity_check").get() },
        { integrity_check: "ok" },
      );
    }),
});

Deno.test({
  name: `the data disk is full when the share goes away: told as soon as it can be written${where}`,
  ignore: !canMount,
  fn: () =>
    withDisk(4096, async (disk) => {
      await using lab = await Lab.open({ data: join(disk.path, "dados") });
      await lab.watching(async () => {
        await lab.clock.until(() => isUp(lab));
        // SQLite reuses what its log file already has: a reader pins it, as a long query does.
        lab.now.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        disk.fill();
        lab.away();
        await lab.clock.advance(600_000);
        assert.deepEqual(lab.mails(), []);
        disk.free();
        await lab.clock.advance(600_000);
        lab.back();
        await lab.clock.until(() => isUp(lab));
      });
      assert.deepEqual(lab.mails().map((mail) => mail.split(" ")[0]), ["queda", "recuperacao"]);
    }),
});

Deno.test({
  name:
    `Processados is full, on another volume: its files wait, the others go on, no scraps${where}`,
  ignore: !canMount,
  fn: () =>
    withDisk(1024, async (disk) => {
      const processed = join(disk.path, "Processados");
      await using lab = await Lab.open({ processed });
      await lab.watching(async () => {
        await lab.clock.until(() => isUp(lab));
        Deno.mkdirSync(processed);
        disk.fill();
        lab.put("A.ret", retorno(1, 200));
        lab.put("ruim.ret", "não é um retorno\r\n");
        await lab.clock.advance(60_000);
        assert.deepEqual(lab.names(), ["A.ret"]);
        assert.deepEqual(lab.names(lab.refused), ["ruim.ret", "ruim.ret.motivo.txt"]);
        const log = lab.log.take();
        const told = log.filter((line) => line.includes("o disco de destino está cheio"));
        assert.equal(told.length, 1, log.join("\n"));
        assert.ok(!log.some((line) => line.includes("ALERTA")));
        disk.free();
        await lab.clock.advance(300_000);
      });
      assert.deepEqual([lab.names(), lab.names(processed)], [[], ["A.ret"]]);
      assert.equal(lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!.n, 200);
      assert.deepEqual(lab.mails(), []);
    }),
});

Deno.test("Processados is removed while the monitor runs: it is made again", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  await lab.sweepAll();
  await Deno.remove(lab.processed, { recursive: true });
  lab.put("B.ret", retorno(2));
  await lab.sweepAll();
  assert.deepEqual(lab.names(lab.processed), ["B.ret"]);
});

Deno.test("a recovery with files that cannot be moved ends all the same, and its mail counts them", async () => {
  await using lab = await Lab.open();
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    lab.away();
    await lab.clock.until(() => !isUp(lab));
    await lab.clock.advance(60_000);
    lab.back();
    lab.put("A.ret", retorno(1));
    lab.put("B.ret", retorno(2));
    lab.fault({ at: "rename", path: "A.ret", times: 999, what: { posix: 28, windows: 112 } });
    await lab.clock.until(() => isUp(lab));
  });
  const mail = lab.mailText("recuperacao");
  assert.match(mail, /Arquivos processados: 2/);
  assert.match(mail, /Ainda pendentes: 1/);
});

Deno.test({
  name:
    `a sparse file of 5 GB and little local disk: it stops only itself, and the ledger's disk is left alone${where}`,
  ignore: !canMount,
  fn: () =>
    withDisk(16 * 1024, async (disk) => {
      await using lab = await Lab.open({ data: join(disk.path, "dados") });
      Deno.truncateSync(lab.put("enorme.ret", ""), 5 * 1024 ** 3);
      lab.put("A.ret", retorno(1));
      await lab.watching(async () => {
        await lab.clock.until(() => isUp(lab));
        await lab.clock.advance(32 * 60_000);
        lab.put("B.ret", retorno(2));
        await lab.clock.advance(60_000);
      });
      assert.deepEqual(lab.names(lab.processed), ["A.ret", "B.ret"]);
      assert.deepEqual(lab.mails().map((mail) => mail.split(" ")[0]), ["pendente"]);
      assert.match(
        lab.mailText("pendente"),
        /enorme\.ret: pasta de trabalho local: a cópia precisa/,
      );
      const log = lab.log.take().filter((line) => line.includes("enorme.ret"));
      assert.equal(log.length, 2, log.join("\n"));
    }),
});
