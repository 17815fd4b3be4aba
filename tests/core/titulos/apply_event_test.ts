import assert from "node:assert/strict";
import type { MovementClass } from "../../../core/formats/retorno.ts";
import { applyEvent, foldEvents } from "../../../core/titulos/apply_event.ts";
import type {
  Note,
  TituloEvent,
  TituloSituation,
  TituloState,
} from "../../../core/titulos/titulo.ts";

let clock = 0;
const event = (classe: MovementClass, extra: Partial<TituloEvent> = {}): TituloEvent => ({
  data: `2025-10-${String(++clock % 28 + 1).padStart(2, "0")}`,
  classe,
  evento: classe,
  vencimento: "2025-11-01",
  valorNominal: 1000,
  valorPago: classe.startsWith("liquidacao") ? 1000 : 0,
  dataOcorrencia: null,
  dataCredito: null,
  ...extra,
});

/** Applies a history in its order and gives the last state and all notes. */
function tell(...events: TituloEvent[]): { state: TituloState; notes: (Note | null)[] } {
  let state: TituloState | null = null;
  const notes: (Note | null)[] = [];
  for (const each of events) {
    const applied = applyEvent(state, each);
    state = applied.state;
    notes.push(applied.note);
  }
  return { state: state!, notes };
}

const day = (n: number) => `2025-10-${String(n).padStart(2, "0")}`;
const E = (n: number, classe: MovementClass, extra: Partial<TituloEvent> = {}) =>
  event(classe, { data: day(n), ...extra });
const VALUE = (valorPago: number) => ({ valorPago });

Deno.test("state of a título: a rule for each history", () => {
  const partial = (n: number, value: number) => E(n, "liquidacao-parcial", VALUE(value));
  const cases: [string, TituloEvent[], TituloSituation, number, Note | null][] = [
    ["registered", [E(1, "entrada")], "aberto", 0, null],
    ["paid after its registration", [E(1, "entrada"), E(2, "liquidacao")], "pago", 1000, null],
    ["paid and never registered", [E(1, "liquidacao")], "pago", 1000, null],
    ["paid before its registration", [E(1, "liquidacao"), E(2, "entrada")], "pago", 1000, null],
    ["partial payment", [E(1, "entrada"), partial(2, 400)], "parcial", 400, null],
    ["second partial payment", [partial(2, 400), partial(3, 300)], "parcial", 700, null],
    [
      "partial payment and the rest",
      [partial(2, 400), E(3, "liquidacao", VALUE(600))],
      "pago",
      1000,
      null,
    ],
    ["paid twice", [E(1, "liquidacao"), E(2, "liquidacao")], "pago", 2000, "pagamento-repetido"],
    [
      "partial payment of a paid one",
      [E(1, "liquidacao"), partial(2, 10)],
      "pago",
      1010,
      "pagamento-repetido",
    ],
    ["baixa", [E(1, "entrada"), E(2, "baixa")], "baixado", 0, null],
    ["baixa after a payment", [E(1, "liquidacao"), E(2, "baixa")], "pago", 1000, "baixa-de-pago"],
    ["payment after a baixa", [E(1, "baixa"), E(2, "liquidacao")], "pago", 1000, "pago-apos-baixa"],
    ["baixa after a partial payment", [partial(1, 400), E(2, "baixa")], "baixado", 400, null],
    [
      "registration of a baixado changes nothing",
      [E(1, "baixa"), E(2, "entrada")],
      "baixado",
      0,
      null,
    ],
    ["BXS of a known one", [E(1, "entrada"), E(2, "baixa-automatica")], "aberto", 0, null],
    ["BXS of an unknown one", [E(1, "baixa-automatica")], "baixado", 0, null],
    ["BXS of a paid one", [E(1, "liquidacao"), E(2, "baixa-automatica")], "pago", 1000, null],
    [
      "payment after BXS",
      [E(1, "entrada"), E(2, "baixa-automatica"), E(3, "liquidacao")],
      "pago",
      1000,
      null,
    ],
    ["entry refused", [E(1, "rejeicao", { evento: "entrada-rejeitada" })], "rejeitado", 0, null],
    [
      "entry refused, then taken",
      [
        E(1, "rejeicao", { evento: "entrada-rejeitada" }),
        E(2, "entrada"),
      ],
      "aberto",
      0,
      null,
    ],
    [
      "entry refused of a known one",
      [
        E(1, "entrada"),
        E(2, "rejeicao", { evento: "entrada-rejeitada" }),
      ],
      "aberto",
      0,
      "rejeicao-de-conhecido",
    ],
    [
      "instruction refused",
      [
        E(1, "entrada"),
        E(2, "rejeicao", { evento: "instrucao-rejeitada" }),
      ],
      "aberto",
      0,
      null,
    ],
    ["cheque to clear", [E(1, "entrada"), E(2, "cheque-pendente")], "cheque-pendente", 0, null],
    ["cheque cleared", [E(1, "cheque-pendente"), E(2, "liquidacao")], "pago", 1000, null],
    [
      "cheque bounced",
      [E(1, "entrada"), E(2, "cheque-pendente"), E(3, "cheque-devolvido")],
      "aberto",
      0,
      null,
    ],
    [
      "cheque bounced after the payment",
      [
        E(1, "entrada"),
        E(2, "liquidacao"),
        E(3, "cheque-devolvido"),
      ],
      "aberto",
      0,
      null,
    ],
    [
      "second cheque of two bounced",
      [
        partial(1, 400),
        E(2, "liquidacao", VALUE(600)),
        E(3, "cheque-devolvido"),
      ],
      "parcial",
      400,
      null,
    ],
    [
      "both cheques bounced",
      [
        partial(1, 400),
        partial(2, 300),
        E(3, "cheque-devolvido"),
        E(4, "cheque-devolvido"),
      ],
      "aberto",
      0,
      null,
    ],
    [
      "cheque that cleared bounced after all",
      [
        E(1, "entrada"),
        E(2, "cheque-pendente"),
        E(3, "liquidacao"),
        E(4, "cheque-devolvido"),
      ],
      "aberto",
      0,
      null,
    ],
    [
      "nothing to bounce",
      [E(1, "entrada"), E(2, "cheque-devolvido")],
      "aberto",
      0,
      "cheque-sem-pagamento",
    ],
    [
      "paid again after it bounced",
      [
        E(1, "liquidacao"),
        E(2, "cheque-devolvido"),
        E(3, "liquidacao"),
      ],
      "pago",
      1000,
      null,
    ],
    ["information", [E(1, "informacao")], "aberto", 0, null],
    ["unknown code of an unknown one", [E(1, "outro", VALUE(1000))], "indefinido", 0, null],
    [
      "unknown code of a known one",
      [E(1, "entrada"), E(2, "outro", VALUE(1000))],
      "aberto",
      0,
      null,
    ],
    ["unknown code, then registered", [E(1, "outro"), E(2, "entrada")], "aberto", 0, null],
  ];
  for (const [name, events, situacao, total, note] of cases) {
    const { state, notes } = tell(...events);
    assert.equal(state.situacao, situacao, name);
    assert.equal(state.pagoTotal, total, name);
    assert.equal(notes.at(-1), note, name);
    assert.deepEqual(foldEvents(events), state, name);
  }
});

