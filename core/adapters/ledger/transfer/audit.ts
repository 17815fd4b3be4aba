/** Whether a ledger says the same in all its places, whatever the engine. */
import { foldEvents } from "../../../titulos/apply_event.ts";
import { toPastEvent } from "../rows/known_titulos.ts";
import { type Digest, TableDigest } from "./digest.ts";
import type { Row, RowReader } from "./rows.ts";
import { TABLES } from "./tables.ts";

/** What is looked at, in this order. */
export const AUDITS = [
  "applied-once",
  "duplicates",
  "movements-of-files",
  "movements-of-titulos",
  "titulos",
  "paid-days",
  "file-slots",
] as const;

/** One of them. */
export type Audit = (typeof AUDITS)[number];

/** What one of them found. */
export interface Finding {
  readonly audit: Audit;
  /** Rows, groups or days that do not fit; 0: sound. */
  readonly wrong: number;
  /** One of them, for people; null: none. */
  readonly example: string | null;
}

/** A table as it is. */
export interface CountedTable extends Digest {
  readonly table: string;
}

/** Each answers with `n`, how many are wrong, and `example`. */
const QUESTIONS: Partial<Record<Audit, string>> = {
  "applied-once": `SELECT count(*) AS n, min(d.name) AS example FROM (
     SELECT min(name) AS name FROM files WHERE situation = 'processado' GROUP BY sha256 HAVING count(*) > 1) AS d`,
  "duplicates":
    `SELECT count(*) AS n, min(f.name) AS example FROM files f LEFT JOIN files o ON o.id = f.duplicate_of
     WHERE f.duplicate_of IS NOT NULL AND (o.id IS NULL OR o.sha256 <> f.sha256 OR o.situation <> 'processado')`,
  "movements-of-files": `SELECT count(*) AS n, min(f.name) AS example FROM files f
     LEFT JOIN (SELECT file_id, count(*) AS there FROM movimentos GROUP BY file_id) AS m ON m.file_id = f.id
     WHERE f.applied <> coalesce(m.there, 0)`,
  "movements-of-titulos":
    `SELECT count(*) AS n, min(m.evento) AS example FROM movimentos m LEFT JOIN titulos t ON t.id = m.titulo_id
     LEFT JOIN files f ON f.id = m.file_id WHERE t.id IS NULL OR f.id IS NULL`,
  "file-slots": `SELECT count(*) AS n, min(d.situation) AS example FROM (
     SELECT slot, situation FROM (
       SELECT slot, situation, files, movements, applied FROM file_slots
       UNION ALL SELECT at / 900000, situation, -1, -movements, -applied FROM files) AS both_sides
     GROUP BY slot, situation HAVING sum(files) <> 0 OR sum(movements) <> 0 OR sum(applied) <> 0) AS d`,
};

/** Reads everything once, in one snapshot; `step` is told what is looked at. Memory stays flat. */
export async function auditLedger(
  reader: RowReader,
  step: (what: string) => void = () => {},
): Promise<{ readonly tables: readonly CountedTable[]; readonly findings: readonly Finding[] }> {
  const tables: CountedTable[] = [];
  for (const table of TABLES) {
    step(table.name);
    const digest = new TableDigest(table);
    for await (const rows of reader.rows(table)) digest.add(rows);
    tables.push({ table: table.name, ...digest.end() });
  }
  const paid = new PaidSums();
  const findings: Finding[] = [];
  for (const audit of AUDITS) {
    step(audit);
    const question = QUESTIONS[audit];
    if (question !== undefined) findings.push(await asked(reader, audit, question));
    else if (audit === "titulos") findings.push(await foldAll(reader, paid));
    else findings.push(await paid.compare(reader));
  }
  return { tables, findings };
}

async function asked(reader: RowReader, audit: Audit, question: string): Promise<Finding> {
  for await (const [row] of reader.stream(question)) {
    return { audit, wrong: Number(row!.n), example: row!.example as string | null };
  }
  return { audit, wrong: 0, example: null };
}

/** What is paid on each day. */
class PaidSums {
  readonly #days = new Map<string, { titulos: number; cents: bigint }>();

  add(day: string, titulos: number, cents: bigint): void {
    const sum = this.#days.get(day);
    if (sum === undefined) this.#days.set(day, { titulos, cents });
    else {
      sum.titulos += titulos;
      sum.cents += cents;
    }
  }

  /** The days on which the roll-up says something else. */
  async compare(reader: RowReader): Promise<Finding> {
    const table = TABLES.find(({ name }) => name === "paid_days")!;
    for await (const rows of reader.rows(table)) {
      for (const [day, titulos, above, below] of rows) {
        this.add(String(day), -Number(titulos), -(BigInt(above!) * 1_000_000n + BigInt(below!)));
      }
    }
    const wrong = [...this.#days].filter(([, { titulos, cents }]) => titulos !== 0 || cents !== 0n);
    return { audit: "paid-days", wrong: wrong.length, example: wrong[0]?.[0] ?? null };
  }
}

const TITULOS =
  "SELECT id, nosso_numero, situacao, pago_total, data_pagamento FROM titulos ORDER BY id";
const EVENTS =
  `SELECT titulo_id, data, evento, valor, classe, vencimento, valor_nominal, valor_pago, data_ocorrencia, data_credito
   FROM movimentos ORDER BY titulo_id, data, file_id, line`;

/** Every título is what its movements make of it: what it is, what was paid and when. Fills `paid`. */
async function foldAll(reader: RowReader, paid: PaidSums): Promise<Finding> {
  const events = new Events(reader);
  let wrong = 0;
  let example: string | null = null;
  for await (const rows of reader.stream(TITULOS)) {
    for (const row of rows) {
      const { situacao, pago_total: pago, data_pagamento: day } = row;
      const state = foldEvents((await events.of(Number(row.id))).map(toPastEvent));
      if (day !== null) paid.add(String(day), 1, BigInt(pago as number));
      if (
        state !== null && state.situacao === situacao && state.pagoTotal === pago &&
        state.dataPagamento === day
      ) continue;
      wrong++;
      example ??= String(row.nosso_numero);
    }
  }
  return { audit: "titulos", wrong, example };
}

/** The movements by their título, asked for in rising order. */
class Events {
  readonly #batches: AsyncIterator<readonly Row[]>;
  #rows: readonly Row[] = [];
  #at = 0;

  constructor(reader: RowReader) {
    this.#batches = reader.stream(EVENTS)[Symbol.asyncIterator]();
  }

  async of(titulo: number): Promise<Row[]> {
    const found: Row[] = [];
    for (;;) {
      const row = await this.#next();
      if (row === null || Number(row.titulo_id) > titulo) return found;
      if (Number(row.titulo_id) === titulo) found.push(row);
      this.#at++;
    }
  }

  async #next(): Promise<Row | null> {
    while (this.#at >= this.#rows.length) {
      const { done, value } = await this.#batches.next();
      if (done) return null;
      [this.#rows, this.#at] = [value, 0];
    }
    return this.#rows[this.#at]!;
  }
}
