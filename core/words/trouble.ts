/** Troubles with the machine, in one sentence each. */

/** The data folder does not serve. */
export function dataFolderText(folder: string, why: string): string {
  return `a pasta de dados não pode ser usada: ${folder} (${why}); confira [CAMINHOS] pasta_dados e as permissões`;
}
