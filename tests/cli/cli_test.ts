import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import manifest from "../../deno.json" with { type: "json" };
import { startSmtp } from "../support/smtp.ts";
import { Place, runProgram } from "./program.ts";

const DATE = new Date().toISOString().slice(0, 10);
const cbr724 = (nsa: number) => syntheticCbr724({ titulos: 4, nsa, date: DATE });
const cnab240 = (nsa: number) => syntheticCnab240({ titulos: 3, nsa, date: DATE });
const BROKEN = new TextEncoder().encode("isto não é um retorno\r\n");

Deno.test("cli: help and version are in Portuguese and end with 0", async () => {
  const cwd = await Deno.makeTempDir();
  const help = await runProgram(["--help"], cwd);
  assert.equal(help.code, 0);
  assert.equal(help.stderr, "");
  for (
    const word of [
      "Uso:",
      "Opções:",
      "Comandos:",
      "monitorar",
      "estado",
      "processar",
      "parar",
      "verificar",
      "ensaio",
      "titulos",
      "arquivos",
      "quedas",
      "formatos",
    ]
  ) {
    assert.ok(help.stdout.includes(word), `${word} is missing`);
  }
  assert.doesNotMatch(help.stdout, /Usage|Options|Commands|display help/);
  for (const command of ["monitorar", "processar", "titulos"]) {
    const one = await runProgram([command, "--help"], cwd);
    assert.equal(one.code, 0);
    assert.match(one.stdout, /--config <arquivo>/);
    assert.match(one.stdout, /--json/);
    assert.equal((await runProgram(["help", command], cwd)).stdout, one.stdout);
  }
  const version = await runProgram(["--version"], cwd);
  assert.equal(version.stdout.trim(), manifest.version);
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("cli: wrong usage ends with 2, says what was typed, and prints nothing on standard output", async () => {
  const cwd = await Deno.makeTempDir();
  const cases: [string[], RegExp][] = [
    [["voar"], /comando desconhecido: voar/],
    [["estado", "--rapido"], /opção desconhecida: --rapido/],
    [["arquivos", "--situacao", "perdido"], /perdido/],
    [["arquivos", "--limite", "muitos"], /muitos/],
    [["estado", "--config"], /falta o valor da opção/],
    [["estado", "--config", "nao_existe.ini"], /nao_existe\.ini/],
    [["estado"], /config\.ini não encontrado/],
    [["estado", "--config="], /falta o valor da opção --config/],
    [["estado", "-5"], /opção desconhecida: -5/],
    [["estado", "agora"], /argumentos demais/],
    [["arquivos", "um", "dois"], /argumentos demais/],
    [["arquivos", "--", "um", "dois"], /argumentos demais/],
    [["arquivo-teste"], /falta a opção --pasta/],
    [["arquivos", "--limite", "0"], /--limite "0".*1 a 1000000/],
    [["help", "voar"], /comando desconhecido: voar/],
    [[], /falta o comando/],
  ];
  for (const [args, message] of cases) {
    const ran = await runProgram(args, cwd);
    assert.equal(ran.code, 2, args.join(" "));
    assert.match(ran.stderr, message, args.join(" "));
    assert.equal(ran.stdout, "", args.join(" "));
  }
  const json = await runProgram(["estado", "--json"], cwd);
  assert.equal(json.code, 2);
  assert.equal(json.json.erro.codigo, "configuracao");
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("cli: a wrong value in config.ini names file, line, key, value and what is accepted", async () => {
  await using place = await Place.make({
    MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = nunca"],
  });
  for (const command of ["monitorar", "estado", "processar", "verificar"]) {
    const ran = await place.run(command);
    assert.equal(ran.code, 2, command);
    assert.match(ran.stderr, /config\.ini.*5.*intervalo_verificacao.*nunca.*1 a 86400/s, command);
  }
});

Deno.test("cli: estado always prints its document, before the first run too, and ends with 4 when nothing runs", async () => {
  await using place = await Place.make();
  const { code, json, stderr } = await place.run("estado", "--json");
  assert.equal(code, 4);
  assert.equal(stderr, "");
  const { versao, ...rest } = json;
  assert.equal(versao, manifest.version);
  assert.deepEqual(rest, {
    ...rest,
    estado: "parado",
    desde: null,
    pasta: place.folder,
    pid: null,
    ultimaVerificacao: null,
    proximaVerificacao: null,
    intervaloSegundos: 1,
    diagnostico: null,
    pendentes: 0,
    processadosHoje: 0,
    recusadosHoje: 0,
    emailsNaFila: 0,
    ultimaQueda: null,
    ultimoArquivo: null,
  });
});

Deno.test("cli: processar deals with every kind of file, reports each, and ends with 5 when one was refused", async () => {
  await using place = await Place.make();
  const first = cbr724(1);
  const drop = (name: string, bytes: Uint8Array) => Deno.writeFile(join(place.folder, name), bytes);
  await drop("A.ret", first);
  await drop("B.RET", cnab240(2));
  await drop("C.ret", first);
  await drop("D.ret", BROKEN);
  await drop("IEDCBR_5.ret", cnab240(5));
  await drop("leia-me.txt", BROKEN);
  const ran = await place.run("processar", "--json");
  assert.equal(ran.code, 5);
  const { arquivos, ...counts } = ran.json;
  assert.deepEqual(counts, {
    comProblema: [],
    encontrados: 5,
    processados: 2,
    recusados: 1,
    duplicados: 1,
    ignorados: 1,
    pendentes: 0,
    integracoesPendentes: 0,
    erro: null,
  });
  const byName = Object.fromEntries(arquivos.map((f: { nome: string }) => [f.nome, f]));
  assert.deepEqual(byName["A.ret"], {
    nome: "A.ret",
    situacao: "processado",
    formato: "CBR724",
    titulos: 4,
    motivo: null,
    avisos: [],
  });
  assert.deepEqual(byName["B.RET"], {
    nome: "B.RET",
    situacao: "processado",
    formato: "CNAB240",
    titulos: 3,
    motivo: null,
    avisos: [],
  });
  assert.equal(byName["C.ret"].situacao, "duplicado");
  assert.match(byName["D.ret"].motivo, /formato/);
  assert.equal(byName["IEDCBR_5.ret"].situacao, "ignorado");

  const names = (...sub: string[]) =>
    [...Deno.readDirSync(join(place.folder, ...sub))].filter((e) => e.isFile).map((e) => e.name)
      .sort();
  assert.deepEqual(names(), ["leia-me.txt"]);
  assert.deepEqual(names("Processados"), ["A.ret", "B.RET", "C.ret"]);
  assert.deepEqual(names("Erro"), ["D.ret", "D.ret.motivo.txt"]);
  assert.deepEqual(names("Ignorados"), ["IEDCBR_5.ret"]);
  assert.deepEqual(await Deno.readFile(join(place.folder, "Erro", "D.ret")), BROKEN);

  // Nothing is left: the next call does nothing, and the queries know it all.
  const again = await place.run("processar", "--json");
  assert.equal(again.code, 0);
  assert.equal(again.json.encontrados, 0);
  const files = (await place.run("arquivos", "--json")).json.arquivos;
  assert.equal(files.length, 5);
  assert.equal(
    (await place.run("arquivos", "--situacao", "recusado", "--json")).json.arquivos[0].codigoMotivo,
    "formato",
  );
  const titulos = (await place.run("titulos", "--json")).json;
  assert.equal(titulos.totais.quantidade, 7);
  assert.equal((await place.run("estado", "--json")).json.processadosHoje, 2);

  // A name that is taken gets a number, and what was there stays as it was.
  await drop("A.ret", cbr724(9));
  assert.equal((await place.run("processar")).code, 0);
  assert.deepEqual(names("Processados"), ["A (2).ret", "A.ret", "B.RET", "C.ret"]);
  assert.deepEqual(await Deno.readFile(join(place.folder, "Processados", "A.ret")), first);
});

Deno.test("cli: processar under a steady stream of new files deals with what was there, and ends", async () => {
  await using place = await Place.make();
  const put = (name: string, nsa: number) =>
    Deno.writeFileSync(join(place.folder, name), cbr724(nsa));
  for (let n = 0; n < 5; n++) put(`A${n}.ret`, n);
  let more = 0;
  const stream = setInterval(() => {
    put(`B${more}.ret`, 100 + more);
    // The same name again and again is no end either.
    put("A0.ret", 1000 + more++);
  }, 200);
  const end = setTimeout(() => clearInterval(stream), 60_000);
  try {
    const ran = await place.run("processar", "--json");
    clearInterval(stream);
    assert.equal(ran.code, 0, ran.stderr);
    assert.ok(ran.json.encontrados >= 5 && ran.json.encontrados <= more, "only those of the start");
    assert.ok(ran.json.pendentes < ran.json.encontrados);
    assert.ok([...Deno.readDirSync(place.folder)].some((entry) => entry.name.startsWith("B")));
  } finally {
    clearTimeout(end);
    clearInterval(stream);
  }
  assert.equal((await place.run("processar", "--json")).json.pendentes, 0);
});

Deno.test("cli: arquivos --pendentes and estado show a file that a running monitor cannot deal with", async () => {
  await using place = await Place.make({
    PROCESSAMENTO: [
      "intervalo_varredura = 1",
      "tempo_espera_arquivo = 0",
      "tamanho_maximo_arquivo_mb = 1",
    ],
  });
  const empty = (await place.run("arquivos", "--pendentes", "--json")).json;
  assert.deepEqual(empty, { pendentes: 0, comProblema: 0, em: null, arquivos: [] });
  await Deno.writeFile(join(place.folder, "GRANDE.ret"), new Uint8Array(2 * 1024 * 1024));
  await Deno.writeFile(join(place.folder, "A.ret"), cbr724(1));
  const monitor = place.start();
  try {
    const estado = await place.until("the file is shown", async () => {
      const { json } = await place.run("estado", "--json");
      return json.comProblema.length > 0 && json.processadosHoje === 1 ? json : null;
    });
    assert.deepEqual([estado.estado, estado.pendentes, estado.totalComProblema], [
      "operacional",
      1,
      1,
    ]);
    const [problem] = estado.comProblema;
    assert.equal(problem.nome, "GRANDE.ret");
    assert.match(problem.motivo, /tamanho_maximo_arquivo_mb/);
    const list = (await place.run("arquivos", "--pendentes", "--json")).json;
    assert.deepEqual([list.pendentes, list.comProblema, list.arquivos[0].situacao], [
      1,
      1,
      "com-problema",
    ]);
    assert.match((await place.run("arquivos", "--pendentes")).stdout, /com problema .*GRANDE\.ret/);
    assert.match((await place.run("estado")).stdout, /Com problema +GRANDE\.ret: /);
  } finally {
    await place.run("parar");
    await monitor.status;
  }
  // What it knew is still shown when it does not run.
  assert.equal((await place.run("estado", "--json")).json.comProblema.length, 1);
});

Deno.test("cli: processar --simular lists and touches nothing", async () => {
  await using place = await Place.make();
  await Deno.writeFile(join(place.folder, "A.ret"), cbr724(1));
  const ran = await place.run("processar", "--simular", "--json");
  assert.equal(ran.code, 0);
  assert.deepEqual(ran.json, {
    encontrados: 1,
    processados: 0,
    recusados: 0,
    duplicados: 0,
    ignorados: 0,
    simulado: true,
    arquivos: [{ nome: "A.ret" }],
  });
  assert.deepEqual([...Deno.readDirSync(place.folder)].map((e) => e.name), ["A.ret"]);
  assert.equal((await place.run("estado", "--json")).json.processadosHoje, 0);
});

Deno.test("cli: a folder out of reach ends processar and verificar with 6 and its diagnosis", async () => {
  await using place = await Place.make();
  await Deno.remove(place.folder);
  const ran = await place.run("processar", "--json");
  assert.equal(ran.code, 6);
  assert.equal(ran.json.erro.codigo, "pasta");
  assert.equal((await place.run("processar", "--simular", "--json")).code, 6);
  const check = await place.run("verificar", "--json");
  assert.equal(check.code, 6);
  assert.equal(check.json.aprovado, false);
});

Deno.test("cli: a data folder that cannot be used ends with 1 and names the folder", async () => {
  await using place = await Place.make();
  await Deno.writeTextFile(place.data, "um arquivo no lugar da pasta");
  for (const command of ["monitorar", "processar"]) {
    const ran = await place.run(command);
    assert.equal(ran.code, 1, command);
    assert.ok(ran.stderr.includes(place.data), command);
  }
});

Deno.test("cli: one monitor at a time; parar ends it, and says so when none runs", async () => {
  await using place = await Place.make();
  const none = await place.run("parar", "--json");
  assert.equal(none.code, 4);
  const monitor = place.start();
  try {
    await place.until(
      "running",
      async () => (await place.run("estado", "--json")).json.ultimaVerificacao !== null,
    );
    const state = await place.run("estado", "--json");
    assert.equal(state.code, 0);
    assert.equal(state.json.estado, "operacional");
    assert.equal(state.json.pid, monitor.pid);
    const second = await place.run("monitorar");
    assert.equal(second.code, 3);
    assert.match(second.stderr, /já existe um monitor/);
    await Deno.writeFile(join(place.folder, "A.ret"), cbr724(1));
    const both = await place.run("processar", "--json");
    assert.equal(both.code, 0);
    await place.until(
      "processed once",
      async () => (await place.run("estado", "--json")).json.processadosHoje === 1,
    );
    const stopped = await place.run("parar", "--json");
    assert.equal(stopped.code, 0);
    assert.equal((await monitor.status).code, 0);
  } finally {
    try {
      monitor.kill("SIGKILL");
    } catch { /* ended, as it should */ }
  }
  assert.equal((await place.run("estado")).code, 4);
});

Deno.test("cli: verificar tries the mail server, and sends a test message only when asked", async () => {
  await using smtp = await startSmtp();
  await using place = await Place.make({
    EMAIL: [
      "smtp_servidor = 127.0.0.1",
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@exemplo.org.br",
      "destinatarios = a@exemplo.org.br, b@exemplo.org.br",
    ],
  });
  const check = await place.run("verificar", "--json");
  assert.equal(check.code, 0, check.stdout);
  assert.equal(check.json.aprovado, true);
  const disk = check.json.itens.find((i: { item: string }) => i.item === "disco");
  assert.match(disk.mensagem, /^\d+,\d GB livres em /);
  assert.equal(smtp.messages.length, 0);
  const sent = await place.run("verificar", "--enviar-email", "--json");
  assert.equal(sent.code, 0);
  assert.equal(smtp.messages.length, 1);
  assert.match(smtp.messages[0]?.subject ?? "", /TESTE/);
  await smtp.stop();
  const dead = await place.run("verificar", "--json");
  assert.equal(dead.code, 1);
  assert.equal(dead.json.itens.find((i: { item: string }) => i.item === "email").situacao, "falha");
  assert.deepEqual([...Deno.readDirSync(place.folder)], [], "the trial leaves nothing behind");
});

const REMETENTE = "monitor@exemplo.org.br";
/** Keys of [EMAIL], whether the server has an account, whether the password is said to be in the open, and what is said of the server. */
const LOGINS: readonly (readonly [string[], boolean, boolean, string, RegExp])[] = [
  [[], false, false, "ok", /respondeu \(sem login\)$/],
  [["senha = segredo-17"], true, true, "ok", /respondeu e aceitou a conta$/],
  [["senha = segredo-17"], false, true, "aviso", /não oferece autenticação; a senha não foi usada/],
  [
    ["senha = segredo-17", "autenticacao = nenhuma"],
    false,
    false,
    "ok",
    /respondeu \(sem login\)$/,
  ],
];

Deno.test("cli: verificar says of the mail account what was tried, as the warning about the password does", async () => {
  for (const [keys, hasAccount, inTheOpen, situacao, said] of LOGINS) {
    const account = { user: REMETENTE, password: "segredo-17" };
    await using smtp = await startSmtp(hasAccount ? { account } : {});
    await using place = await Place.make({
      EMAIL: [
        "smtp_servidor = 127.0.0.1",
        `smtp_porta = ${smtp.port}`,
        "seguranca = nenhuma",
        `remetente = ${REMETENTE}`,
        "destinatarios = a@exemplo.org.br",
        ...keys,
      ],
    });
    const { json, stdout } = await place.run("verificar", "--json");
    const email = json.itens.find((i: { item: string }) => i.item === "email");
    assert.equal(email.situacao, situacao, keys.join());
    assert.match(email.mensagem, said);
    const told = /seguranca = nenhuma envia a senha sem proteção/.test(stdout);
    assert.equal(told, inTheOpen, keys.join());
    assert.equal(smtp.commands.some((line) => line.startsWith("AUTH")), hasAccount);
  }
});

Deno.test("cli: arquivo-teste writes a retorno without títulos that is processed like any other", async () => {
  await using place = await Place.make();
  const { json } = await place.run("arquivo-teste", "--pasta", place.folder, "--json");
  assert.match(json.arquivo, /TESTE_RECUPERACAO_\d+\.ret$/);
  const ran = await place.run("processar", "--json");
  assert.equal(ran.code, 0);
  assert.equal(ran.json.arquivos[0].titulos, 0);
  assert.equal((await place.run("titulos", "--json")).json.totais.quantidade, 0);
});

Deno.test("cli: ensaio passes, and its document is the only thing on standard output", async () => {
  const cwd = await Deno.makeTempDir();
  const ran = await runProgram(["ensaio", "--json"], cwd);
  assert.equal(ran.code, 0, ran.stdout + ran.stderr);
  assert.equal(ran.json.aprovado, true);
  for (const [index, step] of ran.json.etapas.entries()) {
    assert.deepEqual(Object.keys(step).sort(), [
      "aprovada",
      "detalhe",
      "duracaoMs",
      "etapa",
      "nome",
    ]);
    assert.equal(step.etapa, index + 1);
    assert.equal(step.aprovada, true);
    assert.doesNotMatch(step.detalhe, /\d\.\d s/);
  }
  assert.deepEqual([...Deno.readDirSync(cwd)], [], "no file of yours is touched");
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("cli: seguranca = nenhuma with a password from the environment warns", async () => {
  await using place = await Place.make({
    EMAIL: [
      "habilitado = true",
      "smtp_servidor = 127.0.0.1",
      "smtp_porta = 9",
      "seguranca = nenhuma",
      "usuario = monitor",
      "remetente = monitor@exemplo.org.br",
      "destinatarios = alguem@exemplo.org.br",
    ],
  });
  const warning = /seguranca = nenhuma envia a senha sem proteção.*MONITOR_RETORNOS_SENHA/;
  assert.doesNotMatch((await place.run("verificar")).stdout, warning);
  Deno.env.set("MONITOR_RETORNOS_SENHA", "segredo-17");
  try {
    const { stdout, stderr } = await place.run("verificar");
    assert.match(stdout, warning);
    assert.doesNotMatch(stdout + stderr, /segredo-17/);
  } finally {
    Deno.env.delete("MONITOR_RETORNOS_SENHA");
  }
});

Deno.test({
  name: "cli: nothing in a file's name reaches the terminal as a command, and no line is forged",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using place = await Place.make();
    const name = "mau\x1b[31m\n❌ tudo perdido\x9b2J\u202e.ret";
    await Deno.writeFile(join(place.folder, name), cbr724(1));
    const outputs = [
      await place.run("processar"),
      await place.run("estado"),
      await place.run("arquivos"),
      await place.run("arquivos", "--avisos"),
      await place.run("arquivos", "--json"),
      await place.run("estado", "--json"),
    ];
    for (const { stdout, stderr } of outputs) {
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(stdout + stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      assert.doesNotMatch(stdout + stderr, /^❌ tudo perdido/m);
    }
    assert.equal(outputs[4]!.json.arquivos[0].nome, name);
    assert.equal(outputs[5]!.json.ultimoArquivo.nome, name);
  },
});

Deno.test("cli: verificar tries the log as well", async () => {
  await using place = await Place.make();
  const item = async () =>
    (await place.run("verificar", "--json")).json.itens.find((i: { item: string }) =>
      i.item === "log"
    );
  assert.deepEqual(await item(), {
    item: "log",
    situacao: "ok",
    mensagem: `pode gravar em ${place.log}`,
  });
  await Deno.remove(place.log);
  await Deno.mkdir(place.log);
  const folder = await item();
  assert.equal(folder.situacao, "falha");
  assert.match(folder.mensagem, /arquivo_log: .* não é um arquivo comum/);
});

Deno.test("cli: processar on a terminal that takes no more lines holds nobody else up", async () => {
  await using place = await Place.make();
  for (let n = 1; n <= 900; n++) {
    const name = `R${String(n).padStart(4, "0")}-${"x".repeat(80)}.ret`;
    await Deno.writeFile(
      join(place.folder, name),
      syntheticCbr724({ titulos: 0, nsa: n, date: DATE }),
    );
  }
  // Nobody reads what it prints: more than a pipe holds.
  const main = new URL("../../core/main.ts", import.meta.url).href;
  const frozen = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main, "processar", "--config", place.config],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  try {
    const done = join(place.folder, "Processados");
    await place.until(
      "every file in its place",
      async () => (await Array.fromAsync(Deno.readDir(done)).catch(() => [])).length === 900,
    );
    await Deno.writeFile(join(place.folder, "OUTRO.ret"), cbr724(5000));
    const other = await place.run("processar", "--json");
    assert.equal(other.code, 0);
    assert.equal(other.json.processados, 1);
    const lines = (await Deno.readTextFile(place.log)).split("\n");
    assert.equal(lines.filter((line) => / INFO - ✅ R\d{4}.* processado/.test(line)).length, 900);
  } finally {
    frozen.kill("SIGKILL");
    await frozen.status;
    await frozen.stdout.cancel();
    await frozen.stderr.cancel();
  }
});
