/** How far the work is, on one line of a terminal. */

const count = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");

/** `rate` in títulos a second and `left` are null while they are not known. */
export function progressWords(
  p: {
    readonly done: number;
    readonly found: number;
    readonly titulos: number;
    readonly rate: number | null;
    readonly left: string | null;
  },
): string {
  const parts = [
    `⏳ ${count(p.done)} de ${count(p.found)} arquivo(s)`,
    `${count(p.titulos)} título(s)`,
  ];
  if (p.rate !== null) parts.push(`${count(p.rate)} título(s)/s`);
  if (p.left !== null) parts.push(`faltam ${p.left}`);
  return parts.join(", ");
}
