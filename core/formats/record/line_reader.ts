/** Bytes in, lines out: constant memory, whatever the size of the file or of its lines. */
import { RetornoRefused } from "../retorno.ts";
import { foreignStart } from "./foreign_start.ts";
import { Line } from "./line.ts";
import { controlText, endlessLineText } from "../../words/formats/file.ts";
import { EXPECTED } from "../../words/formats/expected.ts";

/** The longest line that is looked at, in bytes; as much is held only where a line is as long. */
const LONGEST = 1 << 17;
/** What is held at first: most files are smaller than this. */
const FIRST_BUFFER = 1 << 14;
/** What is held of a larger file: its text dies young, where that of a larger piece would wait for a full collection. */
const BUFFER = 1 << 15;
const LF = 10;
const CR = 13;
const NUL = 0;
const CTRL_Z = 26;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

/**
 * Splits the chunks of one file into lines, on CRLF, LF or lone CR, or by size where there are no line breaks.
 *
 * A UTF-8 BOM at the start is dropped; NUL, Ctrl-Z, blanks and empty lines at the end are cut. Throws
 * {@link RetornoRefused} (`estrutura`) for NUL or Ctrl-Z followed by content, and for lines without end.
 */
export class LineReader {
  readonly #chunks: Iterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #chunkAt = 0;
  #sourceDone = false;

