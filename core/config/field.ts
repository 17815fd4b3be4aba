/** What config.ini may hold under one key: from the written text to the value. */

/** What the reference and the messages say about a field. */
export interface FieldInfo {
  /** What is accepted, in Portuguese; completes the sentence "aceito ...". */
  readonly accepted: string;
  /** The default as the reference shows it, when it is not simply the default value. */
  readonly shown?: string;
}

/** The answer to a text that is not accepted. */
export class Refused {
  /** `accepted`: what would be, as in {@link FieldInfo}. */
  constructor(readonly accepted: string) {}
}

/** One kind of value. */
export interface Field<T> extends FieldInfo {
  /** The text that stands for a missing key. */
  readonly fallback: string;
  readonly read: (text: string) => T | Refused;
}

/** The values of fields by their keys. */
export type ValuesOf<Fields extends Readonly<Record<string, Field<unknown>>>> = {
  [Key in keyof Fields]: Fields[Key] extends Field<infer T> ? T : never;
};

/** A field whose `read` answers undefined for what is not accepted, or says itself what would be. */
export function field<T>(
  { accepted, shown, fallback = "" }: {
    accepted: string;
    shown?: string | undefined;
    fallback?: string;
  },
  read: (text: string) => T | Refused | undefined,
): Field<T> {
  return {
    accepted,
    ...(shown === undefined ? {} : { shown }),
    fallback,
    read: (text) => {
      const value = read(text);
      return value === undefined ? new Refused(accepted) : value;
    },
  };
}
