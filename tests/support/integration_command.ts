/**
 * A command such as an agency would write: reads the document, keeps it, and behaves as a file beside it says.
 * Arguments: the folder for both. Mode: `{ fail: [ids or "*"], hang: [...], kill: pid }`.
 */
import { join } from "node:path";

if (import.meta.main) {
  const folder = Deno.args[0]!;
  const mode = JSON.parse(await Deno.readTextFile(join(folder, "mode.json")).catch(() => "{}"));
  if (mode.deaf) Deno.exit(0);
  const text = await new Response(Deno.stdin.readable).text();
  const document = JSON.parse(text);
  const { id, nome } = document.arquivo;
  const is = (list: string[] | undefined) => list?.includes("*") || list?.includes(nome);
  const line = JSON.stringify({
    env: Deno.env.get("MONITOR_RETORNOS_ARQUIVO_ID"),
    secret: Deno.env.get("MONITOR_RETORNOS_SENHA") ?? null,
    args: Deno.args,
    id,
    document,
  });
  await Deno.writeTextFile(join(folder, "handed.jsonl"), line + "\n", { append: true });
  if (is(mode.fail)) {
    const encoder = new TextEncoder();
    Deno.stdout.writeSync(encoder.encode(`abrindo o banco\n${"x".repeat(20_000)}\n`));
    Deno.stderr.writeSync(
      encoder.encode("ERRO: o banco do Access está aberto\r\nem outro programa\n"),
    );
    Deno.exit(3);
  }
  if (is(mode.hang)) {
    for (let n = 0; n < 600; n++) {
      await Deno.writeTextFile(join(folder, "alive"), ".", { append: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  if (mode.kill) {
    await Deno.remove(join(folder, "mode.json"));
    Deno.kill(mode.kill, "SIGKILL");
  }
}
