/** A ledger whose every call passes a gate: for servers that are away, and for deaths in the middle. */
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { FencedLedger } from "../../core/ports/ledger/possession.port.ts";

/** Asked before a call with its name, and after it; what it throws is what the caller sees. */
export type Gate = (call: string, moment: "before" | "after") => void | Promise<void>;

/** `ledger` behind the gate; it is shared with nobody, whatever it says. */
export function gated<L extends Ledger>(ledger: L, gate: Gate): L & FencedLedger {
  const store = (of: string, target: object): object =>
    new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          await gate(`${of}.${String(name)}`, "before");
          const result = await value.apply(object, args);
          await gate(`${of}.${String(name)}`, "after");
          return result;
        };
      },
    });
  const stores = ["files", "outages", "outbox", "presence", "rebuild", "telling", "story"] as const;
  return {
    ...Object.fromEntries(stores.map((of) => [of, store(of, ledger[of])])),
    titulos: ledger.titulos,
    history: ledger.history,
    hold: () => {},
    onPossessionLost: () => {},
    identity: () => Promise.resolve("livro"),
    onDamage: (notice: (reason: string) => void) => ledger.onDamage(notice),
    close: () => ledger.close(),
  } as unknown as L & FencedLedger;
}