  #buffer = new Uint8Array(FIRST_BUFFER);
  #filled = 0;
  #at = 0;
  /** Text of the whole buffer, one character per byte. */
  #text = "";
  #high = false;
  #nextLf = -1;
  #nextCr = -1;
  #recordLength = 0;
  #lines = 0;
  /** Kinds of line breaks seen: 1 CRLF, 2 LF, 4 CR. */
  #breaks = 0;
  #lastLength = 0;
  #lastUnterminated = false;
  /** True when NULs were cut from the end: what a copy that has not finished looks like. */
  tailNul = false;
  /** True when the file starts with a UTF-8 BOM. */
  bom = false;

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]();
    this.#pullStart();
    this.#refill();
    const b = this.#buffer;
    if (this.#filled >= 3 && b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) {
      this.bom = true;
      this.#at = 3;
      this.#scan();
    }
  }

  /** True when the file mixes kinds of line breaks. */
  get mixedBreaks(): boolean {
    return (this.#breaks & (this.#breaks - 1)) !== 0;
  }

  /** True when some line break was seen. */
  get anyBreak(): boolean {
    return this.#breaks !== 0 || this.#nextLf >= 0 || this.#nextCr >= 0;
  }

  /** Start of the first line (at most 512 characters), before the first {@link next}. */
  head(): string {
    const end = this.#breakAt();
    return this.#text.substring(this.#at, Math.min(this.#at + 512, end < 0 ? this.#filled : end));
  }

  /** Length of the first line as far as it can be seen, before the first {@link next}. */
  headLength(): number {
    const end = this.#breakAt();
    return (end < 0 ? this.#filled : end) - this.#at;
  }

  /** True when nothing but blanks and line breaks is in sight, before the first {@link next}. */
  onlyBlanks(): boolean {
    return this.#text.substring(this.#at, this.#filled).trim() === "";
  }

  /** From now on the lines have no breaks and this many bytes each. */
  splitBySize(recordLength: number): void {
    this.#recordLength = recordLength;
  }

  /** Puts the next line that is not blank into `line`; false at the end of the file. */
  next(line: Line): boolean {
    return this.#recordLength > 0 ? this.#nextBySize(line) : this.#nextByBreak(line);
  }

  #nextByBreak(line: Line): boolean {
    while (true) {
      let end = this.#breakAt();
      // A CR at the very end of the buffer may be half of a CRLF.
      while (
        (end < 0 || (end === this.#filled - 1 && this.#buffer[end] === CR)) && !this.#sourceDone
      ) {
        if (this.#at === 0 && this.#filled === LONGEST) {
          throw new RetornoRefused(
            "estrutura",
            endlessLineText(this.#lines + 1, LONGEST),
            { line: this.#lines + 1 },
          );
        }
        this.#refill();
        end = this.#breakAt();
      }
      const from = this.#at;
      let unterminated = false;
      if (end < 0) {
        if (from >= this.#filled) return false;
        end = this.#filled;
        this.#at = end;
        unterminated = true;
      } else if (this.#buffer[end] === LF) {
        this.#breaks |= 2;
        this.#at = end + 1;
      } else if (this.#buffer[end + 1] === LF && end + 1 < this.#filled) {
        this.#breaks |= 1;
        this.#at = end + 2;
      } else {
        this.#breaks |= 4;
        this.#at = end + 1;
      }
      this.#lines++;
      this.#lastLength = end - from;
      this.#lastUnterminated = unterminated;
      if (this.#isBlank(from, end)) continue;
      this.#emit(line, from, end, unterminated);
      return true;
    }
  }

  #nextBySize(line: Line): boolean {
    while (true) {
      while (
        this.#at < this.#filled && (this.#buffer[this.#at] === CR || this.#buffer[this.#at] === LF)
      ) {
        this.#at++;
      }
      if (this.#filled - this.#at < this.#recordLength && !this.#sourceDone) {
        this.#refill();
        continue;
      }
      if (this.#at >= this.#filled) return false;
      const from = this.#at;
      const end = Math.min(this.#filled, from + this.#recordLength);
      this.#at = end;
      this.#lines++;
      this.#lastLength = end - from;
      this.#lastUnterminated = end - from < this.#recordLength;
      if (this.#isBlank(from, end)) continue;
      this.#emit(line, from, end, this.#lastUnterminated);
      return true;
    }
  }

  /** Once all is read: the last line has no line break, and fewer than `nominal` bytes. */
  endsShort(nominal: number): boolean {
    return this.#lastUnterminated && this.#lastLength < nominal;
  }

  #emit(line: Line, from: number, end: number, unterminated: boolean): void {
    line.bytes = this.#buffer;
    line.base = from;
    line.text = this.#text;
    line.textBase = from;
    line.length = end - from;
    line.number = this.#lines;
    line.unterminated = unterminated;
    line.high = this.#high;
  }

  #isBlank(from: number, end: number): boolean {
    for (let i = from; i < end; i++) {
      if (this.#buffer[i] !== 32) return false;
    }
    return true;
  }

  /** Position of the next break, or -1 when the buffer holds none. */
  #breakAt(): number {
    if (this.#nextLf >= 0 && this.#nextLf < this.#at) {
      this.#nextLf = this.#text.indexOf("\n", this.#at);
    }
    if (this.#nextCr >= 0 && this.#nextCr < this.#at) {
      this.#nextCr = this.#text.indexOf("\r", this.#at);
    }
    if (this.#nextLf < 0) return this.#nextCr;
    if (this.#nextCr < 0) return this.#nextLf;
    return Math.min(this.#nextLf, this.#nextCr);
  }

  /** Moves what is left to the front and fills the rest of the buffer, which grows for a larger file and for a longer line. */
  #refill(): void {
    const { length } = this.#buffer;
    if (this.#filled === length && (length < BUFFER || (this.#at === 0 && length < LONGEST))) {
      const larger = new Uint8Array(Math.max(BUFFER, length * 2));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    if (this.#at > 0) {
      this.#buffer.copyWithin(0, this.#at, this.#filled);
      this.#filled -= this.#at;
      this.#at = 0;
    }
    while (this.#filled < this.#buffer.length && this.#pull()) {
      const count = Math.min(
        this.#buffer.length - this.#filled,
        this.#chunk.length - this.#chunkAt,
      );
      this.#buffer.set(this.#chunk.subarray(this.#chunkAt, this.#chunkAt + count), this.#filled);
      this.#filled += count;
      this.#chunkAt += count;
    }
    this.#scan();
  }

  /** Makes sure that the current chunk has bytes left; false at the end of the source. */
  #pull(): boolean {
    while (this.#chunkAt >= this.#chunk.length) {
      if (this.#sourceDone) return false;
      const step = this.#chunks.next();
      if (step.done) {
        this.#sourceDone = true;
        return false;
      }
      this.#chunk = step.value;
      this.#chunkAt = 0;
    }
    return true;
  }

  /** The first bytes, in whatever pieces they come: a container or another encoding is told by them, before any NUL is met. */
  #pullStart(): void {
    while (this.#filled < 4 && this.#pull()) {
      this.#buffer[this.#filled++] = this.#chunk[this.#chunkAt++]!;
    }
    const what = foreignStart(this.#buffer.subarray(0, this.#filled));
    if (what === null) return;
    throw new RetornoRefused("formato", `linha 1, colunas 1-4: ${what}`, {
      line: 1,
      columns: [1, 4],
      expected: EXPECTED.plainText,
      found: what,
    });
  }

  /** Decodes the buffer and looks for line breaks, NUL and Ctrl-Z. */
  #scan(): void {
    const view = this.#buffer.subarray(0, this.#filled);
    let text = utf8.decode(view);
    // Pure ASCII decodes to as many characters, none of them U+FFFD; otherwise one character per byte is needed.
    this.#high = text.length !== view.length || text.includes("\ufffd");
    if (this.#high) text = windows1252.decode(view);
    this.#text = text;
    const nul = text.indexOf("\0", this.#at);
    const ctrlZ = text.indexOf("\x1a", this.#at);
    if (nul >= 0 || ctrlZ >= 0) {
      this.#cutTail(nul < 0 ? ctrlZ : ctrlZ < 0 ? nul : Math.min(nul, ctrlZ));
    }
    this.#nextLf = this.#text.indexOf("\n", this.#at);
    this.#nextCr = this.#text.indexOf("\r", this.#at);
  }

  /** The file ends at `cut`, provided that only NUL, Ctrl-Z, blanks and line breaks follow. */
  #cutTail(cut: number): void {
    let rest: Uint8Array = this.#buffer.subarray(cut, this.#filled);
    while (true) {
      for (let i = 0; i < rest.length; i++) {
        const byte = rest[i]!;
        if (byte === NUL) this.tailNul = true;
        else if (byte !== CTRL_Z && byte !== 32 && byte !== CR && byte !== LF) {
          this.#refuseMiddle(cut);
        }
      }
      if (!this.#pull()) break;
      rest = this.#chunk.subarray(this.#chunkAt);
      this.#chunkAt = this.#chunk.length;
    }
    this.#filled = cut;
    this.#text = this.#text.substring(0, cut);
  }

  #refuseMiddle(cut: number): never {
    let line = this.#lines + 1;
    for (let i = this.#at; i < cut; i++) if (this.#buffer[i] === LF) line++;
    const nul = this.#buffer[cut] === NUL;
    throw new RetornoRefused(
      "estrutura",
      controlText(line, nul),
      { line, expected: EXPECTED.text, found: nul ? "0x00" : "0x1A" },
      // Blocks that have not been written yet read as NULs.
      nul,
    );
  }
}
