/** Outages that a recovery test made. */
export const TEST_SCHEMA = `
ALTER TABLE outages ADD COLUMN test_until INTEGER; -- it began in a test, and counts as one while it is over by then
`;
