/** Inserts many rows into a table: several in one statement, and once what they have in common. */
import type { SQLInputValue } from "node:sqlite";
import type { Session } from "./session.ts";

/** Rows of one statement: more than so many bring nothing. */
const TOGETHER = 10;

/**
 * Most of the cost of a row is handing its values over, so the columns in which the rows of a file hardly ever differ are
 * handed over once for {@link TOGETHER} rows. Rows that differ there after all go one by one.
 */
export class Insertion {
  readonly #one: string;
  readonly #many: string;
  /** Places of the shared columns in a row, and of the others. */
  readonly #shared: readonly number[];
  readonly #own: readonly number[];
  readonly #values: SQLInputValue[];

  /** `shared`: names of those of `columns` in which rows seldom differ. */
  constructor(table: string, columns: readonly string[], shared: readonly string[]) {
    const places = columns.map((_, place) => place);
    this.#shared = places.filter((place) => shared.includes(columns[place]!));
    this.#own = places.filter((place) => !shared.includes(columns[place]!));
    this.#values = Array(this.#shared.length + TOGETHER * this.#own.length).fill(null);
    const into = `INSERT INTO ${table} (${columns.join(", ")}) VALUES `;
    this.#one = `${into}(${columns.map(() => "?").join(", ")})`;
    // Only the shared ones are numbered: SQLite looks for each value among the numbered ones. The table expression, which
    // nobody reads, makes them the first.
    const first = this.#shared.map((_, n) => `?${n + 1}`).join(", ");
    const row = columns.map((name) => shared.includes(name) ? `?${this.#nth(name, columns)}` : "?");
    const rows = Array(TOGETHER).fill(`(${row.join(", ")})`).join(", ");
    this.#many = `WITH shared AS (SELECT ${first}) ${into}${rows}`;
  }

  /** Inserts `count` rows; `row` gives the values of each in the order of the columns. Throws what SQLite throws. */
  run(session: Session, count: number, row: (n: number) => readonly SQLInputValue[]): void {
    let at = 0;
    for (; at + TOGETHER <= count; at += TOGETHER) {
      const rows: (readonly SQLInputValue[])[] = [];
      for (let n = at; n < at + TOGETHER; n++) rows.push(row(n));
      if (this.#alike(rows)) session.sql(this.#many).run(...this.#valuesOf(rows));
      else for (const values of rows) session.sql(this.#one).run(...values);
    }
    for (; at < count; at++) session.sql(this.#one).run(...row(at));
  }

  #alike(rows: readonly (readonly SQLInputValue[])[]): boolean {
    const first = rows[0]!;
    for (const row of rows) {
      for (const place of this.#shared) if (row[place] !== first[place]) return false;
    }
    return true;
  }

  /** The list is one and the same each time: it would be the largest part of the garbage of a backlog. */
  #valuesOf(rows: readonly (readonly SQLInputValue[])[]): readonly SQLInputValue[] {
    const values = this.#values;
    let at = 0;
    for (const place of this.#shared) values[at++] = rows[0]![place]!;
    for (const row of rows) {
      for (const place of this.#own) values[at++] = row[place]!;
    }
    return values;
  }

  /** Number of a shared column's parameter, from 1. */
  #nth(name: string, columns: readonly string[]): number {
    return this.#shared.indexOf(columns.indexOf(name)) + 1;
  }
}
