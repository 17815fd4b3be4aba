import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { moveFile } from "../../../../core/adapters/folder/move_file.ts";
import { FileTroubleError } from "../../../../core/adapters/folder/share_operations.ts";
import { targetName } from "../../../../core/domain/file_names.ts";
import { hookSyscalls, systemError } from "../../../support/syscalls.ts";
import type { MovePlan } from "../../../../core/ports/folder.port.ts";

const windows = Deno.build.os === "windows";
const MTIME = 1_760_000_000_000;

interface World {
  readonly folder: string;
  readonly directory: string;
  plan(over?: Partial<MovePlan>): MovePlan;
  move(over?: Partial<MovePlan>): string;
  put(path: string, content: string, mtimeMs?: number): void;
  /** Every file under the root with its content. */
  tree(): Record<string, string>;
}

function inWorld(work: (world: World) => void, elsewhere?: string): void {
  const root = Deno.makeTempDirSync({ prefix: "mover-" });
  const far = elsewhere === undefined ? root : Deno.makeTempDirSync({ dir: elsewhere });
  const folder = join(root, "retorno");
  const directory = join(far, "processados");
  Deno.mkdirSync(folder);
  const put = (path: string, content: string, mtimeMs = MTIME) => {
    Deno.mkdirSync(join(path, ".."), { recursive: true });
    Deno.writeTextFileSync(path, content);
    Deno.utimeSync(path, mtimeMs / 1000, mtimeMs / 1000);
  };
  const plan = (over: Partial<MovePlan> = {}): MovePlan => ({
    name: "A.ret",
    directory,
    target: "A.ret",
    reason: null,
    sha256: createHash("sha256").update("conteúdo").digest("hex"),
    size: 9,
    mtimeMs: MTIME,
    resuming: false,
    ...over,
  });
  try {
    put(join(folder, "A.ret"), "conteúdo");
    work({
      folder,
      directory,
      plan,
      put,
      move: (over) => moveFile(folder, plan(over), () => {}),
      tree: () => ({ ...treeOf(folder, "retorno"), ...treeOf(directory, "destino") }),
    });
  } finally {
    Deno.removeSync(root, { recursive: true });
    if (far !== root) Deno.removeSync(far, { recursive: true });
  }
}

