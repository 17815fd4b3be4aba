/** The file with a number of an account is found at once, however many there are: previous_store.ts asks for every numbered file. */
export const NUMBERS_SCHEMA = `
CREATE INDEX files_numbers ON files (banco, agencia, conta, convenio, format, nsa)
  WHERE situation = 'processado' AND nsa IS NOT NULL;
`;
