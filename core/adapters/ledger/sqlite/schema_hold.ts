/** A queue that waits because of who we are. */
export const HOLD_SCHEMA = `
ALTER TABLE outbox ADD COLUMN hold TEXT; -- JSON of Hold
`;
