import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { workOnFiles } from "../../../../core/adapters/folder/file_operations.ts";
import { openCopy } from "../../../../core/adapters/folder/open_copy.ts";
import { read } from "../../../../core/adapters/folder/read_file.ts";
import {
  FileTroubleError,
  Listings,
  LocalDiskError,
  probe,
  stat,
} from "../../../../core/adapters/folder/share_operations.ts";
import { INLINE_LIMIT, type ReadReply } from "../../../../core/adapters/folder/share_protocol.ts";
import { hookSyscalls } from "../../../support/syscalls.ts";

const windows = Deno.build.os === "windows";

async function inFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "pasta-" });
  try {
    await work(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const list = (folder: string) => new Listings().list(folder, null).names!;

const put = (folder: string, name: string, content: string | Uint8Array = "x") =>
  Deno.writeFileSync(
    join(folder, name),
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const NAMES = [
  "RETORNO_001.ret",
  "MAIUSCULA.RET",
  "mistura.ReT",
  ".ret",
  "çãé ñ.ret",
  "e\u0301 decomposto.ret",
  "🚨📧.ret",
  "  dois espaços.ret",
  "'aspas'.ret",
  "a;b.ret",
  "100%.ret",
  "%PATH%.ret",
  "A&B.ret",
  "$(touch x).ret",
  "-n.ret",
  "#.ret",
  "ponto.txt.ret",
  "y".repeat(251) + ".ret",
  ...(windows ? [] : [
    "quebra\nde linha.ret",
    "retorno\rcarro.ret",
    'aspas "duplas".ret',
    "barra\\invertida.ret",
    "igual.ret",
    "IGUAL.ret",
    "\u202Einvertido.ret",
    "tab\t.ret",
  ]),
];

Deno.test("list: every name *.ret, sorted, and stat knows each of them", () =>
  inFolder((folder) => {
    for (const name of NAMES) put(folder, name, name);
    for (const name of ["a.ret.parcial", "a.ret.motivo.txt", "aret", "a.re", "a.retx"]) {
      put(folder, name);
    }
    assert.deepEqual(list(folder), [...NAMES].sort());
    const entries = stat(folder, list(folder));
    assert.deepEqual(entries.map((e) => e.name), [...NAMES].sort());
    for (const entry of entries) {
      assert.equal(entry.size, new TextEncoder().encode(entry.name).length);
      const { bytes } = read(folder, entry, null, () => {});
      assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), entry.name);
    }
  }));

Deno.test("list: a folder called X.ret and what is in subfolders are not files of ours", () =>
  inFolder((folder) => {
    Deno.mkdirSync(join(folder, "X.ret"));
    put(join(folder, "X.ret"), "dentro.ret");
    Deno.mkdirSync(join(folder, "Processados"));
    put(join(folder, "Processados"), "b.ret");
    put(folder, "c.ret");
    assert.deepEqual(list(folder), ["c.ret"]);
    assert.deepEqual(stat(folder, ["X.ret", "c.ret"]).map((e) => e.name), ["c.ret"]);
  }));

Deno.test({
  name: "list: a symbolic link is left alone, wherever it points",
  ignore: windows,
  fn: () =>
    inFolder((folder) => {
      put(folder, "real.ret");
      Deno.symlinkSync(join(folder, "real.ret"), join(folder, "link.ret"));
      Deno.symlinkSync("/nao/existe", join(folder, "quebrado.ret"));
      Deno.symlinkSync("/", join(folder, "raiz.ret"));
      assert.deepEqual(list(folder), ["real.ret"]);
      assert.deepEqual(stat(folder, ["link.ret", "quebrado.ret"]), []);
    }),
});

Deno.test("probe and list throw the system's error for a folder that is not there", () =>
  inFolder((folder) => {
    for (const work of [probe, list]) {
      assert.throws(() => void work(join(folder, "nada")), /os error [23]\b/);
      put(folder, "arquivo");
      assert.throws(() => void work(join(folder, "arquivo")), /os error \d+/);
    }
    probe(folder);
  }));

Deno.test("stat: what vanished is left out", () =>
  inFolder((folder) => {
    put(folder, "a.ret");
    assert.deepEqual(stat(folder, ["a.ret", "foi.ret"]).map((e) => e.name), ["a.ret"]);
    assert.deepEqual(stat(folder, []), []);
  }));

Deno.test("read: sizes around the limit of one frame, in one piece or spooled", () =>
  inFolder(async (folder) => {
    for (const size of [0, 1, 1024 * 1024, INLINE_LIMIT, INLINE_LIMIT + 1]) {
      const content = new Uint8Array(size).fill(size % 251);
      put(folder, "a.ret", content);
      const spool = join(folder, "x.copia");
      let signs = 0;
      const entry = stat(folder, ["a.ret"])[0]!;
      const done = await workOnFiles({ op: "read", folder, entry, spool }, () => signs++);
      const reply = done.value as ReadReply;
      assert.deepEqual([reply.size, reply.sha256], [size, sha256(content)]);
      assert.equal(reply.spooled, size > INLINE_LIMIT);
      assert.ok(signs >= Math.ceil(size / (1024 * 1024)) - 1 || size <= INLINE_LIMIT);
      if (reply.spooled) {
        assert.equal(sha256(Deno.readFileSync(spool)), reply.sha256);
        Deno.removeSync(spool);
      } else assert.equal(sha256(done.bytes!), reply.sha256);
    }
  }));

const CHANGES: readonly (readonly [string, (path: string) => void])[] = [
  ["grew", (path) => Deno.writeTextFileSync(path, "mais", { append: true })],
  ["shrank", (path) => Deno.truncateSync(path, 3)],
  ["kept its size and was written", (path) => {
    Deno.writeTextFileSync(path, "z".repeat(3000));
    Deno.utimeSync(path, 1_700_000_000, 1_700_000_000);
  }],
];

for (const [how, change] of CHANGES) {
  for (const moment of ["before", "during"] as const) {
    Deno.test(`read: a file that ${how} ${moment} the read is never taken`, () =>
      inFolder((folder) => {
        put(folder, "a.ret", "y".repeat(3000));
        const path = join(folder, "a.ret");
        const entry = stat(folder, ["a.ret"])[0]!;
        const unhook = hookSyscalls((call, _path, when) => {
          if (call !== (moment === "before" ? "open" : "read") || when !== "before") return;
          unhook();
          change(path);
        });
        try {
          assert.throws(
            () => read(folder, entry, null, () => {}),
            (error) => error instanceof FileTroubleError && error.trouble === "changed",
          );
        } finally {
          unhook();
        }
      }));
  }
}

Deno.test({
  name: "read: a file replaced while it is read gives the old content whole, and only that",
  ignore: windows, // there an open file cannot be replaced
  fn: () =>
    inFolder((folder) => {
      put(folder, "a.ret", "antigo");
      put(folder, "novo.tmp", "novo!!");
      const entry = stat(folder, ["a.ret"])[0]!;
      const unhook = hookSyscalls((call, _path, when) => {
        if (call !== "read" || when !== "before") return;
        unhook();
        Deno.renameSync(join(folder, "novo.tmp"), join(folder, "a.ret"));
      });
      const { reply } = read(folder, entry, null, () => {});
      unhook();
      assert.equal(reply.sha256, sha256(new TextEncoder().encode("antigo")));
    }),
});

Deno.test({
  name: "read: a file that another program holds without sharing is busy",
  ignore: !windows,
  fn: () =>
    inFolder((folder) => {
      put(folder, "a.ret");
      const entry = stat(folder, ["a.ret"])[0]!;
      const letGo = holdAlone(join(folder, "a.ret"));
      try {
        assert.throws(() => read(folder, entry, null, () => {}), /os error 32\b/);
      } finally {
        letGo();
      }
      assert.equal(read(folder, entry, null, () => {}).reply.size, 1);
    }),
});

Deno.test("read: a spool that cannot be made accuses the local disk, not the share", () =>
  inFolder((folder) => {
    put(folder, "a.ret", new Uint8Array(INLINE_LIMIT + 1));
    const entry = stat(folder, ["a.ret"])[0]!;
    put(folder, "arquivo", new Uint8Array(1));
    const copy = join(folder, "arquivo", "nao_existe.copia");
    assert.throws(
      () => read(folder, entry, () => openCopy(copy, entry.size), () => {}),
      LocalDiskError,
    );
  }));

/** Opens a file as a program does that shares it with nobody. Windows only. */
function holdAlone(path: string): () => void {
  const kernel = Deno.dlopen("kernel32.dll", {
    CreateFileW: {
      parameters: ["buffer", "u32", "u32", "pointer", "u32", "u32", "pointer"],
      result: "pointer",
    },
    CloseHandle: { parameters: ["pointer"], result: "i32" },
  });
  const name = new Uint16Array([...path, "\0"].join("").split("").map((c) => c.charCodeAt(0)));
  const [readWrite, openExisting] = [0xc0000000, 3];
  const handle = kernel.symbols.CreateFileW(name, readWrite, 0, null, openExisting, 0x80, null);
  return () => {
    kernel.symbols.CloseHandle(handle);
    kernel.close();
  };
}
