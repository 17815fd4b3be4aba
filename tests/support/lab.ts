/**
 * A monitor's world for tests: a real folder, the real folder process, a real ledger, and a clock that the
 * test controls. Everything is removed at the end.
 */
import { join } from "node:path";
import { localDate, localHuman } from "../../core/adapters/clock/local_time.ts";
import { shareCommand } from "../../core/adapters/folder/self_command.ts";
import { ShareClient } from "../../core/adapters/folder/share_client.ts";
import { FileLock } from "../../core/adapters/lock/file_lock.ts";
import { MailChannel } from "../../core/adapters/channels/mail/mail_channel.ts";
import type { Mailer, MailMessage } from "../../core/adapters/channels/mail/message.ts";
import { Announcer } from "../../core/app/tell/announce.ts";
import { FolderWatch, type FolderWatchSettings } from "../../core/app/watch/folder_watch.ts";
import { openDuties } from "../../core/compose/duties.ts";
import { maintenanceOf } from "../../core/compose/maintenance.ts";
import { parseConfig, thisMachine } from "../../core/config/load_config.ts";
import { FileDecider } from "../../core/app/files/decide_file.ts";
import { FilePlacer } from "../../core/app/files/place_file.ts";
import { type LookReport, Sweep } from "../../core/app/files/sweep.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { readingRetorno } from "../../core/formats/read_retorno.ts";
import type { SystemEvent } from "../../core/ports/event_log.port.ts";
import type { RetornoFolder } from "../../core/ports/folder.port.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { Lock } from "../../core/ports/lock.port.ts";
import type { Notification } from "../../core/ports/notifier.port.ts";
import { ManualClock } from "./manual_clock.ts";
import { MemoryLog } from "./memory.ts";
import { type LedgerDatabase, openTestLedger } from "./engine.ts";
import { faultyCommand, MAIN } from "./share.ts";
import type { ShareFault } from "./faulty_share.ts";

/** Date of the synthetic files; the lab's clock begins on this day. */
export const DAY = "2025-10-14";

/** Valid content number `n`: CBR724 for even, CNAB 240 for odd numbers. */
export function retorno(n: number, titulos = 2): Uint8Array {
  return n % 2 === 0
    ? syntheticCbr724({ titulos, nsa: n, date: DAY })
    : syntheticCnab240({ titulos, nsa: n, date: DAY });
}

/** Settings of a lab. */
export interface LabOptions {
  /** `tempo_espera_arquivo`, in ms; default 1000. */
  readonly settleMs?: number;
  /** `prazo_sonda`, in ms of real time; default generous. */
  readonly deadlineMs?: number;
  readonly excluirIed?: boolean;
  readonly watch?: Partial<FolderWatchSettings>;
  /** Null: mail is off. */
  readonly mail?: null;
  /** Takes what is sent past the queue. */
  readonly mailer?: Mailer;
  /** `alertar_por_email`; default true. */
  readonly outagesByMail?: boolean;
  /** Destinations other than the ones inside the watched folder. */
  readonly processed?: string;
  readonly refused?: string;
  /** Puts something between the program and its folder, or something else in its place. */
  readonly wrapFolder?: (folder: RetornoFolder) => RetornoFolder;
  /** Puts something between the program and its ledger. */
  readonly wrapLedger?: (ledger: Ledger) => Ledger | Promise<Ledger>;
  /** Where the data folder is; default beside the watched folder. */
  readonly data?: string;
  /** Told whenever the watch may have changed. */
  readonly onChange?: (queued: boolean) => void;
  /** Sections of config.ini: what they ask for is told besides outages and recoveries; default: nothing. */
  readonly ini?: string;
  /** `tamanho_maximo_arquivo_mb`, in bytes; default: no limit. */
  readonly maxBytes?: number;
  /** How long the ledger waits for another program's lock, ms. */
  readonly busyMs?: number;
  /** False: a month of commits, in which what survives a power cut is not the question. */
  readonly durable?: boolean;
}

/** One monitor's life: what a restart makes anew. */
export interface Life {
  readonly ledger: Ledger;
  readonly db: LedgerDatabase;
  /** Closes what the ledger is kept in. */
  readonly close: () => Promise<void>;
  readonly folder: ShareClient;
  readonly decider: FileDecider;
  readonly placer: FilePlacer;
  readonly sweep: Sweep;
  readonly watch: FolderWatch;
  readonly announcer: Announcer;
}

