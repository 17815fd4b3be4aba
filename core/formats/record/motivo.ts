/** The motivo of a movement: reason codes joined by commas. */

const COMMA = 44;

/** True when one of the reasons is this code. No text is made: this is asked of every payment. */
export function hasReason(motivo: string, code: string): boolean {
  for (let at = motivo.indexOf(code); at >= 0; at = motivo.indexOf(code, at + 1)) {
    const end = at + code.length;
    const starts = at === 0 || motivo.charCodeAt(at - 1) === COMMA;
    if (starts && (end === motivo.length || motivo.charCodeAt(end) === COMMA)) return true;
  }
  return false;
}
