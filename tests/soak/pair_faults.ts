/** What befalls two machines and their ledger, one thing at a time; each ends with everything as it was. */
import type { Machine, Pair } from "./pair.ts";
import { TERM_SECONDS } from "../support/pair.ts";
import { pause } from "./writer.ts";

/** A fault: from its beginning until all is well again. */
export interface PairFault {
  readonly name: string;
  /** The active machine goes on, and cannot know that the other one has taken over. */
  readonly cutsOff?: boolean;
  /** `active` holds the folder. Resolves to how long, in ms, the other one took to have it; null: nobody had to take over. */
  befall(pair: Pair, active: Machine, next: () => number): Promise<number | null>;
}

const TERM_MS = TERM_SECONDS * 1000;
/** One look of a monitor in reserve (`reservePause`), and what a busy machine needs to do it, in ms. */
export const LOOK_MS = TERM_MS / 8 + 3000;
/** Until another one has the folder after a sudden death, in ms. */
export const TAKEOVER_LIMIT_MS = TERM_MS + LOOK_MS;
/** The same after a clean end. */
export const HANDOVER_LIMIT_MS = LOOK_MS;

/** Thrown where another machine should have taken over, and did not. */
export class NotTaken extends Error {
  override name = "NotTaken";
}

/** Waits until the other one has the folder. Throws {@link NotTaken}. */
async function taken(pair: Pair, from: Machine, limitMs: number): Promise<number> {
  const other = pair.other(from);
  const ms = await pair.timed(async () => (await pair.holder())?.machine === other, limitMs);
  if (ms === null) throw new NotTaken(`${other.post} não assumiu em ${limitMs} ms`);
  return ms;
}

/** Something that lasts until the other one has the folder, and some time more. */
function lasting(
  name: string,
  begin: (machine: Machine) => void | Promise<void>,
  end: (machine: Machine) => void,
): PairFault {
  return {
    name,
    async befall(pair, active, next) {
      await begin(active);
      try {
        const ms = await taken(pair, active, TAKEOVER_LIMIT_MS);
        await pause(next() * 2000);
        return ms;
      } finally {
        end(active);
      }
    },
  };
}

/** Something of a moment, after which nobody has to take over. */
function brief(
  name: string,
  befall: (pair: Pair, active: Machine, next: () => number) => Promise<void>,
): PairFault {
  return {
    name,
    async befall(...args) {
      await befall(...args);
      return null;
    },
  };
}

/** All of them. */
export const FAULTS: readonly PairFault[] = [
  lasting("morte (kill -9) da ativa", (active) => active.kill(), (active) => active.start()),
  lasting(
    "ativa congelada por mais que o prazo",
    (active) => active.signal("SIGSTOP"),
    (active) => active.signal("SIGCONT"),
  ),
  {
    cutsOff: true,
    ...lasting("ligação da ativa sem resposta", ({ proxy }) => {
      proxy.judge = () => "hole";
    }, (active) => {
      active.heal();
      active.proxy.cut();
    }),
  },
  {
    cutsOff: true,
    ...lasting("ligação da ativa cortada", ({ proxy }) => {
      proxy.closed = true;
      proxy.cut();
    }, (active) => active.heal()),
  },
  {
    name: "parada limpa da ativa",
    async befall(pair, active) {
      await active.stop();
      try {
        return await taken(pair, active, HANDOVER_LIMIT_MS);
      } finally {
        active.start();
      }
    },
  },
  brief("morte (kill -9) da reserva", async (pair, active) => {
    const reserve = pair.other(active);
    await reserve.kill();
    reserve.start();
  }),
  brief("morte das duas", async ({ machines }) => {
    for (const machine of machines) await machine.kill();
    for (const machine of machines) machine.start();
  }),
  brief("ativa congelada por um momento", async (_, active, next) => {
    active.signal("SIGSTOP");
    await pause(next() * TERM_MS / 3);
    active.signal("SIGCONT");
  }),
  brief("ligações cortadas uma vez", async ({ machines }, _, next) => {
    for (let n = 0; n < 4; n++) {
      for (const { proxy } of machines) proxy.cut();
      await pause(next() * 400);
    }
  }),
  brief("ligação lenta", async (_, active, next) => {
    active.proxy.delayMs = 20 + next() * 300;
    await pause(1000 + next() * 2000);
    active.heal();
  }),
  brief("sessões terminadas no servidor", async ({ server, database }, _, next) => {
    for (let n = 0; n < 3; n++) {
      await server.sql(
        "postgres",
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${database.user}'`,
      );
      await pause(next() * 500);
    }
  }),
  brief("PostgreSQL reiniciado", async ({ server }, _, next) => {
    await server.down(next() < 0.5 ? "SIGINT" : "SIGQUIT");
    await pause(next() * 6000);
    await server.up();
  }),
  brief("PostgreSQL congelado", async ({ server }, _, next) => {
    await server.signalAll("SIGSTOP");
    await pause(next() * 1.5 * TERM_MS);
    await server.signalAll("SIGCONT");
  }),
];
