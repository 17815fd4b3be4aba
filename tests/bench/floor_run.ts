/**
 * The least that any program must do for the same files on the same disk, in the simplest loop: read, SHA-256, one durable
 * commit with one row a título, one rename. Nothing is parsed or checked. Arguments: folder, database, and how many files
 * share a commit (default 1). See floor_postgres_run.ts for the same on a server.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TITULOS } from "./corpus.ts";
import type { FloorResult } from "./measure.ts";

if (import.meta.main) {
  const [folder, database, shared = "1"] = Deno.args as [string, string, string?];
  const group = Number(shared);
  const db = new DatabaseSync(database);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  db.exec(`CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, size INTEGER);
    CREATE TABLE titulos (id INTEGER PRIMARY KEY, file_id INTEGER, nosso_numero TEXT, sacado TEXT, vencimento TEXT,
      valor_nominal INTEGER, valor_pago INTEGER, situacao TEXT);`);
  const insertFile = db.prepare("INSERT INTO files (name, sha256, size) VALUES (?, ?, ?)");
  const insertTitulo = db.prepare(
    `INSERT INTO titulos (file_id, nosso_numero, sacado, vencimento, valor_nominal, valor_pago, situacao)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const begun = performance.now();
  const target = join(folder, "Processados");
  Deno.mkdirSync(target);
  const names = [...Deno.readDirSync(folder)].filter((e) => e.isFile).map((e) => e.name).sort();
  for (const [index, name] of names.entries()) {
    const bytes = Deno.readFileSync(join(folder, name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (index % group === 0) db.exec("BEGIN IMMEDIATE");
    const { lastInsertRowid } = insertFile.run(name, sha256, bytes.length);
    const titulos = index % 2 === 0 ? TITULOS.cbr724 : TITULOS.cnab240;
    for (let n = 0; n < titulos; n++) {
      const number = `2345678${String(index * 20 + n).padStart(10, "0")}`;
      insertTitulo.run(
        lastInsertRowid,
        number,
        "1000 USUARIO 17",
        "2025-10-14",
        12_345,
        12_345,
        "pago",
      );
    }
    if (index % group < group - 1 && index < names.length - 1) continue;
    db.exec("COMMIT");
    for (const done of names.slice(index - index % group, index + 1)) {
      Deno.renameSync(join(folder, done), join(target, done));
    }
  }
  const result: FloorResult = { ms: performance.now() - begun, files: names.length };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
}
