import assert from "node:assert/strict";
import { join } from "node:path";
import { localDate, localHuman } from "../../../core/adapters/clock/local_time.ts";
import { SystemClock } from "../../../core/adapters/clock/system_clock.ts";
import { buildLedger, openLedger } from "../../../core/adapters/ledger/sqlite/database.ts";
import { beginRebuild } from "../../../core/adapters/ledger/sqlite/rebuild_store.ts";
import { SqliteLedger } from "../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { Announcer } from "../../../core/app/tell/announce.ts";
import { FileDecider } from "../../../core/app/files/decide_file.ts";
import { MailChannel } from "../../../core/adapters/channels/mail/mail_channel.ts";
import type { MailMessage } from "../../../core/adapters/channels/mail/message.ts";
import { LedgerRebuild } from "../../../core/app/rebuild_ledger.ts";
import { syntheticCbr724 } from "../../../core/ensaio/synthetic_cbr724.ts";
import { readingRetorno } from "../../../core/formats/read_retorno.ts";
import { FolderUnreachable } from "../../../core/ports/folder.port.ts";
import type { SystemEvent } from "../../../core/ports/event_log.port.ts";
import type { Clock } from "../../../core/ports/clock.port.ts";
import { shareCommand } from "../../../core/adapters/folder/self_command.ts";
import { ShareClient } from "../../../core/adapters/folder/share_client.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { faultyCommand, MAIN } from "../../support/share.ts";

const retorno = (nsa: number) => syntheticCbr724({ titulos: 2, nsa, date: "2025-10-14" });

/** A marked new ledger, a watched folder and its pasta_processados. */
class Lab implements AsyncDisposable {
  readonly folder: string;
  readonly done: string;
  readonly lines: string[] = [];
  readonly events: [SystemEvent, string][] = [];
  readonly notified: string[] = [];
  readonly ledger: SqliteLedger;
  readonly #db;
  readonly #clients: { close(): Promise<void> }[] = [];

