/** Títulos and their movements. Amounts are integer cents, dates are AAAA-MM-DD. */
export const TITULOS_SCHEMA = `
CREATE TABLE titulos (
  id           INTEGER PRIMARY KEY,
  banco        TEXT NOT NULL,
  escopo       TEXT NOT NULL,     -- whose numbering: agência/conta; empty where the number itself says it (BB)
  nosso_numero TEXT NOT NULL,
  agencia      TEXT NOT NULL,
  conta        TEXT NOT NULL,
  convenio     TEXT NOT NULL,
  numero_documento TEXT,
  cliente_id   TEXT,              -- 1 to 6 digits at the start of the sacado's name
  sacado       TEXT,
  vencimento   TEXT,
  valor_nominal INTEGER NOT NULL,
  situacao     TEXT NOT NULL,
  antes_cheque TEXT,              -- of a pending cheque: state to return to when it comes back
  pago_total   INTEGER NOT NULL,
  data_pagamento TEXT,
  data_credito TEXT,
  data_baixa   TEXT,
  baixa_automatica TEXT,
  ultima_data  TEXT NOT NULL      -- date of the file of the newest movement
) STRICT;
-- One index finds a título by its whole number and by its last 10 digits, and keeps it single.
CREATE UNIQUE INDEX titulos_numero ON titulos (substr(nosso_numero, -10), nosso_numero, banco, escopo);

-- The row's number says where it came from, so that the lines of one file lie together and need no index of their own.
CREATE TABLE movimentos (
  id         INTEGER PRIMARY KEY, -- file_id * 16777216 + line: see movement_id.ts
  titulo_id  INTEGER NOT NULL REFERENCES titulos (id),
  data       TEXT NOT NULL,       -- date of the file
  evento     TEXT NOT NULL,
  valor      INTEGER NOT NULL,    -- paid amount, new vencimento (AAAAMMDD) or nominal amount: see event_key.ts
  codigo     TEXT NOT NULL,
  classe     TEXT NOT NULL,
  motivo     TEXT,
  data_ocorrencia TEXT,
  data_credito TEXT,
  vencimento TEXT,
  valor_nominal INTEGER NOT NULL,
  valor_pago INTEGER NOT NULL,
  juros      INTEGER NOT NULL,
  desconto   INTEGER NOT NULL,
  abatimento INTEGER NOT NULL,
  outros_creditos INTEGER NOT NULL,
  tarifa     INTEGER NOT NULL,
  iof        INTEGER NOT NULL,
  outras_despesas INTEGER NOT NULL,
  valor_liquido INTEGER,
  file_id    INTEGER NOT NULL GENERATED ALWAYS AS (id >> 24) VIRTUAL,
  line       INTEGER NOT NULL GENERATED ALWAYS AS (id & 16777215) VIRTUAL
) STRICT;
-- The event key: an event that comes again, in a twin or an edited copy, cannot be stored twice.
CREATE UNIQUE INDEX movimentos_evento ON movimentos (titulo_id, data, evento, valor);

-- The file before this one of the same account: previous_store.ts asks it for every file.
CREATE INDEX files_antecedents ON files (banco, agencia, conta, convenio, format, file_date, nsa)
  WHERE situation = 'processado';
`;
