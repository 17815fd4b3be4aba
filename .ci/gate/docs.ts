/** Gate: everything exported under core/ is documented, and no file there outgrows one concept. */
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deno, readLines, report, ROOT, typescriptUnder } from "./tree.ts";

/** Lines of code (neither blank nor comment) that a file may have. */
export const MOST_LINES = 350;

interface Documentation {
  nodes: Record<string, {
    symbols?: {
      name: string;
      declarations: {
        location: { filename: string; line: number };
        declarationKind: string;
        kind: string;
        jsDoc?: { doc?: string };
      }[];
    }[];
  }>;
}

/** Everything wrong in the tree at `root`, as `file:line: sentence`. */
export async function checkDocs(root: string): Promise<string[]> {
  const files = await typescriptUnder(root, "core");
  const problems: string[] = [];
  for (const path of files) {
    const count = countCode((await readLines(root, path)) ?? []);
    if (count > MOST_LINES) {
      problems.push(
        `${path}:1: ${count} linhas de código; no máximo ${MOST_LINES}, divida o arquivo`,
      );
    }
  }
  const args = ["doc", "--json", "--no-lock", ...files.map((path) => join(root, path))];
  const output = await deno(args, root).catch((error) => error);
  // A file that imports something missing has no documentation at all.
  if (typeof output !== "string") return [...problems, `core:1: ${output.message}`];
  const { nodes }: Documentation = JSON.parse(output);
  for (const { symbols = [] } of Object.values(nodes)) {
    for (const { name, declarations } of symbols) {
      const own = declarations.filter((found) =>
        found.declarationKind === "export" && found.kind !== "import" && found.kind !== "reference"
      );
      // One comment is enough for overloads and for a type and value of the same name.
      if (own.length === 0 || own.some((found) => found.jsDoc?.doc?.trim())) continue;
      const { filename, line } = own[0]?.location ?? { filename: "", line: 0 };
      const path = relative(resolve(root), fileURLToPath(filename)).replaceAll("\\", "/");
      // `deno doc` counts lines from 0.
      problems.push(`${path}:${line + 1}: ${name} é exportado sem comentário de documentação`);
    }
  }
  return problems.sort();
}

/** Lines that are neither blank nor only comment. */
export function countCode(lines: readonly string[]): number {
  let inComment = false;
  let count = 0;
  for (const line of lines) {
    let text = line.trim();
    if (inComment) {
      const end = text.indexOf("*/");
      if (end < 0) continue;
      text = text.slice(end + 2).trim();
      inComment = false;
    }
    if (text.startsWith("/*")) {
      const end = text.indexOf("*/", 2);
      inComment = end < 0;
      text = inComment ? "" : text.slice(end + 2).trim();
    }
    if (text !== "" && !text.startsWith("//")) count++;
  }
  return count;
}

if (import.meta.main) report("docs", await checkDocs(ROOT));
