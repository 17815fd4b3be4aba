/**
 * A month of everything that can be told: maintenance windows, reminders, escalation, answers, the scheduled check, summaries,
 * restarts, daylight saving time, clocks that jump. Every message that leaves, with the local minute at which it leaves,
 * is compared with the list; what is not in the list must not be sent.
 */
import assert from "node:assert/strict";
import type { MailMessage } from "../../core/adapters/channels/mail/message.ts";
import { localDateTime } from "../../core/adapters/clock/local_time.ts";
import { OutboxDelivery } from "../../core/app/tell/deliver.ts";
import { QuietDelivery } from "../../core/app/tell/quiet_delivery.ts";
import { maintenanceOf } from "../../core/compose/maintenance.ts";
import { parseConfig, thisMachine } from "../../core/config/load_config.ts";
import { Lab, retorno } from "../support/lab.ts";
import { MemoryFolder } from "../support/memory_folder.ts";
import { inSaoPaulo } from "../support/zone.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SERVER_GONE = 53;
/** The watch, and the delivery. */
const LANES = 2;

const INI = `[EMAIL]
habilitado = false
lembrete_horas = 4
escalar_para = chefia@x
escalar_apos_minutos = 90
resumo_diario = 18:00
[MANUTENCAO]
janelas = dom 00:00-04:00, qua 23:00-01:00
[VERIFICACAO_AGENDADA]
habilitado = sim
`;

/** A monitor that lives for weeks, and a mail server that takes everything. */
class World {
  readonly folder = new MemoryFolder();
  /** `2018-10-22 10:00 queda queda-1` of everything that has left. */
  readonly sent: string[] = [];
  #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  private constructor(readonly lab: Lab) {}

  static async open(local: string): Promise<World> {
    const opened: { world?: World } = {};
    const lab = await Lab.open({
      durable: false,
      wrapFolder: () => opened.world?.folder ?? first,
      ini: INI,
      onChange: () => opened.world?.wake(),
      watch: { lookEveryMs: MINUTE, probeDeadlineMs: 20 * SECOND },
    });
    const world = opened.world = new World(lab);
    lab.clock.setWall(at(local));
    await world.restart();
    return world;
  }

