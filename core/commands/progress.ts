/** Shows how far `processar` is: a line at the foot of a terminal, lines for a program that asks for them, nothing else. */
import { type Echo, openEcho } from "../compose/channels.ts";
import { clock } from "../compose/machine.ts";
import { type Progress, progressDocument, progressText } from "../views/progress.ts";

/** A program is told so often at most, in ms; the last word always comes. */
const TELL_EVERY_MS = 200;
/** What such a line begins with. */
export const PROGRESS_MARK = "andamento: ";

/** Lines for whoever is looking on, and how far the work is. */
export class ProgressEcho {
  readonly #start = clock.now().mono;
  readonly #echo: Echo;
  readonly #stream: typeof Deno.stdout | typeof Deno.stderr;
  readonly #told: boolean;
  readonly #drawn: boolean;
  #found = 0;
  #done = 0;
  #titulos = 0;
  #last = -Infinity;
  #ended = false;

  /** `told`: another program reads it, and wants to know. */
  constructor(stream: typeof Deno.stdout | typeof Deno.stderr, told: boolean) {
    this.#stream = stream;
    this.#told = told;
    this.#drawn = !told && stream.isTerminal();
    this.#echo = openEcho(stream, this.#drawn ? () => this.#foot() : undefined);
  }

  /** Never waits, never throws. */
  push(line: string): void {
    this.#echo.push(line);
  }

  /** So many files are to be dealt with. */
  begin(found: number): void {
    this.#found = found;
    this.#tell(true);
  }

  /** One more is dealt with. */
  step(titulos: number): void {
    this.#done++;
    this.#titulos += titulos;
    this.#tell(this.#done === this.#found);
  }

  /** Everything is on the screen, and the foot is gone. Waits for whoever takes the lines. */
  async end(): Promise<void> {
    await this.#echo.flush();
    if (!this.#drawn) return;
    // Once more as it is in the end: the last files may have had no line after them.
    const { before, after } = this.#foot();
    this.#ended = true;
    const bytes = new TextEncoder().encode(before + after + blank(this.#stream));
    for (let at = 0; at < bytes.length;) at += this.#stream.writeSync(bytes.subarray(at));
  }

  #tell(now: boolean): void {
    const { mono } = clock.now();
    if (!this.#told || (!now && mono - this.#last < TELL_EVERY_MS)) return;
    this.#last = mono;
    this.#echo.push(PROGRESS_MARK + JSON.stringify(progressDocument(this.#progress())));
  }

  #foot(): { readonly before: string; readonly after: string } {
    const before = blank(this.#stream);
    if (this.#ended || this.#found === 0) return { before, after: "" };
    return { before, after: [...progressText(this.#progress())].slice(0, columns() - 2).join("") };
  }

  #progress(): Progress {
    return {
      found: this.#found,
      done: this.#done,
      titulos: this.#titulos,
      elapsedMs: clock.now().mono - this.#start,
    };
  }
}

/** Wipes a line without the escape sequences that an old console would print. */
export function blank(stream: typeof Deno.stdout | typeof Deno.stderr): string {
  return stream.isTerminal() ? `\r${" ".repeat(columns() - 1)}\r` : "";
}

/** Width of the terminal, in characters. */
export function columns(): number {
  try {
    // A terminal without a size says 0.
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
}
