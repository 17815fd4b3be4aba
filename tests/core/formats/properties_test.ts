/**
 * Properties of the readers, on generated files. `FUZZ_SECONDS` (default 20) is shared by the tests that run against the
 * clock; ten minutes: `FUZZ_SECONDS=600 deno test -A tests/core/formats/properties_test.ts`.
 */
import fc from "fast-check";
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../core/ensaio/synthetic_cnab240.ts";
import { readRetorno } from "../../../core/formats/read_retorno.ts";
import { type Movement, RetornoRefused } from "../../../core/formats/retorno.ts";
import { bytesOf, put, read, textOf, TODAY } from "../../support/retornos.ts";
import { syntheticBank240 } from "../../support/synthetic_bank240.ts";
import { type Detail400, syntheticCnab400 } from "../../support/synthetic_cnab400.ts";

const SECONDS = Number(Deno.env.get("FUZZ_SECONDS") ?? "20");

/** Small valid files of every format and bank. */
const SEEDS: readonly (readonly [string, Uint8Array])[] = [
  ["CNAB 240 BB", syntheticCnab240({ titulos: 3, nsa: 7, date: TODAY })],
  [
    "CNAB 240 other",
    syntheticBank240("104", [{ codigo: "06" }, { codigo: "02" }]),
  ],
  ["CNAB 240 empty", syntheticCnab240({ titulos: 0, nsa: 7, date: TODAY })],
  ["CBR724", syntheticCbr724({ titulos: 4, nsa: 7, date: TODAY })],
  ...(["001", "341", "237"] as const).map((banco): readonly [string, Uint8Array] => [
    `CNAB 400 ${banco}`,
    syntheticCnab400({
      banco,
      details: [detail(banco, 1), { ...detail(banco, 2), codigo: "02", pago: 0, credito: "" }],
    }),
  ]),
];

function detail(banco: "001" | "341" | "237", n: number): Detail400 {
  const nossoNumero = {
    "001": `2345678${String(n).padStart(10, "0")}`,
    "341": `1000001${n}`,
    "237": `1234567890${n}P`,
  };
  return {
    codigo: "06",
    nossoNumero: nossoNumero[banco],
    documento: `DOC${n}`,
    nominal: 100_000 + n,
    pago: 100_000 + n,
    tarifa: 195,
    credito: "151025",
    sacado: `101${n} USUARIO ${n}`,
  };
}

/** Reads; a refusal is an answer, anything else thrown is a fault. */
function outcome(
  chunks: Iterable<Uint8Array>,
): { movements: Movement[]; warnings: number } | RetornoRefused {
  const movements: Movement[] = [];
  try {
    const summary = readRetorno(chunks, { today: TODAY }, (movement) => movements.push(movement));
    assert.equal(summary.movements, movements.length);
    return { movements, warnings: summary.warnings.length };
  } catch (error) {
    if (!(error instanceof RetornoRefused)) throw error;
    // Fit for one line of the log.
    assert.match(error.message, /^[^\n\r]+$/);
    return error;
  }
}

/** What every accepted movement must be, whatever the file held. */
function checkSane(movements: readonly Movement[]): void {
  for (const m of movements) {
    for (
      const amount of [
        m.valorNominal,
        m.valorPago,
        m.juros,
        m.desconto,
        m.abatimento,
        m.outrosCreditos,
        m.tarifa,
        m.iof,
        m.outrasDespesas,
        m.valorLiquido ?? 0,
      ]
    ) assert.ok(Number.isSafeInteger(amount) && amount >= 0, JSON.stringify(m));
    for (const date of [m.vencimento, m.dataOcorrencia, m.dataCredito]) {
      if (date !== null) {
        assert.equal(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10), date);
      }
    }
    if (m.clienteId !== null) assert.match(m.clienteId, /^\d{1,6}$/);
    if (m.classe === "liquidacao" || m.classe === "liquidacao-parcial") {
      assert.notEqual(m.nossoNumero, "");
    }
    const text = `${m.nossoNumero}${m.sacado}${m.numeroDocumento}${m.motivo}`;
    for (let i = 0; i < text.length; i++) assert.ok(text.charCodeAt(i) >= 32, JSON.stringify(m));
  }
}

const cents = fc.integer({ min: 0, max: 99_999_999_999 });

