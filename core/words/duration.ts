/** Lengths of time, as people say them. */

const UNITS: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, "dia", "dias"],
  [3_600, "h", "h"],
  [60, "min", "min"],
  [1, "s", "s"],
];

/**
 * The two largest neighbouring units of `ms` milliseconds, rounded down: "12 min 5 s", "2 dias 3 h", "45 s".
 * Below one second (a clock set back included) it is "menos de 1 s".
 */
export function humanDuration(ms: number): string {
  let rest = Math.floor(ms / 1000);
  if (!(rest >= 1)) return "menos de 1 s";
  const first = UNITS.findIndex(([seconds]) => rest >= seconds);
  const parts: string[] = [];
  for (const [seconds, one, many] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${count === 1 ? one : many}`);
  }
  return parts.join(" ");
}
