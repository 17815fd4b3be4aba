/** {@link TellingLedger} in SQLite. */
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import type { TellingLedger } from "../../../ports/ledger/telling.port.ts";
import { enqueue } from "./outbox_store.ts";
import type { Session } from "./session.ts";

/** The states as rows of `telling`. */
export class TellingStore implements TellingLedger {
  constructor(readonly session: Session) {}

  read(name: string): Promise<unknown> {
    return this.session.run(() => {
      const row = this.session.sql("SELECT state FROM telling WHERE name = ?").get(name);
      return row === undefined ? null : JSON.parse(String(row.state)) as unknown;
    });
  }

  save(name: string, state: unknown, messages: readonly NewMessage[]): Promise<void> {
    return this.session.transaction(() => {
      this.session.sql("INSERT OR REPLACE INTO telling (name, state) VALUES (?, ?)")
        .run(name, JSON.stringify(state));
      enqueue(this.session, messages);
    });
  }
}
