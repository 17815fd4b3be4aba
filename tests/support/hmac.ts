/** The signature of the webhook, computed by another library than the program's. */
import { createHmac } from "node:crypto";

/** HMAC-SHA-256, hexadecimal. */
export function hmac(key: string, body: string): string {
  return createHmac("sha256", key).update(body, "utf8").digest("hex");
}
