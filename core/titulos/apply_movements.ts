/** The movements of a file and what the ledger knows of their títulos give what is to be written. No database in here. */
import {
  type IsoDate,
  type Movement,
  RetornoRefused,
  type RetornoSummary,
} from "../formats/retorno.ts";
import type { WarningList } from "../formats/record/warnings.ts";
import {
  contradictionText,
  lateText,
  noteText,
  repeatedText,
  tooMuchPaidText,
} from "../words/titulos.ts";
import { applyEvent, foldEvents } from "./apply_event.ts";
import { eventValue, numberScope } from "./event_key.ts";
import {
  keyText,
  type KnownEvent,
  type KnownTitulo,
  type KnownTitulos,
  needsPayments,
  type PastEvent,
} from "./past.ts";
import { TextMap } from "./text_map.ts";
import {
  identityOf,
  type Note,
  type TituloEvent,
  type TituloIdentity,
  type TituloState,
} from "./titulo.ts";

/** A título that the ledger does not have yet. */
export interface NewTitulo {
  readonly identity: TituloIdentity;
  readonly state: TituloState;
}

/** A título that the ledger has, with another state. */
export interface ChangedTitulo {
  readonly id: number;
  readonly state: TituloState;
}

/** What later files told of who a título is: fills in what is unknown, changes nothing that is known. */
export interface DescribedTitulo {
  readonly id: number;
  readonly clienteId: string | null;
  readonly sacado: string | null;
  readonly numeroDocumento: string | null;
}

/** A movement to be stored. */
export interface NewMovement {
  /** Id of a título of the ledger, or the negative place (from -1 down) of one in {@link TituloChanges.created}. */
  readonly titulo: number;
  /** See `eventValue`. */
  readonly valor: number;
  readonly movement: Movement;
}

/** What a twin or a copy adds to a movement that the ledger has: fills in what is unknown. */
export interface EnrichedMovement {
  readonly titulo: number;
  readonly evento: string;
  readonly valor: number;
  readonly movement: Movement;
}

/** All that one batch of movements changes. */
export interface TituloChanges {
  /** Date of the file, and so of all its movements. */
  readonly data: IsoDate;
  readonly created: readonly NewTitulo[];
  readonly changed: readonly ChangedTitulo[];
  readonly described: readonly DescribedTitulo[];
  readonly movements: readonly NewMovement[];
  readonly enriched: readonly EnrichedMovement[];
  /** Movements that the ledger already had, from a twin, an edited copy, or an earlier line. */
  readonly repeated: number;
}

/** A título in the work of one batch. */
interface Work {
  /** As in {@link NewMovement.titulo}. */
  readonly ref: number;
  readonly known: KnownTitulo | null;
  /** Date of the file. */
  readonly day: IsoDate;
  readonly created: { identity: TituloIdentity; state: TituloState } | null;
  state: TituloState;
  clienteId: string | null;
  numeroDocumento: string | null;
  /** Events of the file's date, known ones first; looked up by {@link Work.byKey} once there are many. */
  readonly events: KnownEvent[];
  byKey: Map<string, KnownEvent> | null;
  /** By evento: what a copy or a twin told of the day, if one did. */
  twins: Map<string, KnownEvent | null> | null;
  /** Movements that this batch adds to a known título. */
  readonly added: PastEvent[];
  /** What this batch fills in of known events of the file's date, by event key. */
  filledIn: Map<string, FilledIn> | null;
  /** The state follows from the whole history again: something came before what it was made of, or changed it. */
  again: boolean;
  /** {@link TituloState.payments} is complete. */
  whole: boolean;
  changed: boolean;
}

/** What is told later of an event: the first that says something counts. */
type FilledIn = Pick<Movement, "dataCredito" | "vencimento">;

/** Up to so many events are searched one by one. */
const FEW = 8;

/**
 * Folds the movements, in order, into the títulos. `known` holds those of them that the ledger has (see `past.ts`), the
 * movements of earlier batches of the same file among them. Costs the same for each movement, however many of them speak of
 * one título. Warnings are added to `warnings`, which belongs to the whole file.
 *
 * Throws {@link RetornoRefused} (`divergente`) when the same event of the same day came before from a twin or another
 * copy with another value; `valor` when what was paid for one título passes what is kept to the cent: nothing of the file
 * may stay.
 */
