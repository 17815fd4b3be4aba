/**
 * What the PowerShell tests need from outside: a real SMTP server and real return files. Runs as a
 * process of its own and takes one command per line on standard input, answering one JSON line each:
 *
 *   emails                     -> { "emails": [ { "assunto", "texto" } ] }
 *   recusar CODE               -> every recipient is refused from now on
 *   aceitar                    -> no more faults
 *   retorno PATH TITULOS       -> writes a CBR724 file in one go
 *   cnab240 PATH NSA           -> writes a CNAB 240 file with that number in its sequence
 *   fim                        -> ends
 *
 * The first line it prints is `{ "porta": N }`.
 */
import { createInterface } from "node:readline";
import process from "node:process";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { startSmtp } from "./smtp.ts";

const server = await startSmtp();
const reply = (value: unknown) =>
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(value) + "\n"));
let files = Math.floor(Math.random() * 1_000_000);

async function writeRetorno(path: string, titulos: number): Promise<void> {
  const now = new Date();
  const bytes = syntheticCbr724({ titulos, nsa: ++files, date: now.toISOString().slice(0, 10) });
  await Deno.writeFile(`${path}.tmp`, bytes);
  await Deno.rename(`${path}.tmp`, path);
}

async function answer(line: string): Promise<unknown> {
  const [command, ...rest] = line.trim().split("\t");
  switch (command) {
    case "emails":
      return {
        emails: server.messages.map((m) => ({ assunto: m.subject, texto: m.text })),
      };
    case "recusar":
      server.inject({ at: "rcpt", what: Number(rest[0]), times: Infinity });
      return { ok: true };
    case "aceitar":
      server.heal();
      return { ok: true };
    case "retorno":
      await writeRetorno(rest[0]!, Number(rest[1] ?? 2));
      return { ok: true };
    case "cnab240": {
      const [path, nsa] = rest;
      await Deno.writeFile(
        path!,
        syntheticCnab240({ titulos: 1, nsa: Number(nsa), date: "2025-10-14" }),
      );
      return { ok: true };
    }
    default:
      throw new Error(`unknown command: ${command}`);
  }
}

reply({ porta: server.port });
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "fim") break;
  if (line.trim() === "") continue;
  try {
    reply(await answer(line));
  } catch (error) {
    reply({ erro: String(error) });
  }
}
await server.stop();
Deno.exit(0);
