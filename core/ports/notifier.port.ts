/** Notifications on the screens of whoever is logged on. */

/** One notification; the same `id` is shown once. */
export interface Notification {
  /** `<outage id>-queda`, `<outage id>-recuperacao`, or `<id>-aviso` of a damaged ledger. */
  readonly id: string;
  readonly kind: "queda" | "recuperacao" | "aviso";
  readonly title: string;
  readonly text: string;
  /** ms since the Unix epoch. */
  readonly at: number;
}

/** Hands notifications over. Must never throw: the mail is the primary channel. */
export interface Notifier {
  notify(notification: Notification): void;
}