export function applyMovements(
  file: { readonly id: number; readonly summary: RetornoSummary },
  movements: readonly Movement[],
  known: KnownTitulos,
  warnings: WarningList,
): TituloChanges {
  const { summary } = file;
  const { data } = summary;
  const works = new TextMap<Work>();
  const created: { identity: TituloIdentity; state: TituloState }[] = [];
  const added: NewMovement[] = [];
  const enriched: EnrichedMovement[] = [];
  const described: DescribedTitulo[] = [];
  let repeated = 0;

  for (const movement of movements) {
    const key = keyText(numberScope(summary, movement.nossoNumero), movement.nossoNumero);
    const event = eventOf(movement, data);
    const valor = eventValue(movement);
    let work = works.get(key);
    if (work === undefined) {
      const titulo = known.get(key);
      if (titulo === undefined) {
        const { state, note } = applyEvent(null, event);
        exact(state, movement.line);
        const fresh = { identity: identityOf(summary, movement), state };
        created.push(fresh);
        work = begin(data, null, fresh, -created.length);
        works.set(key, work);
        take(work, movement, valor);
        if (note !== null) warn(movement, note);
        continue;
      }
      work = begin(data, titulo, null, titulo.id);
      works.set(key, work);
    }
    if (data <= work.state.ultimaData && isRepeated(work, movement, valor)) {
      describe(work, movement);
      repeated++;
      continue;
    }
    take(work, movement, valor);
    describe(work, movement);
    work.added.push({ ...event, valor });
    if (data < work.state.ultimaData) {
      warnings.add(
        "movimento-antigo",
        movement.line,
        lateText(movement.line),
      );
      work.again = true;
      continue;
    }
    if (!work.whole && needsPayments(summary.banco, event.classe)) {
      // The state once more, this time with the payments that make it up.
      work.state = foldEvents(inOrder(work, work.added.slice(0, -1))) ?? work.state;
      work.whole = true;
    }
    const { state, note } = applyEvent(work.state, event);
    exact(state, movement.line);
    work.state = state;
    if (note !== null) warn(movement, note);
  }

  const changed: ChangedTitulo[] = [];
  for (const work of works.values()) {
    if (work.again) {
      work.state = foldEvents(inOrder(work, work.added))!;
      exact(work.state, movements.at(-1)!.line);
    }
    if (work.created !== null) work.created.state = work.state;
    else if (work.changed) changed.push({ id: work.ref, state: work.state });
  }
  return { data, created, changed, described, movements: added, enriched, repeated };

  function take(work: Work, movement: Movement, valor: number): void {
    added.push({ titulo: work.ref, valor, movement });
    remember(work, {
      evento: movement.evento,
      valor,
      fileId: file.id,
      line: movement.line,
      format: summary.format,
      name: "",
    });
    work.changed = true;
  }

  /** True when the ledger, or this file, has this event already; throws when a copy or twin says another value. */
  function isRepeated(work: Work, movement: Movement, valor: number): boolean {
    const same = find(work, movement.evento, valor);
    if (same !== undefined) {
      if (same.fileId === file.id) {
        warnings.add(
          "linha-repetida",
          movement.line,
          repeatedText(movement.line, same.line),
        );
      } else fillIn(work, movement, valor);
      return true;
    }
    // Another file of the day with its own number may add a second payment; a copy or a twin tells the same ones.
    const other = twinOf(work, movement.evento);
    if (other !== null) {
      throw new RetornoRefused(
        "divergente",
        contradictionText(movement.line, other.name, other.line),
        { line: movement.line, expected: String(other.valor), found: String(valor) },
      );
    }
    return false;
  }

  function twinOf(work: Work, evento: string): KnownEvent | null {
    work.twins ??= new Map();
    let twin = work.twins.get(evento);
    if (twin === undefined) {
      twin = work.known?.sameDay.find((event) =>
        event.evento === evento && event.fileId !== file.id &&
        (event.format !== summary.format || summary.format === "CBR724")
      ) ?? null;
      work.twins.set(evento, twin);
    }
    return twin;
  }

  /** CNAB 240 brings the day of credit, CBR724 the customer: each completes what the other told. */
  function fillIn(work: Work, movement: Movement, valor: number): void {
    enriched.push({ titulo: work.ref, evento: movement.evento, valor, movement });
    const key = eventKey(movement.evento, valor);
    work.filledIn ??= new Map();
    const before = work.filledIn.get(key);
    work.filledIn.set(key, {
      dataCredito: before?.dataCredito ?? movement.dataCredito,
      vencimento: before?.vencimento ?? movement.vencimento,
    });
    if (movement.evento !== "liquidacao" || movement.dataCredito === null) return;
    work.again = true;
    work.changed = true;
  }

  function describe(work: Work, movement: Movement): void {
    const news = (work.clienteId === null && movement.clienteId !== null) ||
      (work.numeroDocumento === null && movement.numeroDocumento !== null);
    if (!news) return;
    const { clienteId, sacado, numeroDocumento } = movement;
    work.clienteId ??= clienteId;
    work.numeroDocumento ??= numeroDocumento;
    if (work.created === null) {
      described.push({ id: work.ref, clienteId, sacado, numeroDocumento });
      return;
    }
    const { identity } = work.created;
    work.created.identity = {
      ...identity,
      clienteId: identity.clienteId ?? clienteId,
      sacado: identity.sacado ?? sacado,
      numeroDocumento: identity.numeroDocumento ?? numeroDocumento,
    };
  }

  function warn(movement: Movement, note: Note): void {
    warnings.add(note, movement.line, noteText(note, movement.line));
  }
}

