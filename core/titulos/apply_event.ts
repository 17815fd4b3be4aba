/** The rules: one event and the state before it give the state after it. */
import { ANNOUNCED_PAYMENT } from "../formats/record/code_table.ts";
import type { Note, Payment, TituloEvent, TituloSituation, TituloState } from "./titulo.ts";

/** Result of {@link applyEvent}. */
export interface Applied {
  readonly state: TituloState;
  readonly note: Note | null;
}

/**
 * Applies one event to a título, or to none (`null`: first seen here; in the corpus 36 % are first seen at a payment).
 *
 * - entrada: opens what is unknown, rejected or undefined; a known título stays as it is (payment before registration).
 * - liquidação: `pago`, also after a baixa; a second one adds up, with a note; one that was announced counts once.
 * - partial payment: `parcial`, unless already `pago`; adds up.
 * - baixa: `baixado`, unless `pago`. The sum of earlier partial payments stays.
 * - automatic baixa (BXS): a known título keeps its state, an unknown one is created `baixado`.
 * - pending cheque: `cheque-pendente`, never paid; bounced cheque: back to the state before the cheque or the payment;
 *   an estorno of a título that is `baixado` undoes the baixa.
 * - change of vencimento: the new date; everything else unknown is `aberto`, or `indefinido` where the code says nothing.
 */
export function applyEvent(before: TituloState | null, event: TituloEvent): Applied {
  const base = before === null ? first(event) : {
    ...before,
    vencimento: before.vencimento ?? event.vencimento,
    valorNominal: before.valorNominal === 0 ? event.valorNominal : before.valorNominal,
    ultimaData: event.data > before.ultimaData ? event.data : before.ultimaData,
  };
  const situacao = before === null ? null : before.situacao;
  switch (event.classe) {
    case "entrada":
      return situacao === "rejeitado" || situacao === "indefinido"
        ? plain({ ...base, situacao: "aberto" })
        : plain(base);
    case "liquidacao": {
      const payments = toldAgain(base.payments, event);
      if (payments !== null) {
        const { dataCredito } = payments;
        return plain({ ...base, dataCredito: dataCredito ?? base.dataCredito, payments });
      }
      const note = situacao === "pago"
        ? "pagamento-repetido"
        : situacao === "baixado" && base.baixaAutomatica === null
        ? "pago-apos-baixa"
        : null;
      return { state: paid(base, situacao, event, "pago"), note };
    }
    case "liquidacao-parcial":
      return {
        state: paid(base, situacao, event, situacao === "pago" ? "pago" : "parcial"),
        note: situacao === "pago" ? "pagamento-repetido" : null,
      };
    case "baixa":
      if (situacao === "pago") {
        return { state: { ...base, dataBaixa: event.data }, note: "baixa-de-pago" };
      }
      return plain({ ...base, situacao: "baixado", dataBaixa: event.data });
    case "baixa-automatica":
      return plain({
        ...base,
        situacao: situacao ?? "baixado",
        dataBaixa: situacao === null ? event.data : base.dataBaixa,
        baixaAutomatica: event.data,
      });
    case "rejeicao":
      if (event.evento !== "entrada-rejeitada") return plain(base);
      return { state: base, note: before === null ? null : "rejeicao-de-conhecido" };
    case "cheque-pendente":
      if (situacao === "pago" || situacao === "cheque-pendente") return plain(base);
      return plain({ ...base, situacao: "cheque-pendente", beforeCheque: situacao ?? "aberto" });
    case "cheque-devolvido":
      if (event.evento === "estorno" && situacao === "baixado") {
        return plain({
          ...base,
          situacao: base.pagoTotal > 0 ? "parcial" : "aberto",
          dataBaixa: null,
          baixaAutomatica: null,
        });
      }
      return bounced(base, situacao);
    case "alteracao":
      return event.evento === "vencimento" && event.vencimento !== null
        ? plain({ ...base, vencimento: event.vencimento })
        : plain(base);
    case "informacao":
    case "outro":
      return plain(base);
  }
}

/** The state after a whole history, oldest first; null for an empty one. */
export function foldEvents(events: Iterable<TituloEvent>): TituloState | null {
  let state: TituloState | null = null;
  for (const event of events) state = applyEvent(state, event).state;
  return state;
}

function plain(state: TituloState): Applied {
  return { state, note: null };
}

/** What is known of a título at its first event, before the event's own effect. */
function first(event: TituloEvent): TituloState {
  let situacao: TituloSituation = "aberto";
  if (event.classe === "outro") situacao = "indefinido";
  else if (event.classe === "rejeicao") {
    situacao = event.evento === "entrada-rejeitada" ? "rejeitado" : "indefinido";
  }
  return {
    situacao,
    beforeCheque: null,
    vencimento: event.vencimento,
    valorNominal: event.valorNominal,
    pagoTotal: 0,
    dataPagamento: null,
    dataCredito: null,
    dataBaixa: null,
    baixaAutomatica: null,
    ultimaData: event.data,
    payments: null,
  };
}

function paid(
  base: TituloState,
  situacao: TituloSituation | null,
  event: TituloEvent,
  after: TituloSituation,
): TituloState {
  const dataPagamento = event.dataOcorrencia ?? event.data;
  const before = situacao === "cheque-pendente"
    ? base.beforeCheque ?? "aberto"
    : situacao ?? "aberto";
  return {
    ...base,
    situacao: after,
    beforeCheque: null,
    pagoTotal: base.pagoTotal + event.valorPago,
    dataPagamento,
    dataCredito: event.dataCredito,
    payments: {
      told: event.evento === ANNOUNCED_PAYMENT ? "anunciada" : "definitiva",
      open: (base.payments?.open ?? 0) + (event.evento === ANNOUNCED_PAYMENT ? 1 : 0),
      valor: event.valorPago,
      before,
      dataPagamento,
      dataCredito: event.dataCredito,
      earlier: base.payments,
    },
  };
}

/** The payments once more when the event tells one of them the other way (announced, for good); null when it is a new one. */
function toldAgain(payments: Payment | null, event: TituloEvent): Payment | null {
  const announces = event.evento === ANNOUNCED_PAYMENT;
  if (!announces && (payments?.open ?? 0) === 0) return null;
  const sought = announces ? "definitiva" : "anunciada";
  const later: Payment[] = [];
  let found = payments;
  while (found !== null && !(found.told === sought && found.valor === event.valorPago)) {
    later.push(found);
    found = found.earlier;
  }
  if (found === null) return null;
  const dataCredito = found.dataCredito ?? event.dataCredito;
  const closed = announces ? 0 : 1;
  let again: Payment = { ...found, told: "ambas", open: found.open - closed, dataCredito };
  for (const payment of later.reverse()) {
    again = { ...payment, open: payment.open - closed, earlier: again };
  }
  return again;
}

/** The cheque came back: the pending one, else the latest payment, is as if it had never been. */
function bounced(base: TituloState, situacao: TituloSituation | null): Applied {
  if (situacao === "cheque-pendente") {
    return plain({ ...base, situacao: base.beforeCheque ?? "aberto", beforeCheque: null });
  }
  const undone = base.payments;
  if (undone === null) return { state: base, note: "cheque-sem-pagamento" };
  const latest = undone.earlier;
  return plain({
    ...base,
    situacao: undone.before,
    pagoTotal: base.pagoTotal - undone.valor,
    dataPagamento: latest?.dataPagamento ?? null,
    dataCredito: latest?.dataCredito ?? null,
    payments: latest,
  });
}