/** See the module's comment. */
export class Lab implements AsyncDisposable {
  readonly root = Deno.makeTempDirSync({ prefix: "lab-" });
  readonly folder = join(this.root, "Retorno");
  readonly data: string;
  readonly processed: string;
  readonly refused: string;
  readonly ignored = join(this.folder, "Ignorados");
  readonly clock = new ManualClock();
  readonly log = new MemoryLog();
  readonly notifications: Notification[] = [];
  readonly events: SystemEvent[] = [];
  /** Name of the processing lock. A life that died in a test holds its own; the next one needs another. */
  lockName = "processamento.lock";
  /** Called before the processing lock is taken: may throw. */
  lockFault: (() => void) | null = null;
  #lives: Life[] = [];
  /** What the lives hold locked: a life that died in a test lets go only when the lab ends. */
  readonly #held = new Set<() => void>();
  #outages = 0;
  readonly #faults = join(this.root, "faults.json");

  private constructor(readonly options: LabOptions) {
    this.processed = options.processed ?? join(this.folder, "Processados");
    this.refused = options.refused ?? join(this.folder, "Erro");
    this.data = options.data ?? join(this.root, "dados");
    Deno.mkdirSync(this.folder);
    Deno.mkdirSync(this.data, { recursive: true });
  }

  /** A lab in which a monitor has begun its life. */
  static async open(options: LabOptions = {}): Promise<Lab> {
    const lab = new Lab(options);
    await lab.start();
    return lab;
  }

  /** The present life. */
  get now(): Life {
    return this.#lives.at(-1)!;
  }

