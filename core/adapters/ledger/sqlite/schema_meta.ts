/** What the ledger knows of itself. Times are ms since the Unix epoch. */
export const META_SCHEMA = `
-- A ledger that took the place of a damaged one, and was (or is still to be) filled from the folders. At most one row.
CREATE TABLE rebuild (
  id          TEXT PRIMARY KEY,
  kept        TEXT NOT NULL,      -- where the damaged ledger lies
  reason      TEXT NOT NULL,      -- how the damage showed
  noticed_at  INTEGER NOT NULL,
  finished_at INTEGER,            -- null: no file may be processed yet
  report      TEXT                -- JSON of RebuildReport, once finished
) STRICT;
`;
