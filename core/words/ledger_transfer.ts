/** Taking the ledger from one engine to the other, and checking it. */

/** The rows of one table, as people call them. */
export const TABLE_NAMES: Readonly<Record<string, string>> = {
  outages: "quedas",
  files: "arquivos",
  titulos: "títulos",
  movimentos: "movimentos",
  outbox: "avisos",
  telling: "avisos do calendário",
  rebuild: "reconstruções",
  file_slots: "arquivos por hora",
  paid_days: "pagamentos por dia",
  watch_spans: "períodos vigiados",
};

const named = (tables: readonly string[]) =>
  tables.map((table) => TABLE_NAMES[table] ?? table).join(", ");

/** The ledger that should be filled is not empty. */
export function occupiedText(place: string, tables: readonly string[]): string {
  return `o livro de destino (${place}) já tem dados desta pasta (${
    named(tables)
  }); a cópia só vai para um livro vazio (um ledger.db antigo: mude o nome dele antes), e nada foi mudado`;
}

/** What was written is not what was read. */
export function differentCopyText(tables: readonly string[]): string {
  return `a cópia saiu diferente da origem (${
    named(tables)
  }) e foi desfeita; nada mudou em nenhum dos livros`;
}

/** Another folder's ledger has rows that only one may have. `detail`: what the server says of them. */
export function foreignRowsText(detail: string): string {
  return `o livro de destino já tem, de outra pasta, um conteúdo, título ou aviso deste livro${
    detail === "" ? "" : ` (${detail})`
  }; dois livros assim não se juntam, e nada foi mudado`;
}

/** A folder of the ledger cannot leave without rows of another one. `name`: of a file. */
export function sharedRowsText(name: string): string {
  return `esta pasta divide conteúdos ou títulos com outra do mesmo livro (o arquivo ${name}, por exemplo); sozinha ela não sai dele, e nada foi mudado`;
}

/** Files of the ledger have numbers for which there is no place. */
export function numberTooHighText(number: number): string {
  return `o livro tem arquivos de número até ${number}, alto demais para um livro SQLite`;
}

/** A row refers to another one that is not there. */
export function lostReferenceText(table: string): string {
  return `uma linha de ${named([table])} se refere a outra que não existe`;
}

/** An index or a rule of the database that keeps rows single is gone or does not count. */
export function brokenGuardText(name: string): string {
  return `o índice ou a regra ${name} do banco falta ou não vale`;
}

/** What is looked at in a ledger, as people call it. */
export const AUDIT_NAMES: Readonly<Record<string, string>> = {
  "applied-once": "cada conteúdo aplicado uma vez",
  "duplicates": "duplicados com o seu original",
  "movements-of-files": "movimentos de cada arquivo",
  "movements-of-titulos": "movimentos com título e arquivo",
  "titulos": "títulos iguais à soma dos movimentos",
  "paid-days": "pagamentos por dia",
  "file-slots": "arquivos por hora",
};

/** The server's ledger has never heard of the folder. */
export function unknownFolderText(folder: string): string {
  return `não há o que copiar: o livro no PostgreSQL não tem nada da pasta ${folder}`;
}

/** Another machine holds the folder now. `post`: its name. */
export function heldElsewhereText(post: string): string {
  return `o monitor de ${post} atende esta pasta agora: pare-o antes`;
}
