/** `verificar`: the token, before the mail server is asked to take it. */
import type { openTokens } from "../compose/channels.ts";
import { tokenGrantedText } from "../words/oauth.ts";

/** The tokens that were opened. */
type Tokens = NonNullable<Awaited<ReturnType<typeof openTokens>>>;

/** Whether the token server is reached and grants a token; what is missing on its side otherwise. */
export async function checkToken(tokens: Tokens): Promise<{ ok: boolean; mensagem: string }> {
  const granted = await tokens.token();
  if (granted.kind === "held") {
    const host = URL.parse(tokens.settings.url)?.host ?? "";
    return { ok: true, mensagem: tokenGrantedText(host, Math.round(granted.lifetimeMs / 60_000)) };
  }
  const { delivery } = granted;
  const reason = delivery.kind === "accepted" ? "" : delivery.reason;
  const cure = delivery.kind === "held" ? ` ${delivery.cure}` : "";
  return { ok: false, mensagem: reason + cure };
}
