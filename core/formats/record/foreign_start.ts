/** First bytes of what is surely no text of one byte per character. */

const STARTS: readonly (readonly [readonly number[], string])[] = [
  [[0x1f, 0x8b], "arquivo compactado (gzip)"],
  [[0x50, 0x4b, 0x03, 0x04], "arquivo compactado (zip)"],
  [[0xff, 0xfe], "texto em UTF-16"],
  [[0xfe, 0xff], "texto em UTF-16"],
];

/** Says in Portuguese what the file is, or null when its first bytes tell nothing. */
export function foreignStart(bytes: Uint8Array): string | null {
  for (const [start, what] of STARTS) {
    if (start.every((byte, i) => bytes[i] === byte)) return what;
  }
  // ASCII digits as UTF-16 without its mark: each has a NUL beside it.
  if (bytes.length < 4) return null;
  const digit = (i: number) => bytes[i]! >= 0x30 && bytes[i]! <= 0x39;
  const little = digit(0) && bytes[1] === 0 && digit(2) && bytes[3] === 0;
  const big = bytes[0] === 0 && digit(1) && bytes[2] === 0 && digit(3);
  return little || big ? "texto em UTF-16" : null;
}
