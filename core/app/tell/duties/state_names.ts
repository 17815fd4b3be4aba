/** Under which names duties keep their state in the ledger. */

/** What was told of expected files. */
export const EXPECTED_STATE = "esperados";

/** What was told of gaps. */
export const GAP_STATE = "lacunas";
