import assert from "node:assert/strict";
import { EVENT_IDS, systemEventLog } from "../../../../core/adapters/notify/event_log.ts";
import type { SystemEvent } from "../../../../core/ports/event_log.port.ts";

const EVENTS = Object.keys(EVENT_IDS) as SystemEvent[];

Deno.test("the numbers that other tools filter by", () => {
  assert.deepEqual(Object.fromEntries(EVENTS.map((e) => [e, EVENT_IDS[e].id])), {
    inicio: 1000,
    parada: 1001,
    queda: 2000,
    recuperacao: 2001,
    recusado: 3000,
    posse: 5000,
    pendente: 3001,
    espera: 3002,
    livro: 4000,
  });
});

Deno.test("writing never throws, whatever the text", () => {
  const log = systemEventLog();
  const texts = [
    "",
    "Servidor inacessível: \\\\SERVIDOR1\\Retorno",
    "a\0b\r\n%1 %n 🚨",
    "x".repeat(70_000),
  ];
  for (const event of EVENTS) {
    for (const text of texts) assert.equal(log.write(event, text), undefined);
  }
});
