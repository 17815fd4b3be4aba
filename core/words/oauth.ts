/** What is said of the token that stands for a password. Details come on one line, without secrets. */

/** Who grants it. */
export type TokenProvider = "microsoft" | "google" | "outro";

/** No answer came, or none of success. `host`: server and port. */
export function tokenUnreachedText(host: string, detail: string): string {
  return `O servidor de tokens ${host} não respondeu como devia (${detail}).`;
}

/** Why, when there was no answer. */
export const TOKEN_FAILURES = {
  timeout: "não respondeu a tempo",
  dns: "o nome não foi encontrado",
  refused: "recusou a conexão ou está fora de alcance na rede",
  certificate: "o certificado não foi aceito",
  dropped: "a conexão caiu",
} as const;

/** A status without more. */
export function statusDetail(status: number): string {
  return `HTTP ${status}`;
}

/** The answer is none. */
export const NO_TOKEN = "a resposta não traz um token";

/** It said no. */
export function tokenRefusedText(host: string, said: string): string {
  return `O servidor de tokens ${host} recusou o pedido: "${said}".`;
}

/** It granted one; `minutes` that it is good for. */
export function tokenGrantedText(host: string, minutes: number): string {
  return `o servidor de tokens ${host} respondeu e concedeu um token, válido por ${minutes} min`;
}

/** There is no secret to ask with. */
export const OAUTH_SECRET_MISSING =
  "Falta o segredo do OAuth 2.0 (ou não pôde ser lido de onde está guardado).";
/** The key file of the service account cannot be used. */
export const OAUTH_KEY_UNUSABLE =
  "A chave da conta de serviço do Google não pôde ser usada: não é o arquivo JSON que o Google entrega, ou não pôde ser lido.";

/** What to do when there is no secret. */
export function secretCure(provider: TokenProvider): string {
  return provider === "google"
    ? "Ponha em [EMAIL] oauth2_chave o caminho do arquivo JSON da conta de serviço, que a conta do monitor possa ler."
    : "Guarde o segredo do cliente com Set-MonitorCredencial -Segredo oauth2.";
}

/** What to do when the token server cannot be reached. */
export const TOKEN_SERVER_CURE =
  "Costuma passar sozinho; se durar, confira [EMAIL] oauth2_url_token e se esta máquina chega à internet.";

/** What to do when it refuses us. `error` as RFC 6749 names it. */
export function refusedCure(provider: TokenProvider, error: string): string {
  if (provider === "microsoft") {
    return error === "invalid_client"
      ? "O segredo do cliente está errado ou venceu: crie outro em Entra, Registros de aplicativo, Certificados e segredos, e guarde o VALOR " +
        "dele com Set-MonitorCredencial -Segredo oauth2."
      : "Confira [EMAIL] oauth2_inquilino e oauth2_cliente com o registro do aplicativo em Entra, e se o administrador deu consentimento à " +
        "permissão de aplicativo SMTP.SendAsApp (Office 365 Exchange Online).";
  }
  if (provider === "google") {
    return "No console do Workspace (Segurança, Controles de API, Delegação em todo o domínio) autorize o ID da conta de serviço com o escopo " +
      "https://mail.google.com/; confira [EMAIL] usuario e oauth2_chave.";
  }
  return "Confira [EMAIL] oauth2_cliente, oauth2_escopo e o segredo (Set-MonitorCredencial -Segredo oauth2) com quem os forneceu.";
}

/** The token is good, and the mail server does not let its bearer in. */
export function loginWithTokenCure(provider: TokenProvider): string {
  switch (provider) {
    case "microsoft":
      return "O token foi concedido, mas a caixa não o aceita: no Exchange Online registre o aplicativo (New-ServicePrincipal), dê a ele a caixa " +
        "(Add-MailboxPermission -AccessRights FullAccess), libere o SMTP AUTH dela (Set-CASMailbox -SmtpClientAuthenticationDisabled $false) e " +
        "confira [EMAIL] usuario.";
    case "google":
      return "O token foi concedido, mas o Gmail não o aceita: confira se [EMAIL] usuario é o endereço de uma caixa do domínio.";
    case "outro":
      return "O token foi concedido, mas o servidor de email não o aceita: confira [EMAIL] usuario e oauth2_escopo.";
  }
}
