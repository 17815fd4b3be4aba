/** Who may change a file or folder, out of its security descriptor in text (SDDL). */

/** Somebody who can change it and is nobody that may. */
export interface Stranger {
  /** A SID, or the two letters that SDDL has for a well-known one. */
  readonly who: string;
  readonly owner: boolean;
}

/**
 * SYSTEM, the administrators of machine and domain, and the service that installs Windows. Whoever runs the program comes
 * on top.
 */
const ADMINISTRATORS = new Set([
  ...["SY", "S-1-5-18", "BA", "S-1-5-32-544", "LA", "DA", "EA"],
  "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
]);

/** Access bits of files by their SDDL letters ([MS-DTYP] 2.5.1.1; the directory names stand for the same bits). */
const BITS: Readonly<Record<string, number>> = {
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
};

/** Rights that end in another content or another owner: write, append, delete a child, delete, change the rights or the owner. */
export const CHANGES = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000;

/** Of a folder: those that let somebody put another file in the place of one that is there. */
export const REPLACES_CHILD = 0x40 | 0x40000 | 0x80000 | 0x10000000;

/**
 * Who has one of the rights in `mask` and is neither an administrator nor in `trusted`, each once. Entries that deny are
 * not looked at: they may hide a stranger's right, and never give one.
 *
 * @param sddl Owner and DACL, as `ConvertSecurityDescriptorToStringSecurityDescriptorW` writes them.
 * @param trusted SIDs.
 */
export function strangers(sddl: string, trusted: readonly string[], mask = CHANGES): Stranger[] {
  const known = (who: string) => ADMINISTRATORS.has(who) || trusted.includes(who);
  const found = new Map<string, Stranger>();
  const owner = /^O:(S-1-[\d-]+|[A-Z]{2})/.exec(sddl)?.[1] ?? "";
  if (!known(owner)) found.set(owner, { who: owner, owner: true });
  const dacl = /D:([A-Z_]*)((?:\([^)]*\))*)/.exec(sddl);
  // Without a list everybody may do everything; an empty list lets nobody in.
  if (dacl === null || dacl[1]!.includes("NO_ACCESS_CONTROL")) {
    found.set("WD", { who: "WD", owner: false });
  }
  for (const [, type, flags, rights, who] of (dacl?.[2] ?? "").matchAll(ENTRY)) {
    if (!type!.endsWith("A") || known(who!) || found.has(who!)) continue;
    // What creators get over what they make themselves: there must be another entry that lets them make it.
    if ((who === "CO" || who === "CG") && flags!.includes("IO")) continue;
    if ((rightsOf(rights!) & mask) !== 0) found.set(who!, { who: who!, owner: false });
  }
  return [...found.values()];
}

/** type;flags;rights;object;inherited object;SID, and for conditional entries more. */
const ENTRY = /\(([^;]*);([^;]*);([^;]*);[^;]*;[^;]*;([^;)]*)[^)]*\)/g;

function rightsOf(text: string): number {
  if (/^0x/i.test(text)) return Number(text);
  return (text.match(/../g) ?? []).reduce((sum, letters) => sum | (BITS[letters] ?? 0), 0);
}
