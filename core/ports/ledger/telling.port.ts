/** What is told by the calendar, and how far it has come. */
import type { NewMessage } from "./outbox.port.ts";

/** One small state for each thing that is told so, by its name. */
export interface TellingLedger {
  /** The state that was saved last, plain JSON; null before the first time. */
  read(name: string): Promise<unknown>;
  /**
   * The state and the messages that go with it: all is durable when it resolves, or nothing happened. A message whose
   * (event, channel) is there already is not queued again.
   */
  save(name: string, state: unknown, messages: readonly NewMessage[]): Promise<void>;
}
