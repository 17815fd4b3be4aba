/** Troubles with the machine, in one sentence each. */

/** The data folder does not serve. */
export function dataFolderText(folder: string, why: string): string {
  return `a pasta de dados não pode ser usada: ${folder} (${why}); confira [CAMINHOS] pasta_dados e as permissões`;
}

/** Somebody who may not could make the monitor run or believe things; `who` are SIDs or their two letters in SDDL. */
export function openToOthersText(place: string, who: readonly string[]): string {
  return `outros podem alterar ${place}: ${
    who.join(", ")
  }; rodando como SYSTEM ou administrador, ` +
    "o programa só aceita o que ninguém além do sistema, dos administradores e da conta da tarefa pode mudar. " +
    "Rode install.ps1 com -AssumirPasta, ou corrija as permissões (icacls)";
}
