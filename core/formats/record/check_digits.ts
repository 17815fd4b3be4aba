/** Check digits of nosso número, as the banks' manuals define them. */

import type { Line } from "./line.ts";

/** Sum of the digits times weights `low` to `high`, from the right, over and over; other characters count as zero. */
function weighted(digits: string, low: number, high: number): number {
  let sum = 0;
  let weight = low;
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = digits.charCodeAt(i) - 48;
    if (digit > 0 && digit <= 9) sum += digit * weight;
    weight = weight === high ? low : weight + 1;
  }
  return sum;
}

/** What is left of the weighted sum after division by 11, weights 2 to `high`. */
export function rest11(digits: string, high: number): number {
  return weighted(digits, 2, high) % 11;
}

/**
 * {@link rest11} of the digits in some columns of a line, one after the other; -1 when they are not all digits. No text is made
 * of them: this is done for every line.
 */
export function lineRest11(
  line: Line,
  columns: readonly (readonly [number, number])[],
  high: number,
): number {
  const bytes = line.bytes;
  const base = line.base - 1;
  let sum = 0;
  let weight = 2;
  for (let i = columns.length - 1; i >= 0; i--) {
    const from = base + columns[i]![0];
    for (let at = base + columns[i]![1]; at >= from; at--) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return -1;
      sum += digit * weight;
      weight = weight === high ? 2 : weight + 1;
    }
  }
  return sum % 11;
}

/** Module 10: weights 2 and 1 from the right, digits of each product added. */
export function digit10(digits: string): string {
  let sum = 0;
  let double = true;
  for (let i = digits.length - 1; i >= 0; i--) {
    const product = (digits.charCodeAt(i) - 48) * (double ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
    double = !double;
  }
  return String((10 - sum % 10) % 10);
}

/** Module 11, weights 2 to 9; 11 - rest, and 0 above 9. */
export function digit11(digits: string): string {
  const digit = 11 - rest11(digits, 9);
  return digit > 9 ? "0" : String(digit);
}
