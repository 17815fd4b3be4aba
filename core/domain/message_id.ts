/** Message-IDs that survive restarts: the same event always has the same one. */

/**
 * `<monitor.OUTAGE.KIND@DOMAIN>`, the domain taken from the sender's address. Characters outside RFC 5322 `dot-atom`
 * become `-`, so that nothing in the arguments can break the header.
 */
export function messageIdFor(kind: string, id: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? "monitor-retornos.invalid";
  return `<monitor.${atom(id)}.${atom(kind)}@${domain}>`;
}

function atom(value: string): string {
  return value.replace(/[^A-Za-z0-9_-]+/g, "-") || "-";
}