function treeOf(folder: string, label: string): Record<string, string> {
  const found: Record<string, string> = {};
  try {
    for (const entry of Deno.readDirSync(folder)) {
      found[`${label}/${entry.name}`] = Deno.readTextFileSync(join(folder, entry.name));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found;
}

Deno.test("moved: under its own name and with its own time, into a folder made for it", () =>
  inWorld(({ move, tree, directory }) => {
    assert.equal(move(), "moved");
    assert.deepEqual(tree(), { "destino/A.ret": "conteúdo" });
    assert.equal(Deno.statSync(join(directory, "A.ret")).mtime?.getTime(), MTIME);
  }));

Deno.test("moved: the reason lies beside it, UTF-8 with BOM and CRLF for the Notepad", () =>
  inWorld(({ move, tree }) => {
    assert.equal(move({ reason: "Motivo: não é\nfim\n" }), "moved");
    assert.deepEqual(tree(), {
      "destino/A.ret": "conteúdo",
      "destino/A.ret.motivo.txt": "\ufeffMotivo: não é\r\nfim\r\n",
    });
  }));

Deno.test("taken: another file has the name, and nothing is touched", () =>
  inWorld(({ move, tree, put, directory }) => {
    put(join(directory, "A.ret"), "outro");
    assert.equal(move(), "taken");
    assert.equal(move({ resuming: true }), "taken");
    assert.deepEqual(tree(), { "retorno/A.ret": "conteúdo", "destino/A.ret": "outro" });
  }));

Deno.test("taken: a folder has the name", () =>
  inWorld(({ move, directory }) => {
    Deno.mkdirSync(join(directory, "A.ret"), { recursive: true });
    assert.equal(move(), "taken");
    assert.equal(move({ resuming: true }), "taken");
  }));

Deno.test("taken: the name of the reason is in use by another text, and no reservation stays", () =>
  inWorld(({ move, tree, put, directory }) => {
    put(join(directory, "A.ret.motivo.txt"), "de outro dia");
    assert.equal(move({ reason: "novo" }), "taken");
    assert.deepEqual(tree(), {
      "retorno/A.ret": "conteúdo",
      "destino/A.ret.motivo.txt": "de outro dia",
    });
  }));

Deno.test("taken when resuming: an empty file refused earlier, with its reason, is not ours", () =>
  inWorld(({ move, tree, put, directory }) => {
    put(join(directory, "A.ret"), "");
    put(join(directory, "A.ret.motivo.txt"), "vazio");
    const before = tree();
    assert.equal(move({ reason: "outro motivo", resuming: true }), "taken");
    assert.deepEqual(tree(), before);
  }));

Deno.test("vanished: somebody took the file away", () =>
  inWorld(({ move, folder, tree }) => {
    Deno.removeSync(join(folder, "A.ret"));
    assert.equal(move(), "vanished");
    assert.equal(move({ resuming: true }), "vanished");
    assert.deepEqual(tree(), {});
  }));

Deno.test("a folder that is away is no file that vanished: the system's error is thrown", () =>
  inWorld(({ move, folder, tree }) => {
    Deno.renameSync(folder, `${folder} fora`);
    for (const resuming of [false, true]) {
      assert.throws(() => move({ resuming }), /os error [23]\b/);
    }
    Deno.renameSync(`${folder} fora`, folder);
    assert.deepEqual(tree(), { "retorno/A.ret": "conteúdo" });
  }));

Deno.test("a folder that goes away during the move is not made anew; its subfolders are", () => {
  const root = Deno.makeTempDirSync({ prefix: "mover-" });
  const folder = join(root, "Retorno");
  const directory = join(folder, "2025", "Processados");
  const plan = { name: "A.ret", directory, target: "A.ret", reason: null, sha256: "", size: 1 };
  Deno.mkdirSync(folder);
  Deno.writeTextFileSync(join(folder, "A.ret"), "a");
  const mtimeMs = Deno.statSync(join(folder, "A.ret")).mtime!.getTime();
  const unhook = hookSyscalls((call, _path, moment) => {
    if (call !== "reserve" || moment !== "before") return;
    unhook();
    Deno.renameSync(folder, `${folder} fora`);
  });
  try {
    const move = () => moveFile(folder, { ...plan, mtimeMs, resuming: false }, () => {});
    assert.throws(move, /os error [23]\b/);
    assert.throws(() => Deno.statSync(folder), Deno.errors.NotFound);
    Deno.renameSync(`${folder} fora`, folder);
    assert.equal(move(), "moved");
    assert.equal(Deno.readTextFileSync(join(directory, "A.ret")), "a");
  } finally {
    unhook();
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("changed: other content came under the name, by size or by time", () =>
  inWorld(({ move, put, folder, tree }) => {
    put(join(folder, "A.ret"), "conteúdo novo");
    assert.equal(move(), "changed");
    put(join(folder, "A.ret"), "conteúdo", MTIME + 5000);
    assert.equal(move({ resuming: true }), "changed");
    assert.deepEqual(tree(), { "retorno/A.ret": "conteúdo" });
  }));

Deno.test("already: an earlier attempt moved it, and a new file of the same name stays", () =>
  inWorld(({ move, put, folder, tree }) => {
    assert.equal(move(), "moved");
    assert.equal(move({ resuming: true }), "already");
    put(join(folder, "A.ret"), "o próximo");
    assert.equal(move({ resuming: true }), "already");
    assert.deepEqual(tree(), { "retorno/A.ret": "o próximo", "destino/A.ret": "conteúdo" });
  }));

Deno.test("a folder that is called as the file fails as the system says, and stays", () =>
  inWorld(({ move, folder }) => {
    Deno.removeSync(join(folder, "A.ret"));
    Deno.mkdirSync(join(folder, "A.ret"));
    assert.equal(move({ size: -1 }), "changed");
    assert.ok(Deno.statSync(join(folder, "A.ret")).isDirectory);
  }));

Deno.test("a destination that cannot be made throws the system's error and leaves the file", () =>
  inWorld(({ move, put, directory, folder, tree }) => {
    put(directory, "um arquivo onde devia haver uma pasta");
    assert.throws(() => move(), /os error \d+/);
    assert.equal(Deno.readTextFileSync(join(folder, "A.ret")), "conteúdo");
    void tree;
  }));

const LONG = "ç".repeat(120) + ".ret"; // 244 bytes
const LONGEST = "x".repeat(251) + ".ret";

for (
  const name of [
    "acento çãé.ret",
    "emoji 🚨📧.ret",
    " espaço na frente.ret",
    "aspas 'simples'.ret",
    "ponto;e vírgula.ret",
    "100%.ret",
    "A&B.ret",
    "$(whoami).ret",
    "-rf.ret",
    LONG,
    LONGEST,
    ...(windows ? [] : ['aspas "duplas".ret', "a\nb.ret", "a\\b.ret", "<a>|?*.ret", "fim .ret "]),
  ]
) {
  const shown = name.length > 40 ? `${name.slice(0, 10)}… (${name.length})` : JSON.stringify(name);
  Deno.test(`the name ${shown} survives a move, a second one and a refusal`, () =>
    inWorld(({ folder, put, move, directory }) => {
      const names = [1, 2].map((n) => targetName(name, n, false));
      const refused = targetName(name, 3, true);
      for (const target of names) {
        put(join(folder, name), "conteúdo");
        assert.equal(move({ name, target }), "moved");
      }
      put(join(folder, name), "conteúdo");
      assert.equal(move({ name, target: refused, reason: "porque sim" }), "moved");
      assert.deepEqual(
        [...Deno.readDirSync(directory)].map((entry) => entry.name).sort(),
        [...names, refused, `${refused}.motivo.txt`].sort(),
      );
      assert.equal(names[0], name);
    }));
}

Deno.test({
  name: "names that differ only in case are two files",
  ignore: windows,
  fn: () =>
    inWorld(({ folder, put, move, tree }) => {
      put(join(folder, "a.RET"), "conteúdo");
      assert.equal(move(), "moved");
      assert.equal(move({ name: "a.RET", target: "a.RET" }), "moved");
      assert.deepEqual(tree(), { "destino/A.ret": "conteúdo", "destino/a.RET": "conteúdo" });
    }),
});

/** Another file system, for real. */
const ELSEWHERE = Deno.build.os === "linux" && otherVolume("/dev/shm") ? "/dev/shm" : null;

function otherVolume(path: string): boolean {
  const temp = Deno.makeTempDirSync();
  try {
    return Deno.statSync(path).dev !== Deno.statSync(temp).dev;
  } catch {
    return false;
  } finally {
    Deno.removeSync(temp);
  }
}

Deno.test({
  name: "a destination on another volume gets a verified copy with the file's own time",
  ignore: ELSEWHERE === null,
  fn: () =>
    inWorld(({ move, tree, directory, put, folder }) => {
      assert.equal(move({ reason: "x" }), "moved");
      assert.equal(Deno.statSync(join(directory, "A.ret")).mtime?.getTime(), MTIME);
      assert.deepEqual(tree(), {
        "destino/A.ret": "conteúdo",
        "destino/A.ret.motivo.txt": "\ufeffx",
      });
      put(join(folder, "A.ret"), "conteúdo");
      assert.equal(move(), "taken");
      assert.equal(move({ target: "A (2).ret" }), "moved");
    }, ELSEWHERE!),
});

Deno.test("an original that stays although its removal was accepted is owed, with its copy in place, until it goes", () =>
  inWorld(({ move, tree, folder, put }) => {
    const source = join(folder, "A.ret");
    let stays = 2;
    const unhook = hookSyscalls((call, path, moment) => {
      if (call === "rename" && moment === "before" && path === source) {
        throw systemError(Deno.build.os === "windows" ? 17 : 18); // another volume: it is copied
      }
      if (call !== "remove" || moment !== "after" || path !== source || stays-- <= 0) return;
      put(source, "conteúdo");
    });
    try {
      const both = { "retorno/A.ret": "conteúdo", "destino/A.ret": "conteúdo" };
      for (const resuming of [false, true]) {
        assert.throws(
          () => move({ resuming }),
          (error) => error instanceof FileTroubleError && error.trouble === "busy",
        );
        assert.deepEqual(tree(), both);
      }
      assert.equal(move({ resuming: true }), "moved");
      assert.deepEqual(tree(), { "destino/A.ret": "conteúdo" });
    } finally {
      unhook();
    }
  }));

Deno.test({
  name: "content that is not what was decided is not moved to another volume",
  ignore: ELSEWHERE === null,
  fn: () =>
    inWorld(({ move, tree, put, folder }) => {
      put(join(folder, "A.ret"), "CONTEÚDO"); // same size and time, other bytes
      assert.throws(() => move(), /mudou durante a cópia/);
      assert.deepEqual(tree(), { "retorno/A.ret": "CONTEÚDO" });
    }, ELSEWHERE!),
});
