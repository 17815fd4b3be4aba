/** The events of the webhook. Apart from its bodies, so that the configuration is read without them. */

/** Names of the events, as `[WEBHOOK] eventos` takes them. */
export const WEBHOOK_EVENTS = [
  "queda",
  "recuperacao",
  "lembrete",
  "escalada",
  "resumo",
  "esperado",
  "esperado-chegou",
  "lacuna",
  "lacuna-fechada",
  "livro",
  "critico",
  "teste",
] as const;

/** One of them. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