  /** The program is killed, and starts again. */
  async restart(): Promise<void> {
    await this.end();
    await this.lab.start();
    const { lab, sent } = this;
    const { clock, log, now } = lab;
    const channel = {
      name: "email",
      identity: () => Promise.resolve("0000"),
      deliver: (payload: unknown) => {
        const { messageId } = payload as MailMessage;
        const [, subject, kind] = /^<monitor\.(.+)\.(\w+)@/.exec(messageId) ?? [];
        sent.push(`${localDateTime(clock.now().wall).slice(0, 16)} ${kind} ${subject}`);
        return Promise.resolve({ kind: "accepted" } as const);
      },
    };
    const config = parseConfig(`[CAMINHOS]\npasta_retorno = /r\n${INI}`, "/c.ini", thisMachine());
    const delivery = new QuietDelivery(
      new OutboxDelivery(now.ledger.outbox, channel, clock, log),
      maintenanceOf(config),
      clock,
    );
    const stop = this.#stop = new AbortController();
    const deliver = async () => {
      while (!stop.signal.aborted) {
        this.#wake = new AbortController();
        const wait = await delivery.deliverNext();
        const woken = AbortSignal.any([stop.signal, this.#wake.signal]);
        if (wait !== 0) await clock.sleep(Math.min(wait ?? MINUTE, MINUTE), woken);
      }
    };
    this.#running = Promise.all([now.watch.run(stop.signal, () => {}), deliver()]);
    await clock.advance(0, LANES);
  }

  /** There may be something in the queue. */
  wake(): void {
    this.#wake.abort();
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Time passes until the clock on the wall shows this. */
  async until(local: string): Promise<void> {
    await this.lab.clock.advance(at(local) - this.lab.clock.now().wall, LANES);
  }

  async away(local: string): Promise<void> {
    await this.until(local);
    this.folder.trouble = SERVER_GONE;
  }

  async back(local: string): Promise<void> {
    await this.until(local);
    this.folder.trouble = 0;
  }

  /** Somebody knows of it. */
  async acknowledge(): Promise<void> {
    const { clock, now } = this.lab;
    await now.ledger.outages.acknowledge({ at: clock.now().wall, by: "ana", note: "TI" });
  }

  /** The machine is off until then. */
  async off(local: string): Promise<void> {
    await this.end();
    this.lab.clock.pass(at(local) - this.lab.clock.now().wall);
    await this.restart();
  }
}

const first = new MemoryFolder();
const at = (local: string) => new Date(local).getTime();
/** Local minutes of the summaries of these days, at their hour. */
const summaries = (month: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => {
    const day = `${month}-${String(from + n).padStart(2, "0")}`;
    return `${day} 18:00 resumo ${day}`;
  });

Deno.test("a month of messages, each in its minute, and nothing else (São Paulo, spring of 2018)", async () => {
  await inSaoPaulo(async () => {
    const world = await World.open("2018-10-20T12:00:00");
    const { lab, folder, sent } = world;
    await using _ = lab;
    try {
      for (let n = 1; n <= 5; n++) folder.put(`R${n}.ret`, retorno(n), lab.clock.now().wall - HOUR);

      // A short one on a Monday. The looks come a second after the minute: a moment after the share goes away.
      await world.away("2018-10-22T10:00:00");
      await world.back("2018-10-22T10:20:00");
      // A long one that nobody answers.
      await world.away("2018-10-23T07:00:00");
      await world.back("2018-10-23T20:00:00");
      // A long one that somebody answers after forty minutes; a restart in between.
      await world.away("2018-10-24T06:00:00");
      await world.until("2018-10-24T06:40:00");
      await world.acknowledge();
      await world.until("2018-10-24T12:00:00");
      // From here on looks and checks come with the minute, so that a share that goes away is seen a minute later.
      await world.restart();
      await world.back("2018-10-24T17:00:00");
      // It fits into the window of that night.
      await world.away("2018-10-24T23:30:00");
      await world.back("2018-10-25T00:30:00");
      // It outlives the window of Sunday.
      await world.away("2018-10-28T00:30:00");
      await world.back("2018-10-28T06:00:00");
      // Told before a window, over in it.
      await world.away("2018-10-31T21:00:00");
      await world.back("2018-10-31T23:20:00");
      // The night in which midnight is left out: one fits, one outlives.
      await world.away("2018-11-04T01:30:00");
      await world.back("2018-11-04T02:30:00");
      await world.away("2018-11-04T03:30:00");
      await world.back("2018-11-04T05:00:00");
      // The machine is off in the middle of an outage, over the hours of everything.
      await world.away("2018-11-05T16:00:00");
      await world.until("2018-11-05T17:00:00");
      await world.off("2018-11-06T10:00:00");
      await world.back("2018-11-06T12:00:00");
      // The clock is set back over noon, and over the hour of the summary.
      await world.until("2018-11-08T12:00:00");
      lab.clock.setWall(at("2018-11-08T10:00:00"));
      await world.until("2018-11-09T18:30:00");
      lab.clock.setWall(at("2018-11-09T17:30:00"));
      // Set forward in an outage of ten minutes: it was not there at 08:30, and its lengths are the true ones.
      await world.away("2018-11-12T08:00:00");
      await world.until("2018-11-12T08:11:00");
      lab.clock.setWall(at("2018-11-12T11:11:00"));
      await world.back("2018-11-12T13:00:00");
      // It comes and goes for an hour: three are told one by one, and the fourth takes in the rest.
      for (const minute of ["00", "10", "20", "30", "40", "50"]) {
        await world.away(`2018-11-14T10:${minute}:00`);
        await world.back(`2018-11-14T10:${minute[0]}5:00`);
      }
      // Set back into a window that was over, with an outage that was told at its end.
      await world.away("2018-11-15T00:10:00");
      await world.until("2018-11-15T01:10:00");
      lab.clock.setWall(at("2018-11-15T00:40:00"));
      await world.back("2018-11-15T01:50:00");
      // Set a year ahead for an hour, with nothing else wrong.
      await world.until("2018-11-16T09:00:00");
      lab.clock.setWall(at("2019-11-15T09:00:00"));
      await world.until("2019-11-15T10:00:00");
      lab.clock.setWall(at("2018-11-16T10:00:00"));
      // Set back in a long one: reminders count true hours. Answered after the second of them; then neither a restart nor a
      // clock that is set forward over the hour of the next one brings it back.
      await world.away("2018-11-20T09:00:00");
      await world.until("2018-11-20T14:00:00");
      lab.clock.setWall(at("2018-11-20T12:00:00"));
      await world.until("2018-11-20T15:30:00");
      await world.acknowledge();
      await world.restart();
      await world.until("2018-11-20T16:00:00");
      lab.clock.setWall(at("2018-11-20T20:30:00"));
      await world.back("2018-11-21T12:00:00");
      // One that is known stays known when it goes on after a return that did not last.
      for (const minute of ["00", "10", "20"]) {
        await world.away(`2018-11-22T10:${minute}:00`);
        await world.back(`2018-11-22T10:${minute[0]}5:00`);
      }
      await world.away("2018-11-22T10:30:00");
      await world.until("2018-11-22T10:40:00");
      await world.acknowledge();
      await world.back("2018-11-22T10:45:00");
      await world.away("2018-11-22T10:50:00");
      await world.back("2018-11-22T16:00:00");
      // The next one is a new one. Answered in its window, it is told at the end all the same, and then no more.
      await world.away("2018-11-23T13:00:00");
      await world.back("2018-11-23T15:00:00");
      await world.away("2018-11-25T01:00:00");
      await world.until("2018-11-25T02:00:00");
      await world.acknowledge();
      await world.back("2018-11-25T10:00:00");
      await world.until("2018-11-26T12:00:00");
    } finally {
      await world.end();
    }
    assert.deepEqual(sent, [
      ...summaries("2018-10", 20, 21),
      "2018-10-22 10:00 queda queda-1",
      "2018-10-22 10:20 recuperacao queda-1",
      ...summaries("2018-10", 22, 22),
      "2018-10-23 07:00 queda queda-2",
      "2018-10-23 08:30 escalada queda-2",
      "2018-10-23 09:00 critico queda-2-2018-10-23",
      "2018-10-23 11:00 lembrete queda-2-1",
      "2018-10-23 15:00 lembrete queda-2-2",
      ...summaries("2018-10", 23, 23),
      "2018-10-23 19:00 lembrete queda-2-3",
      "2018-10-23 20:00 recuperacao queda-2",
      "2018-10-24 06:00 queda queda-3",
      "2018-10-24 09:00 critico queda-3-2018-10-24",
      "2018-10-24 17:05 recuperacao queda-3",
      ...summaries("2018-10", 24, 27),
      "2018-10-28 04:00 queda queda-5",
      "2018-10-28 05:30 escalada queda-5",
      "2018-10-28 06:01 recuperacao queda-5",
      ...summaries("2018-10", 28, 30),
      ...summaries("2018-10", 31, 31),
      "2018-10-31 21:01 queda queda-6",
      "2018-10-31 22:31 escalada queda-6",
      "2018-11-01 01:00 recuperacao queda-6",
      ...summaries("2018-11", 1, 3),
      "2018-11-04 04:00 queda queda-8",
      "2018-11-04 05:01 recuperacao queda-8",
      ...summaries("2018-11", 4, 4),
      "2018-11-05 16:01 queda queda-9",
      "2018-11-06 10:00 resumo 2018-11-05",
      "2018-11-06 10:00 escalada queda-9",
      "2018-11-06 10:00 lembrete queda-9-1",
      "2018-11-06 10:00 critico queda-9-2018-11-06",
      "2018-11-06 12:05 recuperacao queda-9",
      ...summaries("2018-11", 6, 11),
      "2018-11-12 08:01 queda queda-10",
      "2018-11-12 12:31 escalada queda-10",
      "2018-11-12 13:01 recuperacao queda-10",
      ...summaries("2018-11", 12, 13),
      "2018-11-14 10:01 queda queda-11",
      "2018-11-14 10:06 recuperacao queda-11",
      "2018-11-14 10:11 queda queda-12",
      "2018-11-14 10:16 recuperacao queda-12",
      "2018-11-14 10:21 queda queda-13",
      "2018-11-14 10:26 recuperacao queda-13",
      "2018-11-14 10:31 queda queda-14",
      "2018-11-14 11:11 recuperacao queda-14",
      ...summaries("2018-11", 14, 14),
      "2018-11-15 01:00 queda queda-15",
      "2018-11-15 01:51 recuperacao queda-15",
      ...summaries("2018-11", 15, 15),
      "2019-11-15 09:00 resumo 2019-11-14",
      ...summaries("2018-11", 16, 19),
      "2018-11-20 09:01 queda queda-16",
      "2018-11-20 10:31 escalada queda-16",
      "2018-11-20 13:01 lembrete queda-16-1",
      // By the clock that is right now, it was away at 08:30.
      "2018-11-20 12:00 critico queda-16-2018-11-20",
      "2018-11-20 15:01 lembrete queda-16-2",
      "2018-11-20 20:30 resumo 2018-11-20",
      "2018-11-21 09:00 critico queda-16-2018-11-21",
      "2018-11-21 12:05 recuperacao queda-16",
      ...summaries("2018-11", 21, 21),
      "2018-11-22 10:01 queda queda-17",
      "2018-11-22 10:06 recuperacao queda-17",
      "2018-11-22 10:11 queda queda-18",
      "2018-11-22 10:16 recuperacao queda-18",
      "2018-11-22 10:21 queda queda-19",
      "2018-11-22 10:26 recuperacao queda-19",
      "2018-11-22 10:31 queda queda-20",
      "2018-11-22 16:16 recuperacao queda-20",
      ...summaries("2018-11", 22, 22),
      "2018-11-23 13:01 queda queda-21",
      "2018-11-23 14:31 escalada queda-21",
      "2018-11-23 15:01 recuperacao queda-21",
      ...summaries("2018-11", 23, 24),
      "2018-11-25 04:00 queda queda-22",
      "2018-11-25 10:01 recuperacao queda-22",
      ...summaries("2018-11", 25, 25),
    ]);
    // What was silent is on record all the same.
    const outages = await lab.now.ledger.outages.latest(100);
    const untold = outages.filter(({ telling }) => telling.toldMs === null).map(({ id }) => id);
    assert.deepEqual(untold.sort(), ["queda-4", "queda-7"]);
    assert.equal(outages.every(({ closedAt }) => closedAt !== null), true);
    assert.equal(await lab.now.ledger.outbox.waiting(), 0);
  });
});

Deno.test("the night in which an hour comes twice: windows, reminders and summaries keep their minute (February of 2019)", async () => {
  await inSaoPaulo(async () => {
    const world = await World.open("2019-02-15T12:00:00");
    const { lab, sent } = world;
    await using _ = lab;
    try {
      // Saturday 16: at midnight the clock goes back to 23:00.
      await world.away("2019-02-16T21:00:00");
      const gone = lab.clock.now().mono;
      await lab.clock.advance(6 * HOUR, LANES);
      assert.equal(localDateTime(lab.clock.now().wall), "2019-02-17 02:00:00");
      await world.back("2019-02-17T04:30:00");
      assert.equal(lab.clock.now().mono - gone, 8.5 * HOUR);
      await world.until("2019-02-18T12:00:00");
    } finally {
      await world.end();
    }
    assert.deepEqual(sent, [
      ...summaries("2019-02", 15, 16),
      "2019-02-16 21:01 queda queda-1",
      "2019-02-16 22:31 escalada queda-1",
      // Four hours after 21:01 it is 00:01, in the window; the next one would come at 08:00.
      "2019-02-17 04:00 lembrete queda-1-1",
      "2019-02-17 04:31 recuperacao queda-1",
      ...summaries("2019-02", 17, 17),
    ]);
  });
});
