/** Several folders on one ledger: each question is about one of them, or about all, and says so. */
import assert from "node:assert/strict";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { COMMANDS } from "../../core/commands/catalogue.ts";
import { CommandFailure } from "../../core/commands/exit.ts";
import { readConfig } from "../../core/compose/data_folder.ts";
import { PageSource } from "../../core/compose/page.ts";
import { lastDaysNow } from "../../core/compose/history.ts";
import { openSite } from "../../core/compose/site.ts";
import { PossessionStore } from "../../core/adapters/ledger/postgres/possession_store.ts";
import { PostgresLedger } from "../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { ledgerAt } from "../contract/postgres_engine.ts";
import { Postgres, type PostgresAddress, postgresMissing } from "../lab/postgres.ts";
import { Installation } from "../support/installation.ts";
import { placeWithServer } from "../support/postgres_place.ts";
import { decisionOf } from "../support/retornos.ts";

const missing = await postgresMissing();
const NOW = Date.now();
/** A name that would be markup, script or an option, if anybody let it. */
const SECOND = "/pasta/<b>\"'&--todas=1 á";

/** Runs one command in this process, as the command line would. */
async function ask(place: Installation, name: string, options: Record<string, unknown> = {}) {
  const entry = COMMANDS.find((one) => one.name === name)!;
  // deno-lint-ignore no-explicit-any -- a document, read field by field
  let json: any = null;
  let text = "";
  const run = await entry.load();
  const standard = Object.fromEntries(
    entry.options.flatMap((one) => one.standard === undefined ? [] : [[one.name, one.standard]]),
  );
  const code = await run({ ...standard, ...options, config: place.config }, {
    version: "0",
    mainModule: "",
    json: options.json !== false,
    say: (said) => text += said,
    document: (value) => json = JSON.parse(JSON.stringify(value, plain)),
  });
  return { code, json, text };
}

const plain = (_: string, value: unknown) => typeof value === "bigint" ? String(value) : value;

/** Files of one folder, an outage, and a monitor that gave a sign of life. */
async function fill(address: PostgresAddress, folder: string, first: number, state: string) {
  const ledger = ledgerAt(address, folder);
  for (const nsa of [first, first + 1, first + 3]) {
    const file = syntheticCnab240({ titulos: 2, nsa, date: "2025-10-14", firstNumber: nsa * 10 });
    const decision = decisionOf(`F${nsa}.ret`, file);
    await ledger.files.decide({
      ...decision,
      judge: (previous) => ({ ...decision.judge(previous), at: NOW }),
    });
  }
  const diagnosis = { code: "servidor", message: "caiu", errorNumber: 53, transient: false };
  await ledger.outages.record([{
    kind: "opened",
    folder,
    outage: {
      id: `queda-${first}`,
      startedAt: NOW - first,
      startedMono: null,
      endedAt: null,
      downMs: null,
      unstable: false,
      diagnosis: { ...diagnosis, code: "servidor" },
    },
  }], []);
  await ledger.presence.start(presence(folder, first, state, "MAQUINA-2", "ativo"));
  await ledger.close();
  // The other machine of the same folder, which would take over.
  const other = new PostgresLedger({ ...address, tls: "nenhum" }, { folder, place: "outra" });
  await other.presence.start(presence(folder, first + 1, state, "MAQUINA-3", "reserva"));
  await other.close();
}

function presence(
  folder: string,
  first: number,
  state: string,
  post: string,
  role: "ativo" | "reserva",
) {
  return {
    instance: `i${first}`,
    pid: 4242,
    version: "0",
    startedAt: NOW,
    status: {
      state: state as "operacional",
      since: NOW,
      folder,
      lastProbe: NOW,
      nextProbe: NOW,
      intervalSeconds: 300,
      diagnosis: null,
      pending: first,
      unstable: false,
      role,
      post,
    },
  };
}

async function withPassword(address: PostgresAddress, work: () => Promise<void>): Promise<void> {
  Deno.env.set("MONITOR_RETORNOS_LIVRO", address.password);
  try {
    await work();
  } finally {
    Deno.env.delete("MONITOR_RETORNOS_LIVRO");
  }
}

