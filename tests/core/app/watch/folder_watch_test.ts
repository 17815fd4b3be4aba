/** Outage, waiting, recovery: real folder, real folder process, real ledger, controlled clock. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { ShareFault } from "../../../support/faulty_share.ts";
import { Lab, retorno } from "../../../support/lab.ts";

const RULE = "=".repeat(60);
const outageBlock = (lab: Lab) => [
  `WARNING ${RULE}`,
  "WARNING ⚠️  ALERTA: Servidor ficou inacessível!",
  `WARNING    Pasta: ${lab.folder}`,
  "WARNING    Tentando reconectar a cada 300s...",
  `WARNING ${RULE}`,
];
const recoveryBlock = (lab: Lab, found: string) => [
  `INFO ${RULE}`,
  "INFO ✅ SERVIDOR RECUPERADO!",
  "INFO    Processando arquivos pendentes...",
  `INFO ${RULE}`,
  `INFO 📁 Verificando arquivos existentes em: ${lab.folder}`,
  found,
];
const down = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "down";
const up = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";
const within = (log: string[], lines: string[]) => {
  let at = -1;
  for (const line of lines) {
    const next = log.indexOf(line, at + 1);
    assert.ok(next > at, `missing or out of order: ${line}\n${log.join("\n")}`);
    at = next;
  }
};

Deno.test("the story: one mail of each kind, all files in, words of the contract in order", async () => {
  await using lab = await Lab.open();
  await lab.watching(async () => {
    await lab.clock.until(() => up(lab));
    lab.away();
    const gone = lab.clock.now().mono;
    await lab.clock.until(() => down(lab));
    const took = lab.clock.now().mono - gone;
    assert.ok(took <= 10_000, `a failed look brings the check forward: ${took} ms`);
    await lab.clock.advance(720_000);
    assert.deepEqual(lab.mails(), ["queda queda-1"]);
    within(lab.log.take(), outageBlock(lab));
    lab.back();
    for (const n of [1, 2, 3]) lab.put(`RETORNO_00${n}.ret`, retorno(n));
    lab.put("RUIM.ret", "nada disto\r\n");
    await lab.clock.until(() => up(lab));
    within(lab.log.take(), [
      ...recoveryBlock(lab, "INFO 📦 Encontrados 4 arquivos .ret para processar"),
      ...[1, 2, 3].map((n) => `INFO ✅ RETORNO_00${n}.ret processado com sucesso`),
    ]);
  });
  assert.deepEqual(lab.mails(), ["queda queda-1", "recuperacao queda-1"]);
  const mail = lab.mailText("recuperacao");
  assert.match(mail, /Arquivos processados: 3/);
  assert.match(mail, /Arquivos recusados: 1/);
  assert.match(mail, /RUIM\.ret/);
  assert.deepEqual(lab.notifications.map((n) => n.title), [
    "Servidor Inacessível",
    "Servidor Recuperado",
  ]);
  assert.deepEqual(lab.names(), []);
});

Deno.test("an outage is noticed at the latest after one interval and the deadline of a check", async () => {
  // Without looks in between: the regular check alone.
  await using lab = await Lab.open({ watch: { lookEveryMs: 86_400_000, probeDeadlineMs: 20_000 } });
  await lab.watching(async () => {
    await lab.clock.until(() => up(lab));
    await lab.clock.advance(17);
    const lastGood = lab.now.watch.snapshot().watch.lastProbe!.mono;
    lab.away();
    await lab.clock.until(() => down(lab));
    assert.ok(lab.clock.now().mono - lastGood <= 320_000);
    lab.back();
  });
});

Deno.test("a start during an outage: waits, tells it once, and takes what had gathered", async () => {
  await using lab = await Lab.open({ watch: { takeExisting: false } });
  lab.put("A.ret", retorno(1));
  lab.away();
  await lab.watching(async () => {
    await lab.clock.until(() => down(lab));
    await lab.clock.advance(3_600_000);
    lab.back();
    await lab.clock.until(() => up(lab));
  });
  assert.deepEqual(lab.mails(), ["queda queda-1", "recuperacao queda-1"]);
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
});

Deno.test("restarts during the outage and during the recovery: still one mail of each, and the true times", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.away();
  const start = lab.clock.now().wall;
  for (let restart = 0; restart < 4; restart++) {
    await lab.watching(async () => {
      await lab.clock.until(() => down(lab));
      await lab.clock.advance(600_000);
    });
    await lab.start();
  }
  lab.back();
  // The recovery is cut short between the return of the folder and the first file.
  const stopped = (await lab.now.ledger.outages.current())!;
  assert.equal(stopped.startedAt, start);
  await lab.watching(async () => {
    await lab.clock.until(() => lab.now.watch.snapshot().watch.watch.kind === "recovering");
  });
  const ended = (await lab.now.ledger.outages.current())!.endedAt!;
  await lab.start();
  lab.clock.pass(60_000);
  await lab.watching(() => lab.clock.until(() => up(lab)));
  assert.deepEqual(lab.mails(), ["queda queda-1", "recuperacao queda-1"]);
  const [outage] = await lab.now.ledger.outages.latest(1);
  assert.deepEqual([outage!.startedAt, outage!.endedAt], [start, ended]);
  assert.equal(outage!.downMs, ended - start);
  assert.match(lab.mailText("recuperacao"), /Arquivos processados: 1/);
});

Deno.test("processar_existentes_ao_iniciar = false leaves the files of the start, and takes the new ones", async () => {
  await using lab = await Lab.open({ watch: { takeExisting: false } });
  lab.put("velho.ret", retorno(1));
  await lab.watching(async () => {
    await lab.clock.advance(20_000);
    lab.put("novo.ret", retorno(2));
    await lab.clock.advance(20_000);
    assert.deepEqual(lab.names(), ["velho.ret"]);
    assert.ok(
      lab.log.take().some((line) => line.includes("1 arquivo(s) .ret já estavam na pasta")),
    );
    // What the recovery promises is ALL that gathered.
    lab.away();
    await lab.clock.until(() => down(lab));
    lab.back();
    await lab.clock.until(() => up(lab));
    assert.deepEqual(lab.names(), []);
  });
});

Deno.test("alerts off: no outage, no mail, and files whenever the folder answers", async () => {
  await using lab = await Lab.open({ watch: { alerts: false } });
  lab.put("A.ret", retorno(1));
  await lab.watching(async () => {
    await lab.clock.advance(10_000);
    assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
    lab.away();
    await lab.clock.advance(60_000);
    assert.equal(lab.now.watch.snapshot().quietTrouble?.code, "pasta");
    lab.back();
    lab.put("B.ret", retorno(2));
    await lab.clock.advance(10_000);
  });
  assert.deepEqual(lab.mails(), []);
  assert.deepEqual(lab.notifications, []);
  assert.deepEqual(lab.names(lab.processed), ["A.ret", "B.ret"]);
  const log = lab.log.take();
  assert.equal(log.filter((line) => line.includes("A pasta não responde")).length, 1);
  assert.equal(log.filter((line) => line.includes("voltou a responder")).length, 1);
  assert.ok(!log.some((line) => line.includes("ALERTA")));
});

Deno.test("a failure that passes is told as such, and is no outage", async () => {
  await using lab = await Lab.open();
  await lab.watching(async () => {
    await lab.clock.until(() => up(lab));
    await lab.clock.advance(1000);
    lab.fault({ at: "readDir", what: { posix: 5, windows: 59 } });
    await lab.clock.advance(30_000);
  });
  const log = lab.log.take();
  assert.equal(log.filter((line) => line.includes("Falha passageira")).length, 1);
  assert.deepEqual(lab.mails(), []);
});

Deno.test("a share that goes away in the middle of the recovery goes on with the same outage", async () => {
  await using lab = await Lab.open();
  const away = { posix: 112, windows: 53 };
  await lab.watching(async () => {
    await lab.clock.until(() => up(lab));
    lab.away();
    await lab.clock.until(() => down(lab));
    lab.back();
    for (const n of [1, 2, 3]) lab.put(`${n}.ret`, retorno(n));
    // Dies with the second file, and stays dead for ten minutes of checks.
    lab.fault(
      { at: "rename", path: "2.ret", what: away },
      { at: "readDir", skip: 3, times: 4, what: away },
    );
    await lab.clock.until(() => up(lab));
  });
  assert.deepEqual(lab.mails(), ["queda queda-1", "recuperacao queda-1"]);
  assert.match(lab.mailText("recuperacao"), /Arquivos processados: 3/);
  assert.deepEqual(lab.names(lab.processed), ["1.ret", "2.ret", "3.ret"]);
});

/** An outage ends with three files that gathered, and with trouble. */
async function backWith(lab: Lab, fault: ShareFault): Promise<void> {
  await lab.clock.until(() => up(lab));
  lab.away();
  await lab.clock.until(() => down(lab));
  lab.back();
  for (const n of [1, 2, 3]) lab.put(`${n}.ret`, retorno(n));
  lab.fault(fault);
}