Deno.test("state of a título: only a change of vencimento changes the vencimento", () => {
  const change = E(2, "alteracao", { evento: "vencimento", vencimento: "2025-12-24" });
  assert.equal(tell(E(1, "entrada"), change).state.vencimento, "2025-12-24");
  assert.equal(tell(change).state.vencimento, "2025-12-24");
  assert.equal(tell(E(1, "entrada"), change, E(3, "liquidacao")).state.vencimento, "2025-12-24");
  const other = E(2, "alteracao", { evento: "abatimento", vencimento: "2025-12-24" });
  assert.equal(tell(E(1, "entrada"), other).state.vencimento, "2025-11-01");
  const none = E(2, "alteracao", { evento: "vencimento", vencimento: null });
  assert.equal(tell(E(1, "entrada"), none).state.vencimento, "2025-11-01");
});

Deno.test("state of a título: the automatic baixa is remembered", () => {
  assert.equal(tell(E(1, "entrada"), E(2, "baixa-automatica")).state.baixaAutomatica, day(2));
});

Deno.test("state of a título: dates of the payment that counts", () => {
  const first = E(1, "liquidacao-parcial", {
    ...VALUE(1),
    dataOcorrencia: "2025-09-30",
    dataCredito: "2025-10-02",
  });
  const second = E(2, "liquidacao", VALUE(2));
  assert.deepEqual(
    [tell(first, second).state.dataPagamento, tell(first, second).state.dataCredito],
    [day(2), null],
  );
  const back = tell(first, second, E(3, "cheque-devolvido")).state;
  assert.deepEqual([back.dataPagamento, back.dataCredito], ["2025-09-30", "2025-10-02"]);
});
