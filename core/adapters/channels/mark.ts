/** A short mark of settings and secrets. */

/**
 * Sixteen bits of a digest of `facts`: another mark almost certainly when one of them changes, and of no use to anybody who
 * would guess a secret from it (one guess in 65,536 fits by chance).
 */
export async function markOf(facts: readonly (string | number | null)[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(facts));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
