import assert from "node:assert/strict";
import { join } from "node:path";
import { type Config, ConfigError } from "../../../core/config/config.ts";
import {
  findConfig,
  loadConfig,
  parseConfig,
  searchFolders,
  type Surroundings,
} from "../../../core/config/load_config.ts";

const LINUX: Surroundings = { windows: false, env: {} };
const WINDOWS: Surroundings = { windows: true, env: { ProgramData: "D:\\Dados de Programas" } };
const FOLDER = "[CAMINHOS]\npasta_retorno = \\\\SERVIDOR1\\CobrancaPCJ\\Retorno\n";

function load(text: string, machine = LINUX): Config {
  return parseConfig(
    text,
    machine.windows ? "C:\\Monitor\\config.ini" : "/opt/monitor/config.ini",
    machine,
  );
}

/** The error, which must be a ConfigError. */
function refusal(text: string, machine = LINUX): ConfigError {
  try {
    load(text, machine);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error;
  }
  throw new assert.AssertionError({ message: `accepted: ${text}` });
}

Deno.test("parseConfig() fills every default from pasta_retorno alone", () => {
  assert.deepEqual(load(FOLDER), {
    file: "/opt/monitor/config.ini",
    caminhos: {
      pastaRetorno: "\\\\SERVIDOR1\\CobrancaPCJ\\Retorno",
      pastaProcessados: "\\\\SERVIDOR1\\CobrancaPCJ\\Retorno\\Processados",
      pastaErro: "\\\\SERVIDOR1\\CobrancaPCJ\\Retorno\\Erro",
      pastaIgnorados: "\\\\SERVIDOR1\\CobrancaPCJ\\Retorno\\Ignorados",
      pastaDados: "/opt/monitor/dados",
    },
    servidor: {
      habilitado: true,
      intervaloVerificacao: 300,
      alertarPorEmail: true,
      prazoSonda: 20,
    },
    processamento: {
      intervaloVarredura: 5,
      tempoEsperaArquivo: 1,
      processarExistentesAoIniciar: true,
      excluirIed: true,
      contas: [],
      tamanhoMaximoArquivoMb: 400,
      avisarPendenteMinutos: 30,
      toleranciaLacunaHoras: 24,
    },
    email: {
      habilitado: false,
      smtpServidor: "",
      smtpPorta: 587,
      seguranca: "starttls",
      usuario: null,
      senha: null,
      autenticacao: "automatica",
      oauth2: {
        provedor: "microsoft",
        cliente: "",
        urlToken: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
        escopo: "https://outlook.office365.com/.default",
        chave: null,
      },
      remetente: "",
      destinatarios: [],
      lembreteHoras: null,
      escalarPara: [],
      escalarAposMinutos: 60,
      resumoDiario: null,
    },
    teams: { habilitado: false, url: null },
    telegram: {
      habilitado: false,
      conversa: "",
      token: null,
      servidor: "https://api.telegram.org",
    },
    webhook: { habilitado: false, url: "", segredo: null, eventos: null },
    manutencao: { janelas: [] },
    verificacaoAgendada: { habilitado: false, horario: 510, diasSemana: [1, 2, 3, 4, 5] },
    batimento: { url: null },
    notificacoes: { habilitado: true },
    esperados: [],
    painel: { habilitado: false, porta: 8724 },
    relatorio: { arquivo: null, aCadaMinutos: 5 },
    metricas: { arquivo: null },
    livro: {
      motor: "sqlite",
      servidor: "",
      porta: 5432,
      banco: "monitor_retornos",
      usuario: "",
      tls: "verificar",
      certificadoCa: null,
      posto: null,
      prazoPosse: 30,
    },
    logs: {
      arquivoLog: "/opt/monitor/logs/monitor_retornos.log",
      nivelLog: "INFO",
      tamanhoMaximoMb: 10,
      arquivosMantidos: 5,
    },
    integracao: { comando: null, prazo: 60 },
    avisos: ["/opt/monitor/config.ini: e-mail desligado: nenhum alerta será enviado por e-mail"],
  });
});

