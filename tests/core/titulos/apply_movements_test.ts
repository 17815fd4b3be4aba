/** The folding of batches, against the plain meaning of the rules: all events in the order of their dates, one after the other. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Movement, MovementClass, RetornoSummary } from "../../../core/formats/retorno.ts";
import { WarningList } from "../../../core/formats/record/warnings.ts";
import { foldEvents } from "../../../core/titulos/apply_event.ts";
import { applyMovements } from "../../../core/titulos/apply_movements.ts";
import { eventValue } from "../../../core/titulos/event_key.ts";
import {
  keyText,
  type KnownTitulo,
  touchedBy,
  wantsHistory,
  wantsSameDay,
} from "../../../core/titulos/past.ts";
import type { TituloEvent, TituloState } from "../../../core/titulos/titulo.ts";

const EVENTS: readonly [MovementClass, string][] = [
  ["entrada", "entrada"],
  ["liquidacao", "liquidacao"],
  ["liquidacao-parcial", "liquidacao"],
  ["baixa", "baixa"],
  ["baixa-automatica", "baixa-automatica"],
  ["cheque-pendente", "cheque"],
  ["cheque-devolvido", "cheque-devolvido"],
  ["alteracao", "vencimento"],
  ["rejeicao", "entrada-rejeitada"],
];

interface Line {
  readonly titulo: number;
  readonly event: number;
  readonly valor: number;
  readonly credit: boolean;
}

interface File {
  readonly day: number;
  readonly lines: readonly Line[];
}

interface Stored {
  readonly titulo: number;
  readonly fileId: number;
  readonly event: TituloEvent;
  readonly valor: number;
}

const day = (n: number) => `2025-10-${String(n).padStart(2, "0")}`;

function summaryOf(file: File, n: number): RetornoSummary {
  return {
    format: "CNAB400",
    banco: "341",
    agencia: "1",
    conta: "2",
    convenio: "3",
    nsa: n,
    data: day(file.day),
    lines: 1,
    movements: file.lines.length,
    codigos: {},
    estoque: null,
    warnings: [],
  };
}

function movementOf({ titulo, event, valor, credit }: Line, line: number): Movement {
  const [classe, evento] = EVENTS[event]!;
  return {
    line,
    nossoNumero: `N${titulo}`,
    numeroDocumento: null,
    clienteId: null,
    sacado: null,
    vencimento: evento === "vencimento" ? day(10 + valor) : null,
    valorNominal: valor,
    codigo: "00",
    classe,
    evento,
    motivo: null,
    dataOcorrencia: null,
    dataCredito: credit && evento === "liquidacao" ? day(20) : null,
    valorPago: evento === "liquidacao" ? valor : 0,
    juros: 0,
    desconto: 0,
    abatimento: 0,
    outrosCreditos: 0,
    tarifa: 0,
    iof: 0,
    outrasDespesas: 0,
    valorLiquido: null,
  };
}

/** A ledger in memory: what an engine has to do around the rules, and no more. */
class Memory {
  readonly titulos = new Map<number, { key: string; state: TituloState }>();
  stored: Stored[] = [];

  apply(file: File, fileId: number, batch: number): void {
    const summary = summaryOf(file, fileId);
    const movements = file.lines.map((line, n) => movementOf(line, n + 1));
    const warnings = new WarningList();
    for (let at = 0; at < movements.length; at += batch) {
      const part = movements.slice(at, at + batch);
      const changes = applyMovements(
        { id: fileId, summary },
        part,
        this.#known(summary, part),
        warnings,
      );
      const ids = changes.created.map(({ identity, state }) => {
        const id = this.titulos.size + 1;
        this.titulos.set(id, { key: keyText(identity.escopo, identity.nossoNumero), state });
        return id;
      });
      for (const { id, state } of changes.changed) {
        this.titulos.set(id, { ...this.titulos.get(id)!, state });
      }
      const idOf = (ref: number) => ref < 0 ? ids[-ref - 1]! : ref;
      for (const { titulo, valor, movement } of changes.movements) {
        const event = { ...movement, data: changes.data };
        this.stored.push({ titulo: idOf(titulo), fileId, valor, event });
      }
      for (const { titulo, evento, valor, movement } of changes.enriched) {
        this.stored = this.stored.map((one) =>
          one.titulo === idOf(titulo) && one.event.evento === evento && one.valor === valor &&
            one.event.data === changes.data
            ? {
              ...one,
              event: {
                ...one.event,
                dataCredito: one.event.dataCredito ?? movement.dataCredito,
                vencimento: one.event.vencimento ?? movement.vencimento,
              },
            }
            : one
        );
      }
    }
  }

