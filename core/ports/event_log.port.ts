/** The operating system's own event log, where monitoring tools look. */

/** What is told there, and nothing else. */
export type SystemEvent =
  | "inicio"
  | "parada"
  | "queda"
  | "recuperacao"
  | "recusado"
  | "pendente"
  | "espera"
  | "livro"
  | "posse";

/** Must never throw: an event log that is full or forbidden may not stop the monitor. */
export interface EventLog {
  /** Writes one entry. `message` is Portuguese text for people, without secrets; it may have several lines. */
  write(event: SystemEvent, message: string): void;
}
