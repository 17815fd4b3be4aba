/**
 * The fault matrix: what fails, at which moment of a file's life, and what has to come of it.
 *
 * In every cell two files, A and B, lie in the folder; the fault strikes A (or the whole share, or the ledger).
 * While it lasts the cell says which of them get through and whether an outage is told. Afterwards, in every
 * cell alike: both applied exactly once, each in exactly one place, nothing owed, one pair of mails or none.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import type { MailMessage } from "../../core/adapters/channels/mail/message.ts";
import { OutboxDelivery } from "../../core/app/tell/deliver.ts";
import type { Delivery } from "../../core/ports/channel.port.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { SQLITE_ONLY } from "../support/engine.ts";
import { Lab, type LabOptions, retorno } from "../support/lab.ts";
import type { ShareFault } from "../support/faulty_share.ts";

const MOMENTS = [
  "listing",
  "stat",
  "open",
  "read",
  "commit",
  "reserve",
  "rename",
  "mark moved",
  "mail",
] as const;
type Moment = typeof MOMENTS[number];

const FAULTS = [
  "crash",
  "share gone",
  "hang",
  "denied",
  "disk full",
  "name taken",
  "ledger locked",
  "ledger full",
] as const;
type Fault = typeof FAULTS[number];

/** What is to be seen while the fault lasts; a string says why the cell cannot exist. */
interface Cell {
  /** Files in their places while the fault lasts. */
  readonly through: "both" | "B" | "neither";
  readonly outage: boolean;
  /** Where A is in the end, when not under its own name. */
  readonly a?: string;
}
type Cells = Readonly<Record<Moment, Cell | string>>;

const both: Cell = { through: "both", outage: false };
const onlyB: Cell = { through: "B", outage: false };
const neither: Cell = { through: "neither", outage: false };
const outage: Cell = { through: "neither", outage: true };

const NO_DESTINATION = "the destination's disk is not written at this moment";
const NO_NAME = "no name at the destination is chosen at this moment";
const NO_LEDGER = "the ledger is only read at this moment, which no writer prevents";
const NOT_SHARE = "the share is not used at this moment";
const MATRIX: Readonly<Record<Fault, Cells>> = {
  // Of the folder process where it works, of the whole program where that does.
  "crash": {
    "listing": both,
    "stat": both,
    "open": both,
    "read": both,
    "commit": neither,
    "reserve": both,
    "rename": both,
    "mark moved": neither,
    "mail": outage,
  },
  "share gone": {
    "listing": outage,
    "stat": outage,
    "open": outage,
    "read": outage,
    "commit": NOT_SHARE,
    "reserve": outage,
    "rename": outage,
    "mark moved": NOT_SHARE,
    "mail": NOT_SHARE,
  },
  "hang": {
    "listing": outage,
    "stat": outage,
    "open": outage,
    "read": outage,
    "commit": NOT_SHARE,
    "reserve": outage,
    "rename": outage,
    "mark moved": NOT_SHARE,
    "mail":
      "the mailer ends by itself (smtp_mailer_test); monitor_test shows that its lane delays no other",
  },
  "denied": {
    "listing": outage,
    "stat": onlyB,
    "open": onlyB,
    "read": onlyB,
    "commit": NOT_SHARE,
    "reserve": onlyB,
    "rename": onlyB,
    "mark moved": NOT_SHARE,
    "mail": "a refused password is tested with the mailer",
  },
  "disk full": {
    "listing": NO_DESTINATION,
    "stat": NO_DESTINATION,
    "open": NO_DESTINATION,
    "read": NO_DESTINATION,
    "commit": "see ledger full",
    "reserve": onlyB,
    "rename": onlyB,
    "mark moved": "see ledger full",
    "mail": NO_DESTINATION,
  },
  "name taken": {
    "listing": NO_NAME,
    "stat": NO_NAME,
    "open": NO_NAME,
    "read": NO_NAME,
    "commit": NO_NAME,
    "reserve": { ...both, a: "A (2).ret" },
    "rename": "the name is reserved by then, and the reservation is ours",
    "mark moved": NO_NAME,
    "mail": NO_NAME,
  },
  "ledger locked": {
    "listing": NO_LEDGER,
    "stat": NO_LEDGER,
    "open": NO_LEDGER,
    "read": NO_LEDGER,
    "commit": neither,
    "reserve": NO_LEDGER,
    "rename": NO_LEDGER,
    "mark moved": neither,
    "mail": outage,
  },
  "ledger full": {
    "listing": NO_LEDGER,
    "stat": NO_LEDGER,
    "open": NO_LEDGER,
    "read": NO_LEDGER,
    "commit": neither,
    "reserve": NO_LEDGER,
    "rename": NO_LEDGER,
    "mark moved": neither,
    "mail": outage,
  },
};

