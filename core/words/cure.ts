/** What to do when a mail server refuses who we are. Sentences for people, without secrets. */

const STORE = "guarde-a com Set-MonitorCredencial";

/** By the server's answer, the usual cases of Microsoft 365 and Google by name. */
export function loginCure(answer: string): string {
  const says = (pattern: RegExp) => pattern.test(answer);
  if (says(/\b5\.7\.30\b/)) {
    return "A Microsoft 365 não aceita mais usuário e senha simples no SMTP (5.7.30): ponha [EMAIL] autenticacao = oauth2 (o README diz o " +
      "que criar na Microsoft), ou use uma retransmissão (relay) da rede.";
  }
  if (says(/\b5\.7\.139\b/)) {
    return "A Microsoft 365 bloqueou este login (5.7.139): o administrador habilita o SMTP autenticado na caixa (Set-CASMailbox " +
      "-SmtpClientAuthenticationDisabled $false) e confere os padrões de segurança e o acesso condicional; confira também a senha.";
  }
  if (says(/\b5\.7\.57\b/)) {
    return `A Microsoft 365 quer um login antes do remetente (5.7.57): preencha [EMAIL] usuario, e a senha, ${STORE}.`;
  }
  if (says(/\b5\.7\.60\b|SendAsDenied/i)) {
    return "A conta não pode enviar em nome do remetente: dê a ela a permissão Enviar como, ou ponha em [EMAIL] remetente o endereço " +
      "da própria conta.";
  }
  const google = says(/gsmtp|google|gmail/i);
  if (says(/\b5\.7\.(?:9|11)\b/) || (google && says(/\b5\.7\.14\b|\b534\b/))) {
    return `O Google pede uma senha de app (5.7.9): crie uma na conta Google, em Segurança, Senhas de app, e ${STORE}.`;
  }
  if (google && says(/\b5\.7\.8\b|\b535\b/)) {
    return `O Google não aceitou usuário e senha (5.7.8): a senha comum da conta não serve; crie uma senha de app e ${STORE}.`;
  }
  if (says(/relay/i)) {
    return "O servidor não retransmite mensagens desta conta ou desta máquina: peça ao administrador que as aceite, ou confira [EMAIL] " +
      "usuario, remetente e smtp_servidor.";
  }
  if (says(/\b530\b|authentication (?:is )?required/i)) {
    return `O servidor quer um login: preencha [EMAIL] usuario, e a senha, ${STORE}.`;
  }
  return `Confira [EMAIL] usuario e a senha: ela pode ter vencido, ou a conta estar bloqueada. A senha nova, ${STORE}.`;
}

/** The server did not take us before any login, or put the login off. */
export const WAY_CURES = {
  passing:
    "Costuma passar sozinho; se durar, confira a conta com o administrador do servidor de email.",
  lost:
    "Pode ser só a rede; se durar, confira [EMAIL] usuario e a senha com o administrador do servidor de email: há servidores que " +
    "desligam em vez de responder que recusam o login.",
  door:
    "O servidor não quer conversa com esta máquina: confira [EMAIL] smtp_servidor e smtp_porta, e se o endereço dela está liberado nele.",
  protection:
    "Confira [EMAIL] seguranca e smtp_porta (587 com starttls, 465 com tls) e o certificado do servidor de email.",
  certificate:
    "O certificado venceu, é de outro nome ou de uma autoridade que esta máquina não conhece: confira [EMAIL] smtp_servidor e avise o " +
    "administrador do servidor de email.",
  password: `Guarde a senha de novo: ${STORE}.`,
} as const;
