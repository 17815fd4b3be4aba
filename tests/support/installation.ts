/** The real program as a process of its own, on a folder of its own, with a real mail server's address. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { MARK_NAME } from "../../core/domain/folder_mark.ts";
import { MAIN } from "./share.ts";

/** Generous: a loaded machine, or a Deno under Wine, takes seconds to start a process. In ms. */
export const PATIENCE_MS = 90_000;

/** Lines of config.ini by section, in place of the defaults. */
export type Sections = Readonly<Record<string, readonly string[]>>;

/** A throw-away installation; everything it started is ended and removed at the end. */
export class Installation implements AsyncDisposable {
  readonly root = Deno.makeTempDirSync({ prefix: "instalacao-" });
  readonly folder = join(this.root, "Cobrança PCJ", "Retorno");
  readonly away = join(this.root, "Cobrança PCJ", "Retorno_FORA");
  readonly processed = join(this.folder, "Processados");
  readonly refused = join(this.folder, "Erro");
  readonly data = join(this.root, "dados");
  readonly config = join(this.root, "config.ini");
  readonly log = join(this.root, "logs", "monitor.log");
  /** Added to the environment of what is started. */
  readonly env: Record<string, string> = {};
  /** Arguments of the runtime, before the program. */
  readonly runtime: string[] = [];
  readonly #started: Deno.ChildProcess[] = [];

  constructor(smtpPort: number | null, sections: Sections = {}) {
    Deno.mkdirSync(this.folder, { recursive: true });
    const all: Sections = {
      CAMINHOS: [`pasta_retorno = ${this.folder}`, `pasta_dados = ${this.data}`],
      MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = 1", "prazo_sonda = 20"],
      PROCESSAMENTO: ["intervalo_varredura = 1", "tempo_espera_arquivo = 0"],
      EMAIL: smtpPort === null ? ["habilitado = false"] : [
        "smtp_servidor = 127.0.0.1",
        `smtp_porta = ${smtpPort}`,
        "seguranca = nenhuma",
        "remetente = monitor@exemplo.invalid",
        "destinatarios = equipe@exemplo.invalid",
      ],
      NOTIFICACOES: ["habilitado = true"],
      LOGS: [`arquivo_log = ${this.log}`],
      ...sections,
    };
    const text = Object.entries(all).map(([name, lines]) => [`[${name}]`, ...lines].join("\r\n"));
    Deno.writeTextFileSync(this.config, text.join("\r\n") + "\r\n");
  }

  /** Starts `monitorar`. */
  start(): Deno.ChildProcess {
    return this.serve("monitorar");
  }

  /** Starts a command that does not end by itself. */
  serve(...args: string[]): Deno.ChildProcess {
    const child = this.#command(args, "null").spawn();
    this.#started.push(child);
    return child;
  }

  /** Runs one command to its end. */
  async run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const { code, stdout, stderr } = await this.#command(args, "piped").output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: text(stdout), err: text(stderr) };
  }

  /** Puts a file there in one go, as a finished transfer does. */
  drop(name: string, bytes: Uint8Array, folder = this.folder): void {
    const part = join(folder, `${name}.tmp`);
    Deno.writeFileSync(part, bytes);
    Deno.renameSync(part, join(folder, name));
  }

  /** The folder goes out of reach, or comes back. On Windows a call under way may delay it. */
  takeAway = (): Promise<void> => persist(() => Deno.renameSync(this.folder, this.away));
  bringBack = (): Promise<void> => persist(() => Deno.renameSync(this.away, this.folder));

  /** Messages of the log, each `NÍVEL - mensagem`. */
  messages(): string[] {
    return this.lines().map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - /, ""));
  }

  /** The log as it is written. */
  lines(): string[] {
    try {
      return Deno.readTextFileSync(this.log).split("\n").filter((line) => line !== "");
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  /** How many messages of the log hold this text. */
  said(text: string): number {
    return this.messages().filter((message) => message.includes(text)).length;
  }

  /** Names of the files in a directory, sorted, without the monitor's own mark. */
  names(directory = this.folder): string[] {
    try {
      return [...Deno.readDirSync(directory)].filter((e) => e.isFile && e.name !== MARK_NAME)
        .map((e) => e.name).sort();
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  /** Asks the ledger, without disturbing whoever writes. */
  query(sql: string, file = "ledger.db"): Record<string, unknown>[] {
    const db = new DatabaseSync(join(this.data, file), { readOnly: true, timeout: 5000 });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  }

  /** Asks the spool of a ledger that is on a server. */
  spooled(sql: string): Record<string, unknown>[] {
    return this.query(sql, "livro-local.db");
  }

  /** As if the time until the next attempt of each waiting message had passed. A monitor must not be in the middle of one. */
  passMailDelays(): void {
    const db = new DatabaseSync(join(this.data, "ledger.db"), { timeout: 5000 });
    try {
      db.exec("UPDATE outbox SET next_attempt_at = 0 WHERE accepted_at IS NULL");
    } finally {
      db.close();
    }
  }

  /** Waits until `condition` holds; shows the log when it does not. */
  async until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = performance.now() + PATIENCE_MS;;) {
      if (await condition()) return;
      assert.ok(performance.now() < end, `${what}: did not happen\n${this.lines().join("\n")}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#started) await kill(child);
    await persist(() => Deno.removeSync(this.root, { recursive: true }));
  }

  #command(args: readonly string[], output: "piped" | "null"): Deno.Command {
    return new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--quiet",
        ...this.runtime,
        fileURLToPath(MAIN),
        ...args,
        "--config",
        this.config,
      ],
      cwd: this.root,
      stdin: "null",
      stdout: output,
      stderr: output,
      env: { NO_COLOR: "1", ...this.env },
    });
  }
}

/** kill -9, and waits until the process is gone. */
export async function kill(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGKILL");
  } catch { /* it has ended */ }
  await child.status;
}

/** On Windows a folder with a call under way cannot be renamed or removed. */
async function persist(work: () => void): Promise<void> {
  for (let n = 0;; n++) {
    try {
      return work();
    } catch (error) {
      if (n >= 200 || error instanceof Deno.errors.NotFound) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