/** The call of the folder process at a moment, and of which path. */
const CALLS: Readonly<Partial<Record<Moment, Pick<ShareFault, "at" | "path">>>> = {
  "listing": { at: "readDir" },
  "stat": { at: "lstat", path: "A.ret" },
  "open": { at: "open", path: "A.ret" },
  "read": { at: "read", path: "A.ret" },
  "reserve": { at: "reserve", path: "A.ret" },
  "rename": { at: "rename", path: "A.ret" },
};
const DEAD = { posix: 112, windows: 53 };
const DENIED = { posix: 13, windows: 5 };
const FULL = { posix: 28, windows: 112 };
const ALWAYS = 9999;

/** Everything that touches the share fails in the same way from now on. */
const everywhere = (what: ShareFault["what"]): ShareFault[] =>
  (["readDir", "lstat", "open", "read", "reserve", "rename", "mkdir"] as const).map((at) => ({
    at,
    what,
    times: ALWAYS,
  }));

function shareFaults(fault: Fault, moment: Moment): ShareFault[] {
  const call = CALLS[moment]!;
  switch (fault) {
    case "crash":
      return [{ ...call, what: "crash" }];
    case "share gone":
      return [{ ...call, what: DEAD, then: everywhere(DEAD) }];
    case "hang":
      return [{ ...call, what: "hang", then: everywhere("hang") }];
    case "denied":
      return [{ ...call, what: DENIED, times: ALWAYS }];
    default:
      return [{ ...call, what: FULL, times: ALWAYS }];
  }
}

/** The program's own death: from then on nothing of that life has any effect. */
class Death extends Error {}

interface Mortal {
  /** Dies at the next call of that kind. */
  armed: "commit" | "mark moved" | "mail" | null;
  dead: boolean;
  /** Called when a decision is durable, before its move is asked for. */
  decided?: () => void;
}

function mortalLedger(ledger: Ledger, mortal: Mortal): Ledger {
  const life = () => {
    if (mortal.dead) throw new Death();
  };
  const die = () => {
    mortal.armed = null;
    mortal.dead = true;
    throw new Death();
  };
  const guarded = <T extends object>(target: T, fatal: (name: string) => boolean): T =>
    new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          life();
          if (fatal(String(name))) die();
          return value.apply(object, args);
        };
      },
    });
  const mortalFiles = new Proxy(ledger.files, {
    get(files, name) {
      const value = Reflect.get(files, name);
      if (name !== "decide") return typeof value === "function" ? value.bind(files) : value;
      const decide: typeof files.decide = async (decision) => {
        const record = await files.decide({
          ...decision,
          *batches() {
            yield* decision.batches();
            // After all the work, before the commit: the last instant at which nothing has happened yet.
            if (mortal.armed === "commit") die();
          },
        });
        mortal.decided?.();
        return record;
      };
      return decide;
    },
  });
  return {
    files: guarded(mortalFiles, (name) => mortal.armed === "mark moved" && name === "moved"),
    outages: guarded(ledger.outages, () => false),
    outbox: guarded(ledger.outbox, (name) => mortal.armed === "mail" && name === "accepted"),
    titulos: guarded(ledger.titulos, () => false),
    presence: guarded(ledger.presence, () => false),
    rebuild: guarded(ledger.rebuild, () => false),
    telling: guarded(ledger.telling, () => false),
    history: guarded(ledger.history, () => false),
    story: guarded(ledger.story, () => false),
    onDamage: (notice) => ledger.onDamage(notice),
    close: () => ledger.close(),
  };
}

