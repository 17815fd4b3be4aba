/** A {@link Clock} that stands still until the test lets time pass; whoever sleeps on it is woken in order. */
import assert from "node:assert/strict";
import type { Clock, Instant } from "../../core/ports/clock.port.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time under the test's control. Real work (files, processes) takes no time on it. */
export class ManualClock implements Clock {
  #wall: number;
  #mono: number;
  #sleepers: Sleeper[] = [];
  #idle: { readonly lanes: number; readonly resolve: () => void } | null = null;

  constructor(wall = Date.UTC(2025, 9, 14, 12, 23, 15), mono = 1000) {
    this.#wall = wall;
    this.#mono = mono;
  }

  now(): Instant {
    return { wall: this.#wall, mono: this.#mono };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { at: this.#mono + Math.max(0, ms), wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", wake, { once: true });
      if (this.#idle !== null && this.#sleepers.length >= this.#idle.lanes) {
        const { resolve } = this.#idle;
        this.#idle = null;
        resolve();
      }
    });
  }

  /** Time passes, and nobody is woken. Never backwards. */
  pass(ms: number): void {
    assert.ok(ms >= 0, "monotonic time cannot go back");
    this.#mono += ms;
    this.#wall += ms;
  }

  /** Somebody sets the clock of the machine, either way. */
  setWall(wall: number): void {
    this.#wall = wall;
  }

  /**
   * Resolves when so many lanes are asleep; real work may take `seconds` until then. They are counted one by one: a machine
   * that stood still for a minute has used up one of them, not all.
   */
  async idle(lanes = 1, seconds = 60): Promise<void> {
    if (this.#sleepers.length >= lanes) return;
    // First of all: the runtime's first timer may let others go on before it returns.
    const asleep = new Promise<void>((resolve) => this.#idle = { lanes, resolve });
    let timer: ReturnType<typeof setInterval> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        if (seconds-- <= 0) reject(new Error("the lane does not come to rest"));
      }, 1000);
    });
    try {
      await Promise.race([asleep, late]);
    } finally {
      clearInterval(timer);
    }
  }

  /** Lets `ms` pass, waking each sleeper at its time, and returns when `lanes` of them sleep again. */
  async advance(ms: number, lanes = 1): Promise<void> {
    assert.ok(ms >= 0, "monotonic time cannot go back");
    const target = this.#mono + ms;
    await this.#run(() => false, target, lanes);
  }

  /** Lets time pass until `condition` holds (looked at whenever all lanes sleep); fails after `limitMs` of its time. */
  async until(condition: () => boolean, limitMs = 3_600_000, lanes = 1): Promise<void> {
    const held = await this.#run(condition, this.#mono + limitMs, lanes);
    assert.ok(held, `the condition did not hold within ${limitMs} ms of simulated time`);
  }

  async #run(condition: () => boolean, target: number, lanes: number): Promise<boolean> {
    for (;;) {
      await this.idle(lanes);
      if (condition()) return true;
      const next = this.#sleepers.reduce<Sleeper | null>(
        (first, other) => first === null || other.at < first.at ? other : first,
        null,
      );
      if (next === null || next.at > target) {
        this.pass(target - this.#mono);
        return false;
      }
      this.pass(Math.max(0, next.at - this.#mono));
      next.wake();
    }
  }
}
