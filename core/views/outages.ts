/** Outages as scripts see them. */
import type { Acknowledgement } from "../domain/told/outage_telling.ts";
import { isTest } from "../domain/told/test_outage.ts";
import type { OutageRecord } from "../ports/ledger/outages.port.ts";
import type { Delivered } from "../ports/ledger/outbox.port.ts";

/** Who knows of an outage, as scripts see it; null: nobody said so. */
export function acknowledgementDocument(
  acknowledged: Acknowledgement | null,
  iso: (ms: number) => string,
) {
  return acknowledged === null
    ? null
    : { em: iso(acknowledged.at), por: acknowledged.by, nota: acknowledged.note };
}

/** How long it was, or has been until `now`, out of reach; ms. */
export function outageDuration(outage: OutageRecord, now: number): number {
  return outage.downMs ?? Math.max(0, now - outage.startedAt);
}

/** Whether somebody made it on purpose, to try the monitor. */
export function outageIsTest({ endedAt, telling }: OutageRecord, now: number): boolean {
  return isTest(telling.testUntil, endedAt ?? now);
}

/** One outage with what became of its messages. `iso` shows a moment in local time with its offset. */
export function outageDocument(
  outage: OutageRecord,
  deliveries: readonly Delivered[],
  now: number,
  iso: (ms: number) => string,
) {
  const orNull = (ms: number | null) => ms === null ? null : iso(ms);
  return {
    id: outage.id,
    inicio: iso(outage.startedAt),
    fim: orNull(outage.endedAt),
    duracaoSegundos: Math.round(outageDuration(outage, now) / 1000),
    arquivosProcessados: outage.processed,
    pasta: outage.folder,
    diagnostico: { codigo: outage.diagnosis.code, mensagem: outage.diagnosis.message },
    instavel: outage.unstable,
    encerrada: outage.closedAt !== null,
    avisada: outage.telling.toldMs !== null,
    teste: outageIsTest(outage, now),
    lembretes: outage.telling.reminders,
    escaladaEm: orNull(outage.telling.escalatedAt),
    reconhecida: acknowledgementDocument(outage.telling.acknowledged, iso),
    entregas: deliveries.filter((one) => one.outageId === outage.id).map((one) => ({
      canal: one.channel,
      tipo: one.kind,
      enfileiradaEm: iso(one.queuedAt),
      aceitaEm: orNull(one.acceptedAt),
      recusadaEm: orNull(one.givenUpAt),
      tentativas: one.attempts,
      ultimoErro: one.lastError,
    })),
  };
}
