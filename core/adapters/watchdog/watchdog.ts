/**
 * Someone to watch the watcher: a timer of the system's own, which ends the process by force unless a sign of life of the main
 * thread winds it up again. Its keeper (the Scheduled Task) starts it again. The system's, because a main thread that is stuck
 * cannot look after itself, and a thread of ours costs 8 MB for nothing to do; by force, because leaving politely would need the
 * very loop that is stuck. Nothing can be said at that moment: the next start says it.
 */

/** A running watchdog. */
export interface Watchdog {
  /** The main thread is alive. Costs next to nothing; call it as often as you like. */
  beat(): void;
  /** No more watching. */
  stop(): void;
}

const POSIX = { alarm: { parameters: ["u32"], result: "u32" } } as const;

const WINDOWS = {
  GetModuleHandleW: { parameters: ["buffer"], result: "pointer" },
  GetProcAddress: { parameters: ["pointer", "buffer"], result: "pointer" },
  CreateTimerQueueTimer: {
    parameters: ["buffer", "pointer", "pointer", "pointer", "u32", "u32", "u32"],
    result: "i32",
  },
  ChangeTimerQueueTimer: { parameters: ["pointer", "pointer", "u32", "u32"], result: "i32" },
  DeleteTimerQueueTimer: { parameters: ["pointer", "pointer", "pointer"], result: "i32" },
} as const;

/** WT_EXECUTEINTIMERTHREAD: no other work of the process can hold it up. */
const IN_TIMER_THREAD = 0x20;
/** GetCurrentProcess(). */
const THIS_PROCESS = 0xffff_ffff_ffff_ffffn;

/**
 * Starts watching: after `limitMs` without a beat the process ends (SIGALRM; on Windows with code 1). The time that the machine
 * sleeps does not count. Throws when the system does not give the timer.
 */
export function startWatchdog(limitMs: number): Watchdog {
  return Deno.build.os === "windows" ? onWindows(limitMs) : onPosix(Math.ceil(limitMs / 1000));
}

function onPosix(seconds: number): Watchdog {
  const name = Deno.build.os === "darwin" ? "libSystem.dylib" : "libc.so.6";
  const { symbols } = Deno.dlopen(name, POSIX);
  const wind = (left: number) => void symbols.alarm(left);
  wind(seconds);
  return { beat: () => wind(seconds), stop: () => wind(0) };
}

/** `TerminateProcess(this process, TRUE)` has the shape of a timer's callback: no code of ours has to run. */
function onWindows(limitMs: number): Watchdog {
  const { symbols } = Deno.dlopen("kernel32.dll", WINDOWS);
  const kernel = symbols.GetModuleHandleW(utf16("kernel32.dll"));
  const end = symbols.GetProcAddress(kernel, new TextEncoder().encode("TerminateProcess\0"));
  const self = Deno.UnsafePointer.create(THIS_PROCESS);
  const made = new BigUint64Array(1);
  if (
    end === null ||
    symbols.CreateTimerQueueTimer(made, null, end, self, limitMs, 0, IN_TIMER_THREAD) === 0
  ) {
    throw new Error("CreateTimerQueueTimer");
  }
  const timer = Deno.UnsafePointer.create(made[0]!);
  return {
    beat: () => void symbols.ChangeTimerQueueTimer(null, timer, limitMs, 0),
    stop: () => void symbols.DeleteTimerQueueTimer(null, timer, null),
  };
}

function utf16(text: string): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(`${text}\0`, (character) => character.charCodeAt(0));
}
