/** What did not come and what was refused, through the real program: esperados, lacunas, reenviar, arquivos --motivo. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { Installation, kill } from "../support/installation.ts";
import { startSmtp } from "../support/smtp.ts";
import { Place } from "./program.ts";

const DAY = "2025-10-14";
/** A CBR724 with an amount that is none, and the same one corrected. */
function pair(n: number): { bad: Uint8Array; good: Uint8Array } {
  const good = syntheticCbr724({ titulos: 2, nsa: n, date: DAY, firstNumber: n * 100 });
  const bad = good.slice();
  const text = new TextDecoder("latin1").decode(good);
  const line = text.split("\r\n").slice(0, 5).join("\r\n").length + 2;
  bad[line + 140] = "A".charCodeAt(0);
  return { bad, good };
}

Deno.test("arquivos --motivo: the line of the file, and the columns marked under it", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  await Deno.writeFile(join(place.folder, "ruim.ret"), pair(1).bad);
  await Deno.writeFile(join(place.folder, "bom.ret"), pair(2).good);
  assert.equal((await place.run("processar")).code, 5);
  const { stdout } = await place.run("arquivos", "ruim.ret", "--motivo");
  const lines = stdout.split("\n");
  assert.match(lines[0]!, /^ruim\.ret: recusado em /);
  const [, first, last] = /colunas (\d+)-(\d+)/.exec(lines[1]!)!;
  const shown = lines[2]!;
  const start = shown.indexOf("| ") + 2;
  assert.match(shown, /^ {2}linha 6 \| /);
  assert.equal(shown[start + 140], "A");
  assert.equal(lines[3]!.indexOf("^"), start + Number(first) - 1);
  assert.equal(lines[3]!.trim().length, Number(last) - Number(first) + 1);
  assert.match((await place.run("arquivos", "bom.ret", "--motivo")).stdout, /não foi recusado/);
  // Corrected in place: the line of another content would mislead.
  await Deno.writeFile(join(place.folder, "Erro", "ruim.ret"), pair(1).good);
  assert.match(
    (await place.run("arquivos", "ruim.ret", "--motivo")).stdout,
    /foi alterado desde a recusa/,
  );
});

Deno.test("reenviar: one, several, all of a reason; never over another; both decisions stay, and what changed is said", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  const refused = join(place.folder, "Erro");
  for (const n of [1, 2, 3]) await Deno.writeFile(join(place.folder, `r${n}.ret`), pair(n).bad);
  await Deno.writeTextFile(join(place.folder, "lixo.ret"), "nada disto\r\n");
  assert.equal((await place.run("processar")).code, 5);

  const nothing = await place.run("reenviar", "--json");
  assert.deepEqual([nothing.code, nothing.json.erro.codigo], [2, "uso"]);
  const none = await place.run("reenviar", "outro.ret", "--json");
  assert.deepEqual([none.code, none.json.erro.codigo], [2, "nenhum"]);

  const simulated = await place.run("reenviar", "--todos", "--simular", "--json");
  assert.equal(simulated.json.arquivos.length, 4);
  assert.equal((await place.run("arquivos", "--pendentes", "--json")).json.pendentes, 0);
  assert.deepEqual([...Deno.readDirSync(place.folder)].filter((e) => e.isFile), []);

  // Corrected, and put back by its name in any letter case.
  await Deno.writeFile(join(refused, "r1.ret"), pair(1).good);
  const one = await place.run("reenviar", "R1.RET", "--json");
  assert.deepEqual([one.code, one.json.reenviados], [0, 1], one.stderr);
  assert.deepEqual([one.json.arquivos[0].situacao, one.json.arquivos[0].mudou], [
    "reenviado",
    true,
  ]);
  // Its name is taken there now: a second one of that name stays where it is.
  await Deno.writeFile(join(place.folder, "r2.ret"), pair(9).good);
  const several = await place.run("reenviar", "--motivo", "valor", "--json");
  assert.equal(several.code, 1);
  const outcome = Object.fromEntries(
    several.json.arquivos.map((a: { nome: string; situacao: string }) => [a.nome, a.situacao]),
  );
  assert.deepEqual(outcome, { "r3.ret": "reenviado", "r2.ret": "nome-ocupado", "r1.ret": "sumiu" });
  assert.deepEqual(await Deno.readFile(join(place.folder, "r2.ret")), pair(9).good);
  assert.deepEqual(await Deno.readFile(join(refused, "r2.ret")), pair(2).bad);

  const again = await place.run("processar", "--json");
  assert.deepEqual([again.json.processados, again.json.recusados], [2, 1]);
  const { json } = await place.run("arquivos", "r", "--json");
  const of = (name: string) =>
    json.arquivos.filter((a: { nome: string }) => a.nome === name)
      .map((
        a: { situacao: string; reenvioDe: { mudou: boolean } | null; reenviadoEm: string | null },
      ) => [a.situacao, a.reenvioDe?.mudou ?? null, a.reenviadoEm !== null]);
  assert.deepEqual(of("r1.ret"), [["processado", true, false], ["recusado", null, true]]);
  assert.deepEqual(of("r3.ret"), [["recusado", false, false], ["recusado", null, true]]);
  assert.deepEqual(of("r2.ret"), [["processado", null, false], ["recusado", null, false]]);
  const { stdout } = await place.run("arquivos", "r1");
  assert.match(stdout, /processado .*reenviado: antes recusado em .*; conteúdo corrigido/);
});

