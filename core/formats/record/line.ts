/** One line of the file as the readers see it: bytes for numbers and dates, text for names. */
import { isDay } from "./dates.ts";
import type { Field, Layout } from "./layout.ts";
import { cp850, highCp850 } from "./text.ts";

/** What {@link Line.numbers} leaves where the columns do not hold a number or date of the field's type. */
export const INVALID = -1;

const SMALL_DIGITS = 9;

/** Eight zeros, and eight blanks, as one number. */
const EIGHT_ZEROS = new Float64Array(new Uint8Array(8).fill(48).buffer)[0]!;
const EIGHT_BLANKS = new Float64Array(new Uint8Array(8).fill(32).buffer)[0]!;

/**
 * A cursor over the reader's buffer: valid until the next line is read, then reused.
 *
 * Column `c` is `bytes[base + c - 1]` and `text[textBase + c - 1]`: one character for each byte.
 */
export class Line {
  bytes: Uint8Array = new Uint8Array(0);
  base = 0;
  text = "";
  textBase = 0;
  /** Bytes without the line break. */
  length = 0;
  /** From 1. */
  number = 0;
  /** True when no line break follows: the end of the file. */
  unterminated = false;
  /** True when some byte around here is not ASCII. */
  high = false;
  /** The bytes that {@link #view} shows. */
  #viewed = this.bytes;
  #view = new DataView(this.bytes.buffer);

  /** The byte of one column. */
  at(column: number): number {
    return this.bytes[this.base + column - 1]!;
  }

  /** Text of the columns, as it stands. */
  raw(first: number, last: number): string {
    return this.text.substring(this.textBase + first - 1, this.textBase + last);
  }

  /** The same line, with bytes and text of its own: valid while others are read. */
  detached(): Line {
    const line = new Line();
    line.bytes = this.bytes.slice(this.base, this.base + this.length);
    line.text = this.text.substring(this.textBase, this.textBase + this.length);
    line.length = this.length;
    line.number = this.number;
    line.unterminated = this.unterminated;
    line.high = this.high;
    return line;
  }

  /** The bytes of the line, in a place of their own. */
  copy(): DataView {
    return new DataView(this.bytes.slice(this.base, this.base + this.length).buffer);
  }

  /** True when these bytes stand at the column. */
  holds(first: number, expected: Uint8Array): boolean {
    const bytes = this.bytes;
    const at = this.base + first - 1;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    return true;
  }

  /** True when the columns hold the same bytes as `other`, a copy of a line, from its column `from` on. */
  same(first: number, last: number, other: DataView, from: number): boolean {
    const view = this.#dataView();
    const end = this.base + last;
    let i = this.base + first - 1;
    const shift = from - 1 - i;
    for (; i + 4 <= end; i += 4) {
      if (view.getInt32(i) !== other.getInt32(i + shift)) return false;
    }
    for (; i < end; i++) if (view.getInt8(i) !== other.getInt8(i + shift)) return false;
    return true;
  }

  /** Text of the field without blanks at both ends; control characters become blanks. */
  trimmed(field: Field): string {
    const bytes = this.bytes;
    let from = this.base + field.first - 1;
    let to = this.base + field.last;
    while (to > from && bytes[to - 1]! <= 32) to--;
    while (from < to && bytes[from]! <= 32) from++;
    if (from === to) return "";
    const shift = this.textBase - this.base;
    const text = this.text.substring(from + shift, to + shift);
    if (this.high && highCp850(bytes, from, to)) return cp850(bytes, from, to);
    for (let i = from; i < to; i++) {
      // deno-lint-ignore no-control-regex
      if (bytes[i]! < 32 || bytes[i] === 127) return text.replace(/[\x00-\x1f\x7f]/g, " ");
    }
    return text;
  }

  /** True when the columns hold digits and nothing else. */
  onlyDigits(first: number, last: number): boolean {
    const bytes = this.bytes;
    const end = this.base + last;
    for (let i = this.base + first - 1; i < end; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return false;
    }
    return true;
  }

  /** True when the columns hold nothing but blanks. */
  blank(first: number, last: number): boolean {
    for (let i = this.base + first - 1; i < this.base + last; i++) {
      if (this.bytes[i] !== 32) return false;
    }
    return true;
  }

  /** True when the columns hold blanks and nothing else, or zeros and nothing else. */
  nothing(first: number, last: number): boolean {
    const bytes = this.bytes;
    const from = this.base + first - 1;
    const end = this.base + last;
    const byte = bytes[from]!;
    if (byte !== 32 && byte !== 48) return false;
    let i = from + 1;
    if (end - from >= 8) {
      // Eight bytes at once: some banks have dozens of columns that must hold nothing, in every line.
      const view = this.#dataView();
      const eight = byte === 48 ? EIGHT_ZEROS : EIGHT_BLANKS;
      for (i = from; i + 8 <= end; i += 8) if (view.getFloat64(i, true) !== eight) return false;
    }
    for (; i < end; i++) if (bytes[i] !== byte) return false;
    return true;
  }

