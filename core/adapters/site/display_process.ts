/** {@link Display} as a process of its own: its queries take no time from the monitor's thread, and its defects end with it. */
import type { Display, DisplayRun } from "../../ports/display.port.ts";
import { DISPLAY_ARGUMENT } from "./display_argument.ts";
import { selfCommand } from "../folder/self_command.ts";
import { childEnvironment } from "../runtime/child_environment.ts";

/** The helper of one configuration. It ends by itself when its standard input ends, that is, with us. */
export class DisplayProcess implements Display {
  constructor(readonly mainModule: string, readonly configFile: string) {}

  start(): DisplayRun {
    const { program, args } = selfCommand(this.mainModule);
    const child = new Deno.Command(program, {
      args: [...args, DISPLAY_ARGUMENT, this.configFile],
      clearEnv: true,
      env: childEnvironment(),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    // The monitor may end while the helper is stuck; it must not be waited for.
    child.unref();
    let latest = performance.now();
    const listen = async () => {
      for await (const _ of child.stdout) latest = performance.now();
    };
    listen().catch(() => {}); // the pipe broke: same as its end
    const ended = child.status.then(() => {});
    return {
      ended,
      silence: () => performance.now() - latest,
      end: async () => {
        try {
          child.kill("SIGKILL");
        } catch { /* it has ended */ }
        await child.stdin.close().catch(() => {});
        await ended;
      },
    };
  }
}
