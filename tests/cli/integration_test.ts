import assert from "node:assert/strict";
import { MARK_NAME } from "../../core/domain/folder_mark.ts";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { titulosOf } from "../support/damage.ts";
import { Place } from "./program.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const SCRIPT = fileURLToPath(new URL("../support/integration_command.ts", import.meta.url));
const retorno = (nsa: number, titulos = 2) => syntheticCbr724({ titulos, nsa, date: TODAY });
/** As hostile as a name may be on Windows too. */
const HOSTILE = "A & B %PATH% $(touch x) `y`;'z'.ret";

interface Handed {
  readonly env: string;
  readonly secret: string | null;
  readonly args: string[];
  readonly id: string;
  // deno-lint-ignore no-explicit-any -- the document, read field by field
  readonly document: any;
}

class Agency implements AsyncDisposable {
  private constructor(readonly place: Place, readonly folder: string) {}

  static async make(prazo = 30): Promise<Agency> {
    const folder = await Deno.makeTempDir({ prefix: "agência & cia " });
    const comando = `"${Deno.execPath()}" run -A --no-config --quiet "${SCRIPT}" "${folder}"`;
    const place = await Place.make({ INTEGRACAO: [`comando = '${comando}'`, `prazo = ${prazo}`] });
    return new Agency(place, folder);
  }

  async mode(mode: Record<string, unknown>): Promise<void> {
    await Deno.writeTextFile(join(this.folder, "mode.json"), JSON.stringify(mode));
  }

