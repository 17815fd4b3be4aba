/** The stage of the rehearsal: a throw-away folder, a mail server of its own, and the real program. */
import { MARK_NAME } from "../domain/folder_mark.ts";
import { join } from "node:path";
import { type LoopbackSmtp, startLoopbackSmtp } from "./loopback_smtp.ts";

/** A program and its first arguments. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
}

/** Result of one command. */
export interface CommandResult {
  readonly code: number;
  // deno-lint-ignore no-explicit-any -- documents of the commands, read field by field by the steps
  readonly document: any;
  readonly errors: string;
}

/** Everything a step can touch. Nothing outside `root` is ever written. */
export class Stage {
  readonly root: string;
  readonly folder: string;
  /** Where the folder is while it is "out of reach": as a renamed or lost share. */
  readonly away: string;
  readonly config: string;
  readonly logFile: string;
  readonly mail: LoopbackSmtp;
  readonly #self: Program;
  #monitor: Deno.ChildProcess | null = null;

  private constructor(root: string, mail: LoopbackSmtp, self: Program) {
    this.root = root;
    this.mail = mail;
    this.#self = self;
    this.folder = join(root, "CobrancaPCJ", "Retorno");
    this.away = join(root, "CobrancaPCJ", "Retorno_FORA_DO_AR");
    this.config = join(root, "config.ini");
    this.logFile = join(root, "logs", "monitor_retornos.log");
  }

  /** Prepares folders, configuration and mail server. */
  static async prepare(self: Program): Promise<Stage> {
    const root = await Deno.makeTempDir({ prefix: "ensaio-monitor-retornos-" });
    const stage = new Stage(root, await startLoopbackSmtp(), self);
    await Deno.mkdir(stage.folder, { recursive: true });
    await Deno.writeTextFile(stage.config, stage.#configText());
    return stage;
  }

  /** Starts the real monitor in the background. */
  start(): void {
    this.#monitor = this.#command(["monitorar"], "null").spawn();
  }

  /** True while the monitor's process lives. */
  async running(): Promise<boolean> {
    if (this.#monitor === null) return false;
    const alive = Symbol();
    return await Promise.race([this.#monitor.status, Promise.resolve(alive)]) === alive;
  }

  /** Runs one command of the program with `--json`. */
  async run(...args: string[]): Promise<CommandResult> {
    const { code, stdout, stderr } = await this.#command([...args, "--json"], "piped").output();
    const text = new TextDecoder().decode(stdout);
    return {
      code,
      document: text === "" ? null : JSON.parse(text),
      errors: new TextDecoder().decode(stderr),
    };
  }

  /** Puts a file where the bank would put it, in one go. */
  async drop(name: string, bytes: Uint8Array, folder = this.folder): Promise<void> {
    const part = join(folder, `${name}.tmp`);
    await Deno.writeFile(part, bytes);
    await Deno.rename(part, join(folder, name));
  }

  /** The folder goes out of reach; waits out a call that is under way on Windows. */
  async takeAway(): Promise<void> {
    await persist(() => Deno.rename(this.folder, this.away));
  }

  /** The folder comes back. */
  async bringBack(): Promise<void> {
    await persist(() => Deno.rename(this.away, this.folder));
  }

  /** The log so far, by lines. */
  async log(): Promise<string[]> {
    const text = await Deno.readTextFile(this.logFile).catch(() => "");
    return text.split("\n").filter((line) => line !== "");
  }

  /** Names in a subfolder of the watched folder, sorted, without the monitor's mark; empty when it does not exist. */
  async names(...sub: string[]): Promise<string[]> {
    const names: string[] = [];
    try {
      for await (const entry of Deno.readDir(join(this.folder, ...sub))) {
        if (entry.isFile && entry.name !== MARK_NAME) names.push(entry.name);
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    return names.sort();
  }

  /** Ends everything that still runs and removes the folder, unless `keep`. */
  async clear(keep: boolean): Promise<void> {
    if (await this.running()) {
      this.#monitor?.kill("SIGKILL");
      await this.#monitor?.status;
    }
    await this.mail.stop();
    if (!keep) await persist(() => Deno.remove(this.root, { recursive: true })).catch(() => {});
  }

  #command(args: readonly string[], output: "piped" | "null"): Deno.Command {
    return new Deno.Command(this.#self.program, {
      args: [...this.#self.args, ...args, "--config", this.config],
      cwd: this.root,
      stdin: "null",
      stdout: output,
      stderr: output,
    });
  }

  /** Short intervals, everything under `root`; the rest as a real configuration would have it. */
  #configText(): string {
    return [
      "[CAMINHOS]",
      `pasta_retorno = ${this.folder}`,
      `pasta_dados = ${join(this.root, "dados")}`,
      "[MONITORAMENTO_SERVIDOR]",
      "intervalo_verificacao = 2",
      "prazo_sonda = 5",
      "[PROCESSAMENTO]",
      "intervalo_varredura = 1",
      "tempo_espera_arquivo = 1",
      "[EMAIL]",
      `smtp_servidor = ${this.mail.host}`,
      `smtp_porta = ${this.mail.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@ensaio.invalid",
      "destinatarios = equipe@ensaio.invalid",
      "[NOTIFICACOES]",
      "habilitado = false",
      "[LOGS]",
      `arquivo_log = ${this.logFile}`,
      "",
    ].join("\r\n");
  }
}

/** Tries for some seconds: on Windows a folder in which a call is under way cannot be renamed or removed. */
async function persist(work: () => Promise<void>): Promise<void> {
  for (let n = 0;; n++) {
    try {
      return await work();
    } catch (error) {
      if (n >= 50 || error instanceof Deno.errors.NotFound) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