Deno.test("parseConfig() resolves paths as the system of the machine does", () => {
  const cases: [machine: Surroundings, retorno: string, expected: string, processados: string][] = [
    [WINDOWS, "\\\\S1\\P\\Retorno", "\\\\S1\\P\\Retorno", "\\\\S1\\P\\Retorno\\Processados"],
    [WINDOWS, "\\\\S1\\P\\Retorno\\", "\\\\S1\\P\\Retorno\\", "\\\\S1\\P\\Retorno\\Processados"],
    [WINDOWS, "//S1/P/Retorno", "//S1/P/Retorno", "//S1/P/Retorno\\Processados"],
    [WINDOWS, "D:\\Retorno", "D:\\Retorno", "D:\\Retorno\\Processados"],
    [WINDOWS, "\\\\?\\D:\\R", "\\\\?\\D:\\R", "\\\\?\\D:\\R\\Processados"],
    [WINDOWS, "D:/Retorno", "D:/Retorno", "D:/Retorno\\Processados"],
    [WINDOWS, "D:\\", "D:\\", "D:\\Processados"],
    [WINDOWS, "retorno", "C:\\Monitor\\retorno", "C:\\Monitor\\retorno\\Processados"],
    [WINDOWS, "..\\retorno", "C:\\retorno", "C:\\retorno\\Processados"],
    [WINDOWS, "\\retorno", "C:\\retorno", "C:\\retorno\\Processados"],
    [LINUX, "\\\\S1\\P\\Retorno", "\\\\S1\\P\\Retorno", "\\\\S1\\P\\Retorno\\Processados"],
    [LINUX, "D:\\Retorno", "D:\\Retorno", "D:\\Retorno\\Processados"],
    [LINUX, "/srv/retorno/", "/srv/retorno/", "/srv/retorno/Processados"],
    [LINUX, "/", "/", "/Processados"],
    [LINUX, "retorno\\novo", "/opt/monitor/retorno/novo", "/opt/monitor/retorno/novo/Processados"],
    [LINUX, "./retorno", "/opt/monitor/retorno", "/opt/monitor/retorno/Processados"],
    [
      LINUX,
      "Cobrança/Não É",
      "/opt/monitor/Cobrança/Não É",
      "/opt/monitor/Cobrança/Não É/Processados",
    ],
  ];
  for (const [machine, written, expected, processados] of cases) {
    const { caminhos } = load(`[CAMINHOS]\npasta_retorno = ${written}`, machine);
    assert.equal(caminhos.pastaRetorno, expected);
    assert.equal(caminhos.pastaProcessados, processados);
  }
});

Deno.test("parseConfig() puts the data on the local disk of the machine", () => {
  const dados = (env: Surroundings) => load(FOLDER, env).caminhos.pastaDados;
  assert.equal(dados(WINDOWS), "D:\\Dados de Programas\\MonitorRetornos");
  assert.equal(dados({ windows: true, env: {} }), "C:\\ProgramData\\MonitorRetornos");
  assert.equal(dados(LINUX), "/opt/monitor/dados");
  assert.equal(load(`${FOLDER}pasta_dados = d\n`, WINDOWS).caminhos.pastaDados, "C:\\Monitor\\d");
  const local = "\\\\?\\E:\\Dados";
  assert.equal(load(`${FOLDER}pasta_dados = ${local}`, WINDOWS).caminhos.pastaDados, local);
  for (const network of ["\\\\S1\\Dados", "//S1/Dados", "\\\\?\\UNC\\S1\\Dados"]) {
    const { problems } = refusal(`${FOLDER}pasta_dados = ${network}`, WINDOWS);
    assert.deepEqual(problems.map((p) => [p.line, p.key, p.value]), [
      [3, "[CAMINHOS] pasta_dados", network],
    ]);
  }
});

const BOOLEANS: [string, boolean][] = [
  ..."true sim yes 1 TRUE Sim YES".split(" ").map((word): [string, boolean] => [word, true]),
  ..."false não nao no 0 FALSE Não NÃO Nao na\u0303o".split(" ").map((word): [string, boolean] => [
    word,
    false,
  ]),
];

Deno.test("parseConfig() accepts the booleans of the contract and no other", () => {
  for (const [word, value] of BOOLEANS) {
    const config = load(`${FOLDER}[NOTIFICACOES]\nhabilitado = ${word}`);
    assert.equal(config.notificacoes.habilitado, value, word);
  }
  for (const word of ["on", "off", "verdadeiro", "2", "s", "tru", "-1"]) {
    const error = refusal(`${FOLDER}[NOTIFICACOES]\nhabilitado = ${word}`);
    assert.equal(
      error.message,
      `/opt/monitor/config.ini, linha 4: [NOTIFICACOES] habilitado = "${word}": ` +
        "aceito true ou false (ou sim/não, yes/no, 1/0)",
    );
  }
});

Deno.test("parseConfig() holds every range at its edges", () => {
  const ranges: [section: string, key: string, min: number, max: number][] = [
    ["MONITORAMENTO_SERVIDOR", "intervalo_verificacao", 1, 86400],
    ["MONITORAMENTO_SERVIDOR", "prazo_sonda", 1, 600],
    ["PROCESSAMENTO", "intervalo_varredura", 1, 3600],
    ["PROCESSAMENTO", "tempo_espera_arquivo", 0, 3600],
    ["EMAIL", "smtp_porta", 1, 65535],
    ["LOGS", "tamanho_maximo_mb", 1, 1024],
    ["LOGS", "arquivos_mantidos", 1, 1000],
    ["INTEGRACAO", "prazo", 1, 3600],
  ];
  for (const [section, key, min, max] of ranges) {
    const text = (value: string | number) =>
      `${FOLDER}[email]\nhabilitado = não\n[${section}]\n${key} = ${value}`;
    for (const good of [min, max, `0${max}`]) load(text(good));
    const wrong = [min - 1, max + 1, "-5", "+5", "1.5", "1e2", "0x10", "abc", "5s", "1 000", "９"];
    for (const bad of wrong) {
      const { problems } = refusal(text(bad));
      assert.equal(problems.length, 1, `${key} = ${bad}`);
      assert.equal(problems[0]?.line, 6);
      assert.equal(problems[0]?.key, `[${section}] ${key}`);
      assert.equal(problems[0]?.value, String(bad));
      assert.match(
        problems[0]?.accepted ?? "",
        new RegExp(`^aceito um número.*de ${min} a ${max}$`),
      );
    }
  }
});

