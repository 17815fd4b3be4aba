/** Refused files that were put back into the folder, and what became of them. */
export const RESEND_SCHEMA = `
ALTER TABLE files ADD COLUMN resent_at INTEGER;                        -- put back into the folder
ALTER TABLE files ADD COLUMN resent_as INTEGER REFERENCES files (id);  -- as what it was decided then
CREATE INDEX files_resent ON files (name) WHERE resent_at IS NOT NULL AND resent_as IS NULL;
CREATE INDEX files_resent_as ON files (resent_as) WHERE resent_as IS NOT NULL;
`;