const SHAKY = [
  ["read", { at: "open", path: "2.ret", what: { posix: 13, windows: 5 }, times: 2 }],
  ["said to be gone", { at: "open", path: "2.ret", what: { posix: 2, windows: 2 }, times: 2 }],
  ["met", { at: "lstat", path: "2.ret", what: { posix: 13, windows: 5 } }],
  ["moved", { at: "rename", path: "2.ret", what: { posix: 13, windows: 5 } }],
] as const;

for (const [moment, fault] of SHAKY) {
  Deno.test(`a file that cannot be ${moment} when the share has just come back belongs to its recovery`, async () => {
    await using lab = await Lab.open();
    await lab.watching(async () => {
      await backWith(lab, fault);
      await lab.clock.until(() => up(lab));
    });
    assert.match(lab.mailText("recuperacao"), /Arquivos processados: 3/);
    assert.deepEqual(lab.names(lab.processed), ["1.ret", "2.ret", "3.ret"]);
  });
}

Deno.test("a file that stays in trouble holds the recovery back for seconds only", async () => {
  await using lab = await Lab.open();
  await lab.watching(async () => {
    await backWith(lab, {
      at: "open",
      path: "2.ret",
      what: { posix: 13, windows: 5 },
      times: 99,
    });
    const recovering = () => lab.now.watch.snapshot().watch.watch.kind === "recovering";
    await lab.clock.until(recovering);
    const back = lab.clock.now().mono;
    await lab.clock.until(() => up(lab));
    const took = lab.clock.now().mono - back;
    assert.ok(took >= 15_000 && took < 20_000, `${took} ms`);
  });
  assert.match(lab.mailText("recuperacao"), /Arquivos processados: 2/);
  assert.deepEqual(lab.names(), ["2.ret"]);
});

