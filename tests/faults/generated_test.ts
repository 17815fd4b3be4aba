/** Each call on folder, destination, local disk and ledger fails once and for ever, with every number there is. */
import { createHash } from "node:crypto";
import type { SQLInputValue } from "node:sqlite";
import { retorno } from "../support/lab.ts";
import type { Lab } from "../support/lab.ts";
import type { ShareFault } from "../support/faulty_share.ts";
import { type FaultPoint, generate, type Lasting, type Made } from "./generated.ts";
import { diagnose } from "../../core/words/diagnosis/diagnose.ts";
import { ALL_NUMBERS, NUMBERS, some, SQLITE_CODES } from "./numbers.ts";

const windows = Deno.build.os === "windows";
const OTHER_VOLUME = { posix: 18, windows: 17 };

let made = 0;
/** A valid content that no other file has. */
const content = () => retorno(++made, 1);

const times = (lasting: Lasting) => lasting === "once" ? 1 : 1_000_000;
const both = (n: number) => ({ posix: n, windows: n });

/** A file for each number, and a fault that only this file meets. */
function eachItsOwn(
  at: ShareFault["at"],
  more: {
    readonly content?: () => Uint8Array;
    /** The fault strikes the copy, not the file; the original is on another volume. */
    readonly ofCopy?: boolean;
    /** Another volume, and the fault strikes the original. */
    readonly copied?: boolean;
    readonly skip?: number;
  } = {},
): FaultPoint["make"] {
  return (lab, numbers, lasting) => {
    const faults: ShareFault[] = [];
    const files = numbers.map((n) => {
      const name = `F${n}_.ret`;
      const bytes = (more.content ?? content)();
      lab.put(name, bytes);
      const sha = createHash("sha256").update(bytes).digest("hex").slice(0, 24);
      const path = more.ofCopy ? sha : name;
      const skip = more.skip === undefined ? {} : { skip: more.skip };
      faults.push({ at, path, what: both(n), times: times(lasting), ...skip });
      if (more.ofCopy || more.copied) {
        faults.push({
          at: "rename",
          path: `Retorno/${name}`,
          what: OTHER_VOLUME,
          times: 1_000_000,
        });
      }
      return name;
    });
    lab.fault(...faults);
    return { files, heal: () => lab.fault() };
  };
}

/** One fault that whoever makes this call meets. */
function everybody(at: ShareFault["at"], path: string): FaultPoint["make"] {
  return (lab, numbers, lasting) => {
    lab.fault({ at, path, what: both(numbers[0]!), times: times(lasting) });
    return { files: [], heal: () => lab.fault() };
  };
}

/** SQLite's own errors, as node:sqlite throws them. */
function ledgerFault(statement: RegExp): FaultPoint["make"] {
  return (lab: Lab, [code]: readonly number[], lasting: Lasting): Made => {
    const { db } = lab.now;
    const exec = db.exec.bind(db);
    let left = times(lasting);
    db.exec = (sql: string) => {
      if (statement.test(sql) && left-- > 0) {
        throw Object.assign(new Error(`falha de teste ${code}`), { errcode: code });
      }
      return exec(sql);
    };
    return { files: [], heal: () => db.exec = exec };
  };
}

/** The lock of whoever processes lies on the local disk, beside the ledger. */
const lockFault: FaultPoint["make"] = (lab, [n], lasting) => {
  let left = times(lasting);
  lab.lockFault = () => {
    if (left-- > 0) throw new Error(`falha de teste (os error ${n})`);
  };
  return { files: [], heal: () => lab.lockFault = null };
};

/** The engine refuses a row of one file, and nothing else. */
const refusedRow: FaultPoint["make"] = (lab, codes, lasting) => {
  const { db } = lab.now;
  const prepare = db.prepare.bind(db);
  const left = new Map(codes.map((code) => [`F${code}_.ret`, times(lasting)]));
  db.prepare = (sql: string) => {
    const statement = prepare(sql);
    if (!sql.startsWith("INSERT INTO files")) return statement;
    const run = statement.run.bind(statement) as (...values: SQLInputValue[]) => unknown;
    (statement as { run: unknown }).run = (...values: SQLInputValue[]) => {
      const [name] = values;
      const more = left.get(String(name)) ?? 0;
      left.set(String(name), more - 1);
      if (more <= 0) return run(...values);
      const errcode = Number(/\d+/.exec(String(name)));
      throw Object.assign(new Error(`valor recusado ${errcode}`), { errcode });
    };
    return statement;
  };
  const files = codes.map((code) => `F${code}_.ret`);
  for (const name of files) lab.put(name, content());
  return { files, heal: () => left.clear() };
};

