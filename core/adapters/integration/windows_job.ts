/**
 * A Windows job object: everything that a process starts belongs to it, and ends with it, also when this
 * program is killed. https://learn.microsoft.com/windows/win32/procthread/job-objects
 */

const SYMBOLS = {
  CreateJobObjectW: { parameters: ["pointer", "pointer"], result: "pointer" },
  SetInformationJobObject: { parameters: ["pointer", "u32", "buffer", "u32"], result: "i32" },
  OpenProcess: { parameters: ["u32", "i32", "u32"], result: "pointer" },
  AssignProcessToJobObject: { parameters: ["pointer", "pointer"], result: "i32" },
  TerminateJobObject: { parameters: ["pointer", "u32"], result: "i32" },
  CloseHandle: { parameters: ["pointer"], result: "i32" },
} as const;

/** PROCESS_SET_QUOTA and PROCESS_TERMINATE: what the assignment asks for. */
const ACCESS = 0x0101;
/** JobObjectExtendedLimitInformation; JOBOBJECT_EXTENDED_LIMIT_INFORMATION has 144 bytes, the flags at 16. */
const EXTENDED_LIMITS = 9;
const LIMITS_SIZE = 144;
const FLAGS_AT = 16;
const KILL_ON_JOB_CLOSE = 0x2000;

/** The job of one process. */
export interface Job {
  /** Ends every process of it. */
  kill(): void;
  /** Lets go: what still runs goes on by itself. */
  release(): void;
}

/** Puts a process that was just started into a job of its own; null when the system will not have it. */
export function jobOf(pid: number): Job | null {
  let library;
  try {
    library = Deno.dlopen("kernel32.dll", SYMBOLS);
  } catch {
    return null;
  }
  const { symbols } = library;
  const job = symbols.CreateJobObjectW(null, null);
  const limit = (flags: number) => {
    const limits = new Uint8Array(LIMITS_SIZE);
    new DataView(limits.buffer).setUint32(FLAGS_AT, flags, true);
    symbols.SetInformationJobObject(job, EXTENDED_LIMITS, limits, LIMITS_SIZE);
  };
  limit(KILL_ON_JOB_CLOSE);
  const process = symbols.OpenProcess(ACCESS, 0, pid);
  const assigned = process !== null && symbols.AssignProcessToJobObject(job, process) !== 0;
  if (process !== null) symbols.CloseHandle(process);
  const close = () => {
    symbols.CloseHandle(job);
    library.close();
  };
  if (!assigned) {
    close();
    return null;
  }
  return {
    kill: () => void symbols.TerminateJobObject(job, 1),
    release: () => {
      limit(0);
      close();
    },
  };
}
