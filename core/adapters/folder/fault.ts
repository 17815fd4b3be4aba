/** What a failed file system call means for one file, told from the system's error number alone. */
import { errorNumberOf } from "../../words/diagnosis/diagnose.ts";
import type { FileTrouble } from "../../domain/file_fate.ts";

/** Numbers that speak of one file, not of the share. Windows: system error codes; POSIX: Linux errno. */
const WINDOWS: Readonly<Record<number, FileTrouble>> = {
  2: "vanished", // FILE_NOT_FOUND
  5: "denied", // ACCESS_DENIED; also a file whose deletion is pending
  32: "busy", // SHARING_VIOLATION
  33: "busy", // LOCK_VIOLATION
  303: "busy", // DELETE_PENDING
  39: "disk-full", // HANDLE_DISK_FULL
  112: "disk-full", // DISK_FULL
  1295: "disk-full", // DISK_QUOTA_EXCEEDED
  19: "denied", // WRITE_PROTECT
  23: "other", // CRC: a damaged sector
  80: "other", // FILE_EXISTS
  183: "other", // ALREADY_EXISTS
  206: "other", // FILENAME_EXCED_RANGE
  1117: "other", // IO_DEVICE
  1392: "other", // FILE_CORRUPT
};
const POSIX: Readonly<Record<number, FileTrouble>> = {
  1: "denied", // EPERM
  2: "vanished", // ENOENT
  11: "busy", // EAGAIN
  13: "denied", // EACCES
  16: "busy", // EBUSY
  17: "other", // EEXIST
  18: "other", // EXDEV
  20: "other", // ENOTDIR
  21: "other", // EISDIR
  22: "other", // EINVAL
  26: "busy", // ETXTBSY
  28: "disk-full", // ENOSPC
  30: "denied", // EROFS
  36: "other", // ENAMETOOLONG
  40: "other", // ELOOP
  84: "other", // EILSEQ
  122: "disk-full", // EDQUOT
};

/** The error number inside an error's message, `(os error N)`; null when there is none. */
export function errorNumber(error: unknown): number | null {
  return errorNumberOf(error instanceof Error ? error.message : String(error));
}

/** The trouble of one file, or null when the number accuses the share itself (or is not known). */
export function fileTrouble(number: number | null, windows: boolean): FileTrouble | null {
  if (number === null) return null;
  return (windows ? WINDOWS : POSIX)[number] ?? null;
}

/** True when a rename cannot work here but a copy may: another volume, or a client that will not rename an open file. */
export function needsCopy(number: number | null, windows: boolean): boolean {
  return windows ? number === 17 || number === 32 || number === 33 : number === 18 || number === 16;
}
