import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { checkpoint, DAMAGES, titulosOf } from "../support/damage.ts";
import { startSmtp } from "../support/smtp.ts";
import { Place } from "./program.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const cbr724 = (nsa: number, titulos = 4) => syntheticCbr724({ titulos, nsa, date: TODAY });

/** Two formats, the twin of a day, a copy, a refused file, and something that somebody left in Processados. */
async function fill(place: Place): Promise<void> {
  const drop = (name: string, bytes: Uint8Array) => Deno.writeFile(join(place.folder, name), bytes);
  await drop("A.ret", cbr724(1));
  await drop(
    "B (é; 100% & $(x)).ret",
    syntheticCbr724({ titulos: 3, nsa: 2, date: TODAY, conta: "777" }),
  );
  await drop("C.ret", syntheticCnab240({ titulos: 5, nsa: 3, date: TODAY, firstNumber: 70_000 }));
  await drop("COPIA DE A.ret", cbr724(1));
  await drop("RUIM.ret", new TextEncoder().encode("isto não é um retorno\r\n"));
  const first = await place.run("processar", "--json");
  assert.equal(first.code, 5, first.stderr);
  assert.deepEqual([first.json.processados, first.json.duplicados, first.json.recusados], [
    3,
    1,
    1,
  ]);
  await Deno.writeTextFile(join(place.folder, "Processados", "ANOTACOES.ret"), "não é um retorno");
}

async function keptLedgers(place: Place): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(place.data), (entry) => entry.name);
  return names.filter((name) => /^ledger\.db\.danificado-\d{8}-\d{6}(-\d+)?$/.test(name)).sort();
}

async function logOf(place: Place): Promise<string> {
  return await Deno.readTextFile(place.log);
}

Deno.test("damaged ledger: whatever the damage, nothing is lost, nothing is applied twice, and it is said", async () => {
  await using place = await Place.make();
  await fill(place);
  const ledger = join(place.data, "ledger.db");
  const before = titulosOf(ledger);
  for (const [kind, damage] of Object.entries(DAMAGES)) {
    const keptBefore = await keptLedgers(place);
    damage(ledger);
    const damaged = await Deno.readFile(ledger).catch(() => null);
    await Deno.remove(place.log).catch(() => {});

    const state = await place.run("estado", "--json");
    assert.equal(state.code, 4, kind);
    assert.equal(state.json.estado, "parado", kind);
    assert.equal(state.json.pendentes, 0, kind);
    // Reading alone does not show every damage; where it does, it is said and the document is there.
    if (/header|zero|text/.test(kind)) {
      assert.equal(state.json.livroDanificado, true, kind);
      assert.match(state.json.avisoLivro, /danificado/, kind);
    }
    const checked = await place.run("verificar", "--json");
    assert.equal(checked.code, 1, kind);
    const item = checked.json.itens.find((i: { item: string }) => i.item === "dados");
    assert.equal(item.situacao, "falha", kind);
    assert.match(item.mensagem, /danificado/, kind);
    assert.deepEqual(await keptLedgers(place), keptBefore, `${kind}: looking changes nothing`);

    // The same content comes again, and something new is refused: the repaired ledger must know the first.
    await Deno.writeFile(join(place.folder, "A DE NOVO.ret"), cbr724(1));
    const thorough = /page in the middle/.test(kind);
    if (thorough) {
      const child = place.start();
      await place.until(
        kind,
        async () => (await logOf(place).catch(() => "")).includes("A DE NOVO.ret"),
      );
      assert.equal((await place.run("parar")).code, 0);
      await child.status;
    } else {
      const ran = await place.run("processar", "--json");
      assert.equal(ran.code, 0, `${kind}: ${ran.stderr}`);
      assert.equal(ran.json.duplicados, 1, kind);
      assert.equal(ran.json.processados, 0, kind);
    }
    assert.deepEqual(titulosOf(ledger), before, kind);
    await Deno.remove(join(place.folder, "Processados", "A DE NOVO.ret"));

    const kept = (await keptLedgers(place)).filter((name) => !keptBefore.includes(name));
    if (damaged !== null) {
      assert.equal(kept.length, 1, kind);
      assert.deepEqual(
        await Deno.readFile(join(place.data, kept[0]!)),
        damaged,
        `${kind}: kept as it was`,
      );
    }
    const log = await logOf(place);
    assert.match(log, /CRITICAL - 💥 LIVRO DE REGISTRO DANIFICADO!/, kind);
    assert.match(log, /Guardado em: .*ledger\.db\.danificado-/, kind);
    assert.match(
      log,
      /Livro de registro refeito: \d arquivo\(s\), 12 movimento\(s\), 12 título\(s\)/,
      kind,
    );
    assert.match(log, /ERROR - .*ANOTACOES\.ret é conhecido, mas não foi reaplicado/, kind);
    const after = await place.run("verificar", "--json");
    assert.equal(after.code, 0, kind);
    assert.ok(
      after.json.itens.some((i: { mensagem: string }) => /foi refeito em/.test(i.mensagem)),
      kind,
    );
    assert.equal((await place.run("estado", "--json")).json.livroDanificado, false, kind);
  }
});

