/** The state of the ledger, in one sentence. */

/** A damaged ledger is being replaced. `since`: when it was noticed, as it is to be shown; `kept`: path of the old one. */
export function rebuildingText(since: string, kept: string): string {
  return `o livro de registro, danificado, está sendo refeito desde ${since}; nenhum arquivo novo é processado antes do fim (o antigo está em ${kept})`;
}