Deno.test("reenviar: a name is that of the file in Erro first; one that nobody has is told", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  for (const content of ["nada disto\r\n", "nem disto\r\n"]) {
    await Deno.writeTextFile(join(place.folder, "lixo.ret"), content);
    assert.equal((await place.run("processar")).code, 5);
  }
  const rows = (json: { arquivos: { nomeEmErro: string | null; situacao: string }[] }) =>
    json.arquivos.map(({ nomeEmErro, situacao }) => [nomeEmErro, situacao]);
  const pattern = await place.run("reenviar", "LIXO*", "--simular", "--json");
  assert.deepEqual(rows(pattern.json), [["lixo (2).ret", "simulado"], ["lixo.ret", "simulado"]]);
  const first = await place.run("reenviar", "lixo.ret", "NAOEXISTE.ret", "--json");
  assert.equal(first.code, 1);
  assert.deepEqual(rows(first.json), [["lixo.ret", "reenviado"], [null, "nao-encontrado"]]);
  assert.deepEqual([first.json.encontrados, first.json.arquivos[1].nome], [1, "NAOEXISTE.ret"]);
  assert.equal(await Deno.readTextFile(join(place.folder, "lixo.ret")), "nada disto\r\n");
  assert.equal((await place.run("processar")).code, 5);
  const person = await place.run("reenviar", "Lixo (2).ret", "NAOEXISTE.ret", "--simular");
  assert.equal(person.code, 1);
  assert.match(person.stdout, /lixo\.ret seria devolvido à pasta/);
  assert.match(person.stdout, /❌ NAOEXISTE\.ret: nenhum arquivo recusado tem esse nome/);
});

Deno.test("reenviar: out of reach it makes no folder, and moves nothing", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  const refused = join(place.root, "Erro");
  const config = await Deno.readTextFile(place.config);
  await Deno.writeTextFile(
    place.config,
    config.replace("[CAMINHOS]", `[CAMINHOS]\r\npasta_erro = ${refused}`),
  );
  await Deno.writeFile(join(place.folder, "ruim.ret"), pair(1).bad);
  assert.equal((await place.run("processar")).code, 5);
  await Deno.rename(place.folder, `${place.folder}_FORA`);
  const ran = await place.run("reenviar", "--todos", "--json");
  assert.equal(ran.code, 6, ran.stderr);
  await assert.rejects(() => Deno.stat(place.folder), Deno.errors.NotFound);
  assert.ok((await Deno.stat(join(refused, "ruim.ret"))).isFile);
});