Deno.test("damaged ledger: a first start, and a kill during it, are no damage", async () => {
  await using place = await Place.make();
  await Deno.mkdir(place.data, { recursive: true });
  await Deno.writeFile(join(place.data, "ledger.db.criando-1234"), new Uint8Array(4096));
  await Deno.writeFile(join(place.folder, "A.ret"), cbr724(1));
  const ran = await place.run("processar", "--json");
  assert.equal(ran.code, 0);
  assert.deepEqual(await keptLedgers(place), []);
  assert.doesNotMatch(await logOf(place), /DANIFICADO/);
});

Deno.test("damaged ledger: found in the middle of work, the monitor ends with 71, and its next start repairs", async () => {
  await using smtp = await startSmtp();
  await using place = await Place.make({
    EMAIL: [
      `smtp_servidor = 127.0.0.1`,
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@exemplo.invalid",
      "destinatarios = equipe@exemplo.invalid",
    ],
    NOTIFICACOES: ["habilitado = true"],
  });
  await fill(place);
  const ledger = join(place.data, "ledger.db");
  const before = titulosOf(ledger);
  const child = place.start();
  await place.until(
    "running",
    async () => (await place.run("estado", "--json")).json?.ultimaVerificacao,
  );
  const db = new DatabaseSync(ledger);
  db.exec(
    "PRAGMA busy_timeout = 5000; UPDATE presence SET started_at = started_at + 1; PRAGMA wal_checkpoint(TRUNCATE)",
  );
  db.close();
  const file = await Deno.open(ledger, { read: true, write: true });
  const { size } = await file.stat();
  await file.seek(4096, Deno.SeekMode.Start);
  await file.write(new Uint8Array(size - 4096).fill(0x41));
  file.close();
  assert.equal((await child.status).code, 71);
  assert.match(
    await logOf(place),
    /CRITICAL - 💥 o livro de registro está danificado .*se encerra para recomeçar/,
  );

  const again = place.start();
  await smtp.waitFor(1, 20_000);
  assert.equal((await place.run("parar")).code, 0);
  assert.equal((await again.status).code, 0);
  assert.deepEqual(titulosOf(ledger), before);
  assert.equal(smtp.messages.length, 1);
  const [mail] = smtp.messages;
  assert.equal(mail!.subject, "⚠️ LIVRO DE REGISTRO DANIFICADO - Monitor de Retornos");
  assert.match(mail!.text ?? "", /Livro danificado guardado em: .*ledger\.db\.danificado-/);
  assert.match(mail!.text ?? "", /Arquivos registrados de novo: 5/);
  assert.match(
    await logOf(place),
    /📧 Aviso por email enviado sobre o livro de registro danificado/,
  );
  const spool = await Array.fromAsync(
    Deno.readDir(join(place.data, "notificacoes")),
    (e) => e.name,
  );
  assert.equal(spool.filter((name) => name.includes("aviso")).length, 1, spool.join());
});

Deno.test("damaged ledger: a rebuild that is killed again and again ends complete, and nothing new goes before it", async () => {
  await using place = await Place.make();
  const files = 120;
  const done = join(place.folder, "Processados");
  for (let n = 1; n <= files; n++) {
    await Deno.writeFile(join(place.folder, `R${n}.ret`), cbr724(n, 20));
  }
  assert.equal((await place.run("processar", "--json")).json.processados, files);
  const ledger = join(place.data, "ledger.db");
  const before = titulosOf(ledger);
  checkpoint(ledger);
  await Deno.writeTextFile(ledger, "estragado");
  await Deno.writeFile(join(place.folder, "NOVO.ret"), cbr724(files + 1));
  const rebuilt = () => {
    try {
      const db = new DatabaseSync(ledger, { readOnly: true });
      const row = db.prepare(
        "SELECT count(*) AS n, (SELECT finished_at FROM rebuild) AS done FROM files",
      ).get();
      db.close();
      return row ?? null;
    } catch {
      return null;
    }
  };
  let kills = 0;
  for (let target = 1; target < files; target += 25) {
    const child = place.start();
    for (const end = performance.now() + 20_000; performance.now() < end;) {
      // Not before the damaged one is out of the way: Windows renames no open file.
      const replaced = (await keptLedgers(place)).length === 1 &&
        await Deno.stat(`${ledger}.novo`).then(() => false, () => true);
      const row = replaced ? rebuilt() : null;
      if (row !== null && (Number(row.n) >= target || row.done !== null)) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill("SIGKILL");
    await child.status;
    if (rebuilt()?.done === null) {
      kills++;
      assert.ok((await Deno.stat(join(place.folder, "NOVO.ret"))).isFile, "nothing new goes first");
    }
  }
  assert.ok(kills >= 2, `${kills} kills came in the middle`);
  const ran = await place.run("processar", "--json");
  assert.equal(ran.code, 0, ran.stderr);
  const names = await Array.fromAsync(Deno.readDir(done), (entry) => entry.name);
  assert.equal(names.length, files + 1);
  const after = titulosOf(ledger) as { titulos: unknown[] };
  assert.equal(after.titulos.length, (before as { titulos: unknown[] }).titulos.length + 4);
  const db = new DatabaseSync(ledger, { readOnly: true });
  assert.equal(
    db.prepare("SELECT count(*) AS n FROM files WHERE situation = 'processado'").get()!.n,
    files + 1,
  );
  assert.equal(db.prepare("SELECT count(DISTINCT sha256) AS n FROM files").get()!.n, files + 1);
  db.close();
  assert.equal((await keptLedgers(place)).length, 1, "set aside once");
});
