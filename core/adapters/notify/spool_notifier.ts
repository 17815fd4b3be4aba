/** Notifications left in a folder: the program runs in session 0, a task in each person's session shows them. */
import { join } from "node:path";
import type { Log } from "../../ports/log.port.ts";
import type { Notification, Notifier } from "../../ports/notifier.port.ts";
import { notificationFailedLine } from "../../words/log/messages.ts";
import { localIso } from "../clock/local_time.ts";

/** The folder inside the data folder. */
export const SPOOL_FOLDER = "notificacoes";

const DAY_MS = 86_400_000;
const SPOOLED = /^[A-Za-z0-9_-]+-(?:queda|recuperacao|aviso)\.(?:json|tmp)$/;

/**
 * Writes one JSON file per notification into `DATA/notificacoes`, whole or not at all (temporary name, then rename),
 * and removes its own files once they are a day older than the newest event. A failure goes to the log and no further.
 */
export class SpoolNotifier implements Notifier {
  readonly #folder: string;
  readonly #log: Log | null;

  constructor(dataFolder: string, log: Log | null = null) {
    this.#folder = join(dataFolder, SPOOL_FOLDER);
    this.#log = log;
  }

  notify(notification: Notification): void {
    try {
      Deno.mkdirSync(this.#folder, { recursive: true });
      this.#write(notification);
      this.#prune(notification.at);
    } catch (error) {
      const { level, text } = notificationFailedLine(reason(error));
      this.#log?.write(level, text);
    }
  }

  #write(notification: Notification): void {
    const { id, kind, title, text, at } = notification;
    // The kind is part of the name even if the id were not what the port promises.
    const base = join(this.#folder, `${fileName(id, kind)}`);
    const document = { id, tipo: kind, titulo: title, texto: text, em: localIso(at) };
    Deno.writeTextFileSync(`${base}.tmp`, JSON.stringify(document) + "\n");
    Deno.renameSync(`${base}.tmp`, `${base}.json`);
  }

  #prune(now: number): void {
    for (const entry of Deno.readDirSync(this.#folder)) {
      if (!entry.isFile || !SPOOLED.test(entry.name)) continue;
      const path = join(this.#folder, entry.name);
      try {
        if (this.#writtenAt(path) < now - DAY_MS) Deno.removeSync(path);
      } catch {
        // Being read by a session, or gone: the next notification tries again.
      }
    }
  }

  /** The event's own time; for what is not readable, the time of the file. */
  #writtenAt(path: string): number {
    const modified = Deno.statSync(path).mtime?.getTime() ?? Infinity;
    try {
      const at = Date.parse(JSON.parse(Deno.readTextFileSync(path)).em);
      return Number.isFinite(at) ? at : modified;
    } catch {
      return modified;
    }
  }
}

/** Does nothing: notifications are switched off. */
export class SilentNotifier implements Notifier {
  notify(_notification: Notification): void {}
}

function fileName(id: string, kind: string): string {
  const safe = id.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 120);
  return safe.endsWith(`-${kind}`) ? safe : `${safe}-${kind}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
