/** What pages and reports ask for is kept small and ready, in the transaction that brings it. Times are ms since the Unix epoch. */
export const HISTORY_SCHEMA = `
CREATE TABLE file_slots (       -- files by quarters of an hour: every time zone's days are made of whole ones
  slot      INTEGER NOT NULL,   -- time of the decision / 900000
  situation TEXT NOT NULL,
  files     INTEGER NOT NULL,
  movements INTEGER NOT NULL,
  applied   INTEGER NOT NULL,   -- movements that were new
  PRIMARY KEY (slot, situation)
) STRICT, WITHOUT ROWID;
INSERT INTO file_slots
  SELECT at / 900000, situation, count(*), sum(movements), sum(applied) FROM files GROUP BY 1, 2;

-- Títulos by the day of their payment, as they are now. A sum of any size: in millions of cents, and what is below them.
CREATE TABLE paid_days (
  day      TEXT PRIMARY KEY,    -- AAAA-MM-DD
  titulos  INTEGER NOT NULL,
  pago_alto  INTEGER NOT NULL,
  pago_baixo INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO paid_days
  SELECT data_pagamento, count(*), sum(pago_total / 1000000), sum(pago_total % 1000000)
  FROM titulos WHERE data_pagamento IS NOT NULL GROUP BY 1;

-- When a monitor watched: what lies outside of it is not known.
CREATE TABLE watch_spans (
  started_at INTEGER PRIMARY KEY,
  ended_at   INTEGER NOT NULL
) STRICT;
INSERT INTO watch_spans
  SELECT started_at, max(started_at, heartbeat_at) FROM presence
  WHERE json_extract(status, '$.state') <> 'desabilitado';

CREATE INDEX files_refused ON files (at) WHERE situation = 'recusado';
CREATE INDEX outbox_told ON outbox (queued_at, channel, accepted_at, given_up_at);
`;
