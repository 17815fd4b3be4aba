/** Tells a damaged ledger from every other trouble with it. Loads no database code. */

/** SQLite's result codes (low byte) that speak of the file itself: SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE_CODES = [11, 26];
/** `exec` gives no code; these are SQLite's own fixed words for the two. */
const DAMAGE_WORDS = /^(file is not a database|database disk image is malformed)/;

/** The file is not (or no longer) a ledger that can be trusted. */
export class LedgerDamaged extends Error {
  override name = "LedgerDamaged";
  constructor(readonly file: string, readonly reason: string) {
    super(`o livro de registro está danificado: ${file} (${reason})`);
  }
}

/** How the damage showed, or null when the error is of another kind (locked, disk full, no permission). */
export function damageReason(error: unknown): string | null {
  if (error instanceof LedgerDamaged) return error.reason;
  if (!(error instanceof Error)) return null;
  const code = (error as { errcode?: unknown }).errcode;
  const damaged = typeof code === "number"
    ? DAMAGE_CODES.includes(code & 0xff)
    : DAMAGE_WORDS.test(error.message);
  return damaged ? error.message : null;
}

/** What a person is told who meets a damaged ledger outside of the monitor. */
export function damageAdvice(reason: string): string {
  return `o livro de registro está danificado (${reason}); ao iniciar, o monitor o guarda com outro nome e o refaz a partir da pasta de processados`;
}

/**
 * Passes every call on, and tells `notice` of each failure that means damage before the caller sees it.
 * The monitor must not go on for hours on a ledger that its lanes only complain about.
 */
export function watched<T extends object>(store: T, notice: (reason: string) => void): T {
  return new Proxy(store, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        try {
          return member.apply(target, args);
        } catch (error) {
          const reason = damageReason(error);
          if (reason !== null) notice(reason);
          throw error;
        }
      };
    },
  });
}
