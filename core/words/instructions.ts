/** What a person can do about an outage, by diagnosis. */
import type { DiagnosisCode } from "../domain/diagnosis.ts";

/** Name of the diagnosis for people, and the steps to take, in order. */
export interface Instructions {
  readonly title: string;
  readonly steps: readonly string[];
}

/**
 * Steps for one diagnosis. `folder` gives the names of server and share that the commands need; a path that is not
 * `\\server\share` gives placeholders. A name with characters that PowerShell would interpret is never put into a command.
 */
export function instructionsFor(code: DiagnosisCode, folder: string): Instructions {
  const { server, share } = namesOf(folder);
  const test = `Test-NetConnection ${server} -Port 445`;
  switch (code) {
    case "servidor":
      return {
        title: "Servidor fora do ar ou fora de alcance",
        steps: [
          `Confira se o servidor ${server} está ligado e se não há manutenção ou reinício em andamento.`,
          `Na máquina do monitor, abra o PowerShell e execute: ${test}`,
          "Se a porta 445 não responde e o servidor está ligado, confira nele o serviço Servidor (LanmanServer) e o firewall.",
          "Se o nome não é encontrado, confira o DNS; se nada no mesmo trecho de rede responde, trate como problema de rede.",
        ],
      };
    case "compartilhamento":
      return {
        title: "O servidor responde, mas o compartilhamento não",
        steps: [
          `No servidor ${server}, confira se o compartilhamento ${share} existe: Get-SmbShare`,
          "Se ele foi renomeado, removido ou está sendo migrado, recrie-o com o mesmo nome ou corrija pasta_retorno em config.ini e reinicie o monitor.",
          "Confira se o disco que guarda o compartilhamento está montado e íntegro.",
        ],
      };
    case "pasta":
      return {
        title: "O compartilhamento responde, mas a pasta não",
        steps: [
          "Abra o caminho da pasta no Explorador de Arquivos e veja até que nível ele existe.",
          "Se a pasta foi renomeada ou movida, devolva o nome original; se a mudança é definitiva, corrija pasta_retorno em config.ini e reinicie o monitor.",
          "Se a pasta foi excluída, recupere-a do backup ou das versões anteriores antes de criar outra vazia.",
        ],
      };
    case "permissao":
      return {
        title: "Sem permissão para a pasta",
        steps: [
          "Descubra a conta que executa o monitor (no Agendador de Tarefas, tarefa MonitorRetornos).",
          `No servidor ${server}, dê a essa conta direito de modificar, tanto no compartilhamento ${share} quanto nas permissões NTFS da pasta.`,
          "Se a permissão mudou há pouco, desfaça a mudança; mudanças de grupo só valem depois que a conta entra de novo.",
        ],
      };
    case "credencial":
      return {
        title: "O servidor não aceitou a conta do monitor",
        steps: [
          "Confira se a conta que executa o monitor está ativa, desbloqueada e com a senha em dia.",
          "Se a senha foi trocada, atualize-a na tarefa agendada (Register-MonitorRetornos) e nas credenciais guardadas do Windows (cmdkey /list).",
          `Se a mensagem fala em outro usuário já conectado, feche as conexões com o servidor ${server} (net use) e entre de novo.`,
          "Evite tentativas repetidas com a senha errada: elas podem bloquear a conta.",
        ],
      };
    case "rede":
      return {
        title: "Problema de rede entre o monitor e o servidor",
        steps: [
          "Confira na máquina do monitor o cabo, o Wi-Fi ou a VPN, e se outros endereços da rede respondem.",
          `No PowerShell, execute: ${test}`,
          "Se a máquina acabou de ligar, aguarde alguns minutos: a rede e o domínio podem ainda estar iniciando.",
          "Se só este servidor não responde, confira o switch, o firewall e as rotas até ele.",
        ],
      };
    case "sem-resposta":
      return {
        title: "A pasta não responde (nem aceita, nem recusa)",
        steps: [
          `Confira se o servidor ${server} está travado ou sobrecarregado: processador, memória, disco e fila de disco.`,
          `Na máquina do monitor, abra o PowerShell e execute: ${test}`,
          "Se a porta responde mas a pasta não abre, reinicie no servidor o serviço Servidor (LanmanServer) ou o próprio servidor.",
          "Se a rede é lenta por natureza (VPN), aumente prazo_sonda em config.ini.",
        ],
      };
    case "configuracao":
      return {
        title: "O caminho configurado não pode ser usado",
        steps: [
          "Confira pasta_retorno em config.ini: use o caminho completo, como \\\\SERVIDOR\\Compartilhamento\\Pasta.",
          "Não use letra de unidade de rede (X:): ela não existe para a conta da tarefa agendada.",
          "Depois de corrigir, execute Test-MonitorConfiguracao e reinicie o monitor.",
        ],
      };
  }
}

function namesOf(folder: string): { server: string; share: string } {
  const match = /^[\\/]{2}([A-Za-z0-9][A-Za-z0-9._-]*)[\\/]+([^\\/]+)/.exec(folder);
  return { server: match?.[1] ?? "NOME_DO_SERVIDOR", share: match?.[2] ?? "da pasta" };
}