Deno.test("property: CNAB 400 of each bank gives back what was written", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("001" as const, "341" as const, "237" as const),
      fc.array(
        fc.record({
          n: fc.nat(9),
          nominal: fc.integer({ min: 1, max: 99_999_999 }),
          juros: fc.integer({ min: 0, max: 99_999 }),
          desconto: fc.nat(1),
          tarifa: fc.integer({ min: 0, max: 1 }),
          iof: cents,
          codigo: fc.constantFrom("06", "02", "09", "14"),
          vencimento: fc.constantFrom("000000", "290224", "311230", "010100"),
          sacado: fc.stringMatching(/^[A-Z0-9 ]{0,30}$/),
        }),
        { maxLength: 30 },
      ),
      fc.constantFrom("\r\n", "\n", "\r", ""),
      fc.integer({ min: 1, max: 999 }),
      (banco, rows, lineBreak, chunk) => {
        const details = rows.map((row): Detail400 => ({
          ...detail(banco, row.n),
          ...row,
          pago: row.codigo === "06" ? row.nominal + row.juros - row.desconto : 0,
          tarifa: row.codigo === "06" ? row.tarifa : 0,
          credito: row.codigo === "06" ? "151025" : "",
        }));
        const { movements, summary } = read(syntheticCnab400({ banco, details, lineBreak }), {
          chunk,
        });
        assert.deepEqual(summary.warnings, []);
        assert.deepEqual(
          movements.map((
            m,
          ) => [
            m.nossoNumero,
            m.codigo,
            m.valorNominal,
            m.valorPago,
            m.juros,
            m.desconto,
            m.tarifa,
            m.iof,
          ]),
          details.map((
            d,
          ) => [d.nossoNumero, d.codigo, d.nominal, d.pago, d.juros, d.desconto, d.tarifa, d.iof]),
        );
        assert.deepEqual(
          movements.map((m) => m.vencimento),
          details.map((d) =>
            ({
              "000000": null,
              "290224": "2024-02-29",
              "311230": "2030-12-31",
              "010100": "2000-01-01",
            })[d.vencimento!]
          ),
        );
        if (banco === "341") {
          assert.deepEqual(
            movements.map((m) => m.sacado ?? ""),
            details.map((d) => d.sacado!.trim()),
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("property: CNAB 240 and CBR724 give back what was written", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 999_999 }),
      fc.integer({ min: 0, max: 9_999_999_999 - 60 }),
      fc.constantFrom("\r\n", "\n", "\r"),
      fc.constantFrom("2024-02-29", "2025-01-01", "2025-10-14"),
      fc.integer({ min: 1, max: 999 }),
      (titulos, nsa, firstNumber, lineBreak, date, chunk) => {
        const options = { titulos, nsa, firstNumber, lineBreak, date };
        const cnab = read(syntheticCnab240(options), { chunk });
        const cbr = read(syntheticCbr724({ ...options, operations: ["LQB", "RG", "LQN", "BX"] }), {
          chunk,
        });
        assert.deepEqual([cnab.summary.warnings, cbr.summary.warnings], [[], []]);
        assert.deepEqual([cnab.summary.nsa, cnab.summary.data, cbr.summary.data], [
          nsa,
          date,
          date,
        ]);
        // Written by two writers, the twins agree on what makes an event.
        const key = (
          m: Movement,
        ) => [m.nossoNumero, m.evento, m.classe, m.vencimento, m.valorNominal, m.valorPago];
        assert.deepEqual(cnab.movements.map(key), cbr.movements.map(key));
        assert.deepEqual(
          cnab.movements.map((m) => m.nossoNumero),
          Array.from(
            { length: titulos },
            (_, i) => "2345678" + String(firstNumber + i).padStart(10, "0"),
          ),
        );
      },
    ),
    { numRuns: 60 },
  );
});

/** Control columns: what tells the format, the order, the counts, the pairing and the file's date. */
const CONTROL:
  readonly (readonly [string, number, readonly (readonly [number, number, number])[]])[] = [
    ["CNAB 240 BB", 0, [
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((line) => [line, 1, 8] as const),
      [1, 143, 151],
      [1, 158, 163],
      [2, 9, 11],
      ...[3, 4, 5, 6, 7, 8].flatMap((line) =>
        [[line, 9, 14], [line, 16, 17]] as [number, number, number][]
      ),
      [9, 18, 23],
      [10, 18, 29],
    ]],
    ["CNAB 400 341", 5, [
      [1, 1, 17],
      [1, 77, 79],
      [1, 95, 100],
      [4, 2, 7],
      [4, 213, 234],
      ...[1, 2, 3, 4].flatMap((line) =>
        [[line, 1, 1], [line, 395, 400]] as [number, number, number][]
      ),
    ]],
    ["CNAB 400 237", 6, [
      [1, 1, 17],
      [1, 77, 79],
      [4, 2, 7],
      [4, 58, 74],
      [4, 87, 103],
      ...[1, 2, 3, 4].flatMap((line) =>
        [[line, 1, 1], [line, 395, 400]] as [number, number, number][]
      ),
    ]],
    ["CNAB 400 001", 4, [
      [1, 1, 17],
      [1, 77, 79],
      [4, 2, 7],
      ...[1, 2, 3, 4].flatMap((line) =>
        [[line, 1, 1], [line, 395, 400]] as [number, number, number][]
      ),
    ]],
    ["CBR724", 3, [[1, 1, 12], [3, 1, 2], [6, 2, 2], [7, 2, 2]]],
  ];