Deno.test("parseConfig() words a wrong value as file, line, key, value and what is accepted", () => {
  const text = `${FOLDER}\n[monitoramento_servidor]\r\nINTERVALO_Verificacao = abc ; x`;
  assert.equal(
    refusal(text).message,
    "/opt/monitor/config.ini, linha 5: [MONITORAMENTO_SERVIDOR] intervalo_verificacao = " +
      '"abc": aceito um número inteiro de segundos, de 1 a 86400',
  );
});

Deno.test("parseConfig() collects every problem, missing keys last", () => {
  const error = refusal(
    "[EMAIL]\nremetente = eu\nsmtp_porta = 0\nsem igual\n[LOGS]\nnivel_log = ALTO\n",
  );
  assert.deepEqual(error.problems.map((p) => [p.line, p.key]), [
    [2, "[EMAIL] remetente"],
    [3, "[EMAIL] smtp_porta"],
    [4, "[EMAIL] linha não reconhecida"],
    [6, "[LOGS] nivel_log"],
    [null, "[CAMINHOS] pasta_retorno"],
    [null, "[EMAIL] smtp_servidor"],
    [null, "[EMAIL] destinatarios"],
  ]);
  assert.equal(error.message.split("\n").length, 7);
  assert.equal(error.file, "/opt/monitor/config.ini");
  const many = refusal(`[LOGS]\n${"lixo\n".repeat(500)}`);
  assert.equal(many.message.split("\n").length, 21);
  assert.match(many.message, /e mais 481 problemas$/);
});

Deno.test("parseConfig() says where a misplaced pasta_retorno stands", () => {
  for (
    const text of [
      "",
      "[CAMINHOS]",
      "[CAMINHOS]\npasta_retorno =",
      '[CAMINHOS]\npasta_retorno = ""',
    ]
  ) {
    assert.deepEqual(refusal(text).problems.map((p) => p.key), ["[CAMINHOS] pasta_retorno"]);
  }
  assert.match(
    refusal("[PASTAS]\npasta_retorno = x").message,
    /falta o valor; .* \(há uma chave com esse nome em \[PASTAS\], linha 2\)$/,
  );
});

Deno.test("parseConfig() refuses folders that would feed themselves, and odd paths", () => {
  for (const key of ["pasta_processados", "pasta_erro"]) {
    const { problems } = refusal(
      `${FOLDER}${key} = \\\\servidor1\\COBRANCAPCJ\\retorno\\`,
      WINDOWS,
    );
    assert.deepEqual(problems.map((p) => [p.line, p.key]), [[3, `[CAMINHOS] ${key}`]]);
  }
  for (const path of ["C:retorno", "a|b", "a?", "*", "a<b>", 'a"b', "a\tb", "a\u2028b"]) {
    assert.equal(
      refusal(`[CAMINHOS]\npasta_retorno = ${path}`, WINDOWS).problems[0]?.line,
      2,
      path,
    );
  }
  const { avisos } = load(`${FOLDER}pasta_dados = %ProgramData%\\M`, WINDOWS);
  assert.match(
    avisos[1] ?? "",
    /, linha 3: \[CAMINHOS\] pasta_dados: variáveis .* não são expandidas/,
  );
});

const MAIL = "[EMAIL]\nsmtp_servidor = smtp.exemplo.org.br\nremetente = monitor@exemplo.org.br\n" +
  "destinatarios = backoffice@agencia.baciaspcj.org.br\n";

Deno.test("parseConfig() reads the mail section", () => {
  const { email, avisos } = load(
    `${FOLDER}${MAIL}smtp_porta = 465\nseguranca = TLS\nusuario = DOMINIO\\u17\nhabilitado = Sim`,
  );
  assert.deepEqual(email, {
    habilitado: true,
    smtpServidor: "smtp.exemplo.org.br",
    smtpPorta: 465,
    seguranca: "tls",
    usuario: "DOMINIO\\u17",
    senha: null,
    autenticacao: "automatica",
    oauth2: {
      provedor: "microsoft",
      cliente: "",
      urlToken: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
      escopo: "https://outlook.office365.com/.default",
      chave: null,
    },
    remetente: "monitor@exemplo.org.br",
    destinatarios: ["backoffice@agencia.baciaspcj.org.br"],
    lembreteHoras: null,
    escalarPara: [],
    escalarAposMinutos: 60,
    resumoDiario: null,
  });
  assert.deepEqual(avisos, []);
  const list = (written: string) =>
    load(`${FOLDER}${MAIL.replace(/destinatarios = .*/, `destinatarios = ${written}`)}`).email
      .destinatarios;
  assert.deepEqual(list("a@x.br,b@y.br ,  c@z"), ["a@x.br", "b@y.br", "c@z"]);
  assert.deepEqual(list("a@x.br, A@X.br, b@y.br,"), ["a@x.br", "b@y.br"]);
});

