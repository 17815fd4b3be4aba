/**
 * Refused files that were put back into the folder, and what became of them. Gaps in the files of a ledger that had some by then
 * are old stories: they are listed, and not told.
 */
export const RESEND_SCHEMA = `
ALTER TABLE files ADD COLUMN resent_at INTEGER;                        -- put back into the folder
ALTER TABLE files ADD COLUMN resent_as INTEGER REFERENCES files (id);  -- as what it was decided then
CREATE INDEX files_resent ON files (name) WHERE resent_at IS NOT NULL AND resent_as IS NULL;
CREATE INDEX files_resent_as ON files (resent_as) WHERE resent_as IS NOT NULL;
INSERT INTO telling (name, state)
  SELECT 'lacunas', json_object('since', unixepoch() * 1000, 'told', json_object()) WHERE EXISTS (SELECT 1 FROM files);
`;
