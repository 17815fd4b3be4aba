/** The running monitor. Times are ms since the Unix epoch. */
export const BOARD_SCHEMA = `
CREATE TABLE board (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  instance      TEXT NOT NULL,
  pid           INTEGER NOT NULL,
  version       TEXT NOT NULL,
  started_at    INTEGER NOT NULL,
  heartbeat_at  INTEGER NOT NULL,
  status        TEXT NOT NULL,     -- JSON of MonitorStatus
  stop_requested_at INTEGER
) STRICT;
`;
