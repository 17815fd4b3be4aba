/** Entries in the Windows event log, source `MonitorRetornos`, log Application. */
import type { EventLog, SystemEvent } from "../../ports/event_log.port.ts";

/** The source that the installation registers; without it the entries appear with a note that no text was found. */
export const EVENT_SOURCE = "MonitorRetornos";

const ERROR = 0x1;
const INFORMATION = 0x4;
const WARNING = 0x2;

/** Numbers that other tools filter by: never renumber. */
export const EVENT_IDS: Readonly<
  Record<SystemEvent, { readonly id: number; readonly type: number }>
> = {
  inicio: { id: 1000, type: INFORMATION },
  parada: { id: 1001, type: INFORMATION },
  queda: { id: 2000, type: WARNING },
  recuperacao: { id: 2001, type: INFORMATION },
  recusado: { id: 3000, type: WARNING },
  pendente: { id: 3001, type: WARNING },
  espera: { id: 3002, type: WARNING },
  livro: { id: 4000, type: ERROR },
  posse: { id: 5000, type: INFORMATION },
};

/** `ReportEventW` refuses a string of more characters than this. */
const LONGEST = 31_839;

const SYMBOLS = {
  RegisterEventSourceW: { parameters: ["pointer", "buffer"], result: "pointer" },
  ReportEventW: {
    parameters: [
      "pointer", // source
      "u16", // type
      "u16", // category
      "u32", // id
      "pointer", // user
      "u16", // number of strings
      "u32", // bytes of data
      "buffer", // strings
      "pointer", // data
    ],
    result: "i32",
  },
  DeregisterEventSource: { parameters: ["pointer"], result: "i32" },
} as const;

/** The event log of this computer; does nothing elsewhere than on Windows. */
export function systemEventLog(): EventLog {
  return Deno.build.os === "windows" ? new WindowsEventLog() : { write: () => {} };
}

class WindowsEventLog implements EventLog {
  write(event: SystemEvent, message: string): void {
    try {
      report(event, message);
    } catch {
      // No event log service, or no right to it: the log file has the same story.
    }
  }
}

/** Opened for each entry: entries are rare, and a handle kept for months can go stale when the service restarts. */
function report(event: SystemEvent, message: string): void {
  const library = Deno.dlopen("advapi32.dll", SYMBOLS);
  try {
    const source = library.symbols.RegisterEventSourceW(null, wide(EVENT_SOURCE));
    if (source === null) return;
    try {
      const text = wide(message.slice(0, LONGEST - 1));
      const strings = new BigUint64Array([Deno.UnsafePointer.value(Deno.UnsafePointer.of(text))]);
      const { id, type } = EVENT_IDS[event];
      library.symbols.ReportEventW(source, type, 0, id, null, 1, 0, strings, null);
    } finally {
      library.symbols.DeregisterEventSource(source);
    }
  } finally {
    library.close();
  }
}

/** UTF-16 with its terminator; a NUL inside would end the text early. */
function wide(text: string): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(`${text.replaceAll("\0", " ")}\0`, (c) => c.charCodeAt(0));
}
