/** Troubles with the machine, in one sentence each. */

/** The data folder does not serve. */
export function dataFolderText(folder: string, why: string): string {
  return `a pasta de dados não pode ser usada: ${folder} (${why}); confira [CAMINHOS] pasta_dados e as permissões`;
}

/** A file that was asked for cannot be written. */
export function notWrittenText(path: string, why: string): string {
  return `${path} não pôde ser gravado: ${why}`;
}

/** Somebody who may not could make the monitor run or believe things; `who` are SIDs or their two letters in SDDL. */
export function openToOthersText(place: string, who: readonly string[]): string {
  return `outros podem alterar ${place}: ${
    who.join(", ")
  }; rodando como SYSTEM ou administrador, ` +
    "o programa só aceita o que ninguém além do sistema, dos administradores e da conta da tarefa pode mudar. " +
    "Rode install.ps1 com -AssumirPasta, ou corrija as permissões (icacls)";
}

/** A process of this program, as others speak of it: its number, its command, and when it began what it does. */
export function processText(pid: number, command: string, since: string): string {
  return `o processo ${pid} (${command}, desde ${since})`;
}

/** This account may not read the data folder. */
export function noRightsText(folder: string): string {
  return `esta conta não pode ler a pasta de dados ${folder}: abra o programa (ou o PowerShell) como administrador, ou peça leitura nessa pasta`;
}