Deno.test("parseConfig() names the mail keys that are missing, only while mail is on", () => {
  const lines = MAIL.trim().split("\n").slice(1);
  for (const gone of lines) {
    const text = `${FOLDER}[EMAIL]\n${lines.filter((line) => line !== gone).join("\n")}`;
    assert.deepEqual(refusal(text).problems.map((p) => [p.line, p.key]), [
      [null, `[EMAIL] ${gone.split(" ")[0]}`],
    ]);
    assert.equal(load(`${text}\nhabilitado = false`).email.habilitado, false);
  }
  const keys = refusal(`${FOLDER}[EMAIL]\nhabilitado = true`).problems.map((p) => p.key);
  assert.deepEqual(keys, [
    "[EMAIL] smtp_servidor",
    "[EMAIL] remetente",
    "[EMAIL] destinatarios",
  ]);
  const commas = refusal(`${FOLDER}${MAIL.replace(/destinatarios = .*/, "destinatarios = , ,")}`);
  assert.deepEqual(commas.problems.map((p) => [p.line, p.key]), [[6, "[EMAIL] destinatarios"]]);
});

Deno.test("parseConfig() refuses addresses and servers that are garbage", () => {
  const addresses = [
    "eu",
    "@x.br",
    "a@",
    "a b@x.br",
    "a@x.br>",
    "<a@x.br>",
    "Ana <a@x.br>",
    '"a"@x.br',
    "a@@x.br",
    "a..b@x.br",
    ".a@x.br",
    "a@-x.br",
    "a@x..br",
    "a@x.br; b@x.br",
    "a@x.br b@x.br",
    "é@x.br",
    `${"a".repeat(65)}@x.br`,
    `a@${"b.".repeat(130)}br`,
  ];
  for (const key of ["remetente", "destinatarios"]) {
    for (const written of addresses) {
      const text = FOLDER + MAIL.replace(new RegExp(`${key} = .*`), `${key} = ${written}`);
      assert.deepEqual(refusal(text).problems.map((p) => p.key), [`[EMAIL] ${key}`], written);
    }
  }
  for (const server of ["smtp.x.br:25", "http://x", "a b", "x/y", "-x", "x..y", "é.br", "a@b"]) {
    const text = FOLDER + MAIL.replace(/smtp_servidor = .*/, `smtp_servidor = ${server}`);
    assert.deepEqual(refusal(text).problems.map((p) => p.key), ["[EMAIL] smtp_servidor"], server);
  }
  for (const server of ["localhost", "127.0.0.1", "::1", "SRV_MAIL01", "smtp.x.org.br"]) {
    const text = FOLDER + MAIL.replace(/smtp_servidor = .*/, `smtp_servidor = ${server}`);
    assert.equal(load(text).email.smtpServidor, server);
  }
});

Deno.test("parseConfig() keeps any password, warns about it and never shows it", () => {
  for (const senha of ["abc#d;=e", "s3nh@=çã", "\\x41%d", "a\"b'c", "#abc", "[x]"]) {
    const config = load(`${FOLDER}${MAIL}senha =${senha}`);
    assert.equal(config.email.senha, senha);
    assert.equal(config.avisos.length, 1);
    assert.match(config.avisos[0] ?? "", /linha 7: \[EMAIL\] senha .*Set-MonitorCredencial/);
    assert.ok(!config.avisos.join().includes(senha));
  }
  assert.equal(load(`${FOLDER}${MAIL}senha = " a # b "`).email.senha, " a # b ");
  const cut = load(`${FOLDER}${MAIL}senha = segredo #1`);
  assert.equal(cut.email.senha, "segredo");
  assert.equal(cut.avisos.length, 2);
  assert.match(cut.avisos[1] ?? "", /aspas$/);
  assert.deepEqual(load(`${FOLDER}${MAIL}senha = ; nada`).avisos, []);

  const leaks = [
    "senha = segredo17\nsenha = segredo18",
    "senha = segredo17\nsmtp_porta = segredo17",
    "senha: segredo17",
    "senha segredo17",
    "senha =\n  segredo17",
    "senha = segredo17\0",
    "senha = segredo17\t\x01",
    "sehna = segredo17\nsmtp_porta = x",
    "smtp_servidor = smtp://u:segredo17@x",
    "senha =\n    segredo17==\nsmtp_porta = x",
  ];
  for (const lines of leaks) {
    const error = refusal(`${FOLDER}${MAIL}${lines}`);
    assert.doesNotMatch(JSON.stringify(error.problems) + error.message, /segredo1[78]/, lines);
  }
  const { avisos } = load(`${FOLDER}${MAIL}senha =\n    segredo17==`);
  assert.doesNotMatch(avisos.join(), /segredo17/);
});

Deno.test("parseConfig() only warns about what it does not know, and about repetitions", () => {
  const { avisos } = load(
    `[PYTHON]\ncaminho = x\n${FOLDER}pasta_retorna = y\n[PROCESSAMENTOS]\n[LOGS]\nzz = 1\n` +
      "nivel_log = info\n[notificações]\n[logs]\nNIVEL_LOG = info\n[EMAIL]\nhabilitado = não",
  );
  assert.deepEqual(avisos.map((aviso) => aviso.replace("/opt/monitor/config.ini, ", "")), [
    "linha 1: seção desconhecida [PYTHON], ignorada",
    '5: [CAMINHOS] chave desconhecida "pasta_retorna", ignorada; seria pasta_retorno?'
      .replace(/^/, "linha "),
    "linha 6: seção desconhecida [PROCESSAMENTOS], ignorada; seria [PROCESSAMENTO]?",
    'linha 8: [LOGS] chave desconhecida "zz", ignorada',
    "linha 10: seção desconhecida [notificações], ignorada; seria [NOTIFICACOES]?",
    "linha 11: a seção [LOGS] aparece mais de uma vez (linhas 7, 11); as partes foram reunidas",
    "linha 12: [LOGS] nivel_log repete a linha 9",
  ]);
  const { problems } = refusal(`${FOLDER}[LOGS]\nnivel_log = info\n[LOGS]\nnivel_log = debug`);
  assert.deepEqual(problems.map((p) => [p.line, p.value]), [[6, "debug"]]);
  assert.match(problems[0]?.accepted ?? "", /linha 4/);
});

