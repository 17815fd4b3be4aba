/** Clock and log under the test's control. */
import type { Instant } from "../../core/ports/clock.port.ts";
import type { Log, LogLevel } from "../../core/ports/log.port.ts";

/** A clock that moves only when told to. */
export class ManualClock {
  constructor(public wall = Date.UTC(2025, 9, 14, 12, 23, 15), public mono = 1000) {}
  now(): Instant {
    return { wall: this.wall, mono: this.mono };
  }
  /** Time passes. */
  pass(ms: number): void {
    this.wall += ms;
    this.mono += ms;
  }
  /** Whoever sleeps is awake at once, and that much later. */
  sleep(ms: number): Promise<void> {
    this.pass(ms);
    return Promise.resolve();
  }
  /** Somebody sets the clock. */
  set(byMs: number): void {
    this.wall += byMs;
  }
}

/** Keeps records as `LEVEL message`. */
export class MemoryLog implements Log {
  readonly records: string[] = [];
  write(level: LogLevel, message: string): void {
    this.records.push(`${level} ${message}`);
  }
  /** Returns what was written since the last call. */
  take(): string[] {
    return this.records.splice(0);
  }
}
