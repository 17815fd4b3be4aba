/** The state of the ledger, in one sentence. */

/** A damaged ledger is being replaced. `since`: when it was noticed, as it is to be shown; `kept`: path of the old one. */
export function rebuildingText(since: string, kept: string): string {
  return `o livro de registro, danificado, está sendo refeito desde ${since}; nenhum arquivo novo é processado antes do fim (o antigo está em ${kept})`;
}

/** What a person is told who meets a damaged ledger outside of the monitor. */
export function damageAdvice(reason: string): string {
  return `o livro de registro está danificado (${reason}); ao iniciar, o monitor o guarda com outro nome e o refaz a partir da pasta de processados`;
}

/** It is there, and cannot be read. */
export function unreadableText(why: string): string {
  return `o livro de registro não pôde ser lido: ${why}`;
}

/** The ledger is of an earlier version, and nobody has brought it up yet. */
export function outdatedText(file: string, version: number): string {
  return `o livro de registro ${file} ainda é de uma versão anterior (esquema ${version}); o início do monitor o atualiza`;
}

/** The ledger is of a later version. */
export function newerText(found: number, known: number): string {
  return `o livro de registro é de uma versão mais nova do programa (esquema ${found}, este conhece ${known})`;
}
