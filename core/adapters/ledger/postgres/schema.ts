/** The ledger's tables, in the order in which they were introduced. Never edit a released step: add one. */
import { FILES_SCHEMA } from "./schema_files.ts";
import { HISTORY_SCHEMA } from "./schema_history.ts";
import { POSSESSION_SCHEMA } from "./schema_possession.ts";
import { TITULOS_SCHEMA } from "./schema_titulos.ts";
import { TOLD_SCHEMA } from "./schema_told.ts";

/** One SQL script per step. */
export const SCHEMA: readonly string[] = [
  FILES_SCHEMA + TITULOS_SCHEMA + TOLD_SCHEMA + HISTORY_SCHEMA + POSSESSION_SCHEMA,
];
