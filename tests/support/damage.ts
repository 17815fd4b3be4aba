/** Damages a ledger the way disks, people and other programs do. */
import { DatabaseSync } from "node:sqlite";

/** All that was written is in the main file, and nothing in the log. */
export function checkpoint(ledger: string): void {
  const db = new DatabaseSync(ledger);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

/** Kinds of damage; each leaves a file that cannot be trusted. */
export const DAMAGES: Readonly<Record<string, (ledger: string) => void>> = {
  "header overwritten": change((bytes) => bytes.fill(0x41, 0, 100)),
  "page in the middle overwritten": (ledger) => {
    checkpoint(ledger);
    const db = new DatabaseSync(ledger, { readOnly: true });
    const root = Number(
      db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'titulos'").get()!.rootpage,
    );
    db.close();
    change((bytes) => bytes.fill(0x41, (root - 1) * 4096, root * 4096))(ledger);
  },
  "truncated": change((bytes) => bytes.slice(0, Math.floor(bytes.length / 2) + 77)),
  "zero bytes": change(() => new Uint8Array()),
  "a text file": change(() => new TextEncoder().encode("minhas anotações\r\n".repeat(500))),
  "a text of two bytes": change(() => new TextEncoder().encode("oi")),
  "log of garbage": (ledger) => {
    const wal = `${ledger}-wal`;
    const bytes = Deno.readFileSync(wal);
    Deno.writeFileSync(wal, bytes.map((_, i) => (i * 31 + 7) & 0xff));
  },
  "the file gone, the log left": (ledger) => Deno.removeSync(ledger),
};

function change(work: (bytes: Uint8Array) => Uint8Array): (ledger: string) => void {
  return (ledger) => {
    checkpoint(ledger);
    Deno.writeFileSync(ledger, work(Deno.readFileSync(ledger)));
  };
}

/** Everything the ledger says of the títulos, comparable whatever the order in which it was told. */
export function titulosOf(ledger: string): unknown {
  const db = new DatabaseSync(ledger, { readOnly: true });
  try {
    const titulos = db.prepare(
      `SELECT banco, escopo, nosso_numero, cliente_id, sacado, vencimento, valor_nominal, situacao, antes_cheque,
         pago_total, data_pagamento, data_credito, data_baixa, baixa_automatica, ultima_data
       FROM titulos ORDER BY banco, escopo, nosso_numero`,
    ).all();
    const movimentos = db.prepare(
      `SELECT t.nosso_numero, m.data, m.evento, m.valor, m.codigo, m.classe, m.line, m.valor_pago, m.juros
       FROM movimentos m JOIN titulos t ON t.id = m.titulo_id
       ORDER BY t.banco, t.escopo, t.nosso_numero, m.data, m.evento, m.valor`,
    ).all();
    return {
      titulos: titulos.map((row) => ({ ...row })),
      movimentos: movimentos.map((row) => ({ ...row })),
    };
  } finally {
    db.close();
  }
}
