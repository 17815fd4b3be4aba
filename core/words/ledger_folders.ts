/** Which folders a ledger has, for somebody who asked for another one. */

/** `--pasta` names a folder that is not in the ledger; `known`: those that are. */
export function unknownLedgerFolderText(asked: string, known: readonly string[]): string {
  const list = known.length === 0
    ? "ele ainda não tem nenhuma"
    : `as que estão nele: ${known.join("; ")}`;
  return `--pasta "${asked}": essa pasta não está no livro de registro; ${list}`;
}

/** `--pasta` names another folder, and the ledger is this machine's own. */
export function onlyFolderText(asked: string, folder: string): string {
  return `--pasta "${asked}": este livro de registro (motor = sqlite) é só da pasta ${folder}; ` +
    "várias pastas num livro só pedem motor = postgresql";
}

/** The rules of another folder are in another config.ini. */
export function foreignRulesText(folder: string): string {
  return `os esperados de ${folder} são das seções [ESPERADO] do config.ini do monitor dela: ` +
    "pergunte lá, ou com --config; esperados --sugerir serve para qualquer pasta do livro";
}
