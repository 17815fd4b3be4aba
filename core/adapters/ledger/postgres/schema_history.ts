/** What pages and reports ask for is kept small and ready, in the transaction that brings it. Times are ms since the Unix epoch. */
export const HISTORY_SCHEMA = `
CREATE TABLE file_slots (       -- files by quarters of an hour: every time zone's days are made of whole ones
  folder_id integer NOT NULL REFERENCES folders (id),
  slot      bigint NOT NULL,    -- time of the decision / 900000
  situation text COLLATE "C" NOT NULL,
  files     bigint NOT NULL,
  movements bigint NOT NULL,
  applied   bigint NOT NULL,    -- movements that were new
  titulos   bigint NOT NULL,    -- títulos that were new
  PRIMARY KEY (folder_id, slot, situation)
) WITH (fillfactor = 70);

-- Títulos by the day of their payment, as they are now, for the folder that brought them first.
CREATE TABLE paid_days (
  folder_id integer NOT NULL REFERENCES folders (id),
  day       text COLLATE "C" NOT NULL, -- AAAA-MM-DD
  titulos   bigint NOT NULL,
  cents     numeric(40, 0) NOT NULL,   -- a sum of any size
  PRIMARY KEY (folder_id, day)
) WITH (fillfactor = 70);

-- When a monitor watched: what lies outside of it is not known.
CREATE TABLE watch_spans (
  folder_id  integer NOT NULL REFERENCES folders (id),
  started_at bigint NOT NULL,
  ended_at   bigint NOT NULL,
  PRIMARY KEY (folder_id, started_at)
) WITH (fillfactor = 50);
`;
