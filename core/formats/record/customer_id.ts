/** The customer's id, which the company writes before the sacado's name. */

/** The customer's id, the 1 to 6 digits at the start of the sacado's name; null when there is none. */
export function customerId(sacado: string): string | null {
  let end = 0;
  while (end < 6 && end < sacado.length) {
    const code = sacado.charCodeAt(end);
    if (code < 48 || code > 57) break;
    end++;
  }
  return end === 0 ? null : sacado.substring(0, end);
}
