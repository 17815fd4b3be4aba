/** One file within a transaction: judged by what the ledger has, applied, and recorded. */
import { WarningList } from "../../../formats/record/warnings.ts";
import type { FileDecision, FileRecord, NewFile } from "../../../ports/ledger/files.port.ts";
import type { Movement, RetornoSummary, Warning } from "../../../formats/retorno.ts";
import { applyMovements } from "../../../titulos/apply_movements.ts";
import { touchedBy } from "../../../titulos/past.ts";
import { slotOf } from "../roll_ups.ts";
import { recordOf } from "../rows/file_rows.ts";
import type { Flight } from "./flight.ts";
import { PaidCount } from "./history_counts.ts";
import { type LoadedTitulos, loadTitulos } from "./load_titulos.ts";
import { lockFile, lockNumberings } from "./locks.ts";
import { previousFiles } from "./previous_store.ts";
import { saveTitulos } from "./save_titulos.ts";
import type { Session } from "./session.ts";

/** What became of the movements of a file. */
interface Applied {
  readonly movements: number;
  readonly applied: number;
  /** Títulos that were new. */
  readonly titulos: number;
  readonly warnings: readonly Warning[];
}

const NOTHING: Applied = { movements: 0, applied: 0, titulos: 0, warnings: [] };

/** Movements of a step: each one costs some round trips. */
const STEP = 5000;

/**
 * Decides about a file. One of a single step waits for one answer, and for another where a título has an event of the same day or
 * later: most are applied, so that what judges it and what applying it needs are asked for together. What it writes is in `flight`,
 * which is to land before the commit. Call it inside a transaction; what one of the two rejects with must undo all of it.
 */
export async function decideFile(
  session: Session,
  decision: FileDecision,
  flight: Flight,
): Promise<FileRecord> {
  const { sha256, summary } = decision;
  const small = summary !== null && summary.movements <= STEP ? summary : null;
  const movements = small === null ? [] : [...decision.batches()].flat();
  const [, { id, previous }, loaded] = await Promise.all([
    lockFile(session, sha256, summary),
    previousFiles(session, sha256, summary),
    small === null ? null : load(session, small, movements, new Set()),
  ]);
  const file = decision.judge(previous);
  const outcome = file.summary === null ? NOTHING : await applyFile(
    session,
    id,
    file.summary,
    loaded === null ? stepByStep(session, file.summary, decision, flight) : [{ movements, loaded }],
    flight,
  );
  flight.add(record(session, id, file, outcome));
  return recordOf(file, id, outcome.applied, outcome.warnings);
}

/** Movements that are applied together, and what the ledger has of their títulos. */
interface Step {
  readonly movements: readonly Movement[];
  readonly loaded: LoadedTitulos;
}

function load(
  session: Session,
  summary: RetornoSummary,
  movements: readonly Movement[],
  locked: Set<string>,
): Promise<LoadedTitulos> {
  const touched = touchedBy(summary, movements);
  const lock = () => lockNumberings(session, touched.values(), locked);
  return loadTitulos(session, touched, summary.data, lock);
}

async function* stepByStep(
  session: Session,
  summary: RetornoSummary,
  decision: FileDecision,
  flight: Flight,
): AsyncGenerator<Step> {
  const locked = new Set<string>();
  for (const movements of inFewer(decision.batches())) {
    const loaded = await load(session, summary, movements, locked);
    await flight.land();
    yield { movements, loaded };
  }
}

function* inFewer(batches: Iterable<readonly Movement[]>): Generator<readonly Movement[]> {
  let gathered: Movement[] = [];
  for (const batch of batches) {
    for (const movement of batch) gathered.push(movement);
    if (gathered.length < STEP) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

async function applyFile(
  session: Session,
  id: number,
  summary: RetornoSummary,
  steps: Iterable<Step> | AsyncIterable<Step>,
  flight: Flight,
): Promise<Applied> {
  const warnings = new WarningList();
  const paid = new PaidCount();
  let applied = 0;
  let titulos = 0;
  for await (const { movements, loaded } of steps) {
    const changes = applyMovements({ id, summary }, movements, loaded.known, warnings);
    saveTitulos(session, id, changes, loaded.free, flight);
    paid.add(changes, loaded, session.folder);
    applied += changes.movements.length;
    titulos += changes.created.length;
  }
  paid.write(session, flight);
  const all = [...summary.warnings, ...warnings.all()];
  return { movements: summary.movements, applied, titulos, warnings: all };
}

const COLUMNS = [
  ...[
    "id",
    "folder_id",
    "name",
    "sha256",
    "size",
    "mtime",
    "situation",
    "at",
    "reason_code",
    "reason",
  ],
  ...[
    "duplicate_of",
    "directory",
    "target",
    "outage_id",
    "format",
    "banco",
    "agencia",
    "conta",
    "convenio",
  ],
  ...["nsa", "file_date", "estoque", "moved_at", "movements", "applied", "warnings"],
] as const;

const place = (column: (typeof COLUMNS)[number]) => `$${COLUMNS.indexOf(column) + 1}`;

/** The file, what it was sent for once, and its count: one statement, when all is known of it. */
const RECORD = `WITH file AS (
     INSERT INTO files (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(place).join(", ")})
   ), resent AS (
     UPDATE files SET resent_as = ${place("id")}
     WHERE folder_id = ${place("folder_id")} AND name = ${
  place("name")
} AND resent_at IS NOT NULL AND resent_as IS NULL
   )
   INSERT INTO file_slots AS s (folder_id, slot, situation, files, movements, applied, titulos)
   VALUES (${place("folder_id")}, $${COLUMNS.length + 1}::bigint, ${place("situation")}, 1, ${
  place("movements")
}, ${place("applied")}, $${COLUMNS.length + 2}::bigint)
   ON CONFLICT (folder_id, slot, situation) DO UPDATE SET files = s.files + 1, movements = s.movements + excluded.movements,
     applied = s.applied + excluded.applied, titulos = s.titulos + excluded.titulos`;

async function record(session: Session, id: number, file: NewFile, done: Applied): Promise<void> {
  const s = file.summary;
  await session.change(RECORD, [
    ...[
      id,
      session.folder,
      file.name,
      file.sha256,
      file.size,
      file.mtimeMs,
      file.situation,
      file.at,
    ],
    ...[file.reasonCode, file.reason, file.duplicateOf, file.directory, file.target, file.outageId],
    ...[
      s?.format ?? null,
      s?.banco ?? null,
      s?.agencia ?? null,
      s?.conta ?? null,
      s?.convenio ?? null,
    ],
    ...[s?.nsa ?? null, s?.data ?? null, s?.estoque ?? null, file.placedAt ?? null],
    ...[done.movements, done.applied, JSON.stringify(done.warnings)],
    ...[slotOf(file.at), done.titulos],
  ]);
}
