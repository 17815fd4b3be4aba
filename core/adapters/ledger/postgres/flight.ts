/** Statements that are under way together: sent one behind the other, waited for once. */

/**
 * The server does them in order; when one fails, those behind it in the transaction fail as well. The failure of the first is
 * what {@link Flight.land} rejects with, and none is lost on the way to it.
 */
export class Flight {
  #under: Promise<unknown>[] = [];

  /** Lands all that `work` sends. Rejects with what failed first: whatever is behind it in the transaction fails because of it. */
  static async landing<T>(work: (flight: Flight) => T | Promise<T>): Promise<T> {
    const flight = new Flight();
    try {
      return await work(flight);
    } finally {
      await flight.land();
    }
  }

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