Deno.test("the recovery names the file that can't be dealt with, and doesn't call that normal", async () => {
  await using lab = await Lab.open({ maxBytes: 100_000 });
  lab.put("GRANDE.ret", new Uint8Array(200_000));
  await lab.watching(async () => {
    await lab.clock.until(() => lab.now.watch.snapshot().problems.length === 1);
    lab.away();
    await lab.clock.until(() => down(lab));
    lab.back();
    await lab.clock.until(() => up(lab));
  });
  const mail = lab.mailText("recuperacao");
  assert.match(mail, /^Com problema: 1$/m);
  assert.match(mail, /GRANDE\.ret: .*tamanho_maximo_arquivo_mb/);
  assert.doesNotMatch(mail, /em uso ou em gravação|Tudo normal|nenhuma ação/);
});

Deno.test("a stop while the share hangs opens no outage", async () => {
  await using lab = await Lab.open();
  const stop = new AbortController();
  const running = lab.now.watch.run(stop.signal, () => {});
  await lab.clock.until(() => up(lab));
  lab.fault({ at: "readDir", what: "hang", times: 9 });
  const turning = lab.clock.advance(10_000);
  while (Deno.readTextFileSync(join(lab.root, "faults.json")).includes('"times":9')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  stop.abort();
  await lab.now.folder.close();
  await running;
  turning.catch(() => {});
  assert.equal(await lab.now.ledger.outages.current(), null);
  assert.deepEqual(lab.mails(), []);
  // The clock waits for a lane that has ended: give it one that sleeps.
  void lab.clock.sleep(1e9);
  await turning;
});

Deno.test("a ledger that cannot be written changes nothing; the step is taken again later", async () => {
  let broken = false;
  const breakable = <T extends object>(store: T, writes: keyof T): T =>
    new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) =>
          broken && name === writes
            ? Promise.reject(new Error("database or disk is full"))
            : value.apply(target, args);
      },
    });
  await using lab = await Lab.open({
    wrapLedger: (ledger) => ({
      files: breakable(ledger.files, "decide"),
      outages: breakable(ledger.outages, "record"),
      outbox: ledger.outbox,
      titulos: ledger.titulos,
      presence: ledger.presence,
      rebuild: ledger.rebuild,
      telling: ledger.telling,
      history: ledger.history,
      story: ledger.story,
      onDamage: (notice) => ledger.onDamage(notice),
      close: () => ledger.close(),
    }),
  });
  await lab.watching(async () => {
    await lab.clock.until(() => up(lab));
    broken = true;
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(120_000);
    assert.deepEqual([lab.names(), lab.recorded()], [["A.ret"], []]);
    lab.away();
    await lab.clock.advance(120_000);
    assert.deepEqual(lab.mails(), []);
    const errors = lab.log.take().filter((line) => line.startsWith("ERROR"));
    assert.ok(errors.length >= 1 && errors.length <= 12, `${errors.length} lines`);
    broken = false;
    await lab.clock.until(() => down(lab));
    lab.back();
    await lab.clock.until(() => up(lab));
  });
  const [down1, up1, ...more] = lab.mails();
  assert.match(`${down1} ${up1}`, /^queda (queda-\d+) recuperacao \1$/);
  assert.deepEqual(more, []);
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", "A.ret"]]);
});

Deno.test("another process that is processing is waited for", async () => {
  await using lab = await Lab.open();
  const lock = await Deno.open(join(lab.data, "processamento.lock"), { create: true, write: true });
  await lock.lock(true);
  lab.put("A.ret", retorno(1));
  await lab.watching(async () => {
    await lab.clock.advance(20_000);
    assert.deepEqual(lab.names(), ["A.ret"]);
    lock.close();
    await lab.clock.advance(5000);
    assert.deepEqual(lab.names(), []);
  });
});
