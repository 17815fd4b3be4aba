/** The folder process: the program itself, started again with another task. Loads nothing of the rest. */
export { SHARE_ARGUMENT } from "../adapters/folder/share_argument.ts";

/** Serves one folder until its standard input ends. */
export async function serveShare(): Promise<void> {
  const { serveShare } = await import("../adapters/folder/share_worker.ts");
  await serveShare();
}
