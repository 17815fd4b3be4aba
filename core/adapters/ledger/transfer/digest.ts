/** What tells two tables apart: how many rows, what they add up to, and a hash of all of them in their order. */
import { createHash } from "node:crypto";
import type { Cell, TableShape } from "./tables.ts";

/** Of one table. */
export interface Digest {
  readonly rows: number;
  /** By name, in the order of the table's shape. */
  readonly sums: Readonly<Record<string, bigint>>;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** Takes rows, batch by batch. */
export class TableDigest {
  readonly #hash = createHash("sha256");
  readonly #parts: readonly {
    readonly name: string;
    readonly of: readonly (readonly [number, bigint])[];
  }[];
  readonly #sums: bigint[];
  #rows = 0;

  constructor(table: TableShape) {
    const place = (column: string) => table.columns.findIndex(([name]) => name === column);
    this.#parts = table.sums.map(([name, parts]) => ({
      name,
      of: Object.entries(parts).map(([column, weight]) => [place(column), weight] as const),
    }));
    this.#sums = this.#parts.map(() => 0n);
  }

  /** Adds rows that follow those before. */
  add(rows: readonly (readonly Cell[])[]): void {
    let text = "";
    for (const row of rows) {
      text += JSON.stringify(row) + "\n";
      this.#parts.forEach(({ of }, at) => {
        for (const [column, weight] of of) {
          this.#sums[at]! += BigInt(row[column] ?? 0) * weight;
        }
      });
    }
    this.#hash.update(text);
    this.#rows += rows.length;
  }

  /** Of all that was added. Once. */
  end(): Digest {
    return {
      rows: this.#rows,
      sums: Object.fromEntries(this.#parts.map(({ name }, at) => [name, this.#sums[at]!])),
      hash: this.#hash.digest("hex"),
    };
  }
}

/** Whether two tables hold the same. */
export function sameDigest(a: Digest, b: Digest): boolean {
  return a.rows === b.rows && a.hash === b.hash &&
    Object.entries(a.sums).every(([name, value]) => b.sums[name] === value);
}
