/** The state of the ledger, in one sentence. */

/** A damaged ledger is being replaced. `since`: when it was noticed, as it is to be shown; `kept`: path of the old one. */
export function rebuildingText(since: string, kept: string): string {
  return `o livro de registro, danificado, está sendo refeito desde ${since}; nenhum arquivo novo é processado antes do fim (o antigo está em ${kept})`;
}

/** What a person is told who meets a damaged ledger outside of the monitor. */
export function damageAdvice(reason: string): string {
  return `o livro de registro está danificado (${reason}); ao iniciar, o monitor o guarda com outro nome e o refaz a partir da pasta de processados`;
}

/** The same of a ledger on a server: nobody but those who look after that can help. */
export function serverDamageAdvice(reason: string): string {
  return `o servidor diz que os dados do livro de registro estão danificados (${reason}); quem cuida do PostgreSQL precisa ver, e restaurar a cópia se for preciso`;
}

/** Of the ledger at that place. */
export function adviceOn({ place, reason }: { readonly place: string; readonly reason: string }) {
  return place.startsWith("postgresql:") ? serverDamageAdvice(reason) : damageAdvice(reason);
}

/** The spool was damaged; `kept`: where it lies. */
export function spoolLostText(kept: string, reason: string): string {
  return `o livro local (avisos e estado enquanto o servidor do livro está fora) estava danificado (${reason}); ficou em ${kept}, e um novo foi feito: o que só ele sabia se perdeu`;
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

/** How the ledger's version stands to the program's. */
export const LEDGER_VERSION_TEXTS = {
  nenhum: "ainda não há livro de registro",
  antigo: "o livro de registro é de uma versão anterior; o início do monitor o atualiza",
  atual: "o livro de registro é desta versão",
  novo: "o livro de registro é de uma versão mais nova: este programa não o lê nem o muda",
} as const;

/** How damage shows that the engine itself does not speak of. */
export const LEDGER_DAMAGES = {
  halfReplaced: "a troca do livro danificado não terminou",
  empty: "o arquivo está vazio",
  gone: "o arquivo sumiu e o diário (-wal) ficou",
  foreignLog: "o diário (-wal) não é do SQLite",
} as const;

/** Whole commits after a place of the log that cannot be read. */
export function lostCommitsText(commits: number): string {
  return `o diário (-wal) está ilegível antes de ${commits} gravações`;
}

/** The data of the ledger are not to be trusted. */
export function ledgerDamagedText(place: string, reason: string): string {
  return `o livro de registro está danificado: ${place} (${reason})`;
}

/** A file that should be a new ledger is none. */
export function noNewLedgerText(file: string): string {
  return `${file} não é um livro de registro novo`;
}

/** The applied file that another one repeats is not there any more. */
export function originalGoneText(name: string): string {
  return `${name}: o arquivo de mesmo conteúdo sumiu do livro de registro`;
}

/** `[LIVRO_DE_REGISTRO] certificado_ca` cannot be read. */
export function unreadableCertificateText(path: string, detail: string): string {
  return `[LIVRO_DE_REGISTRO] certificado_ca: ${path} não pôde ser lido: ${detail}`;
}

/** The lock of whoever processes, in the data folder, cannot be taken. */
export function lockTroubleText(detail: string): string {
  return `a trava de processamento, na pasta de dados, não pôde ser tomada: ${detail}`;
}

/** A line that has no number of its own in the ledger. */
export function tooManyLinesText(line: number, most: number): string {
  return `linha ${line}: um arquivo pode ter até ${most} linhas`;
}

/** The server of the ledger, or the way to it, is in trouble. `place`: where the ledger is; `why`: what the system said. */
export function ledgerAwayText(place: string, why: string): string {
  return `o livro de registro (${place}) não está disponível: ${why}`;
}

/** The server was asked and says nothing. */
export function ledgerSilentText(seconds: number): string {
  return `o servidor do livro de registro não responde há mais de ${seconds} s`;
}

/** Said of the ledger while nobody can ask it. `since`: as it is to be shown; `why`: what the latest attempt failed with. */
export function ledgerAwaySinceText(since: string, why: string): string {
  return `livro de registro fora de alcance desde ${since}; nenhum arquivo é processado, e as contagens são as desta máquina (${why})`;
}

/** The connection was lost while a transaction was being written down for good. */
export function commitUnknownText(place: string): string {
  return `a ligação com o livro de registro (${place}) caiu no meio de uma gravação; na volta se confere se ela ficou`;
}

/** A number of the ledger that cannot be kept exactly. */
export function inexactNumberText(number: string): string {
  return `${number}: número grande demais`;
}

/** The server is too old for the ledger, or its database is not in UTF-8. */
export function unfitServerText(place: string, version: string, encoding: string): string {
  return `o servidor do livro de registro (${place}) não serve: pede-se PostgreSQL 13 ou mais novo, em UTF8 (este: ${version}, ${encoding})`;
}

/** The ledger was closed. */
export function ledgerClosedText(place: string): string {
  return `o livro de registro (${place}) já foi fechado`;
}

/** It was opened to be read. */
export const LEDGER_READ_ONLY = "o livro de registro foi aberto só para leitura";

/** Another monitor holds the folder. */
export const POSSESSION_LOST =
  "outro monitor assumiu a pasta; este já não grava no livro de registro";
