/** Who holds a folder. The clock is the server's alone. */
export const POSSESSION_SCHEMA = `
CREATE TABLE possession (
  folder_id  integer PRIMARY KEY REFERENCES folders (id),
  generation bigint NOT NULL,      -- the fencing number: one more with each change of hands
  owner      text NOT NULL,        -- the run of the monitor that holds it
  post       text NOT NULL,        -- its machine, for people
  place      text COLLATE "C" NOT NULL, -- its machine and data folder: the next run there knows that this one is over
  expires_at timestamptz NOT NULL, -- not renewed by then: another one may take it
  -- Part of a key: a change of hands waits for the transactions of the one before, a renewal does not (FOR KEY SHARE).
  UNIQUE (folder_id, generation)
) WITH (fillfactor = 50);

-- What this ledger is told from any other by, wherever its server runs.
CREATE TABLE ledger_identity (id text PRIMARY KEY);
INSERT INTO ledger_identity SELECT gen_random_uuid()::text;

-- Fails unless the folder is held with that number. To the end of the transaction no other one gets it, if asked so.
CREATE FUNCTION check_possession(folder integer, wanted bigint, hold boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF hold THEN
    PERFORM FROM possession WHERE folder_id = folder AND generation = wanted FOR KEY SHARE;
  ELSE
    PERFORM FROM possession WHERE folder_id = folder AND generation = wanted;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'folder % is not held with number %', folder, wanted USING ERRCODE = 'MR001';
  END IF;
END $$;
`;
