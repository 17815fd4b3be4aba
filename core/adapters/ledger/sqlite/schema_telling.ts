/** Third step: what was told of an outage besides its two messages, who answered, and what is told by the calendar. */
export const TELLING_SCHEMA = `
ALTER TABLE outages ADD COLUMN told_ms INTEGER;             -- how long it had lasted when it was told; null: not told
ALTER TABLE outages ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outages ADD COLUMN reminded_ms INTEGER;         -- how long it had lasted at the latest reminder
ALTER TABLE outages ADD COLUMN escalated_at INTEGER;
ALTER TABLE outages ADD COLUMN acknowledged_at INTEGER;
ALTER TABLE outages ADD COLUMN acknowledged_by TEXT;
ALTER TABLE outages ADD COLUMN acknowledged_note TEXT;
-- Until here every outage was told when it was declared.
UPDATE outages SET told_ms = 0;

-- What is told by the calendar: how far it has come, one JSON document a row.
CREATE TABLE telling (
  name  TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
