/** The name of one message, the same on every channel and every retry. */

/** `KIND.SUBJECT`, in characters that fit into a header and a file name. */
export function eventId(kind: string, subject: string): string {
  return `${clean(kind)}.${clean(subject)}`.slice(0, 200);
}

function clean(value: string): string {
  return value.replace(/[^A-Za-z0-9_-]+/g, "-") || "-";
}