Deno.test("100 refused files, corrected and sent again while the monitor runs and is killed: each applied once", async () => {
  await using place = new Installation(null);
  const count = 100;
  for (let n = 1; n <= count; n++) place.drop(`R${n}.ret`, pair(n).bad);
  let monitor = place.start();
  await place.until(
    "all refused",
    () => place.names(place.refused).filter((name) => /\.ret$/.test(name)).length === count,
  );
  for (let n = 1; n <= count; n++) {
    Deno.writeFileSync(join(place.refused, `R${n}.ret`), pair(n).good);
  }
  const sending = place.run("reenviar", "--todos", "--json");
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await kill(monitor);
    monitor = place.start();
  }
  const first = await sending;
  assert.equal(first.code, 0, first.err);
  await place.until(
    "all applied",
    () =>
      place.query(
        "SELECT count(*) AS n FROM files WHERE situation = 'processado' AND moved_at IS NOT NULL",
      )[0]!.n === count,
  );
  const [sums] = place.query(
    "SELECT count(*) AS n, count(DISTINCT nosso_numero) AS d FROM titulos",
  );
  assert.deepEqual([sums!.n, sums!.d], [2 * count, 2 * count]);
  assert.equal(
    place.query("SELECT count(*) AS n FROM files WHERE resent_as IS NOT NULL")[0]!.n,
    count,
  );
  assert.deepEqual(place.names(place.refused).filter((name) => /\.ret$/.test(name)), []);
  assert.equal(place.names(place.processed).length, count);
});

Deno.test("esperados and lacunas: told by mail once, seen in estado, closed when the file comes", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port, {
    PROCESSAMENTO: [
      "intervalo_varredura = 1",
      "tempo_espera_arquivo = 0",
      "tolerancia_lacuna_horas = 0,001",
    ],
    "ESPERADO diário": ["banco = 001", "arquivo = DIA*.ret", "ate = 00:00", "dias = todos"],
    "ESPERADO segundo": ["banco = 001", "convenio = 99999", "ate = 23:59", "dias = todos"],
  });
  place.start();
  const subjects = () => smtp.messages.map(({ subject }) => subject);
  const has = (text: string) => subjects().some((subject) => subject.includes(text));
  await place.until("the missing file", () => has("ARQUIVO ESPERADO NÃO CHEGOU - diário"));
  const list = async () =>
    JSON.parse((await place.run("esperados", "--json")).out).esperados.map((
      e: { nome: string; situacao: string; avisado: boolean },
    ) => [e.nome, e.situacao, e.avisado]);
  assert.deepEqual(await list(), [["diário", "faltando", true], ["segundo", "aguardando", false]]);
  const state = JSON.parse((await place.run("estado", "--json")).out);
  assert.deepEqual(state.esperados, { chegaram: 0, aguardando: 1, faltando: 1 });
  assert.match(
    (await place.run("estado")).out,
    /^Esperados +0 chegou\(ram\), 1 aguardando, 1 faltando/m,
  );
  place.drop("DIA1.ret", syntheticCbr724({ titulos: 1, nsa: 900, date: DAY }));
  await place.until("its arrival", () => has("ARQUIVO ESPERADO CHEGOU - diário"));
  assert.deepEqual(await list(), [["diário", "chegou", true], ["segundo", "aguardando", false]]);

  for (const n of [10, 11, 12, 14]) {
    place.drop(`N${n}.ret`, syntheticCnab240({ titulos: 1, nsa: n, date: DAY }));
  }
  await place.until("the gap", () => has("LACUNA NA SEQUÊNCIA - número 13"));
  const gaps = JSON.parse((await place.run("lacunas", "--json")).out);
  assert.deepEqual(
    gaps.lacunas.map((g: { faltam: string; avisada: boolean }) => [g.faltam, g.avisada]),
    [["13", true]],
  );
  assert.equal(JSON.parse((await place.run("estado", "--json")).out).lacunas, 1);
  assert.match((await place.run("metricas")).out, /^monitor_retornos_lacunas 1$/m);
  place.drop("N13.ret", syntheticCnab240({ titulos: 1, nsa: 13, date: DAY }));
  await place.until("its end", () => has("LACUNA FECHADA - número 13"));
  assert.equal(JSON.parse((await place.run("estado", "--json")).out).lacunas, 0);
  const told = subjects().filter((subject) => /ESPERADO|LACUNA/.test(subject));
  assert.equal(told.length, 4, told.join("\n"));
});