  /** Begins a life, as a start of the program does; the one before it is simply left alone. */
  async start(): Promise<Life> {
    const { options, clock, log } = this;
    const opened = await openTestLedger(join(this.data, "ledger.db"), {
      busyMs: options.busyMs ?? 5000,
      durable: options.durable ?? true,
    });
    const { db } = opened;
    const ledger = await options.wrapLedger?.(opened.ledger) ?? opened.ledger;
    const client = new ShareClient({
      folder: this.folder,
      workDirectory: join(this.data, "trabalho"),
      command: faultyCommand(this.#faults),
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    });
    const folder = options.wrapFolder?.(client) ?? client;
    const deadlineMs = options.deadlineMs ?? 30_000;
    const decider = new FileDecider({ ledger, clock, readingRetorno, localDate }, {
      pastaProcessados: this.processed,
      pastaErro: this.refused,
      pastaIgnorados: this.ignored,
      excluirIed: options.excluirIed ?? true,
    });
    const placer = new FilePlacer(
      { folder, ledger, clock, log, integrator: null, assure: () => Promise.resolve() },
      deadlineMs,
    );
    const sweep = new Sweep(
      { folder, ledger, clock, log, decider, placer },
      {
        settleMs: options.settleMs ?? 1000,
        deadlineMs,
        destinations: [this.processed, this.refused, this.ignored],
      },
    );
    const settings = {
      folder: this.folder,
      intervalMs: 300_000,
      probeDeadlineMs: deadlineMs,
      lookEveryMs: 5000,
      alerts: true,
      takeExisting: true,
      problemLimitMs: 30 * 60_000,
      ...options.watch,
    };
    const mail = new MailChannel(
      {
        from: "monitor@x",
        to: ["backoffice@x"],
        outages: options.outagesByMail ?? true,
        escalateTo: ["chefia@x"],
        formatLocal: localHuman,
      },
      () =>
        options.mailer === undefined
          ? Promise.reject(new Error("nothing is sent in the lab"))
          : Promise.resolve(options.mailer),
    );
    const config = options.ini === undefined ? null : parseConfig(
      `[CAMINHOS]\npasta_retorno = ${this.folder}\n${options.ini}`,
      join(this.root, "config.ini"),
      thisMachine(),
    );
    const maintenance = config === null ? () => null : maintenanceOf(config);
    const announcer = new Announcer({
      channels: options.mail === null ? [] : [mail],
      log,
      notifier: { notify: (n) => void this.notifications.push(n) },
      events: { write: (event) => void this.events.push(event) },
      quiet: (at) => maintenance(at) !== null,
    }, localHuman);
    const duties = config === null
      ? null
      : openDuties(config, ledger, { announcer, channels: [mail], log });
    const watch = await FolderWatch.open({
      folder,
      ledger,
      clock,
      log,
      lock: this.#lock(),
      sweep,
      announcer,
      duties,
      newId: () => `queda-${++this.#outages}`,
      onFile: () => {},
      onChange: (queued) => options.onChange?.(queued),
    }, settings);
    const { close } = opened;
    const life = { ledger, db, close, folder: client, decider, placer, sweep, watch, announcer };
    this.#lives.push(life);
    return life;
  }

  #lock(): Lock {
    const file = new FileLock(join(this.data, this.lockName));
    return {
      tryAcquire: async () => {
        this.lockFault?.();
        const release = await file.tryAcquire();
        if (release === null) return null;
        const letGo = () => {
          if (this.#held.delete(letGo)) release();
        };
        this.#held.add(letGo);
        return letGo;
      },
    };
  }

  /** Runs the watch until `work` is done. */
  async watching(work: (life: Life) => Promise<void>): Promise<void> {
    const life = this.now;
    const stop = new AbortController();
    const running = life.watch.run(stop.signal, () => {});
    try {
      await work(life);
    } finally {
      stop.abort();
      await running;
    }
  }

  /** Looks, and lets the time pass that each next look asks for, until nothing ripens any more. */
  async sweepAll(outageId: string | null = null): Promise<LookReport> {
    for (let n = 0; n < 100; n++) {
      const report = await this.now.sweep.look({ outageId });
      if (report.unreachable !== null || report.ripening.size === 0) return report;
      this.clock.pass(Math.max(1, report.again ?? 0));
    }
    throw new Error("the sweep does not come to an end");
  }

  /** The share client of the program itself, without the possibility of faults. */
  plainClient(): ShareClient {
    return new ShareClient({
      folder: this.folder,
      workDirectory: join(this.data, "trabalho"),
      command: shareCommand(MAIN),
    });
  }

  /** Faults of the folder process, from now on; without arguments: none. */
  fault(...faults: ShareFault[]): void {
    Deno.writeTextFileSync(this.#faults, JSON.stringify(faults));
  }

  put(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(path, bytes);
    return path;
  }

  /** The share goes away, or comes back. */
  away(): void {
    Deno.renameSync(this.folder, join(this.root, "fora"));
  }
  back(): void {
    Deno.renameSync(join(this.root, "fora"), this.folder);
  }

  /** Names in a directory, sorted, without subdirectories; empty when there is none. */
  names(directory = this.folder): string[] {
    try {
      return [...Deno.readDirSync(directory)].filter((e) => !e.isDirectory).map((e) => e.name)
        .sort();
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  /** `[name, situation, target or null while the move is owed]` of every file in the ledger, in order. */
  recorded(): [string, string, string | null][] {
    return this.now.db.prepare("SELECT name, situation, target, moved_at FROM files ORDER BY id")
      .all().map((row) => [
        String(row.name),
        String(row.situation),
        row.moved_at === null ? null : String(row.target),
      ]);
  }

  /** Mails in the outbox: kind and outage, in order. */
  mails(): string[] {
    return this.now.db.prepare("SELECT kind, outage_id FROM outbox ORDER BY id").all()
      .map((row) => `${row.kind} ${row.outage_id}`);
  }

  /** Text of the last mail of a kind. */
  mailText(kind: string): string {
    const row = this.now.db.prepare(
      "SELECT payload FROM outbox WHERE kind = ? ORDER BY id DESC LIMIT 1",
    ).get(kind);
    return String((JSON.parse(String(row?.payload ?? "{}")) as MailMessage).text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const life of this.#lives) {
      await life.folder.close();
      await life.close();
    }
    // Windows removes no file that is open.
    for (const letGo of [...this.#held]) letGo();
    for (let n = 0;; n++) {
      try {
        return await Deno.remove(this.root, { recursive: true });
      } catch (error) {
        // On Windows a killed process may hold its files for a moment longer.
        if (n >= 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}
