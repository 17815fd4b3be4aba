/** Numbers with a fraction, as people write them. */

/** `1,1` for 1.12 with one place. */
export function decimalText(value: number, places: number): string {
  return value.toFixed(places).replace(".", ",");
}