const invalid = () => new TextEncoder().encode(`isto não é um retorno ${++made}\r\n`.repeat(3));
const large = () => retorno(++made, 6000);
/** Codes that speak of the database: see `core/adapters/ledger/sqlite/trouble.ts`. 11 and 26 are damage, another story. */
const OF_DATABASE = SQLITE_CODES.filter((code) =>
  [3, 5, 6, 7, 8, 10, 13, 14, 15, 22, 23].includes(code)
);
/** Codes that speak of a statement or a value; the rest of them are no errors of a call (NOTFOUND, EMPTY, FORMAT). */
const OF_VALUES = [1, 4, 9, 17, 18, 19, 20, 21, 25];
/** What fails for everybody plays a world for each number, and the number makes no difference: some of them. */
const SOME = some(NUMBERS, windows ? 2 : 7);
/** The folder's own trouble: a number of each kind that is told apart (`tests/core/words/diagnosis_test.ts` has them all), and some. */
const OF_FOLDER = ALL_NUMBERS ? NUMBERS : windows ? some(NUMBERS, 3) : [
  ...new Set([
    ...Map.groupBy(NUMBERS, (n) => {
      const { code, transient } = diagnose(windows ? "windows" : "posix", n);
      return `${code} ${transient}`;
    }).values().map(([first]) => first!),
    ...SOME,
  ]),
];
/** Those that a local disk gives; a Windows that is played takes half a minute for each. */
const OF_DISK = windows
  ? some([5, 19, 23, 39, 112, 1117, 1392], 2)
  : [1, 5, 13, 23, 24, 28, 30, 117, 122];

/** SQLite's own codes are the same on every system, and a Windows that is played takes minutes for them. */
const OF_LEDGER: readonly FaultPoint[] = [
  { name: "a row of one file", scope: "files", numbers: OF_VALUES, make: refusedRow },
  {
    name: "beginning a transaction of the ledger",
    scope: "ledger",
    numbers: OF_DATABASE,
    apart: true,
    make: ledgerFault(/^BEGIN/),
  },
  {
    name: "committing a transaction of the ledger",
    scope: "ledger",
    numbers: OF_DATABASE,
    apart: true,
    make: ledgerFault(/^COMMIT/),
  },
];

const POINTS: readonly FaultPoint[] = [
  { name: "size and time of a file", scope: "files", numbers: NUMBERS, make: eachItsOwn("lstat") },
  { name: "opening a file", scope: "files", numbers: NUMBERS, make: eachItsOwn("open") },
  { name: "reading a file", scope: "files", numbers: NUMBERS, make: eachItsOwn("read") },
  { name: "reserving a name", scope: "files", numbers: NUMBERS, make: eachItsOwn("reserve") },
  { name: "renaming a file", scope: "files", numbers: NUMBERS, make: eachItsOwn("rename") },
  {
    name: "making the text beside a refused file",
    scope: "files",
    numbers: NUMBERS,
    make: eachItsOwn("reason", { content: invalid }),
  },
  {
    name: "making a copy",
    scope: "files",
    numbers: NUMBERS,
    make: eachItsOwn("part", { ofCopy: true }),
  },
  {
    name: "writing a copy",
    scope: "files",
    numbers: NUMBERS,
    make: eachItsOwn("write", { ofCopy: true }),
  },
  {
    name: "bringing a copy to the disk",
    scope: "files",
    numbers: NUMBERS,
    make: eachItsOwn("sync", { ofCopy: true }),
  },
  {
    name: "removing the original of a copy",
    scope: "files",
    numbers: NUMBERS,
    make: eachItsOwn("remove", { copied: true }),
  },
  {
    name: "a copy on the local disk",
    scope: "files",
    numbers: OF_DISK,
    apart: true,
    make: (lab, [n], lasting) => {
      lab.put("grande.ret", large());
      lab.fault({ at: "spool", what: both(n!), times: times(lasting) });
      return { files: ["grande.ret"], heal: () => lab.fault() };
    },
  },
  {
    name: "making the folder of processed files",
    scope: "all files",
    numbers: SOME,
    apart: true,
    make: everybody("mkdir", "Processados"),
  },
  {
    name: "listing the folder",
    scope: "folder",
    numbers: OF_FOLDER,
    once: SOME,
    apart: true,
    make: everybody("readDir", "Retorno"),
  },
  ...windows ? [] : OF_LEDGER,
  {
    name: "taking the processing lock",
    scope: "ledger",
    numbers: OF_DISK,
    apart: true,
    make: lockFault,
  },
];

generate(POINTS, content);
