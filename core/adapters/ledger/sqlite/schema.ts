/** The ledger's tables, in the order in which they were introduced. Never edit a released step: add one. */
import { BOARD_SCHEMA } from "./schema_board.ts";
import { FILES_SCHEMA } from "./schema_files.ts";
import { META_SCHEMA } from "./schema_meta.ts";
import { OUTBOX_SCHEMA } from "./schema_outbox.ts";
import { TITULOS_SCHEMA } from "./schema_titulos.ts";
import { SCHEMA_2 } from "./schema_2.ts";
import { HOLD_SCHEMA } from "./schema_hold.ts";
import { HISTORY_SCHEMA } from "./schema_history.ts";
import { RESEND_SCHEMA } from "./schema_resend.ts";
import { TELLING_SCHEMA } from "./schema_telling.ts";
import { TEST_SCHEMA } from "./schema_test_outage.ts";
import { NUMBERS_SCHEMA } from "./schema_numbers.ts";

/** One SQL script per step: 1 is that of version 1.0.0. */
export const SCHEMA: readonly string[] = [
  FILES_SCHEMA + OUTBOX_SCHEMA + TITULOS_SCHEMA + BOARD_SCHEMA + META_SCHEMA,
  SCHEMA_2,
  TELLING_SCHEMA,
  HOLD_SCHEMA,
  HISTORY_SCHEMA,
  RESEND_SCHEMA,
  TEST_SCHEMA,
  NUMBERS_SCHEMA,
];
