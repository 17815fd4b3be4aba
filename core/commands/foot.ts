/** One line at the foot of a terminal that says how far the work is; nothing anywhere else. */
import { clock } from "../compose/machine.ts";
import { blank, columns } from "./progress.ts";

/** Drawn so often at most, in ms. */
const EVERY_MS = 200;

/** The line of one piece of work. */
export class Foot {
  #last = -Infinity;
  #drawn = false;

  constructor(readonly stream: typeof Deno.stdout | typeof Deno.stderr) {}

  /** The line says this from now on. */
  show(text: string): void {
    const { mono } = clock.now();
    if (!this.stream.isTerminal() || mono - this.#last < EVERY_MS) return;
    this.#last = mono;
    this.#drawn = true;
    this.#write(blank(this.stream) + [...text].slice(0, columns() - 2).join(""));
  }

  /** The line is gone. */
  end(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    this.#write(blank(this.stream));
  }

  #write(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += this.stream.writeSync(bytes.subarray(at));
  }
}
