/** What a mail server's refusal is about: who we are, or the message itself. Pure. */

/** Replies that ask for a login, or refuse one, at whatever command they come. Source: RFC 4954, section 6. */
const LOGIN_REPLIES = new Set([530, 534, 535, 538]);

/**
 * Enhanced codes that speak of the account or of the way in: RFC 3463 and 4954 (5.7.0, 5.7.8, 5.7.9, 5.7.11), Google's 5.7.14,
 * Microsoft's 5.7.3, 5.7.30, 5.7.57, 5.7.60 (send as), 5.7.64 (connector), 5.7.139.
 */
const ACCOUNT_CODES = /\b5\.7\.(?:3|8|9|11|14|30|54|57|60|64|139)\b/;

/** Refused relaying, and a sender that is somebody else's: the same message from another account would pass. */
const ACCOUNT_WORDS =
  /\brelay(?:ing)?\b|unable to relay|not (?:owned by|logged in)|authentication (?:is )?required|SendAsDenied/i;

/**
 * Whether the server's 5xx answer to `command` (`CONN` before the first) is about who we are. Everything before MAIL is;
 * later commands are about the message, unless the answer says otherwise.
 */
export function isAboutAccount(
  command: string | undefined,
  replyCode: number,
  answer: string,
): boolean {
  const word = command?.split(" ")[0]?.toUpperCase() ?? "";
  if (["CONN", "EHLO", "HELO", "STARTTLS", "AUTH"].includes(word)) return true;
  return LOGIN_REPLIES.has(replyCode) || ACCOUNT_CODES.test(answer) || ACCOUNT_WORDS.test(answer);
}

/** Whether a message was given up because of a login, by the reason that version 1.0.0 wrote down. */
export function wasAboutLogin(reason: string): boolean {
  return /\b53[0458]\b|usuário ou a senha|autenticação no servidor de email/.test(reason) ||
    ACCOUNT_CODES.test(reason);
}
