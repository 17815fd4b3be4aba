/**
 * Speed of the readers: `deno run -A tests/bench/formats_bench.ts`.
 *
 * Every figure stands beside the floor of the same run: the same bytes read from the same file, decoded, split into lines,
 * four fields cut from each. Exits 1 when a target of the issue is missed: reader at a third of the floor or better.
 */
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { readRetorno } from "../../core/formats/read_retorno.ts";
import { type Detail400, syntheticCnab400 } from "../support/synthetic_cnab400.ts";
import { median } from "./measure.ts";
import { npmReaders } from "./npm_readers.ts";

const TODAY = "2025-10-30";
const ROUNDS = 15;

/** One line of the table. */
export interface BenchRow {
  readonly name: string;
  readonly value: string;
  readonly ratio: string;
  /** Null where there is no target. */
  readonly ok: boolean | null;
}

interface Subject {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly titulos: number;
  /** Four fields, as `slice` wants them. */
  readonly columns: readonly (readonly [number, number])[];
}

/** Measures everything; `scale` 1 is the full size, less is for a quick look. */
export async function formatsBench(scale = 1): Promise<BenchRow[]> {
  const folder = Deno.makeTempDirSync({ prefix: "formats-bench-" });
  try {
    const rows: BenchRow[] = [];
    for (const subject of subjects(scale)) rows.push(...readerRows(folder, subject));
    rows.push(memoryRow(folder, Math.round(1000 * scale)));
    rows.push(...await npmRows());
    return rows;
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function subjects(scale: number): Subject[] {
  const n = (count: number) => Math.max(1000, Math.round(count * scale));
  const bank = (banco: "001" | "341" | "237", columns: Subject["columns"]): Subject => ({
    name: `CNAB 400 ${banco}`,
    titulos: n(60_000),
    bytes: syntheticCnab400({ banco, details: details(banco, n(60_000)) }),
    columns,
  });
  return [
    {
      name: "CNAB 240",
      titulos: n(49_990),
      bytes: syntheticCnab240({ titulos: n(49_990), nsa: 1, date: "2025-10-14" }),
      columns: [[37, 57], [73, 81], [81, 96], [15, 17]],
    },
    bank("001", [[63, 80], [108, 110], [152, 165], [253, 266]]),
    bank("341", [[62, 70], [108, 110], [152, 165], [253, 266]]),
    bank("237", [[70, 82], [108, 110], [152, 165], [253, 266]]),
    {
      name: "CBR724",
      titulos: n(150_000),
      bytes: syntheticCbr724({ titulos: n(150_000), nsa: 1, date: "2025-10-14" }),
      columns: [[3, 20], [63, 71], [87, 106], [136, 151]],
    },
  ];
}

function details(banco: "001" | "341" | "237", count: number): Detail400[] {
  return Array.from({ length: count }, (_, i) => {
    const paid = i % 2 === 0;
    const number = {
      "001": "2345678" + String(i).padStart(10, "0"),
      "341": String(10_000_000 + i),
      "237": String(10_000_000_000 + i) + "P",
    };
    return {
      codigo: paid ? "06" : "02",
      nossoNumero: number[banco],
      documento: `DOC${i}`,
      nominal: 10_000 + i,
      pago: paid ? 10_000 + i : 0,
      tarifa: paid ? 195 : 0,
      credito: paid ? "151025" : "000000",
      sacado: `${1000 + i % 9000} USUARIO ${i}`,
    };
  });
}

/** Cut fields are kept a while, so that cutting them cannot be optimised away. */
const kept: unknown[] = new Array(1024);

function floor(path: string, columns: Subject["columns"]): void {
  const [a, b, c, d] = columns as [
    [number, number],
    [number, number],
    [number, number],
    [number, number],
  ];
  const text = new TextDecoder().decode(Deno.readFileSync(path));
  let i = 0;
  for (const line of text.split("\n")) {
    kept[i++ & 1023] = {
      a: line.slice(a[0], a[1]),
      b: line.slice(b[0], b[1]),
      c: line.slice(c[0], c[1]),
      d: line.slice(d[0], d[1]),
    };
  }
}

function readWhole(path: string): number {
  let count = 0;
  readRetorno(fileChunks(path), { today: TODAY }, (movement) => {
    kept[count++ & 1023] = movement;
  });
  return count;
}

/** Both sides in turn, the median of each: now and then the floor is twice as fast as itself, when no collection falls into it. */
function readerRows(folder: string, subject: Subject): BenchRow[] {
  const path = `${folder}/subject.ret`;
  Deno.writeFileSync(path, subject.bytes);
  const floors: number[] = [];
  const readers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(time(() => floor(path, subject.columns)));
    readers.push(time(() => {
      if (readWhole(path) !== subject.titulos) {
        throw new Error(`${subject.name}: títulos are missing`);
      }
    }));
  }
  const ours = median(readers);
  const theirs = median(floors);
  const megabytes = subject.bytes.length / 1e6;
  return [{
    name: `${subject.name}, floor`,
    value: `${(megabytes / theirs * 1000).toFixed(0)} MB/s`,
    ratio: "1.00",
    ok: null,
  }, {
    name: `${subject.name}, reader`,
    value: `${(megabytes / ours * 1000).toFixed(0)} MB/s, ${
      (subject.titulos / ours).toFixed(0)
    } thousand títulos/s`,
    ratio: (ours / theirs).toFixed(2),
    ok: ours <= 3 * theirs,
  }];
}

/** A file that is never whole in memory: CBR724 has no counters, so its details may repeat without end. */
function memoryRow(folder: string, megabytes: number): BenchRow {
  const path = `${folder}/large.ret`;
  const once = syntheticCbr724({ titulos: 50_000, nsa: 1, date: "2025-10-14" });
  const titles = once.subarray(5 * 162);
  const file = Deno.openSync(path, { write: true, create: true });
  file.writeSync(once.subarray(0, 5 * 162));
  let written = 0;
  for (; written < megabytes * 1e6; written += titles.length) file.writeSync(titles);
  file.close();
  let peak = 0;
  let count = 0;
  const before = Deno.memoryUsage().rss;
  const took = time(() =>
    readRetorno(fileChunks(path), { today: TODAY }, () => {
      if (count++ % 100_000 === 0) peak = Math.max(peak, Deno.memoryUsage().rss);
    })
  );
  Deno.removeSync(path);
  return {
    name: `one file of ${megabytes} MB`,
    value: `${(took / 1000).toFixed(1)} s, ${count} títulos, ${
      ((peak - before) / 1e6).toFixed(0)
    } MB more resident`,
    ratio: "",
    ok: peak - before < 200e6,
  };
}

async function npmRows(): Promise<BenchRow[]> {
  const { readers, missing } = await npmReaders();
  const rows: BenchRow[] = [];
  const decoder = new TextDecoder("windows-1252");
  for (const reader of readers) {
    const bytes = syntheticCnab400({ banco: "237", details: details("237", reader.most) });
    let theirs = Infinity;
    let ours = Infinity;
    for (let round = 0; round < 3; round++) {
      theirs = Math.min(
        theirs,
        time(() => {
          const count = reader.read(decoder.decode(bytes));
          if (count !== reader.most) {
            throw new Error(`${reader.name} gave ${count} of ${reader.most} details`);
          }
        }),
      );
      ours = Math.min(ours, time(() => readRetorno([bytes], { today: TODAY }, () => {})));
    }
    rows.push({
      name: `CNAB 400 237, ${reader.name}`,
      value: `${(bytes.length / 1e3 / theirs).toFixed(1)} MB/s, ${
        (reader.most / theirs).toFixed(1)
      } thousand títulos/s`,
      ratio: `ours is ${(theirs / ours).toFixed(0)} times as fast`,
      ok: null,
    });
  }
  for (const name of missing) rows.push({ name, value: "not available", ratio: "", ok: null });
  return rows;
}

function* fileChunks(path: string): Generator<Uint8Array> {
  const file = Deno.openSync(path);
  try {
    const buffer = new Uint8Array(1 << 18);
    for (let n = file.readSync(buffer); n !== null; n = file.readSync(buffer)) {
      yield buffer.subarray(0, n);
    }
  } finally {
    file.close();
  }
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (import.meta.main) {
  const rows = await formatsBench(Number(Deno.args[0] ?? "1"));
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map((row) => {
    const mark = row.ok === null ? "  " : row.ok ? "ok" : "MISSED";
    return `${row.name.padEnd(width)}  ${row.value.padEnd(44)}  ${row.ratio.padEnd(8)}  ${mark}`;
  });
  await Deno.stdout.write(new TextEncoder().encode(lines.join("\n") + "\n"));
  if (rows.some((row) => row.ok === false)) Deno.exit(1);
}
