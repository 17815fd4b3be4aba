/** `quedas`: the outages of the server. */
import { localHuman, localIso } from "../adapters/clock/local_time.ts";
import type { DeliveryRecord } from "../adapters/ledger/deliveries.ts";
import { humanDuration } from "../domain/duration.ts";
import type { OutageRecord } from "../ports/ledger.port.ts";
import {
  type CommandContext,
  type CommonOptions,
  EXIT,
  readableLedger,
  settings,
} from "./context.ts";
import { table } from "./table.ts";

/** Prints the outages, newest first. */
export async function quedas(
  options: CommonOptions & { readonly limite: number },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const ledger = await readableLedger(config);
  const outages = ledger?.outages.latest(options.limite) ?? [];
  const now = Date.now();
  if (context.json) {
    const documents = outages.map((o) => ({
      ...outageDocument(o, now),
      entregas: (ledger?.outbox.deliveries(o.id) ?? []).map(deliveryDocument),
    }));
    context.document({ quedas: documents });
  } else if (outages.length === 0) context.say("Nenhuma queda registrada.");
  else {
    context.say(table(
      ["Início", "Fim", "Duração", "Arquivos", "Diagnóstico"],
      outages.map((o) => [
        localHuman(o.startedAt),
        o.endedAt === null ? "em curso" : localHuman(o.endedAt),
        humanDuration(durationOf(o, now)),
        String(o.processed),
        `${o.diagnosis.code}${o.unstable ? " (instável)" : ""}`,
      ]),
    ));
  }
  return EXIT.done;
}

/** One outage as scripts see it. */
export function outageDocument(outage: OutageRecord, now: number) {
  return {
    id: outage.id,
    inicio: localIso(outage.startedAt),
    fim: outage.endedAt === null ? null : localIso(outage.endedAt),
    duracaoSegundos: Math.round(durationOf(outage, now) / 1000),
    arquivosProcessados: outage.processed,
    pasta: outage.folder,
    diagnostico: { codigo: outage.diagnosis.code, mensagem: outage.diagnosis.message },
    instavel: outage.unstable,
    encerrada: outage.closedAt !== null,
  };
}

/** One message about an outage as scripts see it: when it was queued, and whether the server has accepted it. */
export function deliveryDocument(delivery: DeliveryRecord) {
  const time = (wall: number | null) => wall === null ? null : localIso(wall);
  return {
    tipo: delivery.kind,
    canal: delivery.channel,
    enfileiradaEm: localIso(delivery.queuedAt),
    aceitaEm: time(delivery.acceptedAt),
    recusadaEm: time(delivery.givenUpAt),
    tentativas: delivery.attempts,
    ultimoErro: delivery.lastError,
  };
}

const durationOf = (o: OutageRecord, now: number): number =>
  o.downMs ?? Math.max(0, now - o.startedAt);
