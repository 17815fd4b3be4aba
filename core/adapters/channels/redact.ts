/** Removal of secrets from text that came from outside. */

/** Removes secrets from a text. */
export type Redactor = (text: string) => string;

/**
 * A redactor for one account: the password as it stands, in base64 (alone and inside AUTH PLAIN), percent-encoded and
 * JSON-escaped becomes `***`, whatever the letter case. The user name is no secret.
 */
export function redactorFor(user: string, password: string | null): Redactor {
  if (password === null || password === "") return (text) => text;
  const forms = new Set<string>([password, password.trim()]);
  for (const plain of [password, `\0${user}\0${password}`, `${user}\0${user}\0${password}`]) {
    const code = base64(plain).replace(/=+$/, "");
    forms.add(code);
    forms.add(code.replaceAll("+", "-").replaceAll("/", "_"));
  }
  forms.add(encodeURIComponent(password.toWellFormed()));
  forms.add(JSON.stringify(password).slice(1, -1));
  const longestFirst = [...forms].filter((f) => f !== "").sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    longestFirst.map((f) => f.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
    "gi",
  );
  return (text) => text.replace(pattern, "***");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
