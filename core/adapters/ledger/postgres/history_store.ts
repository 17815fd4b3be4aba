/** {@link HistoryLedger} in PostgreSQL. */
import { type FileSituation, SITUATIONS } from "../../../domain/file_fate.ts";
import type { Stretch } from "../../../domain/told/maintenance.ts";
import type { IsoDate } from "../../../formats/retorno.ts";
import type {
  ChannelTally,
  HistoryLedger,
  HistoryRecords,
  HistoryTotals,
  HistoryWish,
  TimeRecords,
} from "../../../ports/ledger/history.port.ts";
import { slotsOf } from "../roll_ups.ts";
import { toRecord as toFile } from "../rows/file_rows.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { RECORDS as OUTAGES } from "./outage_store.ts";
import { deliveredOf } from "./outbox_store.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

/** Made on purpose: see `isTest` of the domain. */
const test = (now: string) =>
  `(test_until IS NOT NULL AND coalesce(ended_at, ${now}::bigint) <= test_until)`;
/** All of them: scope `$1`, from `$2` on and before `$3`. */
const TOUCHING = `${inScope("o")} AND started_at < $3 AND (ended_at IS NULL OR ended_at > $2)`;
const REFUSED = `${inScope("f")} AND situation = 'recusado' AND at >= $2 AND at < $3`;

/** The past, by indexes and roll-ups. */
export class HistoryStore implements HistoryLedger {
  constructor(readonly session: Session) {}

  period({ start, end, days, paidFrom, paidTo, shown, now }: HistoryWish): Promise<HistoryRecords> {
    return this.session.snapshot(async () => {
      const span = [this.session.scope, start, end];
      const { session } = this;
      const outages = (await session.rows(
        `${OUTAGES} WHERE ${TOUCHING} AND NOT ${
          test("$5")
        } ORDER BY started_at DESC, seq DESC LIMIT $4`,
        [...span, shown, now],
      )).map(toOutageRecord);
      const refused = await session.rows(
        `SELECT * FROM files f WHERE ${REFUSED} ORDER BY at DESC, id DESC LIMIT $4`,
        [...span, shown],
      );
      const count = await session.rows(`SELECT count(*) AS n FROM files f WHERE ${REFUSED}`, span);
      return {
        files: await this.#files(days),
        paid: await this.#paid(paidFrom, paidTo),
        ...await this.#time({ start, end }, now),
        outages,
        deliveries: await deliveredOf(session, outages.map(({ id }) => id)),
        refused: refused.map(toFile),
        refusedCount: Number(count[0]!.n),
        channels: await this.#channels(start, end),
      };
    });
  }

  time(span: Stretch, now: number): Promise<TimeRecords> {
    return this.session.snapshot(() => this.#time(span, now));
  }

  totals(now: number): Promise<HistoryTotals> {
    return this.session.snapshot(async () => {
      const { session } = this;
      const files = SITUATIONS.map((one) =>
        `sum(files) FILTER (WHERE situation = '${one}') AS ${one}`
      );
      const [sums] = await session.rows(
        `SELECT ${
          files.join(", ")
        }, sum(movements) AS movements, sum(applied) AS applied, sum(titulos) AS titulos
         FROM file_slots s WHERE ${inScope("s")}`,
        [session.scope],
      );
      const count = (name: string) => Number(sums![name] ?? 0);
      const [down] = await session.rows(
        `SELECT count(*) FILTER (WHERE NOT ${test("$2")}) AS n, count(*) FILTER (WHERE ${
          test("$2")
        }) AS tests, coalesce(sum(down_ms) FILTER (WHERE NOT ${test("$2")}), 0) AS ms
         FROM outages o WHERE ${inScope("o")}`,
        [session.scope, now],
      );
      return {
        files: {
          processado: count("processado"),
          recusado: count("recusado"),
          duplicado: count("duplicado"),
          ignorado: count("ignorado"),
        },
        movements: count("movements"),
        applied: count("applied"),
        titulos: count("titulos"),
        outages: Number(down!.n),
        tests: Number(down!.tests),
        downMs: Number(down!.ms),
        channels: await this.#channels(0, Number.MAX_SAFE_INTEGER),
      };
    });
  }

  async #time({ start, end }: Stretch, now: number): Promise<TimeRecords> {
    const span = [this.session.scope, start, end];
    const watched = await this.session.rows(
      `SELECT started_at AS start, ended_at AS end FROM watch_spans w
       WHERE ${inScope("w")} AND started_at < $3 AND ended_at > $2 ORDER BY 1`,
      span,
    );
    const touching = await this.session.rows(
      `SELECT started_at AS start, ended_at AS end, ${test("$4")} AS test FROM outages o
       WHERE ${TOUCHING} ORDER BY 1, seq`,
      [...span, now],
    );
    const stretches = (tests: boolean) =>
      touching.filter((row) => row.test === tests).map((row) => ({
        start: Number(row.start),
        end: row.end === null ? Infinity : Number(row.end),
      }));
    return {
      watched: watched.map((row) => ({ start: Number(row.start), end: Number(row.end) })),
      down: stretches(false),
      tests: stretches(true),
    };
  }

  async #files(days: HistoryWish["days"]): Promise<HistoryRecords["files"]> {
    const slots = days.map(slotsOf);
    const rows = await this.session.rows(
      `SELECT d.place AS day, s.situation, sum(s.files) AS files, sum(s.movements) AS movements, sum(s.applied) AS applied
       FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS d (first, after, place)
         JOIN file_slots s ON s.slot >= d.first AND s.slot < d.after AND ${inScope("s")}
       GROUP BY d.place, s.situation ORDER BY d.place, s.situation`,
      [this.session.scope, slots.map(([first]) => first), slots.map(([, after]) => after)],
    );
    return rows.map((row) => ({
      day: Number(row.day) - 1,
      situation: row.situation as FileSituation,
      files: Number(row.files),
      movements: Number(row.movements),
      applied: Number(row.applied),
    }));
  }

  async #paid(from: IsoDate, to: IsoDate): Promise<HistoryRecords["paid"]> {
    const rows = await this.session.rows(
      `SELECT day, sum(titulos) AS titulos, sum(cents) AS cents FROM paid_days p
       WHERE ${inScope("p")} AND day BETWEEN $2 AND $3 GROUP BY day ORDER BY day`,
      [this.session.scope, from, to],
    );
    return rows.map((row) => ({
      day: String(row.day),
      titulos: Number(row.titulos),
      cents: row.cents as bigint,
    }));
  }

  async #channels(start: number, end: number): Promise<ChannelTally[]> {
    const rows = await this.session.rows(
      `SELECT channel, count(*) AS queued, count(accepted_at) AS accepted, count(given_up_at) AS given_up FROM outbox b
       WHERE ${
        inScope("b")
      } AND queued_at >= $2 AND queued_at < $3 GROUP BY channel ORDER BY channel`,
      [this.session.scope, start, end],
    );
    return rows.map((row) => ({
      channel: String(row.channel),
      queued: Number(row.queued),
      accepted: Number(row.accepted),
      givenUp: Number(row.given_up),
    }));
  }
}
