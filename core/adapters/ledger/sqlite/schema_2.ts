/** Second step: queues by channel, one applied file per content by the schema itself, and the monitor's presence by its name. */
export const SCHEMA_2 = `
-- Never seen: two applied files of one content. The first one stays what it is; the movements were unique all the time.
UPDATE files AS f SET situation = 'duplicado',
    duplicate_of = (SELECT min(id) FROM files g WHERE g.sha256 = f.sha256 AND g.situation = 'processado')
  WHERE situation = 'processado'
    AND id > (SELECT min(id) FROM files g WHERE g.sha256 = f.sha256 AND g.situation = 'processado');
DROP INDEX files_sha256;
CREATE UNIQUE INDEX files_applied ON files (sha256) WHERE situation = 'processado';

ALTER TABLE board RENAME TO presence;

CREATE TABLE messages (
  id           INTEGER PRIMARY KEY,
  channel      TEXT NOT NULL,
  kind         TEXT NOT NULL,
  event        TEXT NOT NULL,      -- what happened, named once for all channels
  outage_id    TEXT REFERENCES outages (id),
  title        TEXT NOT NULL,      -- what a person calls it in a list
  payload      TEXT NOT NULL,      -- JSON, complete: what the channel needs
  queued_at    INTEGER NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_error   TEXT,
  hold         TEXT,               -- JSON of Hold, while the queue waits because of who we are
  accepted_at  INTEGER,
  given_up_at  INTEGER,
  acknowledged_at INTEGER,         -- a person has seen that it was given up
  UNIQUE (event, channel)
) STRICT;
INSERT INTO messages (id, channel, kind, event, outage_id, title, payload, queued_at, attempts, next_attempt_at, last_error,
    accepted_at, given_up_at, acknowledged_at)
  SELECT id, 'email', kind, kind || ':' || coalesce(outage_id, id), outage_id,
    coalesce(json_extract(message, '$.subject'), kind), message, created_at, attempts, next_attempt_at,
    last_error, accepted_at, given_up_at, acknowledged_at FROM outbox;
DROP TABLE outbox;
ALTER TABLE messages RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (channel, id) WHERE accepted_at IS NULL AND given_up_at IS NULL;
CREATE INDEX outbox_refused ON outbox (id) WHERE given_up_at IS NOT NULL AND acknowledged_at IS NULL;
CREATE INDEX outbox_outage ON outbox (outage_id) WHERE outage_id IS NOT NULL;
`;
