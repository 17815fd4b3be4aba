import { filesContract } from "./files_contract.ts";
import { historyContract } from "./history_contract.ts";
import { ledgerContract } from "./ledger_contract.ts";
import { storyContract } from "./story_contract.ts";
import { SQLITE } from "./sqlite_engine.ts";

ledgerContract(SQLITE);
historyContract(SQLITE);
filesContract(SQLITE);
storyContract(SQLITE);
