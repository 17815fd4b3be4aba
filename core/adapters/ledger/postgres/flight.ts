/** Statements that are under way together: sent one behind the other, waited for once. */

/**
 * The server does them in order; when one fails, those behind it in the transaction fail as well. The failure of the first is
 * what {@link Flight.land} rejects with, and none is lost on the way to it.
 */
export class Flight {
  #under: Promise<unknown>[] = [];

  /** Takes a statement that was just sent. */
  add(statement: Promise<unknown>): void {
    // Something else may fail before anybody waits for it.
    statement.catch(() => {});
    this.#under.push(statement);
  }

  /** Waits for all that was sent so far. */
  async land(): Promise<void> {
    const under = this.#under;
    this.#under = [];
    await Promise.all(under);
  }
}
