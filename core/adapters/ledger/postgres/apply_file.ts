/** One file within a transaction: judged by what the ledger has, applied, and recorded. */
import { WarningList } from "../../../formats/record/warnings.ts";
import type { FileDecision, FileRecord, NewFile } from "../../../ports/ledger/files.port.ts";
import type { Movement, Warning } from "../../../formats/retorno.ts";
import { applyMovements } from "../../../titulos/apply_movements.ts";
import { touchedBy } from "../../../titulos/past.ts";
import { slotOf } from "../roll_ups.ts";
import { recordOf } from "../rows/file_rows.ts";
import { Flight } from "./flight.ts";
import { PaidCount } from "./history_counts.ts";
import { loadTitulos } from "./load_titulos.ts";
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

/**
 * Decides about a file, in three round trips for one batch. Call it inside a transaction; what it rejects with must undo all of it.
 * `last` sends a statement behind all others.
 */
export async function decideFile(
  session: Session,
  decision: FileDecision,
  last: () => Promise<unknown> = () => Promise.resolve(),
): Promise<FileRecord> {
  const [, { id, previous }] = await Promise.all([
    lockFile(session, decision.sha256, decision.summary),
    previousFiles(session, decision.sha256, decision.summary),
  ]);
  const file = decision.judge(previous);
  const flight = new Flight();
  const outcome = file.summary === null
    ? NOTHING
    : await applyFile(session, id, file.summary, decision, flight);
  flight.add(record(session, id, file, outcome));
  flight.add(last());
  await flight.land();
  return recordOf(file, id, outcome.applied, outcome.warnings);
}

/** Movements of a step: each one costs some round trips. */
const STEP = 5000;

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
  summary: NonNullable<NewFile["summary"]>,
  decision: FileDecision,
  flight: Flight,
): Promise<Applied> {
  const warnings = new WarningList();
  const paid = new PaidCount();
  const locked = new Set<string>();
  let applied = 0;
  let titulos = 0;
  for (const movements of inFewer(decision.batches())) {
    const touched = touchedBy(summary, movements);
    const lock = () => lockNumberings(session, touched.values(), locked);
    const loaded = await loadTitulos(session, touched, summary.data, lock);
    await flight.land();
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
