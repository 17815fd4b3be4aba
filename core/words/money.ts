/** Amounts, as people write them. */

/** `R$ 1.234.567,89` for integer cents. */
export function moneyText(cents: number | bigint): string {
  const digits = String(cents < 0 ? -cents : cents).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${cents < 0 ? "-" : ""}R$ ${whole},${digits.slice(-2)}`;
}
