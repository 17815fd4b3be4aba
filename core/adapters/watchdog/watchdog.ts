/**
 * Someone to watch the watcher. A thread of its own counts the seconds without a sign of life of the main
 * thread and, when there are too many, ends the process by force: its keeper (the Scheduled Task) starts it
 * again. A thread, because a main thread that is stuck cannot look after itself; by force, because leaving
 * politely would need the very loop that is stuck.
 */
import { silencedLine } from "../../words/log/program.ts";

/** A running watchdog. */
export interface Watchdog {
  /** The main thread is alive. Costs nothing; call it as often as you like. */
  beat(): void;
  /** No more watching. */
  stop(): void;
}

/** Options of {@link startWatchdog}. */
export interface WatchdogOptions {
  /** Silence after which the process is ended, in ms. */
  readonly limitMs: number;
  /** The last words go here, as a line of the log. */
  readonly logFile: string;
}

/** Seconds are counted by the thread's own ticks: a machine that was asleep has not been silent. */
const SOURCE = `
self.onmessage = ({ data }) => {
  const beats = new Int32Array(data.shared);
  let last = -1, silent = 0;
  const timer = setInterval(() => {
    const now = Atomics.load(beats, 0);
    if (now !== last) { last = now; silent = 0; return; }
    if (++silent * 1000 < data.limitMs) return;
    clearInterval(timer);
    // Whatever becomes of the last words (a log on a share that froze takes none), the end comes.
    const end = () => Deno.kill(Deno.pid, "SIGKILL");
    setTimeout(end, 2000);
    try {
      const d = new Date(), two = (n) => String(n).padStart(2, "0");
      const at = d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate()) + " " +
        two(d.getHours()) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds());
      const line = at + " - " + data.level + " - " + data.lastWords + "\\n";
      Deno.writeTextFile(data.logFile, line, { append: true }).then(end, end);
    } catch {
      end();
    }
  }, 1000);
};`;

/** Starts watching. The process ends with a non-zero code (137, or 1 on Windows) if it falls silent. */
export function startWatchdog(options: WatchdogOptions): Watchdog {
  const shared = new SharedArrayBuffer(4);
  const beats = new Int32Array(shared);
  const url = URL.createObjectURL(new Blob([SOURCE], { type: "application/javascript" }));
  const lastWords = silencedLine(Math.round(options.limitMs / 1000));
  const worker = new Worker(url, { type: "module", name: "watchdog" });
  worker.postMessage({
    shared,
    limitMs: options.limitMs,
    logFile: options.logFile,
    level: lastWords.level,
    lastWords: lastWords.text,
  });
  return {
    beat: () => void Atomics.add(beats, 0, 1),
    stop: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
