/** The prepared statements of the títulos, once per connection. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** See the SQL beside each name in {@link tituloStatements}. */
export interface TituloStatements {
  readonly find: StatementSync;
  readonly insert: StatementSync;
  readonly update: StatementSync;
  readonly describe: StatementSync;
  readonly insertMovement: StatementSync;
  readonly sameDay: StatementSync;
  readonly enrich: StatementSync;
  readonly credit: StatementSync;
  readonly history: StatementSync;
}

const prepared = new WeakMap<DatabaseSync, TituloStatements>();

/** Prepares them at the first use of a connection. */
export function tituloStatements(db: DatabaseSync): TituloStatements {
  let statements = prepared.get(db);
  if (statements !== undefined) return statements;
  // A file of many títulos changes more pages than the default 2 MB hold; these 16 MB are taken only when needed.
  db.exec("PRAGMA cache_size = -16000");
  statements = {
    find: db.prepare(
      `SELECT id, cliente_id, numero_documento, vencimento, valor_nominal, situacao, antes_cheque, pago_total,
         data_pagamento, data_credito, data_baixa, baixa_automatica, ultima_data
       FROM titulos WHERE substr(nosso_numero, -10) = substr(?1, -10) AND nosso_numero = ?1 AND banco = ?2 AND escopo = ?3`,
    ),
    insert: db.prepare(
      `INSERT INTO titulos (banco, escopo, nosso_numero, agencia, conta, convenio, numero_documento, cliente_id, sacado,
         vencimento, valor_nominal, situacao, antes_cheque, pago_total, data_pagamento, data_credito, data_baixa,
         baixa_automatica, ultima_data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: db.prepare(
      `UPDATE titulos SET vencimento = ?, valor_nominal = ?, situacao = ?, antes_cheque = ?, pago_total = ?,
         data_pagamento = ?, data_credito = ?, data_baixa = ?, baixa_automatica = ?, ultima_data = ?
       WHERE id = ?`,
    ),
    describe: db.prepare(
      `UPDATE titulos SET cliente_id = coalesce(cliente_id, ?), sacado = coalesce(sacado, ?),
         numero_documento = coalesce(numero_documento, ?) WHERE id = ?`,
    ),
    insertMovement: db.prepare(
      `INSERT INTO movimentos (id, titulo_id, data, evento, valor, codigo, classe, motivo, data_ocorrencia, data_credito,
          vencimento, valor_nominal, valor_pago, juros, desconto, abatimento, outros_creditos, tarifa, iof,
         outras_despesas, valor_liquido)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    sameDay: db.prepare(
      `SELECT m.valor, m.file_id, m.line, f.format, f.name FROM movimentos m JOIN files f ON f.id = m.file_id
       WHERE m.titulo_id = ? AND m.data = ? AND m.evento = ?`,
    ),
    enrich: db.prepare(
      `UPDATE movimentos SET data_credito = coalesce(data_credito, ?), motivo = coalesce(motivo, ?),
         valor_liquido = coalesce(valor_liquido, ?), vencimento = coalesce(vencimento, ?)
       WHERE titulo_id = ? AND data = ? AND evento = ? AND valor = ?`,
    ),
    credit: db.prepare(
      `UPDATE titulos SET data_credito = ? WHERE id = ? AND data_credito IS NULL AND data_pagamento IN (?, ?)`,
    ),
    history: db.prepare(
      `SELECT data, evento, classe, vencimento, valor_nominal, valor_pago, data_ocorrencia, data_credito
       FROM movimentos WHERE titulo_id = ? ORDER BY data, id`,
    ),
  };
  prepared.set(db, statements);
  return statements;
}