  /** Events of a título in the order of their dates; of one day, as they came. */
  history(id: number): Stored[] {
    return this.stored.filter((one) => one.titulo === id)
      .sort((a, b) => a.event.data < b.event.data ? -1 : a.event.data > b.event.data ? 1 : 0);
  }

  #known(summary: RetornoSummary, movements: readonly Movement[]): Map<string, KnownTitulo> {
    const known = new Map<string, KnownTitulo>();
    for (const [key, { reach }] of touchedBy(summary, movements)) {
      for (const [id, titulo] of this.titulos) {
        if (titulo.key !== key) continue;
        const { ultimaData } = titulo.state;
        const history = this.history(id);
        known.set(key, {
          id,
          clienteId: null,
          numeroDocumento: null,
          state: { ...titulo.state, payments: null },
          sameDay: wantsSameDay(summary.data, ultimaData)
            ? history.filter((one) => one.event.data === summary.data).map((one) => ({
              evento: one.event.evento,
              valor: one.valor,
              fileId: one.fileId,
              line: 1,
              format: "CNAB400",
              name: "x",
            }))
            : [],
          history: wantsHistory(summary.data, ultimaData, reach)
            ? history.map((one) => ({ ...one.event, valor: one.valor }))
            : [],
        });
      }
    }
    return known;
  }
}

const line = fc.record({
  titulo: fc.integer({ min: 1, max: 3 }),
  event: fc.integer({ min: 0, max: EVENTS.length - 1 }),
  valor: fc.integer({ min: 1, max: 4 }),
  credit: fc.boolean(),
});
const files = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 5 }),
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Every state is the fold of its history. */
function check(all: readonly File[], batch: number): void {
  const memory = new Memory();
  all.forEach((file, n) => memory.apply(file, n + 1, batch));
  for (const [id, { state }] of memory.titulos) {
    const folded = foldEvents(memory.history(id).map((one) => one.event));
    assert.deepEqual({ ...state, payments: null }, { ...folded, payments: null });
  }
}

Deno.test("títulos: whatever the order of the files and the size of the batches, a state is the fold of its history", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 13 }), (all, batch) => check(all, batch)),
    { numRuns: 500, seed: 359293303 },
  );
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 13 }), (all, batch) => check(all, batch)),
    { numRuns: 300 },
  );
});

Deno.test("títulos: an event of a day is stored once, whoever tells it again", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 13 }), (all, batch) => {
      const memory = new Memory();
      all.forEach((file, n) => memory.apply(file, n + 1, batch));
      const keys = memory.stored.map((one) =>
        [one.titulo, one.event.data, one.event.evento, one.valor].join("|")
      );
      assert.equal(new Set(keys).size, keys.length);
      const told = new Set(
        all.flatMap((file) =>
          file.lines.map((one, n) => {
            const movement = movementOf(one, n);
            return [one.titulo, file.day, movement.evento, eventValue(movement)].join("|");
          })
        ),
      );
      assert.equal(keys.length, told.size);
    }),
    { numRuns: 300 },
  );
});

Deno.test("títulos: the size of the batches changes nothing, warnings included", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 13 }), (all, batch) => {
      const one = new Memory();
      const other = new Memory();
      all.forEach((file, n) => {
        one.apply(file, n + 1, batch);
        other.apply(file, n + 1, 1000);
      });
      assert.deepEqual(one.stored, other.stored);
      assert.deepEqual(
        [...one.titulos.values()].map((t) => ({ ...t.state, payments: null })),
        [...other.titulos.values()].map((t) => ({ ...t.state, payments: null })),
      );
    }),
    { numRuns: 300 },
  );
});