Deno.test({
  name: "one ledger of several folders: --pasta, --todas, page, report and metrics",
  ignore: missing !== null,
  fn: async (t) => {
    await using server = await Postgres.start();
    const address = await server.database();
    await using place = placeWithServer("postgresql", address);
    await fill(address, place.folder, 10, "operacional");
    await fill(address, SECOND, 20, "inacessivel");
    const claim = { folder: SECOND, owner: "x", post: "MAQUINA-2", place: "", termMs: 60_000 };
    const possession = new PossessionStore({ ...address, tls: "nenhum" }, claim);
    await possession.look();
    await withPassword(address, async () => {
      await t.step("queries", async () => {
        const names = async (options: Record<string, unknown>) =>
          (await ask(place, "arquivos", options)).json.arquivos
            .map((a: { nome: string; pasta?: string }) => [a.nome, a.pasta]);
        assert.deepEqual(await names({}), [
          ["F13.ret", undefined],
          ["F11.ret", undefined],
          ["F10.ret", undefined],
        ]);
        // However it is written: the slash at the end says nothing.
        assert.deepEqual(await names({ pasta: `${SECOND}/` }), [
          ["F23.ret", undefined],
          ["F21.ret", undefined],
          ["F20.ret", undefined],
        ]);
        assert.deepEqual(await names({ todas: true, limite: 4 }), [
          ["F23.ret", SECOND],
          ["F21.ret", SECOND],
          ["F20.ret", SECOND],
          ["F13.ret", place.folder],
        ]);
        const { titulos, totais } = (await ask(place, "titulos", { todas: true })).json;
        assert.deepEqual(
          [totais.quantidade, new Set(titulos.map((t: { pasta: string }) => t.pasta)).size],
          [12, 2],
        );
        const one = (await ask(place, "titulos", { pasta: SECOND })).json;
        assert.deepEqual([one.totais.quantidade, "pasta" in one.titulos[0]], [6, false]);
        const outages = async (options: Record<string, unknown>) =>
          (await ask(place, "quedas", options)).json.quedas
            .map((q: { id: string; pasta: string }) => [q.id, q.pasta]);
        assert.deepEqual(await outages({ pasta: SECOND }), [["queda-20", SECOND]]);
        assert.deepEqual(await outages({ todas: true }), [
          ["queda-10", place.folder],
          ["queda-20", SECOND],
        ]);
        const gaps = async (options: Record<string, unknown>) =>
          (await ask(place, "lacunas", options)).json.lacunas
            .map((g: { primeiro: number; pasta?: string }) => [g.primeiro, g.pasta]);
        assert.deepEqual(await gaps({ pasta: SECOND }), [[22, undefined]]);
        assert.deepEqual((await gaps({ todas: true })).sort(), [
          [12, place.folder],
          [22, SECOND],
        ]);
        const pending = (await ask(place, "arquivos", { pendentes: true, todas: true })).json;
        assert.deepEqual([pending.pendentes, pending.arquivos.length], [30, 6]);
        const rules =
          (await ask(place, "esperados", { sugerir: true, todas: true })).json.sugestoes;
        assert.deepEqual(
          rules.map((r: { pasta: string }) => r.pasta).sort(),
          [
            SECOND,
            place.folder,
          ].sort(),
        );
      });
      await t.step("exports name the folder of each row", async () => {
        const csv = `${place.root}/t.csv`;
        await ask(place, "titulos", { todas: true, csv });
        const lines = (await Deno.readTextFile(csv)).trim().split("\r\n");
        assert.match(lines[0]!, /;Pasta$/);
        assert.equal(lines.filter((line) => line.includes("pasta/<b>")).length, 6);
      });
      await t.step("estado", async () => {
        const { code, json } = await ask(place, "estado", { todas: true });
        assert.equal(code, 0);
        const brief = json.pastas.map((p: Record<string, unknown>) => [
          p.pasta,
          p.propria,
          p.estado,
          p.ativoEm,
          p.reservas,
          p.pendentes,
          (p.ultimaQueda as { id: string }).id,
        ]);
        // No monitor of this machine runs; the other folder's is known by who holds it.
        assert.deepEqual(
          brief.sort(),
          [
            [place.folder, true, "parado", null, ["MAQUINA-3"], 10, "queda-10"],
            [SECOND, false, "inacessivel", "MAQUINA-2", ["MAQUINA-3"], 20, "queda-20"],
          ].sort(),
        );
        const other = (await ask(place, "estado", { pasta: SECOND })).json;
        assert.deepEqual([other.pasta, other.estado, other.pid, other.papel, other.posto], [
          SECOND,
          "inacessivel",
          4242,
          "ativo",
          "MAQUINA-2",
        ]);
        assert.ok(!("pastaDados" in other), "nothing of this machine is said of another one's");
        assert.equal((await ask(place, "estado")).code, 4);
        const { text } = await ask(place, "estado", { todas: true, json: false });
        assert.match(text, /MAQUINA-2/);
      });
      await t.step("what is not in the ledger is refused, and what is there is named", async () => {
        const refused = (options: Record<string, unknown>, code: string) =>
          assert.rejects(() => ask(place, "arquivos", options), (error: CommandFailure) => {
            assert.deepEqual([error.exitCode, error.code], [2, code]);
            return error.message.includes("pasta");
          });
        await refused({ pasta: "/outra" }, "pasta_desconhecida");
        await refused({ pasta: SECOND, todas: true }, "uso");
        await assert.rejects(() => ask(place, "esperados", { pasta: SECOND }), /ESPERADO/);
      });
      await t.step("page, report and metrics", async () => {
        const source = new PageSource(await readConfig(place.config), "0");
        const site = openSite(source, 0, (error) => assert.fail(String(error)));
        const get = async (query: string) => {
          const answer = await fetch(`http://127.0.0.1:${site.port}/${query}`);
          return { status: answer.status, text: await answer.text() };
        };
        const encoded = encodeURIComponent(SECOND);
        const own = (await get("")).text;
        assert.ok(own.includes("Pastas deste livro de registro") && own.includes("MAQUINA-2"));
        const links = [...own.matchAll(/href="(\/\?[^"]*pasta=[^"]*)"/g)].map(([, href]) =>
          new URL(href!.replaceAll("&#38;", "&").replaceAll("&#39;", "'"), "http://x").searchParams
            .get("pasta")
        );
        assert.ok(links.includes(SECOND) && links.includes(place.folder), links.join());
        assert.ok(!own.includes("<b>"), "a folder's name is text");
        const other = (await get(`?dias=7&pasta=${encoded}`)).text;
        assert.ok(
          other.includes(`<p class="pasta">/pasta/&#60;b&#62;`),
          "the page is of the other one",
        );
        assert.ok(!other.includes('id="log"'), "the log of another machine");
        assert.equal((await get("?pasta=/outra")).status, 404);
        const folders = JSON.parse((await get("api/pastas")).text).pastas;
        assert.equal(folders.length, 2);
        const status = JSON.parse((await get(`api/estado?pasta=${encoded}`)).text);
        assert.deepEqual([status.pasta, status.estado], [SECOND, "inacessivel"]);
        await site.close();
        const report = await source.report(lastDaysNow(7));
        assert.ok(report.includes("MAQUINA-2") && !report.includes("href="));
        const metrics = (await ask(place, "metricas", { pasta: SECOND, json: false })).text;
        assert.match(metrics, /monitor_retornos_arquivos_pendentes 20/);
      });
    });
    await possession.close();
    await server.down();
    await withPassword(address, async () => {
      await t.step(
        "while the ledger's server is away the own folder is known, and why no other",
        async () => {
          const { code, json } = await ask(place, "estado", { todas: true });
          assert.deepEqual([code, json.pastas.length, json.pastas[0].propria], [4, 1, true]);
          assert.match(json.avisoLivro, /não está disponível/);
        },
      );
    });
  },
});

Deno.test("a ledger of this machine alone has one folder: it may be named, another is refused", async () => {
  await using place = new Installation(null);
  assert.deepEqual((await ask(place, "arquivos", { pasta: place.folder })).json.arquivos, []);
  assert.deepEqual((await ask(place, "estado", { todas: true })).json.pastas, []);
  await assert.rejects(
    () => ask(place, "arquivos", { pasta: "/outra" }),
    (error: CommandFailure) => error.code === "pasta_desconhecida" && /sqlite/.test(error.message),
  );
});
