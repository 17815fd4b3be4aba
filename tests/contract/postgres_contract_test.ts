import { postgresMissing } from "../lab/postgres.ts";
import { filesContract } from "./files_contract.ts";
import { historyContract } from "./history_contract.ts";
import { ledgerContract } from "./ledger_contract.ts";
import { storyContract } from "./story_contract.ts";
import { postgresEngine, sharedServer } from "./postgres_engine.ts";

if (await postgresMissing() === null) {
  const engine = postgresEngine(await sharedServer());
  ledgerContract(engine);
  historyContract(engine);
  filesContract(engine);
  storyContract(engine);
}