  #dataView(): DataView {
    const bytes = this.bytes;
    if (this.#viewed !== bytes) {
      this.#viewed = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.#view;
  }

  /** The digits of the columns as a number, or {@link INVALID}; all blank is 0. */
  digits(first: number, last: number): number {
    const bytes = this.bytes;
    const end = this.base + last;
    let i = this.base + first - 1;
    // Nine digits fit into 32 bits, where arithmetic is several times as fast: amounts have a short upper and a long lower part.
    const split = end - SMALL_DIGITS;
    // Most amounts begin with eight zeros, which are seen at once.
    if (i < split - 3 && this.#dataView().getFloat64(i, true) === EIGHT_ZEROS) i += 8;
    let upper = 0;
    for (; i < split; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return this.blank(first, last) ? 0 : INVALID;
      upper = upper * 10 + digit;
    }
    let lower = 0;
    for (; i < end; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return this.blank(first, last) ? 0 : INVALID;
      lower = (lower * 10 + digit) | 0;
    }
    return upper === 0 ? lower : upper * 1e9 + lower;
  }

  /**
   * Reads every number and date of the layout into `values`, at the slot of its field.
   *
   * Dates become `AAAAMMDD` (`data6`: `AAMMDD` plus 1,000,000 so that the year 2000 is not "none"; `data4`: `MMDD`); zeros or
   * blanks are 0. Whatever is not of its type is {@link INVALID}. Returns the first such field, or null.
   */
  numbers(layout: Layout, values: Float64Array): Field | null {
    const fields = layout.numbers;
    let wrong: Field | null = null;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      const type = field.type;
      let value = type === "moeda"
        ? this.money(field.first, field.last)
        : this.digits(field.first, field.last);
      if (value > 0 && type !== "valor") {
        if (type === "data8") value = checkedDate(value);
        else if (type === "iso8") value = checkedIsoDate(value);
        else if (type === "data6") value = checkedShortDate(value);
        else if (type === "data4") value = checkedDayMonth(value);
      }
      if (value < 0 && wrong === null) wrong = field;
      values[i] = value;
    }
    return wrong;
  }

  /** `1.234,56`, right-aligned, as cents; all blank is 0; anything else {@link INVALID}. */
  money(first: number, last: number): number {
    const bytes = this.bytes;
    const end = this.base + last;
    let i = this.base + first - 1;
    while (i < end && bytes[i] === 32) i++;
    if (i === end) return 0;
    if (end - i < 4 || bytes[end - 3] !== 44) return INVALID;
    let value = 0;
    let group = -1;
    const start = i;
    for (; i < end - 3; i++) {
      const byte = bytes[i]!;
      if (byte === 46) {
        // The first group has one to three digits, the others exactly three.
        if (i === start || (group >= 0 ? group !== 3 : i - start > 3)) return INVALID;
        group = 0;
        continue;
      }
      const digit = byte - 48;
      if (digit < 0 || digit > 9) return INVALID;
      value = value * 10 + digit;
      if (group >= 0) group++;
    }
    if (group >= 0 && group !== 3) return INVALID;
    const tens = bytes[end - 2]! - 48;
    const units = bytes[end - 1]! - 48;
    if (tens < 0 || tens > 9 || units < 0 || units > 9) return INVALID;
    value = value * 100 + tens * 10 + units;
    return value <= Number.MAX_SAFE_INTEGER ? value : INVALID;
  }
}

function checkedDate(ddmmyyyy: number): number {
  const year = ddmmyyyy % 10000;
  const month = Math.floor(ddmmyyyy / 10000) % 100;
  const day = Math.floor(ddmmyyyy / 1000000);
  return isDay(year, month, day) ? year * 10000 + month * 100 + day : INVALID;
}

function checkedIsoDate(yyyymmdd: number): number {
  const day = yyyymmdd % 100;
  const month = Math.floor(yyyymmdd / 100) % 100;
  return isDay(Math.floor(yyyymmdd / 10000), month, day) ? yyyymmdd : INVALID;
}

/** Dates seen lately, at the place of their last six bits: a file has few of them, and many lines. */
const seenShort = new Int32Array(64);
const checkedShort = new Int32Array(64);

function checkedShortDate(ddmmyy: number): number {
  const place = ddmmyy & 63;
  if (seenShort[place] !== ddmmyy) {
    seenShort[place] = ddmmyy;
    checkedShort[place] = checkShortDate(ddmmyy);
  }
  return checkedShort[place]!;
}

function checkShortDate(ddmmyy: number): number {
  const year = ddmmyy % 100;
  const month = Math.floor(ddmmyy / 100) % 100;
  const day = Math.floor(ddmmyy / 10000);
  // 2000 and 1900 differ only in 29 February; the century is chosen later, by the file's date.
  return isDay(2000 + year, month, day) ? 1_000_000 + year * 10000 + month * 100 + day : INVALID;
}

function checkedDayMonth(ddmm: number): number {
  const month = ddmm % 100;
  const day = Math.floor(ddmm / 100);
  return isDay(2000, month, day) ? month * 100 + day : INVALID;
}
