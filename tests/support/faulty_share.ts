/**
 * The real folder process, with faults at chosen moments. A JSON file says which; each one is used up before
 * it strikes, so that a new process does not meet it again. Arguments: path of that file.
 */
import { serveShare } from "../../core/adapters/folder/share_worker.ts";
import { type Call, hookSyscalls, type Moment, systemError } from "./syscalls.ts";

/** One fault. */
export interface ShareFault {
  readonly at: Call;
  readonly when?: Moment;
  /** Only for paths that hold this text. */
  readonly path?: string;
  /** How often; default once. */
  readonly times?: number;
  /** So many such calls pass before it strikes. */
  readonly skip?: number;
  /** Faults that begin once this one has struck. */
  readonly then?: readonly ShareFault[];
  readonly what: "hang" | "crash" | { readonly posix: number; readonly windows: number };
}

function take(file: string, call: Call, path: string, moment: Moment): ShareFault["what"] | null {
  let faults: ShareFault[];
  try {
    faults = JSON.parse(Deno.readTextFileSync(file));
  } catch {
    return null;
  }
  const index = faults.findIndex((f) =>
    f.at === call && (f.when ?? "before") === moment && path.includes(f.path ?? "") &&
    (f.times ?? 1) > 0
  );
  const fault = faults[index];
  if (fault === undefined) return null;
  const skipped = fault.skip ?? 0;
  faults[index] = skipped > 0
    ? { ...fault, skip: skipped - 1 }
    : { ...fault, times: (fault.times ?? 1) - 1 };
  if (skipped === 0) faults.push(...fault.then ?? []);
  Deno.writeTextFileSync(file, JSON.stringify(faults));
  return skipped > 0 ? null : fault.what;
}

if (import.meta.main) {
  const file = Deno.args[0]!;
  hookSyscalls((call, path, moment) => {
    const what = take(file, call, path, moment);
    if (what === null) return;
    if (typeof what === "object") {
      throw systemError(Deno.build.os === "windows" ? what.windows : what.posix);
    }
    if (what === "crash") Deno.kill(Deno.pid, "SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  serveShare();
}
