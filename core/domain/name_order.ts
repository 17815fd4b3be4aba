/** The order in which files are taken: that of their names, with numbers as numbers. Pure. */

/**
 * Compares two names for sorting: `CNAB_2` comes before `CNAB_19`, so that a backlog is applied in the order in which a bank
 * numbered it; letters and all else by code unit. Never 0 for two names that differ.
 */
export function compareNames(a: string, b: string): number {
  let i = numberStart(a, firstDifference(a, b));
  let j = i;
  while (i < a.length && j < b.length) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(j);
    if (!isDigit(left) || !isDigit(right)) {
      if (left !== right) return left - right;
      i++;
      j++;
      continue;
    }
    const [endA, endB] = [digitsEnd(a, i), digitsEnd(b, j)];
    const order = compareDigits(a, i, endA, b, j, endB);
    if (order !== 0) return order;
    i = endA;
    j = endB;
  }
  const rest = (a.length - i) - (b.length - j);
  if (rest !== 0) return rest;
  // The same but for zeros in front of a number.
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstDifference(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** Where the digits that end at `at` begin. */
function numberStart(text: string, at: number): number {
  while (at > 0 && isDigit(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Two runs of digits as numbers of any length. */
function compareDigits(
  a: string,
  i: number,
  endA: number,
  b: string,
  j: number,
  endB: number,
): number {
  while (i < endA && a.charCodeAt(i) === ZERO) i++;
  while (j < endB && b.charCodeAt(j) === ZERO) j++;
  const longer = (endA - i) - (endB - j);
  if (longer !== 0) return longer;
  for (; i < endA; i++, j++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}

const ZERO = 48;
const isDigit = (code: number) => code >= ZERO && code <= 57;

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}
