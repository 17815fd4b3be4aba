/**
 * Every way to people hangs, and the checks of the folder come at their time all the same. On a machine with other work to do,
 * every program is late: the time in which the monitor was ready to run and did not is taken off, and as much as a monitor
 * without channels is late beside it is allowed.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MonitorStatus } from "../../core/ports/ledger/presence.port.ts";
import { Installation } from "../support/installation.ts";
import { WEB, WebPlace } from "../support/web_place.ts";

/** `intervalo_verificacao` of an {@link Installation}, ms. */
const INTERVAL = 1000;
/** No check is late by more, ms. */
const LATE = 50;
/** Time between two looks at what they publish, ms. */
const LOOK = 20;
/** Watched for so many checks: more than a request to a channel may last. */
const CHECKS = 17;

/** ms for which a process and its children were ready to run, and waited for a processor; 0 where nobody says so. */
function waited(pid: number): number {
  try {
    const own = Number(Deno.readTextFileSync(`/proc/${pid}/schedstat`).split(" ")[1]) / 1e6;
    const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim();
    return children.split(" ").filter((one) => one !== "").reduce(
      (sum, child) => sum + waited(Number(child)),
      own,
    );
  } catch {
    return 0; // it has ended
  }
}

/** A check as it was published. */
interface Seen {
  /** Its end, ms since the Unix epoch. */
  readonly at: number;
  /** How many there were. */
  readonly count: number;
  /** As {@link waited}. */
  readonly waited: number;
}

/** Notes the checks of a running monitor. */
class Checks implements Disposable {
  readonly #ledger: DatabaseSync;
  readonly #seen: Seen[] = [];

  constructor(place: Installation) {
    this.#ledger = new DatabaseSync(join(place.data, "ledger.db"), {
      readOnly: true,
      timeout: 5000,
    });
  }

  look(): void {
    const row = this.#ledger.prepare("SELECT pid, status FROM presence").get()!;
    const { lastProbe, checks } = JSON.parse(String(row.status)) as MonitorStatus;
    if (lastProbe === null || lastProbe === this.#seen.at(-1)?.at) return;
    const count = checks!.good + checks!.bad;
    this.#seen.push({ at: lastProbe, count, waited: waited(Number(row.pid)) });
  }

  get count(): number {
    return this.#seen.length;
  }

  /** By how much each check was late, in ms, less what the machine is to blame for. */
  late(): number[] {
    return this.#seen.slice(1).map(({ at, count, waited }, n) => {
      const last = this.#seen[n]!;
      // Several checks between two looks: then the test itself was late.
      const passed = count - last.count;
      return at - last.at - passed * INTERVAL - Math.max(0, waited - last.waited);
    });
  }

  [Symbol.dispose](): void {
    this.#ledger.close();
  }
}

Deno.test({
  name:
    "story: mail and three channels hang, and no check is late for that; then each is said to wait",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using all = await WebPlace.open();
    await using alone = new Installation(null);
    const { place, sites, smtp } = all;
    for (const name of WEB) sites[name].behave("hang");
    smtp.inject({ at: "greeting", what: "silence", times: Infinity });
    await all.run();
    alone.start();
    const down = (one: Installation) => one.said("ALERTA: Servidor ficou inacessível!") > 0;
    await alone.until("it runs", () => alone.said("Verificando arquivos existentes") > 0);
    await Promise.all([place.takeAway(), alone.takeAway()]);
    await place.until("both are down", () => down(place) && down(alone));
    await place.until(
      "all are asked",
      () => smtp.open > 0 && WEB.every((name) => sites[name].seen.length === 1),
    );
    using checks = new Checks(place);
    using others = new Checks(alone);
    while (checks.count < CHECKS || others.count < CHECKS) {
      checks.look();
      others.look();
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
    const [worst, usual] = [checks, others].map((one) => Math.max(...one.late()));
    assert.ok(worst! <= LATE + Math.max(0, usual!), `${checks.late()}\n${others.late()}`);

    await place.until("their time is over", () => place.said("ainda não") >= 4);
    for (const command of ["estado", "canais"]) {
      const { canais } = JSON.parse((await place.run(command, "--json")).out);
      assert.equal(canais.length, 1 + WEB.length);
      for (const { canal, situacao, naFila, ultimoErro, retidoDesde } of canais) {
        assert.deepEqual([situacao, naFila, retidoDesde], ["esperando", 1, null], canal);
        assert.match(ultimoErro, /não respondeu/, canal);
      }
    }
    for (const name of WEB) assert.deepEqual(sites[name].taken, []);
  },
});
