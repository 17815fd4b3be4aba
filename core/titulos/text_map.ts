/** What is known of texts that are seen once: found by text, without V8 keeping a copy of each. */

/** What a {@link Map} by text and a {@link TextMap} have in common for those who only look. */
export type TextLookup<V> = Pick<ReadonlyMap<string, V>, "get" | "size" | "values">;

interface Entry<V> {
  readonly text: string;
  value: V;
  /** Another text of the same hash. */
  readonly next: Entry<V> | null;
}

/**
 * A map by text. A `Map` puts each text that it is asked for among the texts that the engine keeps for good: of a file of a million
 * títulos all numbers would stay until a full collection.
 */
export class TextMap<V> implements TextLookup<V> {
  readonly #byHash = new Map<number, Entry<V>>();
  readonly #entries: Entry<V>[] = [];

  /** How many texts have a value. */
  get size(): number {
    return this.#entries.length;
  }

  /** The value of a text. */
  get(text: string): V | undefined {
    return this.#find(hashOf(text), text)?.value;
  }

  /** Gives a text its value. */
  set(text: string, value: V): void {
    const hash = hashOf(text);
    const found = this.#find(hash, text);
    if (found !== null) {
      found.value = value;
      return;
    }
    const entry = { text, value, next: this.#byHash.get(hash) ?? null };
    this.#byHash.set(hash, entry);
    this.#entries.push(entry);
  }

  /** The texts with their values, in the order in which they came. */
  *[Symbol.iterator](): Generator<[string, V], undefined> {
    for (const { text, value } of this.#entries) yield [text, value];
  }

  /** The values, in the order in which their texts came. */
  *values(): Generator<V, undefined> {
    for (const { value } of this.#entries) yield value;
  }

  #find(hash: number, text: string): Entry<V> | null {
    let entry = this.#byHash.get(hash) ?? null;
    while (entry !== null && entry.text !== text) entry = entry.next;
    return entry;
  }
}

/**
 * A small integer, as the engine holds them without any memory of their own. Whoever makes up numbers of one hash makes a batch
 * slow, and no more: a map is of one batch.
 */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(at)) & 0x3fff_ffff;
  }
  return hash;
}
