/** Addresses and scopes of those who grant tokens, as their documentation writes them. */

/** Scope of a token for mail, by provider. */
export const MAIL_SCOPES = {
  microsoft: "https://outlook.office365.com/.default",
  google: "https://mail.google.com/",
  outro: "",
} as const;

/** The provider's own token server; empty where nobody knows it. `tenant` is of Entra, empty: any. */
export function tokenServer(provider: keyof typeof MAIL_SCOPES, tenant: string): string {
  switch (provider) {
    case "microsoft":
      return `https://login.microsoftonline.com/${tenant || "organizations"}/oauth2/v2.0/token`;
    case "google":
      return "https://oauth2.googleapis.com/token";
    case "outro":
      return "";
  }
}