function begin(
  day: IsoDate,
  known: KnownTitulo | null,
  created: { identity: TituloIdentity; state: TituloState } | null,
  ref: number,
): Work {
  const who = known ?? created!.identity;
  return {
    ref,
    known,
    day,
    created,
    state: known?.state ?? created!.state,
    clienteId: who.clienteId,
    numeroDocumento: who.numeroDocumento,
    events: known === null ? [] : [...known.sameDay],
    byKey: null,
    // Most títulos need none.
    twins: null,
    added: [],
    filledIn: null,
    again: false,
    whole: known === null,
    changed: false,
  };
}

function remember(work: Work, event: KnownEvent): void {
  work.events.push(event);
  work.byKey?.set(eventKey(event.evento, event.valor), event);
}

function find(work: Work, evento: string, valor: number): KnownEvent | undefined {
  if (work.events.length <= FEW) {
    return work.events.find((event) => event.valor === valor && event.evento === evento);
  }
  work.byKey ??= new Map(
    work.events.map((event) => [eventKey(event.evento, event.valor), event]),
  );
  return work.byKey.get(eventKey(evento, valor));
}

function eventKey(evento: string, valor: number): string {
  return `${evento}|${valor}`;
}

/** The whole history with `added` in its place: after what was told of the same day before. */
function inOrder(work: Work, added: readonly PastEvent[]): TituloEvent[] {
  const history = (work.known?.history ?? []).map((event) => completed(event, work));
  const day = added[0]?.data;
  if (day === undefined) return history;
  const place = history.findIndex((event) => event.data > day);
  const at = place < 0 ? history.length : place;
  return [...history.slice(0, at), ...added, ...history.slice(at)];
}

function completed(event: PastEvent, work: Work): PastEvent {
  if (work.filledIn === null || event.data !== work.day) return event;
  const more = work.filledIn.get(eventKey(event.evento, event.valor));
  return more === undefined ? event : {
    ...event,
    dataCredito: event.dataCredito ?? more.dataCredito,
    vencimento: event.vencimento ?? more.vencimento,
  };
}

function eventOf(movement: Movement, data: IsoDate): TituloEvent {
  return {
    data,
    classe: movement.classe,
    evento: movement.evento,
    vencimento: movement.vencimento,
    valorNominal: movement.valorNominal,
    valorPago: movement.valorPago,
    dataOcorrencia: movement.dataOcorrencia,
    dataCredito: movement.dataCredito,
  };
}

/** Beyond 2^53 cents a sum is no longer what was added up. */
function exact(state: TituloState, line: number): void {
  if (Number.isSafeInteger(state.pagoTotal)) return;
  throw new RetornoRefused("valor", tooMuchPaidText(line), { line });
}
