/**
 * Gate: nothing in the repository depends on one machine. No absolute paths of somebody's computer, no
 * package registry hosts (each machine has its own), and one Deno version: the one in `.dvmrc`.
 */
import { join } from "node:path";
import { readLines, report, ROOT, trackedFiles } from "./tree.ts";

// Written in pieces, so that this file passes its own gate.
const MACHINE = ["root", "work", "home"].join("|");
const HOSTS = [
  ["registry", "npmjs", "org"],
  ["registry", "npmmirror", "com"],
  ["registry", "yarnpkg", "com"],
  ["npm", "jsr", "io"],
  ["pypi", "org"],
  ["files", "pythonhosted", "org"],
  ["proxy", "golang", "org"],
  ["api", "nuget", "org"],
  ["deb", "debian", "org"],
].map((parts) => parts.join("\\.")).join("|");

const RULES: readonly { pattern: RegExp; sentence: string }[] = [
  {
    // `/root` as a whole first folder, after a drive letter too; not `.github/workflows` or `a/home`.
    pattern: new RegExp(
      `(?<![\\w.~*)}\\]-])(?:[A-Za-z]:)?[\\\\/]{1,2}(?:${MACHINE})(?=[\\\\/]+[\\w.])`,
    ),
    sentence: "caminho de uma máquina",
  },
  {
    pattern: /[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}(?!Public\b)\w/i,
    sentence: "pasta de um usuário do Windows",
  },
  { pattern: new RegExp(`\\b(?:${HOSTS})\\b`, "i"), sentence: "endereço de registro de pacotes" },
];

const DENO_VERSION = /\bdeno(?:[-_ ]?version)?["']?\s{0,2}(?:@|:|=|\s)\s*["']?v?(\d+\.\d+\.\d+)/gi;

/** Everything wrong in the tree at `root`, as `file:line: sentence`. */
export async function checkWords(root: string): Promise<string[]> {
  const wanted = (await Deno.readTextFile(join(root, ".dvmrc"))).trim();
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+$/.test(wanted)) problems.push(".dvmrc:1: não é uma versão completa do Deno");
  for (const path of await trackedFiles(root)) {
    if (path === "deno.lock") continue;
    const lines = await readLines(root, path);
    lines?.forEach((line, index) => {
      const place = `${path}:${index + 1}`;
      for (const { pattern, sentence } of RULES) {
        const found = pattern.exec(line);
        if (found !== null) problems.push(`${place}: ${sentence}: ${found[0]}`);
      }
      for (const [text, version] of line.matchAll(DENO_VERSION)) {
        if (version !== wanted) {
          problems.push(`${place}: versão do Deno diferente de .dvmrc (${wanted}): ${text.trim()}`);
        }
      }
    });
  }
  return problems;
}

if (import.meta.main) report("palavras", await checkWords(ROOT));