  constructor(readonly root: string) {
    this.folder = join(root, "Retorno");
    this.done = join(this.folder, "Processados");
    Deno.mkdirSync(this.done, { recursive: true });
    const file = join(root, "ledger.db");
    buildLedger(
      file,
      (db) =>
        beginRebuild(db, {
          id: "d1",
          kept: "/x/ledger.db.danificado",
          reason: "teste",
          noticedAt: 1,
        }),
    );
    this.#db = openLedger(file);
    this.ledger = new SqliteLedger(this.#db);
  }

  /** As after a restart: nothing is remembered but what the ledger has. */
  rebuild(
    clock: Clock = new SystemClock(),
    command = shareCommand(MAIN),
    { maxBytes = Infinity, deadlineMs = 5000 } = {},
  ): LedgerRebuild {
    const workDirectory = join(this.root, "trabalho");
    const [watched, processed] = [this.folder, this.done].map((path) =>
      new ShareClient({ folder: path, workDirectory, command, maxBytes })
    ) as [ShareClient, ShareClient];
    this.#clients.push(watched, processed);
    const log = {
      write: (level: string, text: string) => void this.lines.push(`${level} ${text}`),
    };
    const { ledger } = this;
    const decider = new FileDecider({ ledger, clock, readingRetorno, localDate }, {
      pastaProcessados: this.done,
      pastaErro: join(this.folder, "Erro"),
      pastaIgnorados: join(this.folder, "Ignorados"),
      excluirIed: true,
    });
    const events = {
      write: (event: SystemEvent, text: string) => void this.events.push([event, text]),
    };
    const notifier = { notify: ({ id }: { id: string }) => void this.notified.push(id) };
    const mail = new MailChannel({
      from: "monitor@exemplo.invalid",
      to: ["equipe@exemplo.invalid"],
      // Whoever wants no mail of outages is told of a damaged ledger all the same.
      outages: false,
      formatLocal: localHuman,
    }, () => Promise.reject(new Error("nothing is sent here")));
    const announcer = new Announcer({ channels: [mail], log, events, notifier }, localHuman);
    return new LedgerRebuild({
      processed,
      watched,
      ledger,
      clock,
      log,
      announcer,
      decider,
    }, { directory: this.done, deadlineMs });
  }

  put(name: string, bytes: Uint8Array, secondsAgo: number): void {
    const path = join(this.done, name);
    Deno.writeFileSync(path, bytes);
    const at = Date.now() / 1000 - secondsAgo;
    Deno.utimeSync(path, at, at);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) await client.close();
    this.#db.close();
    for (let n = 0; n < 20; n++) {
      try {
        return await Deno.remove(this.root, { recursive: true });
      } catch { // Windows: the folder process is still going
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

const lab = () => new Lab(Deno.makeTempDirSync({ prefix: "refazer-" }));

async function complete(rebuild: LedgerRebuild): Promise<void> {
  while (await rebuild.run(() => false) !== null);
}

Deno.test("rebuild: oldest first, copies once, refused contents known, reservations left out, one mail", async () => {
  await using l = lab();
  l.put("NOVO.ret", retorno(2), 10);
  l.put("Z VELHO.RET", retorno(1), 1000);
  l.put("A COPIA.ret", retorno(1), 500);
  l.put("IEDCBR1.ret", retorno(3), 400);
  l.put("RUIM.ret", new TextEncoder().encode("nada"), 300);
  l.put("VAZIO.ret", new Uint8Array(), 200);
  l.put("LEIAME.txt", new TextEncoder().encode("texto"), 100);
  const rebuild = l.rebuild();
  await rebuild.announce();
  assert.deepEqual(l.notified, ["d1-aviso"]);
  assert.ok(l.lines.every((line) => line.startsWith("CRITICAL")));
  await complete(rebuild);
  const files = [...await l.ledger.files.query({ limit: 10 })].reverse();
  assert.deepEqual(
    files.map((f) => [f.name, f.situation, f.applied, f.reasonCode, f.movedAt !== null]),
    [
      ["Z VELHO.RET", "processado", 2, null, true],
      ["A COPIA.ret", "duplicado", 0, null, true],
      ["IEDCBR1.ret", "processado", 2, null, true],
      ["RUIM.ret", "processado", 0, files[3]!.reasonCode, true],
      ["NOVO.ret", "processado", 2, null, true],
    ],
  );
  assert.notEqual(files[3]!.reasonCode, null);
  assert.notEqual(await l.ledger.files.findApplied(files[3]!.sha256), null, "known by its content");
  assert.equal((await l.ledger.files.owed()).length, 0);
  assert.equal(await l.ledger.outbox.waiting(), 1);
  const mail = (await l.ledger.outbox.head("email"))!;
  const message = mail.payload as MailMessage;
  assert.equal(mail.kind, "aviso");
  assert.equal(message.messageId, "<monitor.d1.aviso@exemplo.invalid>");
  assert.match(
    message.text,
    /Arquivos registrados de novo: 5\nDestes, cópias \(não aplicadas\): 1/,
  );
  assert.match(message.text, /RUIM\.ret: /);
  assert.deepEqual(l.events.map(([event]) => event), ["livro", "livro"]);
  // Once complete it stays so: nothing is read, said or sent again.
  const told = l.lines.length;
  const again = l.rebuild();
  await again.announce();
  assert.equal(await again.run(() => false), null);
  assert.deepEqual([l.lines.length, await l.ledger.outbox.waiting(), l.notified.length], [
    told,
    1,
    1,
  ]);
});

Deno.test("rebuild: interrupted after every file and begun anew, each file is recorded once", async () => {
  await using l = lab();
  for (let n = 1; n <= 6; n++) l.put(`R${n}.ret`, retorno(n), 100 - n);
  for (let n = 1; n <= 5; n++) {
    let asked = 0;
    // Once for the sizes, then once before each file.
    const wait = await l.rebuild().run(() => ++asked > n + 1);
    assert.equal(wait, 0);
    assert.equal((await l.ledger.files.query({ limit: 10 })).length, n);
    assert.notEqual(await l.ledger.rebuild.pending(), null);
  }
  await complete(l.rebuild());
  assert.equal((await l.ledger.rebuild.latest())?.report?.files, 6);
  assert.equal((await l.ledger.rebuild.latest())?.report?.movements, 12);
});

Deno.test("rebuild: an unreachable share is waited for; a missing pasta_processados is said loudly", async () => {
  await using l = lab();
  l.put("A.ret", retorno(1), 10);
  const away = `${l.folder} fora`;
  Deno.renameSync(l.folder, away);
  const rebuild = l.rebuild();
  await assert.rejects(rebuild.run(() => false), FolderUnreachable);
  await rebuild.close();
  assert.notEqual(await l.ledger.rebuild.pending(), null);
  Deno.renameSync(away, l.folder);
  await complete(rebuild);
  assert.equal((await l.ledger.rebuild.latest())?.report?.files, 1);

  await using other = lab();
  Deno.removeSync(other.done);
  await complete(other.rebuild());
  assert.equal((await other.ledger.rebuild.latest())?.report?.folderMissing, true);
  assert.ok(
    other.lines.some((line) => /^CRITICAL .*Processados não existe/.test(line)),
    other.lines.join("\n"),
  );
  assert.match(
    ((await other.ledger.outbox.head("email"))!.payload as MailMessage).text,
    /ATENÇÃO: a pasta de processados não existe/,
  );
});

Deno.test("rebuild: a file that cannot be read is tried again, then named; the rest does not wait for ever", async () => {
  await using l = lab();
  l.put("A.ret", retorno(1), 10);
  l.put("FECHADO.ret", retorno(2), 20);
  const faults = join(l.root, "faults.json");
  const denied = { posix: 13, windows: 5 };
  await Deno.writeTextFile(
    faults,
    JSON.stringify([{ at: "open", path: "FECHADO.ret", times: 100, what: denied }]),
  );
  const clock = new ManualClock(Date.now());
  const rebuild = l.rebuild(clock, faultyCommand(faults));
  for (const pause of [1000, 5000, 30_000]) {
    const wait = await rebuild.run(() => false);
    assert.equal(wait, pause);
    assert.notEqual(await l.ledger.rebuild.pending(), null);
    clock.pass(pause);
  }
  assert.equal(await rebuild.run(() => false), null);
  const report = (await l.ledger.rebuild.latest())?.report;
  assert.equal(report?.files, 1);
  assert.deepEqual(report?.unreadable.map((one) => one.name), ["FECHADO.ret"]);
  assert.ok(l.lines.some((line) => /^CRITICAL .*FECHADO\.ret não pôde ser lido/.test(line)));
});

Deno.test("rebuild: entries that no call can deal with are named in the end, and it ends", async () => {
  await using l = lab();
  l.put("A.ret", retorno(1), 10);
  l.put("DEFEITO.ret", retorno(2), 20);
  l.put("ENORME.ret", new Uint8Array(1), 30);
  Deno.truncateSync(join(l.done, "ENORME.ret"), 5 * 1024 ** 3);
  l.put("MUDO.ret", retorno(3), 40);
  l.put("SEM-STAT.ret", retorno(4), 50);
  const faults = join(l.root, "faults.json");
  await Deno.writeTextFile(
    faults,
    JSON.stringify([
      { at: "lstat", path: "SEM-STAT.ret", times: 100, what: { posix: 5, windows: 1392 } },
      { at: "open", path: "MUDO.ret", times: 100, what: "hang" },
    ]),
  );
  const clock = new ManualClock(Date.now());
  const rebuild = l.rebuild(clock, faultyCommand(faults), {
    maxBytes: 1024 * 1024,
    deadlineMs: 1500,
  });
  // A content that makes the ledger refuse a value, every time.
  const decide = l.ledger.files.decide.bind(l.ledger.files);
  l.ledger.files.decide = (decision) =>
    decide({
      ...decision,
      judge: (previous) => {
        const judged = decision.judge(previous);
        if (judged.name === "DEFEITO.ret") throw new RangeError("Value is too large");
        return judged;
      },
    });
  for (let runs = 0;; runs++) {
    assert.ok(runs < 20, "it does not end");
    const wait = await rebuild.run(() => false);
    if (wait === null) break;
    clock.pass(wait);
  }
  const report = (await l.ledger.rebuild.latest())?.report;
  assert.deepEqual(report?.unreadable.map((one) => one.name).sort(), [
    "DEFEITO.ret",
    "ENORME.ret",
    "MUDO.ret",
    "SEM-STAT.ret",
  ]);
  assert.equal(report?.files, 1);
});
