/** The motivo of a movement: reason codes joined by commas. */

/** True when one of the reasons is this code. No list is made of them: most payments have one. */
export function hasReason(motivo: string, code: string): boolean {
  if (motivo.length === code.length) return motivo === code;
  return motivo.startsWith(code) && motivo[code.length] === "," ||
    motivo.endsWith("," + code) || motivo.includes("," + code + ",");
}