/** A mail server that accepts everything. */
class Accepting {
  readonly name = "email";
  readonly ids: string[] = [];
  deliver(payload: unknown): Promise<Delivery> {
    this.ids.push((payload as MailMessage).messageId);
    return Promise.resolve({ kind: "accepted" });
  }
  identity(): Promise<string> {
    return Promise.resolve("0000");
  }
}

const isUp = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";
const inPlace = (lab: Lab) =>
  lab.names(lab.processed).filter((name) => Deno.statSync(join(lab.processed, name)).size > 100);

/** The statement that a full disk stops, by moment; SQLite itself raises the error. (disk_test fills a real disk.) */
const STATEMENTS: Readonly<Partial<Record<Moment, string>>> = {
  "commit": "INSERT ON files",
  "mark moved": "UPDATE OF moved_at ON files",
  "mail": "UPDATE OF accepted_at ON outbox",
};

/** A fault of the ledger that lasts until the function it returns is called. */
function breakLedger(lab: Lab, fault: Fault, moment: Moment): () => void {
  if (fault === "ledger full") {
    return lab.now.db.refuse(STATEMENTS[moment]!, "database or disk is full");
  }
  const other = openLedger(join(lab.data, "ledger.db"));
  other.exec("BEGIN IMMEDIATE");
  return () => {
    other.exec("COMMIT");
    other.close();
  };
}

async function playCell(fault: Fault, moment: Moment, cell: Cell): Promise<void> {
  const mortal: Mortal = { armed: null, dead: false };
  const options: LabOptions = {
    // Real time: a hang costs this much; a busy machine must still start a process within it.
    deadlineMs: fault === "hang" ? 2500 : 30_000,
    busyMs: 20,
    wrapLedger: (ledger) => mortalLedger(ledger, mortal),
  };
  await using lab = await Lab.open(options);
  const mailer = new Accepting();
  const deliver = async () => {
    const delivery = new OutboxDelivery(lab.now.ledger.outbox, mailer, lab.clock, lab.log);
    for (let n = 0; n < 5; n++) {
      const next = await delivery.deliverNext();
      if (next === null) return;
      lab.clock.pass(next);
    }
  };
  await lab.watching(async () => {
    await lab.clock.until(() => isUp(lab));
    await lab.clock.advance(10_000);
    let heal = () => lab.fault();
    if (fault === "name taken") {
      Deno.mkdirSync(lab.processed, { recursive: true });
      Deno.writeTextFileSync(join(lab.processed, "A.ret"), "de outra pessoa");
      heal = () => {};
    } else if (moment === "mail") {
      lab.away();
      await lab.clock.until(() => !isUp(lab), 60_000);
      await lab.clock.advance(10_000);
      if (fault === "crash") {
        mortal.armed = "mail";
        await deliver();
        assert.ok(mortal.dead);
        heal = () => lab.back();
      } else {
        const restore = breakLedger(lab, fault, moment);
        await deliver();
        assert.equal(mailer.ids.length, 1, "what the ledger could not take is not sent again");
        heal = () => {
          restore();
          lab.back();
        };
      }
    } else if (moment === "commit" || moment === "mark moved") {
      if (fault === "crash") {
        mortal.armed = moment;
        heal = () => {};
      } else if (moment === "commit") heal = breakLedger(lab, fault, moment);
      else {
        // The ledger fails between the commit of the decision and the mark of the move.
        let mend = () => {};
        let decided = 0;
        mortal.decided = () => {
          if (++decided === 1) mend = breakLedger(lab, fault, moment);
        };
        heal = () => mend();
      }
    } else lab.fault(...shareFaults(fault, moment));
    if (moment !== "mail") {
      lab.put("A.ret", retorno(1));
      lab.put("B.ret", retorno(2));
      await lab.clock.advance(60_000);
    } else {
      const folder = join(lab.root, "fora");
      Deno.writeFileSync(join(folder, "A.ret"), retorno(1));
      Deno.writeFileSync(join(folder, "B.ret"), retorno(2));
    }
    checkDuring(lab, fault, moment, cell);
    heal();
    if (mortal.dead) return;
    await lab.clock.advance(1_200_000);
  });
  if (mortal.dead) {
    mortal.dead = false;
    await lab.start();
    await lab.watching(() => lab.clock.advance(1_200_000));
  }
  await deliver();
  checkEnd(lab, mailer, fault, moment, cell);
}