Deno.test("parseConfig() reads the integration section", () => {
  const { integracao } = load(`${FOLDER}[INTEGRACAO]\ncomando = C:\\x\\y.exe --a "b c"\nprazo = 5`);
  assert.deepEqual(integracao, { comando: 'C:\\x\\y.exe --a "b c"', prazo: 5 });
});

Deno.test("parseConfig() shows control characters of a wrong value instead of printing them", () => {
  const { message } = refusal(`${FOLDER}[LOGS]\nnivel_log = a\x1b[31m\u202eb${"c".repeat(300)}`);
  assert.match(message, /"a\\u001B\[31m\\u202Ebc+…"/);
  assert.ok(message.length < 320);
});

Deno.test("loadConfig() says why a file cannot be used", async (t) => {
  const dir = await Deno.makeTempDir({ prefix: "config_" });
  const message = async (file: string) => {
    try {
      await loadConfig(file);
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.message;
    }
    throw new Error(`accepted: ${file}`);
  };
  const write = async (bytes: Uint8Array | string) => {
    const file = join(dir, "config.ini");
    if (typeof bytes === "string") await Deno.writeTextFile(file, bytes);
    else await Deno.writeFile(file, bytes);
    return file;
  };
  try {
    await t.step("missing", async () => {
      const file = join(dir, "nada.ini");
      assert.equal(await message(file), `arquivo de configuração não encontrado: ${file}`);
    });
    await t.step("a folder", async () => {
      assert.match(await message(dir), /é uma pasta; indique/);
    });
    await t.step("ANSI, with the line of the first accent", async () => {
      const latin1 = Uint8Array.from("[CAMINHOS]\r\n# c\rx = Não\n", (char) => char.charCodeAt(0));
      assert.match(await message(await write(latin1)), /config\.ini, linha 3: .*UTF-8/);
    });
    await t.step("UTF-16", async () => {
      const text = "\uFEFF[CAMINHOS]\r\n";
      const bytes = new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer);
      assert.match(await message(await write(bytes)), /UTF-16.*codificação UTF-8/);
      assert.match(await message(await write(bytes.slice(2))), /caracteres nulos/);
    });
    await t.step("too large", async () => {
      assert.match(await message(await write("x".repeat(1024 * 1024 + 1))), /1048577 bytes/);
    });
    await t.step("empty", async () => {
      assert.match(await message(await write("")), /pasta_retorno: falta o valor/);
    });
    await t.step({
      name: "no permission",
      ignore: Deno.build.os === "windows" || Deno.uid() === 0,
      fn: async () => {
        const file = await write(FOLDER);
        await Deno.chmod(file, 0);
        assert.match(await message(file), /sem permissão para ler/);
      },
    });
    await t.step("good, relative paths beside it, byte order mark and CRLF", async () => {
      await Deno.remove(join(dir, "config.ini"));
      const file = await write("\uFEFF[CAMINHOS]\r\npasta_retorno = retorno\r\npasta_dados=d\r\n");
      const { caminhos, logs } = await loadConfig(file);
      assert.equal(caminhos.pastaRetorno, join(dir, "retorno"));
      assert.equal(caminhos.pastaErro, join(dir, "retorno", "Erro"));
      assert.equal(caminhos.pastaDados, join(dir, "d"));
      assert.equal(logs.arquivoLog, join(dir, "logs", "monitor_retornos.log"));
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("findConfig() takes the argument, else the first folder that has a config.ini, and names them all", async () => {
  const dir = await Deno.makeTempDir({ prefix: "config_" });
  try {
    const [program, cwd, installed] = [join(dir, "um"), join(dir, "atual"), join(dir, "dois")];
    for (const folder of [program, cwd, installed]) await Deno.mkdir(folder);
    const find = (explicit: string | null = null) =>
      findConfig(explicit, cwd, [program, installed]);
    const nowhere = await find().catch((error) => error);
    assert.ok(nowhere instanceof ConfigError);
    assert.ok(nowhere.message.includes(join(program, "config.ini")), nowhere.message);
    assert.ok(nowhere.message.includes(join(installed, "config.ini")), nowhere.message);
    await Deno.writeTextFile(join(cwd, "config.ini"), "");
    assert.ok((await find().catch((error) => error)) instanceof ConfigError, "not in the list");
    await Deno.writeTextFile(join(installed, "config.ini"), "");
    assert.equal(await find(), join(installed, "config.ini"));
    await Deno.writeTextFile(join(program, "config.ini"), "");
    assert.equal(await find(), join(program, "config.ini"));
    await Deno.writeTextFile(join(cwd, "outro.ini"), "");
    assert.equal(await find("outro.ini"), join(cwd, "outro.ini"));
    const missing = await find("nada.ini").catch((error) => error);
    assert.ok(missing instanceof ConfigError);
    assert.match(missing.message, /nada\.ini$/);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("the channels beside mail: what they need, and secrets that are never shown", () => {
  const config = load(
    `${FOLDER}[TEAMS]\nhabilitado = sim\nurl = https://x.invalid/f?sig=segredo17\n` +
      "[TELEGRAM]\nhabilitado = sim\nconversa = -100\ntoken = 1:segredo18\nservidor = http://127.0.0.1:80\n" +
      "[WEBHOOK]\nhabilitado = sim\nurl = http://interno/a\nsegredo = segredo19\neventos = Queda, recuperacao",
  );
  assert.deepEqual(
    [config.teams, config.telegram.token, config.webhook.eventos],
    [{ habilitado: true, url: "https://x.invalid/f?sig=segredo17" }, "1:segredo18", [
      "queda",
      "recuperacao",
    ]],
  );
  const avisos = config.avisos.join("\n");
  for (const name of ["teams", "telegram", "webhook"]) {
    assert.ok(avisos.includes(`-Segredo ${name} `) && avisos.includes(name.toUpperCase()), avisos);
  }
  for (const key of ["[TEAMS] url", "[TELEGRAM] token", "[WEBHOOK] segredo"]) {
    assert.ok(avisos.includes(`${key}: o segredo está escrito no arquivo`), avisos);
  }
  assert.ok(!avisos.includes("segredo1"));
  const wrong: [string, RegExp][] = [
    ["[TELEGRAM]\nhabilitado = sim", /\[TELEGRAM\] conversa/],
    ["[WEBHOOK]\nhabilitado = sim", /\[WEBHOOK\] url/],
    ["[TELEGRAM]\nservidor = http://api.telegram.org", /https:\/\//],
    ["[TELEGRAM]\nconversa = a b", /número da conversa/],
    ["[WEBHOOK]\neventos = tudo", /todos, ou alguns/],
    ["[WEBHOOK]\nurl = ftp://x", /https:\/\/ ou http/],
    ["[TEAMS]\nhabilitado = sim\nurl = segredo17", /linha 5: \[TEAMS\] url: aceito a URL do fluxo/],
    ["[TEAMS]\nurl = http://x.invalid/segredo17", /linha 4: \[TEAMS\] url: aceito .* https:/],
    ["[TEAMS]\nurl = https://x.invalid/segredo17 18", /linha 4: \[TEAMS\] url: aceito/],
    ["[TELEGRAM]\ntoken = 1:segredo18/x", /linha 4: \[TELEGRAM\] token: aceito o token/],
    ["[TELEGRAM]\ntoken = 1: segredo18", /linha 4: \[TELEGRAM\] token: aceito o token/],
    ["[TEAMS]\nurl = https://segredo17\nurl = https://segredo18", /outro valor/],
    ["[TEAMS]\nurl = https://segredo17\nhabilitado = https://segredo17", /habilitado/],
    ["[TELEGRAM]\ntoken: segredo17", /linha não reconhecida/],
    ["[WEBHOOK]\nsegredo =\n    segredo17 x", /linha não reconhecida/],
  ];
  for (const [lines, said] of wrong) {
    assert.throws(() => load(`${FOLDER}${lines}`), (error: Error) => {
      assert.match(error.message, said);
      assert.ok(!error.message.includes("segredo1"), error.message);
      return true;
    });
  }
});

Deno.test("parseConfig() reads what is told while an outage lasts, windows, and the scheduled check", () => {
  const { email, manutencao, verificacaoAgendada, avisos } = load(
    `${FOLDER}${MAIL}lembrete_horas = 0,5\nescalar_para = a@x.br, b@y.br\nescalar_apos_minutos = 7.5
resumo_diario = 18:00
[MANUTENCAO]
janelas = dom 02:00-04:00, Quarta-feira 23:00 - 01:00, sábado 22:00-00:00, todos 3:00-3:30
[VERIFICACAO_AGENDADA]
habilitado = true
horario = 7:45
dias_semana = sex, Segunda, TERÇA, seg`,
  );
  assert.deepEqual(
    [email.lembreteHoras, email.escalarPara, email.escalarAposMinutos, email.resumoDiario],
    [0.5, ["a@x.br", "b@y.br"], 7.5, 1080],
  );
  assert.deepEqual(manutencao.janelas, [
    { weekday: 0, from: 120, to: 240 },
    { weekday: 3, from: 1380, to: 60 },
    { weekday: 6, from: 1320, to: 1440 },
    ...[0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 180, to: 210 })),
  ]);
  assert.deepEqual(verificacaoAgendada, { habilitado: true, horario: 465, diasSemana: [1, 2, 5] });
  assert.deepEqual(avisos, []);
});

Deno.test("parseConfig() refuses hours, days and windows that mean nothing, with file, line and what is accepted", () => {
  const cases: [section: string, line: string][] = [
    ["EMAIL", "lembrete_horas = 0"],
    ["EMAIL", "lembrete_horas = 4h"],
    ["EMAIL", "lembrete_horas = -1"],
    ["EMAIL", "escalar_apos_minutos = 1e3"],
    ["EMAIL", "escalar_para = chefia"],
    ["EMAIL", "resumo_diario = 8"],
    ["MANUTENCAO", "janelas = dom 02:00"],
    ["MANUTENCAO", "janelas = dom 02:00-02:00"],
    ["MANUTENCAO", "janelas = dom 02:00-24:01"],
    ["MANUTENCAO", "janelas = dom 24:00-02:00"],
    ["MANUTENCAO", "janelas = dim 02:00-04:00"],
    ["MANUTENCAO", "janelas = dom 2-4"],
    ["VERIFICACAO_AGENDADA", "horario = 24:00"],
    ["VERIFICACAO_AGENDADA", "horario = 8h30"],
    ["VERIFICACAO_AGENDADA", "dias_semana = segunda; terça"],
    ["VERIFICACAO_AGENDADA", "dias_semana = ,"],
  ];
  for (const [section, line] of cases) {
    const [key, value] = line.split(" = ") as [string, string];
    const enabled = section === "MANUTENCAO" ? "# nada" : "habilitado = false";
    const { problems } = refusal(`${FOLDER}[${section}]\n${enabled}\n${line}`);
    const found = problems.find((problem) => problem.key === `[${section}] ${key}`);
    assert.deepEqual([found?.line, found?.value], [5, value], line);
    assert.match(found!.accepted, /^aceito /);
  }
  const off =
    "[MONITORAMENTO_SERVIDOR]\nhabilitado = false\n[VERIFICACAO_AGENDADA]\nhabilitado = sim";
  assert.match(
    load(`${FOLDER}${MAIL}${off}`).avisos.join(),
    /linha 10: \[VERIFICACAO_AGENDADA\] não tem efeito com \[MONITORAMENTO_SERVIDOR\] habilitado = false/,
  );
  for (
    const [windows, never] of [["todos 00:00-24:00", true], ["todos 12:00-11:59", false]] as const
  ) {
    const { avisos } = load(`${FOLDER}${MAIL}[MANUTENCAO]\njanelas = ${windows}`);
    assert.equal(avisos.join().includes("cobre a semana inteira"), never, windows);
  }
  const idle = load(`${FOLDER}${MAIL}escalar_apos_minutos = 30`).avisos;
  assert.match(
    idle.join(),
    /linha 7: \[EMAIL\] escalar_apos_minutos não tem efeito sem escalar_para/,
  );
});

Deno.test("parseConfig() takes a heartbeat's address, and shows it to nobody", () => {
  const url = "https://hc-ping.com/segredo-17?x=1";
  const config = load(`${FOLDER}[BATIMENTO]\nurl = ${url}`);
  assert.equal(config.batimento.url, url);
  assert.deepEqual(config.avisos.filter((text) => !text.includes("e-mail desligado")), []);
  for (
    const wrong of [
      "hc-ping.com/segredo-17",
      "ftp://hc-ping.com/segredo-17",
      "https://ana:segredo-17@hc-ping.com/",
      "https://hc ping.com/segredo-17",
      "javascript:segredo-17",
    ]
  ) {
    const error = refusal(`${FOLDER}[BATIMENTO]\nurl = ${wrong}`);
    assert.deepEqual([error.problems[0]?.key, error.problems[0]?.line], ["[BATIMENTO] url", 4]);
    assert.ok(!JSON.stringify([error.message, error.problems]).includes("segredo-17"), wrong);
  }
  const twice = refusal(`${FOLDER}[BATIMENTO]\nurl = ${url}\nurl = ${url}2`);
  assert.ok(!twice.message.includes("segredo-17"));
});

Deno.test("OAuth 2.0: what each provider needs, and its own address and scope", () => {
  const of = (lines: string) =>
    load(`${FOLDER}${MAIL}autenticacao = oauth2\n${lines}`).email.oauth2;
  const own = of("oauth2_inquilino = exemplo.onmicrosoft.com\noauth2_cliente = abc");
  assert.equal(
    own.urlToken,
    "https://login.microsoftonline.com/exemplo.onmicrosoft.com/oauth2/v2.0/token",
  );
  const google = of("oauth2_provedor = google\noauth2_chave = chave.json");
  assert.deepEqual([google.urlToken, google.escopo, google.chave], [
    "https://oauth2.googleapis.com/token",
    "https://mail.google.com/",
    "/opt/monitor/chave.json",
  ]);
  const other = of(
    "oauth2_provedor = outro\noauth2_cliente = a\noauth2_url_token = http://127.0.0.1:9/t",
  );
  assert.equal(other.urlToken, "http://127.0.0.1:9/t");
  const wrong: [string, RegExp][] = [
    ["", /oauth2_cliente/],
    ["oauth2_cliente = a", /oauth2_inquilino/],
    ["oauth2_provedor = outro\noauth2_cliente = a", /oauth2_url_token/],
    ["oauth2_cliente = a\noauth2_inquilino = a/../b", /locatário/],
    ["oauth2_cliente = a\noauth2_url_token = http://exemplo.org.br/t", /https:\/\//],
  ];
  for (const [lines, said] of wrong) assert.throws(() => of(lines), said);
});

Deno.test("parseConfig() keeps the log away from everything that is not a log", () => {
  const linux = (log: string) =>
    `[CAMINHOS]\npasta_retorno = /srv/Retorno\npasta_dados = /var/monitor\n[LOGS]\narquivo_log = ${log}\n`;
  for (
    const log of [
      "config.ini",
      "./config.ini",
      "/opt/monitor/config.ini",
      "/var/monitor/ledger.db",
      "/var/monitor/ledger.db-wal",
      "/var/monitor/monitor.lock",
      "/var/monitor",
      "/srv/Retorno",
      "/srv/Retorno/monitor.RET",
      "/srv/Retorno/Erro/x.ret",
    ]
  ) {
    const { problems } = refusal(linux(log));
    assert.deepEqual(problems.map((p) => [p.key, p.line, p.value]), [[
      "[LOGS] arquivo_log",
      5,
      log,
    ]]);
    assert.match(problems[0]!.accepted, /um arquivo só do log/);
  }
  const windows = refusal(
    "[CAMINHOS]\npasta_retorno = D:\\Retorno\n[LOGS]\narquivo_log = CONFIG.INI\n",
    WINDOWS,
  );
  assert.equal(windows.problems[0]?.key, "[LOGS] arquivo_log");
  for (const log of ["logs/m.log", "/srv/Retorno/monitor.log", "/var/monitor/monitor.log"]) {
    assert.equal(load(linux(log)).logs.arquivoLog.endsWith(".log"), true);
  }
});

Deno.test("searchFolders(): an installed program never looks in the current folder", () => {
  const windows = { windows: true, env: { ProgramData: "C:\\ProgramData" } };
  const linux = { windows: false, env: {} };
  const cases: [string | null, typeof windows | typeof linux, string[]][] = [
    ["C:\\Programa", windows, ["C:\\Programa", "C:\\ProgramData\\MonitorRetornos"]],
    [null, windows, ["C:\\atual", "C:\\ProgramData\\MonitorRetornos"]],
    ["C:\\Programa", { windows: true, env: {} as { ProgramData: string } }, ["C:\\Programa"]],
    ["/opt/monitor", linux, ["/opt/monitor"]],
    [null, linux, ["C:\\atual"]],
  ];
  for (const [program, machine, expected] of cases) {
    assert.deepEqual(searchFolders(program, "C:\\atual", machine), expected);
  }
});

Deno.test("parseConfig() knows the watched folder in every spelling of a destination", () => {
  const spellings: readonly [machine: Surroundings, retorno: string, destino: string][] = [
    [LINUX, "/srv/Retorno", "/srv/Retorno/."],
    [LINUX, "/srv/Retorno", "/srv/Retorno/Feitos/.."],
    [LINUX, "/srv/Retorno/", "/srv//Retorno"],
    [WINDOWS, "\\\\S1\\P\\Retorno", "\\\\S1\\P\\Retorno\\."],
    [WINDOWS, "\\\\S1\\P\\Retorno", "//s1/p/RETORNO/x/.."],
    [WINDOWS, "D:\\Retorno", "d:/retorno/./"],
  ];
  for (const [machine, retorno, destino] of spellings) {
    for (const key of ["pasta_processados", "pasta_erro"]) {
      const text = `[CAMINHOS]\npasta_retorno = ${retorno}\n${key} = ${destino}\n`;
      const { problems } = refusal(text, machine);
      assert.deepEqual(problems.map((p) => p.key), [`[CAMINHOS] ${key}`], destino);
    }
  }
});

Deno.test("[LIVRO_DE_REGISTRO]: PostgreSQL needs a server and an account; what is not used, or in the open, is noted", () => {
  const read = (lines: readonly string[]) =>
    parseConfig(
      ["[CAMINHOS]", "pasta_retorno = /r", "[EMAIL]", "habilitado = false", ...lines].join("\n"),
      "/opt/monitor/config.ini",
      LINUX,
    );
  assert.throws(
    () => read(["[LIVRO_DE_REGISTRO]", "motor = postgresql"]),
    /\[LIVRO_DE_REGISTRO\] servidor: falta o valor; escreva o nome do servidor PostgreSQL[\s\S]*usuario: falta o valor/,
  );
  assert.throws(
    () => read(["[LIVRO_DE_REGISTRO]", "motor = mysql"]),
    /linha 6.*motor.*"mysql".*sqlite ou postgresql/,
  );
  const used = ["motor = postgresql", "servidor = banco.interno", "usuario = monitor"];
  assert.deepEqual(read(["[LIVRO_DE_REGISTRO]", ...used]).avisos, []);
  const { livro, avisos } = read([
    "[LIVRO_DE_REGISTRO]",
    ...used,
    "tls = nenhum",
    "certificado_ca = ca.pem",
    "posto = SALA-3",
  ]);
  assert.deepEqual([livro.tls, livro.certificadoCa, livro.posto], [
    "nenhum",
    "/opt/monitor/ca.pem",
    "SALA-3",
  ]);
  assert.match(avisos.join(), /tls = nenhum envia a senha/);
  assert.match(
    read(["[LIVRO_DE_REGISTRO]", "servidor = x.interno"]).avisos.join(),
    /servidor não vale com motor = sqlite/,
  );
});
