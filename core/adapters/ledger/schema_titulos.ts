/** Títulos and their movements. Amounts are integer cents, dates are AAAA-MM-DD. */
export const TITULOS_SCHEMA = `
CREATE TABLE titulos (
  id           INTEGER PRIMARY KEY,
  banco        TEXT NOT NULL,
  conta        TEXT NOT NULL,
  convenio     TEXT NOT NULL,
  nosso_numero TEXT NOT NULL,
  UNIQUE (banco, conta, nosso_numero)
) STRICT;
CREATE TABLE movimentos (
  id         INTEGER PRIMARY KEY,
  titulo_id  INTEGER NOT NULL REFERENCES titulos (id),
  file_id    INTEGER NOT NULL REFERENCES files (id),
  line       INTEGER NOT NULL,
  event_key  TEXT NOT NULL UNIQUE
) STRICT;
`;
