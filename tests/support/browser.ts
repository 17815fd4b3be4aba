/** A real browser for tests: the Chromium of this machine, driven by playwright-core. */
import { type Browser, chromium } from "playwright-core";
import { BROWSERS } from "./browser_names.ts";
import { onPath } from "./run_suite.ts";

/** Name of the browser's program on PATH; null when there is none, or this Deno runs under Wine, where none starts. */
export async function browserProgram(): Promise<string | null> {
  if (Deno.build.os === "windows") return null;
  for (const name of BROWSERS) if (await onPath(name)) return name;
  return null;
}

/** Starts it; the caller closes it. Rejects when it does not start. */
export async function startBrowser(program: string): Promise<Browser> {
  const { stdout } = await new Deno.Command("which", { args: [program] }).output();
  const executablePath = new TextDecoder().decode(stdout).trim();
  // Chromium refuses to make its own cage for root, and CI's machines give it little shared memory.
  return await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}
