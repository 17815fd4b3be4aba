/** Files and outages. Times are ms since the Unix epoch, flags 0 or 1. */
export const FILES_SCHEMA = `
CREATE TABLE outages (
  id          TEXT PRIMARY KEY,
  started_at  INTEGER NOT NULL,   -- first bad observation
  ended_at    INTEGER,            -- first good observation after it; null while it lasts
  down_ms     INTEGER,            -- how long it was out of reach
  closed_at   INTEGER,            -- the pending files are done and the recovery message is queued
  unstable    INTEGER NOT NULL DEFAULT 0,
  code        TEXT NOT NULL,      -- DiagnosisCode of the latest failure
  message     TEXT NOT NULL,
  error_number INTEGER,
  transient   INTEGER NOT NULL DEFAULT 0,
  folder      TEXT NOT NULL
) STRICT;
CREATE INDEX outages_started ON outages (started_at);

CREATE TABLE files (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,      -- in the watched folder
  sha256      TEXT NOT NULL,
  size        INTEGER NOT NULL,
  mtime       INTEGER NOT NULL,
  situation   TEXT NOT NULL CHECK (situation IN ('processado', 'recusado', 'duplicado', 'ignorado')),
  at          INTEGER NOT NULL,
  reason_code TEXT,
  reason      TEXT,
  duplicate_of INTEGER REFERENCES files (id),
  directory   TEXT NOT NULL,      -- where it goes
  target      TEXT NOT NULL,      -- and under which name
  moved_at    INTEGER,            -- null: applied, the move is still owed
  outage_id   TEXT REFERENCES outages (id), -- processed while recovering from it
  format      TEXT,
  banco       TEXT,
  agencia     TEXT,
  conta       TEXT,
  convenio    TEXT,
  nsa         INTEGER,
  file_date   TEXT,               -- AAAA-MM-DD, generation date
  movements   INTEGER NOT NULL DEFAULT 0,
  applied     INTEGER NOT NULL DEFAULT 0,   -- movements that were new
  estoque     INTEGER,
  warnings    TEXT NOT NULL DEFAULT '[]',   -- JSON
  integration_attempts INTEGER NOT NULL DEFAULT 0, -- failed ones
  integration_error TEXT,     -- of the last one
  integrated_at INTEGER       -- the agency's own command succeeded
) STRICT;
CREATE INDEX files_sha256 ON files (sha256);
-- Both the files of a time and the ones still owed: one index, because every page that a commit touches costs.
CREATE INDEX files_at ON files (moved_at IS NULL, at);
CREATE INDEX files_outage ON files (outage_id) WHERE outage_id IS NOT NULL;
`;
