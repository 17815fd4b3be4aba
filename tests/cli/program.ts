/** Runs the real program as users do, on a folder of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";

const MAIN = fileURLToPath(new URL("../../core/main.ts", import.meta.url));

/** What one command did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  // deno-lint-ignore no-explicit-any -- a document, read field by field
  readonly json: any;
}

/** A throw-away installation: watched folder, data folder, log, config.ini. */
export class Place implements AsyncDisposable {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly config: string;

  private constructor(readonly root: string) {
    this.folder = join(root, "Retorno");
    this.data = join(root, "dados");
    this.log = join(root, "logs", "monitor.log");
    this.config = join(root, "config.ini");
  }

  /** `extra` replaces or adds lines by section: `{ EMAIL: ["habilitado = true"] }`. */
  static async make(extra: Readonly<Record<string, readonly string[]>> = {}): Promise<Place> {
    const place = new Place(await Deno.makeTempDir({ prefix: "monitor-cli-" }));
    await Deno.mkdir(place.folder);
    const sections: Record<string, readonly string[]> = {
      CAMINHOS: [`pasta_retorno = ${place.folder}`, `pasta_dados = ${place.data}`],
      MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = 1", "prazo_sonda = 5"],
      PROCESSAMENTO: ["intervalo_varredura = 1", "tempo_espera_arquivo = 1"],
      EMAIL: ["habilitado = false"],
      NOTIFICACOES: ["habilitado = false"],
      LOGS: [`arquivo_log = ${place.log}`],
      ...extra,
    };
    const text = Object.entries(sections).map(([name, lines]) =>
      [`[${name}]`, ...lines].join("\r\n")
    );
    await Deno.writeTextFile(place.config, text.join("\r\n") + "\r\n");
    return place;
  }

  /** Runs a command on this place's configuration. */
  run(...args: string[]): Promise<Ran> {
    return runProgram([...args, "--config", this.config], this.root);
  }

  /** Starts `monitorar`; the caller ends it. */
  start(): Deno.ChildProcess {
    return new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", ...SOURCE_FLAGS, MAIN, "monitorar", "--config", this.config],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** Asks until there is an answer, for 20 s at most. */
  async until<T>(what: string, ask: () => Promise<T | null | false | undefined>): Promise<T> {
    for (const end = performance.now() + 20_000; performance.now() < end;) {
      const answer = await ask();
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`did not happen in 20 s: ${what}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.root, { recursive: true }).catch(() => {});
  }
}

/** Runs the program with exactly these arguments. */
export async function runProgram(args: readonly string[], cwd: string): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...SOURCE_FLAGS, MAIN, ...args],
    cwd,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  let json = null;
  try {
    json = JSON.parse(text);
  } catch { /* not every output is JSON; the tests that want it look at `json` */ }
  return { code, stdout: text, stderr: new TextDecoder().decode(stderr), json };
}
