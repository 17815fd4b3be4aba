/**
 * Puts a hook before and after each call that the folder code makes on the file system, in this process.
 * With it a test can stop a move between any two of its steps.
 */

/** Kinds of calls, named by what they mean to the folder code. */
export type Call =
  | "readDir"
  | "lstat"
  | "stat"
  | "mkdir"
  | "open"
  | "reserve"
  | "reason"
  | "spool"
  | "part"
  | "read"
  | "write"
  | "rename"
  | "copy"
  | "remove"
  | "utime"
  | "sync";

/** `half`: only for `write`, after half of the bytes were written. */
export type Moment = "before" | "after" | "half";

/** May throw (the call then has not happened, or its result is lost), block, or end the process. */
export type Hook = (call: Call, path: string, moment: Moment) => void;

// deno-lint-ignore no-explicit-any
type Any = any;

/** Installs the hook; returns how to take it out again. */
export function hookSyscalls(hook: Hook): () => void {
  const deno = Deno as Any;
  const saved: [string, unknown][] = [];
  const wrap = (name: string, call: (...args: Any[]) => Call) => {
    const original = deno[name];
    saved.push([name, original]);
    deno[name] = (...args: Any[]) => {
      const kind = call(...args);
      const path = String(args[0]);
      hook(kind, path, "before");
      const result = original(...args);
      try {
        hook(kind, path, "after");
      } catch (error) {
        // A process that dies lets go of its files.
        if (name === "openSync") result.close();
        throw error;
      }
      return name === "openSync" ? wrapFile(result, path, hook) : result;
    };
  };
  wrap("readDirSync", () => "readDir");
  wrap("lstatSync", () => "lstat");
  wrap("statSync", () => "stat");
  wrap("mkdirSync", () => "mkdir");
  wrap("renameSync", () => "rename");
  wrap("copyFileSync", () => "copy");
  wrap("removeSync", () => "remove");
  wrap("utimeSync", () => "utime");
  wrap("openSync", (path: string, options: Deno.OpenOptions) => {
    if (path.endsWith(".parcial")) return "part";
    if (path.endsWith(".copia")) return "spool";
    if (!options.createNew) return "open";
    return path.endsWith(".motivo.txt") ? "reason" : "reserve";
  });
  // Linux: a directory is opened by libc's own call (see core/adapters/folder/directory.ts).
  const dlopen = deno.dlopen;
  saved.push(["dlopen", dlopen]);
  deno.dlopen = (library: string, symbols: Any) => {
    const opened = dlopen(library, symbols);
    if (!("getdents64" in symbols)) return opened;
    const open = (path: Uint8Array, flags: number) => {
      const text = new TextDecoder().decode(path.subarray(0, -1));
      hook("readDir", text, "before");
      const handle = opened.symbols.open(path, flags);
      hook("readDir", text, "after");
      return handle;
    };
    return { symbols: { ...opened.symbols, open }, close: () => opened.close() };
  };
  return () => {
    for (const [name, original] of saved) deno[name] = original;
  };
}

function wrapFile(file: Deno.FsFile, path: string, hook: Hook): Deno.FsFile {
  const read = file.readSync.bind(file);
  const write = file.writeSync.bind(file);
  const sync = file.syncDataSync.bind(file);
  file.readSync = (bytes) => {
    hook("read", path, "before");
    const count = read(bytes);
    hook("read", path, "after");
    return count;
  };
  file.writeSync = (bytes) => {
    hook("write", path, "before");
    const first = write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    hook("write", path, "half");
    const rest = first === bytes.length ? 0 : write(bytes.subarray(first));
    hook("write", path, "after");
    return first + rest;
  };
  file.syncDataSync = () => {
    hook("sync", path, "before");
    sync();
    hook("sync", path, "after");
  };
  return file;
}

/** An error as Deno throws it for a number of the system. */
export function systemError(number: number, text = "falha de teste"): Error {
  const windows = Deno.build.os === "windows";
  const message = `${text} (os error ${number})`;
  const missing = windows ? [2, 3, 53, 67] : [2];
  const exists = windows ? [80, 183] : [17];
  const denied = windows ? [5] : [1, 13];
  if (missing.includes(number)) return new Deno.errors.NotFound(message);
  if (exists.includes(number)) return new Deno.errors.AlreadyExists(message);
  if (denied.includes(number)) return new Deno.errors.PermissionDenied(message);
  return new Error(message);
}