function checkDuring(lab: Lab, fault: Fault, moment: Moment, cell: Cell): void {
  if (moment === "mail") return;
  const there = inPlace(lab);
  if (fault === "crash" && (moment === "commit" || moment === "mark moved")) {
    assert.ok(there.length <= 2);
  } else if (moment === "mark moved") {
    // Decided before the ledger failed, and perhaps in its place; but nothing is marked, so nothing is forgotten.
    assert.ok(there.length <= 2);
    assert.ok(lab.recorded().every(([, , target]) => target === null), "a move is marked");
  } else {
    const wanted = { both: ["A", "B"], B: ["B"], neither: [] }[cell.through];
    assert.deepEqual(there.map((name) => name[0]), wanted);
  }
  assert.equal(lab.mails().length, cell.outage ? 1 : 0, lab.mails().join());
}

function checkEnd(lab: Lab, mailer: Accepting, fault: Fault, moment: Moment, cell: Cell): void {
  assert.deepEqual(lab.names(), []);
  const a = cell.a ?? "A.ret";
  const wanted = cell.a === undefined ? ["A.ret", "B.ret"] : ["A (2).ret", "A.ret", "B.ret"];
  assert.deepEqual(lab.names(lab.processed), wanted);
  assert.deepEqual(lab.recorded().sort(), [
    ["A.ret", "processado", a],
    ["B.ret", "processado", "B.ret"],
  ]);
  const number = (sql: string) => Number(Object.values(lab.now.db.prepare(sql).get()!)[0]);
  assert.equal(number("SELECT count(*) FROM titulos"), 4);
  assert.equal(number("SELECT count(*) FROM movimentos"), 4);
  assert.equal(number("SELECT count(*) FROM outages WHERE closed_at IS NULL"), 0);
  const kinds = lab.mails().map((mail) => mail.split(" ")[0]);
  // A ledger that could not be written for a minute tells its own end.
  const ofLedger = fault.startsWith("ledger") && moment !== "mail" ? ["livro"] : [];
  assert.deepEqual(kinds, [...cell.outage ? ["queda", "recuperacao"] : [], ...ofLedger]);
  // A death after the server's yes repeats the message with its own id; nothing else is ever sent twice.
  const repeats = mailer.ids.length - new Set(mailer.ids).size;
  assert.ok(repeats <= (moment === "mail" ? 1 : 0), `${repeats} repeated`);
  assert.equal(new Set(mailer.ids).size, kinds.length);
}

for (const fault of FAULTS) {
  for (const moment of MOMENTS) {
    const cell = MATRIX[fault][moment];
    if (typeof cell === "string") continue;
    const name = `matrix: ${fault} at ${moment}: ${cell.outage ? "one outage" : "no outage"}`;
    // Only that engine has one lock for all.
    const where = fault === "ledger locked" ? SQLITE_ONLY : {};
    Deno.test(name, where, () => playCell(fault, moment, cell));
  }
}

Deno.test("matrix: every cell is either played or has a reason", () => {
  let played = 0;
  for (const fault of FAULTS) {
    for (const moment of MOMENTS) {
      const cell = MATRIX[fault][moment];
      if (typeof cell === "string") assert.ok(cell.length > 10);
      else played++;
    }
  }
  assert.equal(played, 36);
});
