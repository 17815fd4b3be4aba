/** The token of a Telegram bot. */

/** Whether `text` can be one: it becomes part of a path, and nothing in it may lead elsewhere. */
export function isBotToken(text: string): boolean {
  return /^[A-Za-z0-9:_-]{3,200}$/.test(text);
}
