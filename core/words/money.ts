/** Amounts, as people write them. */

/** `R$ 1.234.567,89` for integer cents. */
export function moneyText(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${cents < 0n ? "-" : ""}R$ ${whole},${digits.slice(-2)}`;
}
