/** A data folder with a past of some months: synthetic files really read and applied, outages and messages really recorded. */
import { DatabaseSync } from "node:sqlite";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { HISTORY_SCHEMA } from "../../core/adapters/ledger/sqlite/schema_history.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { localDate } from "../../core/adapters/clock/local_time.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { readRetorno } from "../../core/formats/read_retorno.ts";
import type { Movement } from "../../core/formats/retorno.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { DiagnosisCode } from "../../core/domain/diagnosis.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The same numbers in the same order, whoever asks: 0 up to 1. */
function randomOf(seed: number): () => number {
  return () => {
    seed = Math.imul(seed ^ (seed >>> 15), 2246822519) + 0x9e3779b9 | 0;
    return ((seed ^ (seed >>> 13)) >>> 0) / 2 ** 32;
  };
}

/**
 * Fills the ledger in `file` with the `days` days before `now`: two or three files on each working day, refused ones, outages that
 * were told and some of them answered, a weekend without a monitor. Everything through the ledger's own doors, but for the
 * stretches that a monitor watched, which only time makes.
 */
export async function makePast(file: string, now: number, days: number): Promise<void> {
  const db = openLedger(file);
  const ledger = new SqliteLedger(db);
  const random = randomOf(7);
  let nsa = 1;
  for (let ago = days; ago >= 1; ago--) {
    const date = new Date(now - ago * DAY);
    const weekday = date.getDay();
    if (weekday === 0 || weekday === 6) continue;
    const morning = new Date(date.getFullYear(), date.getMonth(), date.getDate(), 7, 40).getTime();
    const season = 1 + 0.5 * Math.sin(date.getDate() / 5) +
      (date.getDate() > 8 && date.getDate() < 13 ? 0.9 : 0);
    const count = 2 + Math.floor(random() * 2.2);
    for (let n = 0; n < count; n++) {
      const titulos = Math.round(season * (12 + random() * 45));
      await applyAt(ledger, nsa++, titulos, morning + n * 47 * MINUTE);
    }
    if (random() < 0.07) await refuseAt(ledger, nsa++, morning + 3 * HOUR);
  }
  await recordOutages(ledger, now, [
    [81, 2.2, "servidor", "O servidor não responde na rede (nome não encontrado).", false],
    [62, 0.4, "rede", "A rede entre esta máquina e o servidor caiu.", false],
    [40, 5.6, "compartilhamento", "O servidor responde, mas o compartilhamento não existe.", true],
    [23, 0.3, "rede", "A rede entre esta máquina e o servidor caiu.", false],
    [9, 1.1, "credencial", "O servidor não aceitou a conta do monitor: senha expirada.", true],
  ]);
  const insert = db.prepare("INSERT OR REPLACE INTO watch_spans VALUES (?, ?)");
  insert.run(now - (days + 1) * DAY, now - 54 * DAY);
  insert.run(now - 52.4 * DAY, now - 31 * DAY);
  insert.run(now - 30.6 * DAY, now - MINUTE);
  await ledger.close();
}

async function applyAt(ledger: Ledger, nsa: number, titulos: number, at: number): Promise<void> {
  const bytes = syntheticCbr724({ titulos, nsa, date: localDate(at) });
  const movements: Movement[] = [];
  const summary = readRetorno([bytes], { today: localDate(at) }, (m) => movements.push(m));
  await ledger.files.decide({
    sha256: `passado-${nsa}`,
    summary,
    judge: () => ({
      ...fileOf(`CBR724_${String(nsa).padStart(4, "0")}.ret`, nsa, at, bytes.length),
      situation: "processado",
      reasonCode: null,
      reason: null,
      summary,
    }),
    batches: () => [movements],
  });
}

async function refuseAt(ledger: Ledger, nsa: number, at: number): Promise<void> {
  const reason = 'linha 12, colunas 137-151: valor pago não é um número; encontrado "1O1,25"';
  await ledger.files.decide({
    sha256: `passado-${nsa}`,
    summary: null,
    judge: () => ({
      ...fileOf(`CBR724_${String(nsa).padStart(4, "0")}.ret`, nsa, at, 900),
      situation: "recusado",
      reasonCode: "valor",
      reason,
      summary: null,
    }),
    batches: () => [],
  });
}

function fileOf(name: string, nsa: number, at: number, size: number) {
  return {
    name,
    sha256: `passado-${nsa}`,
    size,
    mtimeMs: at,
    at,
    duplicateOf: null,
    directory: "Processados",
    target: name,
    outageId: null,
    placedAt: at,
  };
}

type PastOutage = readonly [
  daysAgo: number,
  hours: number,
  code: DiagnosisCode,
  message: string,
  answered: boolean,
];

