/** Why the system would not do something with one file, told from its number; its own text is in its own language. */
import { errorNumberOf, type ErrorSystem } from "./diagnose.ts";
import { POSIX_NUMBERS } from "./posix.ts";
import { WINDOWS_NUMBERS } from "./windows.ts";

/** Symbolic name, and meaning for a file; what is missing here means the same for a file as for the folder. */
type FileMeaning = readonly [name: string, meaning: string];

const POSIX: Readonly<Record<number, FileMeaning>> = {
  1: ["EPERM", "a operação não é permitida"],
  2: ["ENOENT", "o caminho não existe"],
  13: ["EACCES", "a conta não tem permissão"],
  16: ["EBUSY", "está em uso por outro programa"],
  17: ["EEXIST", "já existe algo com esse nome"],
  20: ["ENOTDIR", "uma parte do caminho é um arquivo, e não uma pasta"],
  21: ["EISDIR", "é uma pasta, e não um arquivo"],
  22: ["EINVAL", "o caminho ou a operação não é válida"],
  26: ["ETXTBSY", "está em uso por outro programa"],
  27: ["EFBIG", "o arquivo é grande demais"],
  30: ["EROFS", "o disco é somente para leitura"],
  36: ["ENAMETOOLONG", "o nome é longo demais"],
  40: ["ELOOP", "o caminho dá voltas em ligações simbólicas"],
  84: ["EILSEQ", "o nome não é aceito"],
};
const WINDOWS: Readonly<Record<number, FileMeaning>> = {
  2: ["FILE_NOT_FOUND", "o arquivo não existe"],
  3: ["PATH_NOT_FOUND", "o caminho não existe"],
  5: ["ACCESS_DENIED", "a conta não tem permissão"],
  19: ["WRITE_PROTECT", "o disco é somente para leitura"],
  23: ["CRC", "o disco tem um setor danificado"],
  32: ["SHARING_VIOLATION", "está em uso por outro programa"],
  33: ["LOCK_VIOLATION", "está bloqueado por outro programa"],
  39: ["HANDLE_DISK_FULL", "o disco está cheio"],
  80: ["FILE_EXISTS", "já existe algo com esse nome"],
  112: ["DISK_FULL", "o disco está cheio"],
  123: ["INVALID_NAME", "o nome não é válido"],
  183: ["ALREADY_EXISTS", "já existe algo com esse nome"],
  206: ["FILENAME_EXCED_RANGE", "o caminho é longo demais"],
  267: ["DIRECTORY", "uma parte do caminho é um arquivo, e não uma pasta"],
  303: ["DELETE_PENDING", "está sendo excluído"],
  1392: ["FILE_CORRUPT", "o arquivo está danificado no disco"],
};

/** The reason alone, from a runtime's message; one without a number stays as it is. */
export function fileErrorReason(os: ErrorSystem, message: string): string {
  const number = errorNumberOf(message);
  if (number === null) return message;
  const said = `erro ${number} ${os === "windows" ? "do Windows" : "do sistema"}`;
  const known = (os === "windows" ? WINDOWS : POSIX)[number];
  if (known !== undefined) return `${known[1]} (${said}, ${known[0]})`;
  const general = (os === "windows" ? WINDOWS_NUMBERS : POSIX_NUMBERS)[number];
  if (general === undefined) return `motivo desconhecido (${said})`;
  const [, name, , meaning] = general;
  return `${meaning[0]!.toLowerCase()}${meaning.slice(1)} (${said}, ${name})`;
}

/** The reason, and the path that the message is about: the last one, which of a move is the destination. */
export function fileErrorText(os: ErrorSystem, message: string): string {
  const path = /\(os error \d+\): \w+ '(?:.*' -> ')?(.*)'$/s.exec(message)?.[1];
  const reason = fileErrorReason(os, message);
  return path === undefined ? reason : `${reason}: ${path}`;
}
