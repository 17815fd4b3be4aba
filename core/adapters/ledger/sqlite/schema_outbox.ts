/** Messages to deliver. Times are ms since the Unix epoch. */
export const OUTBOX_SCHEMA = `
CREATE TABLE outbox (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,
  outage_id    TEXT REFERENCES outages (id),
  message      TEXT NOT NULL,      -- JSON of MailMessage
  created_at   INTEGER NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_error   TEXT,
  accepted_at  INTEGER,
  given_up_at  INTEGER,
  acknowledged_at INTEGER,         -- a person has seen that it was given up
  UNIQUE (outage_id, kind)
) STRICT;
CREATE INDEX outbox_open ON outbox (id) WHERE accepted_at IS NULL AND given_up_at IS NULL;
CREATE INDEX outbox_refused ON outbox (id) WHERE given_up_at IS NOT NULL AND acknowledged_at IS NULL;
`;