  async handed(): Promise<Handed[]> {
    const text = await Deno.readTextFile(join(this.folder, "handed.jsonl")).catch(() => "");
    return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  async drop(name: string, bytes: Uint8Array): Promise<void> {
    await Deno.writeFile(join(this.place.folder, name), bytes);
  }

  /** The hanging command, which writes ten times a second, no longer does. */
  async assertDead(): Promise<void> {
    const size = async () => (await Deno.stat(join(this.folder, "alive"))).size;
    const before = await size();
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(await size(), before, "something is still alive");
  }

  /** Names in the folder, or in one below it. */
  async names(...sub: string[]): Promise<string[]> {
    const path = join(this.place.folder, ...sub);
    const names: string[] = [];
    for await (const { isFile, name } of Deno.readDir(path)) {
      if (isFile && name !== MARK_NAME) names.push(name);
    }
    return names.sort();
  }

  // deno-lint-ignore no-explicit-any -- the document of `arquivos`
  async file(name: string): Promise<any> {
    const { json } = await this.place.run("arquivos", "--json");
    return json.arquivos.find((file: { nome: string }) => file.nome === name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]();
    await Deno.remove(this.folder, { recursive: true }).catch(() => {});
  }
}

Deno.test("integração: each processed file is handed over once, whole, before it is moved", async () => {
  await using agency = await Agency.make();
  await agency.drop(HOSTILE, retorno(1));
  await agency.drop("COPIA.ret", retorno(1));
  await agency.drop("RUIM.ret", new TextEncoder().encode("isto não é um retorno\r\n"));
  await agency.drop("VAZIO.ret", retorno(3, 0));
  Deno.env.set("MONITOR_RETORNOS_SENHA", "segredo");
  const ran = await agency.place.run("processar", "--json");
  Deno.env.delete("MONITOR_RETORNOS_SENHA");
  assert.equal(ran.code, 5, ran.stderr);
  assert.deepEqual(await agency.names(), []);
  const handed = await agency.handed();
  assert.equal(handed.length, 2, "neither the copy nor the refused file is handed over");
  const [first] = handed;
  const file = await agency.file(HOSTILE);
  assert.equal(first!.document.arquivo.nome, HOSTILE);
  assert.deepEqual([first!.env, first!.id, first!.secret], [file.sha256, file.sha256, null]);
  assert.deepEqual(first!.args, [agency.folder]);
  assert.deepEqual(
    [first!.document.versao, first!.document.unidade, first!.document.somenteMovimentosNovos],
    [1, "centavos", true],
  );
  assert.equal(first!.document.arquivo.formato, "CBR724");
  assert.equal(first!.document.arquivo.data, TODAY);
  assert.equal(first!.document.movimentos.length, 2);
  assert.equal(first!.document.movimentosNovos, 2);
  assert.match(first!.document.movimentos[0].titulo.nossoNumero, /^\d{17}$/);
  assert.deepEqual(handed[1]!.document.movimentos, []);
  assert.equal(file.integracao, "feita");
  assert.equal(file.movido, true);
  assert.equal((await agency.file("COPIA.ret")).integracao, null);
  const left = await Array.fromAsync(
    Deno.readDir(join(agency.place.data, "trabalho")),
    (e) => e.name,
  );
  assert.deepEqual(left, [], "no document stays behind");
});

Deno.test("integração: a failure keeps its file, is said once, holds up no other, and is made good", async () => {
  await using agency = await Agency.make();
  await agency.mode({ fail: ["A.ret"] });
  await agency.drop("A.ret", retorno(1));
  await agency.drop("B.ret", retorno(2));
  const ran = await agency.place.run("processar", "--json");
  assert.equal(ran.code, 1, ran.stderr);
  assert.equal(ran.json.integracoesPendentes, 1);
  assert.deepEqual(await agency.names(), ["A.ret"]);
  assert.deepEqual(await agency.names("Processados"), ["B.ret"]);
  const file = await agency.file("A.ret");
  assert.deepEqual([file.situacao, file.movido, file.integracao], [
    "processado",
    false,
    "pendente",
  ]);
  assert.ok(file.integracaoTentativasFalhas >= 1);
  assert.match(
    file.integracaoErro,
    /código 3: ….*o banco do Access está aberto +em outro programa$/,
  );
  assert.ok(file.integracaoErro.length < 400);
  const text = (await agency.place.run("arquivos")).stdout;
  assert.match(
    text,
    /integração pendente \(\d+ tentativa\(s\)\): o comando terminou com o código 3/,
  );
  const warnings = (await Deno.readTextFile(agency.place.log)).split("\n")
    .filter((line) => line.includes("a integração falhou"));
  assert.equal(warnings.length, 1, "said once, however often it was tried");
  assert.match(warnings[0]!, / - WARNING - 🔗 A\.ret foi processado, mas a integração falhou/);
  const before = titulosOf(join(agency.place.data, "ledger.db"));

  await agency.mode({});
  assert.equal((await agency.place.run("processar", "--json")).code, 0);
  assert.deepEqual(await agency.names("Processados"), ["A.ret", "B.ret"]);
  assert.equal((await agency.file("A.ret")).integracao, "feita");
  assert.deepEqual(titulosOf(join(agency.place.data, "ledger.db")), before, "applied once");
  const ids = (await agency.handed()).map((one) => one.id);
  assert.equal(new Set(ids).size, 2, "a repeat has the same id");
});

Deno.test("integração: past its time the command ends with all that it started", async () => {
  await using agency = await Agency.make(2);
  await agency.mode({ hang: ["A.ret"] });
  await agency.drop("A.ret", retorno(1));
  await agency.drop("B.ret", retorno(2));
  const ran = await agency.place.run("processar", "--json");
  assert.equal(ran.code, 1, ran.stderr);
  assert.deepEqual(await agency.names(), ["A.ret"]);
  assert.match((await agency.file("A.ret")).integracaoErro, /passou do prazo de 2 s/);
  await agency.assertDead();
});

Deno.test("integração: a command that never reads its input, or does not exist", async () => {
  await using agency = await Agency.make();
  await agency.mode({ deaf: true });
  await agency.drop("A.ret", retorno(1, 5000));
  assert.equal((await agency.place.run("processar", "--json")).code, 0);
  assert.equal((await agency.file("A.ret")).integracao, "feita");

  const config = await Deno.readTextFile(agency.place.config);
  await Deno.writeTextFile(
    agency.place.config,
    config.replace(/comando = .*/, "comando = nao-existe-9871"),
  );
  await agency.drop("B.ret", retorno(2));
  assert.equal((await agency.place.run("processar", "--json")).code, 1);
  assert.equal((await agency.file("B.ret")).integracao, "pendente");

  // Taken out of config.ini: nothing is waited for any more.
  await Deno.writeTextFile(agency.place.config, config.replace(/comando = .*/, "comando ="));
  assert.equal((await agency.place.run("processar", "--json")).code, 0);
  assert.equal((await agency.file("B.ret")).integracao, "dispensada");
  assert.deepEqual(await agency.names("Processados"), ["A.ret", "B.ret"]);
});

Deno.test("integração: killed between the command's success and its record, it is repeated with the same id", async () => {
  await using agency = await Agency.make();
  const child = agency.place.start();
  const pid = await agency.place.until("running", async () => {
    const state = (await agency.place.run("estado", "--json")).json;
    return state?.ultimaVerificacao && state.pid;
  });
  await agency.mode({ kill: pid });
  await agency.drop("A.ret", retorno(1));
  await child.status;
  assert.deepEqual(await agency.names(), ["A.ret"]);
  assert.equal((await agency.file("A.ret")).integracao, "pendente");
  const before = titulosOf(join(agency.place.data, "ledger.db"));
  const again = agency.place.start();
  await agency.place.until("moved", async () => (await agency.names()).length === 0);
  assert.equal((await agency.place.run("parar")).code, 0);
  await again.status;
  const handed = await agency.handed();
  assert.equal(handed.length, 2);
  assert.equal(handed[0]!.id, handed[1]!.id);
  assert.deepEqual(handed[0]!.document, handed[1]!.document);
  assert.deepEqual(titulosOf(join(agency.place.data, "ledger.db")), before);
});

Deno.test("integração: a command that hangs holds up neither the health checks nor the end of the program", async () => {
  await using agency = await Agency.make(600);
  await agency.mode({ hang: ["*"] });
  const child = agency.place.start();
  await agency.drop("A.ret", retorno(1));
  await agency.place.until("handed", async () => (await agency.handed()).length === 1);
  await agency.drop("COPIA.ret", retorno(1));
  const checked = (await agency.place.run("estado", "--json")).json.ultimaVerificacao;
  await agency.place.until("another check and another file", async () => {
    const now = (await agency.place.run("estado", "--json")).json.ultimaVerificacao;
    return now !== checked && !(await agency.names()).includes("COPIA.ret");
  });
  assert.deepEqual(await agency.names(), ["A.ret"]);
  assert.equal((await agency.place.run("parar")).code, 0);
  assert.equal((await child.status).code, 0);
  await agency.assertDead();
});
