/** `livro verificar`: checks the ledger in use, all of it. */
import { auditInUse, type Finding, type LedgerAudit } from "../compose/transfer.ts";
import type { Config } from "../config/config.ts";
import { AUDIT_NAMES, TABLE_NAMES } from "../words/ledger_transfer.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { Foot } from "./foot.ts";
import { sumsText } from "./livro_somas.ts";
import type { CommandContext } from "./output.ts";
import { table } from "./table.ts";

/** Exit code 0; 1 when something is wrong, or there is no ledger. Others may go on writing meanwhile. */
export async function verificarLivro(config: Config, context: CommandContext): Promise<number> {
  const foot = new Foot(context.json ? Deno.stderr : Deno.stdout);
  const audit = await auditInUse(
    config,
    (what) => foot.show(`⏳ conferindo ${TABLE_NAMES[what] ?? AUDIT_NAMES[what] ?? "o banco"}`),
  ).finally(() => foot.end());
  if (audit === null) {
    throw new CommandFailure(EXIT.failure, "sem_livro", "ainda não há livro de registro");
  }
  const sound = audit.damage === null && audit.findings.every(({ wrong }) => wrong === 0);
  if (context.json) context.document(auditDocument(audit, sound));
  else context.say(auditText(audit, sound));
  return sound ? EXIT.done : EXIT.failure;
}

function auditText(
  { engine, place, damage, folders, tables, findings }: LedgerAudit,
  sound: boolean,
): string {
  const lines = [`Livro de registro: ${place}`, ""];
  if (damage !== null) return [...lines, `❌ danificado: ${damage}`].join("\n");
  if (engine === "postgresql") lines.push(...folders.map((one) => `Pasta: ${one}`), "");
  lines.push(
    table(
      ["Tabela", "Linhas", "Somas"],
      tables.map((one) => [
        TABLE_NAMES[one.table] ?? one.table,
        String(one.rows),
        sumsText(one.sums),
      ]),
    ),
    "",
    "✅ dados e índices do banco",
    ...findings.map(findingText),
    "",
    sound ? "Tudo confere." : "Há o que não confere: guarde uma cópia do livro e peça ajuda.",
  );
  return lines.join("\n");
}

function findingText({ audit, wrong, example }: Finding): string {
  if (wrong === 0) return `✅ ${AUDIT_NAMES[audit]}`;
  return `❌ ${AUDIT_NAMES[audit]}: ${wrong} não conferem${
    example === null ? "" : ` (${example}, por exemplo)`
  }`;
}

function auditDocument(
  { engine, place, damage, folders, tables, findings }: LedgerAudit,
  sound: boolean,
) {
  return {
    motor: engine,
    lugar: place,
    situacao: sound ? "ok" : "falha",
    dano: damage,
    pastas: folders,
    tabelas: tables.map(({ table: name, rows, sums, hash }) => ({
      tabela: name,
      linhas: rows,
      somas: Object.fromEntries(Object.entries(sums).map(([of, value]) => [of, String(value)])),
      sha256: hash,
    })),
    verificacoes: findings.map(({ audit, wrong, example }) => ({
      verificacao: audit,
      descricao: AUDIT_NAMES[audit],
      erradas: wrong,
      exemplo: example,
    })),
  };
}
