/** Why a mail did not leave, in one sentence. Answers and details come without secrets, on one line. */

/** What went wrong without an answer of the server. */
export type MailTrouble =
  | "auth"
  | "unsendable"
  | "dns"
  | "timeout"
  | "refused"
  | "unreachable"
  | "certificate"
  | "tls"
  | "protocol"
  | "dropped";

/** The server said no, for good or for now. `command`: the SMTP command that failed, `CONN` before the first. */
export function answerText(
  permanent: boolean,
  command: string | undefined,
  answer: string,
): string {
  const verb = permanent ? "recusou" : "adiou";
  return `O servidor de email ${verb} ${objectOf(command)}: "${answer}".`;
}

function objectOf(command: string | undefined): string {
  switch (command?.split(" ")[0]) {
    case "CONN":
      return "a conexão";
    case "EHLO":
    case "HELO":
      return "a saudação do monitor";
    case "STARTTLS":
      return "a conexão protegida (STARTTLS)";
    case "AUTH":
      return "o usuário ou a senha";
    case "MAIL":
      return "o remetente";
    case "RCPT":
      return "os destinatários";
    default:
      return "a mensagem";
  }
}

/** There was no answer of the server. */
export function troubleText(
  trouble: MailTrouble,
  host: string,
  port: number,
  detail: string,
): string {
  const where = `${host}:${port}`;
  switch (trouble) {
    case "auth":
      return `A autenticação no servidor de email ${where} não é possível (${detail}).`;
    case "unsendable":
      return `O email não pode ser enviado como está (${detail}).`;
    case "dns":
      return `O nome do servidor de email não foi encontrado: ${host}.`;
    case "timeout":
      return `O servidor de email ${where} não respondeu a tempo.`;
    case "refused":
      return `O servidor de email ${where} recusou a conexão.`;
    case "unreachable":
      return `O servidor de email ${where} está fora de alcance na rede.`;
    case "certificate":
      return `O certificado do servidor de email ${where} não foi aceito (${detail}).`;
    case "tls":
      return `A conexão protegida com o servidor de email ${where} falhou (${detail}).`;
    case "protocol":
      return `O servidor de email ${where} respondeu fora do protocolo SMTP (${detail}).`;
    case "dropped":
      return `A conexão com o servidor de email ${where} caiu (${detail}).`;
  }
}

/** The account was asked, and there was no answer. */
export function loginLostText(
  trouble: MailTrouble,
  host: string,
  port: number,
  detail: string,
): string {
  const where = `${host}:${port}`;
  return trouble === "timeout"
    ? `O servidor de email ${where} não respondeu ao login a tempo.`
    : `O servidor de email ${where} desligou no meio do login (${detail}).`;
}

/** A user is configured, and the server asks for none. */
export const NO_AUTHENTICATION =
  "O servidor de email não oferece autenticação; a senha não foi usada.";

/** The stored password cannot be read. */
export const PASSWORD_UNREADABLE = "A senha do email não pôde ser lida de onde está guardada.";

/** A user is configured, and no password is stored. */
export const PASSWORD_MISSING =
  "Há um usuário de email configurado, mas nenhuma senha; use Set-MonitorCredencial.";

/** The delivery itself broke; the error is not shown. */
export const INTERNAL_FAILURE = "falha interna ao enviar o email";

/** The attempt could not even begin; the error is not shown. */
export const PREPARATION_FAILED = "Falha interna ao preparar o envio do email.";

/** The message was accepted for the others. */
export function recipientsRefusedText(
  refused: readonly { readonly recipient: string; readonly answer: string }[],
): string {
  const each = refused.map(({ recipient, answer }) => `${recipient} ("${answer}")`);
  return `O servidor de email aceitou a mensagem, mas recusou destinatários: ${each.join(", ")}.`;
}