async function recordOutages(
  ledger: Ledger,
  now: number,
  list: readonly PastOutage[],
): Promise<void> {
  for (const [n, [daysAgo, hours, code, message, answered]] of list.entries()) {
    const id = `passado-${n}`;
    const startedAt = Math.round(now - daysAgo * DAY);
    const diagnosis = { code, message, errorNumber: null, transient: false };
    const open = {
      id,
      startedAt,
      startedMono: null,
      endedAt: null,
      downMs: null,
      diagnosis,
      unstable: false,
    };
    const told = (kind: "queda" | "recuperacao", at: number) => ({
      channel: "email",
      kind,
      event: `${kind}:${id}`,
      outageId: id,
      title: kind,
      payload: {},
      at,
    });
    await ledger.outages.record([{ kind: "opened", outage: open, folder: "Retorno" }], [
      told("queda", startedAt),
    ]);
    if (answered) {
      await ledger.outages.acknowledge({
        at: startedAt + 25 * MINUTE,
        by: "AGENCIA\\suporte",
        note: "em contato com a TI",
      });
    }
    const downMs = Math.round(hours * HOUR);
    const ended = { ...open, endedAt: startedAt + downMs, downMs };
    await ledger.outages.record([{ kind: "closed", outage: ended, at: ended.endedAt }], [
      told("recuperacao", ended.endedAt),
    ]);
  }
  for (
    let head = await ledger.outbox.head("email");
    head !== null;
    head = await ledger.outbox.head("email")
  ) {
    await ledger.outbox.accepted(head.id, head.queuedAt + 4000);
  }
}

/** How large a ledger {@link makeLargePast} makes. */
export interface LargePast {
  readonly files: number;
  readonly titulos: number;
  readonly outages: number;
  /** Names, reasons, diagnoses and notes; default plain ones. */
  readonly text?: (n: number) => string;
}

/**
 * A ledger of any size over the two years before `now`, in seconds: rows go in by the engine's own loops, and the sums that are
 * kept ready are then made as an upgrade makes them. One file in fifty is refused.
 */
export async function makeLargePast(file: string, now: number, size: LargePast): Promise<void> {
  await new SqliteLedger(openLedger(file)).close();
  const db = new DatabaseSync(file);
  const text = size.text ?? ((n) => `RETORNO_${n}.ret`);
  const start = now - 730 * DAY;
  db.exec("PRAGMA synchronous = OFF; BEGIN");
  const perFile = Math.max(1, Math.round(size.titulos / size.files));
  const fileRow = db.prepare(
    `INSERT INTO files (id, name, sha256, size, mtime, situation, at, reason_code, reason, directory, target,
    moved_at, format, movements, applied) VALUES (?, ?, ?, 1000, 0, ?, ?, ?, ?, 'P', ?, ?, 'CBR724', ?, ?)`,
  );
  for (let n = 1; n <= size.files; n++) {
    const at = Math.round(start + (n / size.files) * 730 * DAY);
    const refused = n % 50 === 0;
    const count = refused ? 0 : perFile;
    fileRow.run(
      n,
      text(n),
      `sha-${n}`,
      refused ? "recusado" : "processado",
      at,
      refused ? "valor" : null,
      refused ? `linha 3: ${text(n)}` : null,
      text(n),
      at,
      count,
      count,
    );
  }
  db.prepare(`WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < ?)
    INSERT INTO titulos (id, banco, escopo, nosso_numero, agencia, conta, convenio, valor_nominal, situacao, pago_total, data_pagamento, ultima_data)
    SELECT n, '001', '', printf('2345678%010d', n), '3210', '456789', '2345678', 10000 + n % 9000, CASE n % 3 WHEN 0 THEN 'aberto' ELSE 'pago' END,
      CASE n % 3 WHEN 0 THEN 0 ELSE 10000 + n % 9000 END, CASE n % 3 WHEN 0 THEN NULL ELSE date(?, '-' || (n % 730) || ' days') END, date(?)
    FROM k`).run(size.titulos, localDate(now), localDate(now));
  const outage = db.prepare(
    `INSERT INTO outages (id, started_at, ended_at, down_ms, closed_at, code, message, folder, told_ms, acknowledged_at,
    acknowledged_by, acknowledged_note) VALUES (?, ?, ?, ?, ?, 'rede', ?, 'P', 0, ?, ?, ?)`,
  );
  const message = db.prepare(
    "INSERT INTO outbox (channel, kind, event, outage_id, title, payload, queued_at, next_attempt_at, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
  );
  const payload = JSON.stringify({ text: "x".repeat(4000) });
  for (let n = 1; n <= size.outages; n++) {
    const at = Math.round(start + (n / (size.outages + 1)) * 730 * DAY);
    outage.run(`q${n}`, at, at + HOUR, HOUR, at + HOUR, text(n), at + MINUTE, text(n), text(n + 1));
    for (const channel of ["email", "teams"]) {
      for (const kind of ["queda", "recuperacao"]) {
        message.run(channel, kind, `${kind}:q${n}`, `q${n}`, kind, payload, at, at + 1000);
      }
    }
  }
  db.exec("DELETE FROM file_slots; DELETE FROM paid_days;");
  for (const statement of HISTORY_SCHEMA.split(";")) {
    if (/INSERT INTO (file_slots|paid_days)/.test(statement)) {
      db.exec(statement.slice(statement.indexOf("INSERT")));
    }
  }
  db.prepare("INSERT OR REPLACE INTO watch_spans VALUES (?, ?)").run(start, now);
  db.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}