Deno.test("property: one byte changed in a control column is refused or reported", () => {
  for (const [name, seed, ranges] of CONTROL) {
    const bytes = SEEDS[seed]![1];
    assert.equal(SEEDS[seed]![0], name);
    const lines = textOf(bytes).split("\r\n");
    const silent: string[] = [];
    for (const [line, first, last] of ranges) {
      for (let column = first; column <= last; column++) {
        for (const other of "0123456789 AZ#TU\x00\xff") {
          const old = lines[line - 1]![column - 1]!;
          if (other === old) continue;
          const result = outcome([put(bytes, line, column, other)]);
          // The number of the file and a date before today are other valid files: antecedents.ts judges those.
          const another = !(result instanceof RetornoRefused) && line === 1 &&
            (column >= 144 && column <= 163 || column >= 95 && column <= 100);
          // The 6 digits before CBR724 have no meaning that we know.
          const free = name === "CBR724" && line === 1 && column <= 6;
          if (!(result instanceof RetornoRefused) && result.warnings === 0 && !another && !free) {
            silent.push(`linha ${line}, coluna ${column}: "${old}" -> "${other}"`);
          }
        }
      }
    }
    assert.deepEqual(silent, [], name);
  }
});

Deno.test("property: one byte changed anywhere never breaks the reader, nor what it gives back", () => {
  const end = performance.now() + SECONDS * 250;
  let runs = 0;
  let state = 12345;
  const random = (n: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n;
  while (performance.now() < end) {
    const bytes = SEEDS[random(SEEDS.length)]![1].slice();
    for (let n = random(3); n >= 0; n--) bytes[random(bytes.length)] = random(256);
    const result = outcome([bytes]);
    if (!(result instanceof RetornoRefused)) checkSane(result.movements);
    runs++;
  }
  assert.ok(runs > 100, `${runs} runs`);
});

Deno.test("fuzz: no input crashes or hangs the reader", () => {
  const arbitrary = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    // Pieces of good files, shuffled, cut, doubled.
    fc.array(
      fc.oneof(
        fc.constantFrom(...SEEDS.flatMap(([, bytes]) => textOf(bytes).split("\r\n"))),
        fc.constantFrom("", " ", "\x1a", "\0", "\ufffd", "é", "\r", "\n", "x".repeat(5000)),
        fc.string({ maxLength: 50 }),
      ),
      { maxLength: 12 },
    ).chain((parts) =>
      fc.constantFrom("\r\n", "\n", "\r", "").map((lineBreak) => bytesOf(parts.join(lineBreak)))
    ),
    // A good file with a hole, a tail or a cut.
    fc.tuple(
      fc.constantFrom(...SEEDS),
      fc.nat(4000),
      fc.nat(4000),
      fc.constantFrom(0, 0x1a, 0x20, 0x0a, 0xe9, 0x39),
    )
      .map(([[, bytes], a, b, fill]) => {
        const copy = bytes.slice(0, Math.max(a, b) % (bytes.length + 1));
        return copy.fill(fill, Math.min(a, b) % (bytes.length + 1), Math.min(a, b) + 3);
      }),
  );
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 1, max: 700 }), (bytes, size) => {
      const before = performance.now();
      const whole = outcome([bytes]);
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
      const split = outcome(chunks);
      // The way in which the bytes arrive changes nothing.
      if (whole instanceof RetornoRefused) {
        assert.ok(split instanceof RetornoRefused);
        assert.equal(split.message, whole.message);
      } else {
        assert.deepEqual(split, whole);
        checkSane(whole.movements);
      }
      assert.ok(performance.now() - before < 2000, "too slow");
    }),
    {
      numRuns: 1_000_000_000,
      interruptAfterTimeLimit: SECONDS * 750,
      markInterruptAsFailure: false,
    },
  );
});

Deno.test("every beginning of a good file looks unfinished, or ends at a line, or is told by its open end", () => {
  for (const write of [syntheticCbr724, syntheticCnab240]) {
    const whole = write({ titulos: 3, nsa: 7, date: TODAY });
    for (let end = 0; end < whole.length; end++) {
      const part = whole.subarray(0, end);
      let openEnd: boolean | undefined;
      try {
        openEnd = readRetorno([part], { today: TODAY }, () => {}).openEnd;
      } catch (error) {
        assert.ok(error instanceof RetornoRefused && error.maybeIncomplete, `${end}: ${error}`);
        continue;
      }
      const breaks = (byte: number | undefined) => byte === 10 || byte === 13;
      const atBreak = breaks(part.at(-1)) || breaks(whole[end]);
      assert.ok(openEnd || atBreak, `${end} bytes pass for a whole file`);
    }
  }
});
