/** The story of the rehearsal, step by step. Every step checks what a person would look at. */
import { decimalText } from "../words/decimal.ts";
import { OUTAGE_TITLE } from "../words/documents/outage.ts";
import { RECOVERY_TITLE } from "../words/documents/recovery.ts";
import type { Stage } from "./stage.ts";
import { syntheticCbr724 } from "./synthetic_cbr724.ts";
import { syntheticCnab240 } from "./synthetic_cnab240.ts";

/** One step: throws an `Error` with a Portuguese sentence when what it expects does not happen. */
export interface StoryStep {
  readonly name: string;
  /** Returns what was seen, in one sentence. */
  readonly play: (stage: Stage) => Promise<string>;
}

/** Nothing takes longer than this with the rehearsal's intervals, in ms. */
const PATIENCE_MS = 15_000;
const BROKEN = new TextEncoder().encode("isto não é um arquivo de retorno\r\n");
const today = new Date().toISOString().slice(0, 10);
const cbr724 = (nsa: number, titulos = 20) => syntheticCbr724({ titulos, nsa, date: today });
const cnab240 = (nsa: number, titulos = 10) => syntheticCnab240({ titulos, nsa, date: today });

/** The steps, in order. A step that fails ends the rehearsal. */
export const STORY: readonly StoryStep[] = [
  { name: "O monitor sobe e alcança a pasta", play: startUp },
  { name: "Arquivos do banco são processados uma única vez", play: ordinaryDay },
  { name: "O servidor cai: a queda é percebida", play: outage },
  { name: "Um único email avisa da queda", play: outageMail },
  { name: "Arquivos se acumulam e o servidor volta", play: recovery },
  { name: "Um único email avisa da recuperação", play: recoveryMail },
  { name: "O log conta a história, na ordem", play: logTells },
  { name: "Livro de registro e pastas concordam", play: ledgerAgrees },
  { name: "O monitor para quando pedem", play: shutDown },
];

async function startUp(stage: Stage): Promise<string> {
  stage.start();
  const state = await until("o monitor ficar operacional", async () => {
    const { document } = await stage.run("estado");
    return document?.estado === "operacional" && document.ultimaVerificacao !== null
      ? document
      : null;
  });
  return `processo ${state.pid}, estado operacional`;
}

async function ordinaryDay(stage: Stage): Promise<string> {
  const file = cbr724(101);
  await stage.drop("CBR724_101.ret", file);
  await stage.drop("COBRANCA_102.RET", cnab240(102));
  await stage.drop("IEDCBR_100.ret", cnab240(100));
  await until("os três arquivos saírem da pasta", async () => (await stage.names()).length === 0);
  await stage.drop("COPIA_DE_101.ret", file);
  await until("a cópia sair da pasta", async () => (await stage.names()).length === 0);
  const files = (await stage.run("arquivos")).document.arquivos;
  const situation = (name: string) =>
    files.find((f: { nome: string }) => f.nome === name)?.situacao;
  expect(situation("CBR724_101.ret") === "processado", "CBR724_101.ret deveria estar processado");
  expect(
    situation("COBRANCA_102.RET") === "processado",
    "COBRANCA_102.RET deveria estar processado",
  );
  expect(situation("IEDCBR_100.ret") === "ignorado", "IEDCBR_100.ret deveria estar em Ignorados");
  expect(
    situation("COPIA_DE_101.ret") === "duplicado",
    "COPIA_DE_101.ret deveria ser reconhecido como cópia",
  );
  return "CBR724 (20 títulos) e CNAB 240 (10 títulos) aplicados; IEDCBR guardado; cópia reconhecida e não aplicada";
}

async function outage(stage: Stage): Promise<string> {
  const start = Date.now();
  await stage.takeAway();
  const state = await until("a queda ser percebida", async () => {
    const { document } = await stage.run("estado");
    return document?.estado === "inacessivel" ? document : null;
  });
  return `percebida em ${seconds(start)}; diagnóstico: ${state.diagnostico.codigo}`;
}

async function outageMail(stage: Stage): Promise<string> {
  const mail = await until("o email da queda chegar", () => stage.mail.messages[0]);
  expect(mail.subject === OUTAGE_TITLE, `assunto inesperado: ${mail.subject}`);
  expect(mail.text.includes(stage.folder), "o email não diz qual é a pasta");
  expect(mail.html.includes("<"), "o email não tem a versão HTML");
  return `"${mail.subject}"`;
}

async function recovery(stage: Stage): Promise<string> {
  for (
    const [name, bytes] of [["RETORNO_001.ret", cbr724(201)], ["RETORNO_002.ret", cnab240(202)], [
      "RETORNO_003.ret",
      cbr724(203),
    ]] as const
  ) {
    await stage.drop(name, bytes, stage.away);
  }
  await stage.drop("RETORNO_004.ret", BROKEN, stage.away);
  // Three checks go by: the wait is silent.
  await pause(5000);
  expect(
    stage.mail.messages.length === 1,
    `durante a queda saíram ${stage.mail.messages.length} emails, e não 1`,
  );
  const start = Date.now();
  await stage.bringBack();
  await until("o servidor ser dado como recuperado", async () => {
    const { document } = await stage.run("estado");
    return document?.estado === "operacional" && document.ultimaQueda?.fim !== null;
  });
  await until(
    "tudo o que se acumulou sair da pasta",
    async () => (await stage.names()).length === 0,
  );
  return `4 arquivos acumulados, todos tratados ${seconds(start)} depois da volta`;
}

async function recoveryMail(stage: Stage): Promise<string> {
  const mail = await until("o email da recuperação chegar", () => stage.mail.messages[1]);
  expect(mail.subject === RECOVERY_TITLE, `assunto inesperado: ${mail.subject}`);
  expect(/processados\D*3\b/i.test(mail.text), "o email não diz que 3 arquivos foram processados");
  expect(mail.text.includes("RETORNO_004.ret"), "o email não nomeia o arquivo recusado");
  await pause(2500);
  expect(stage.mail.messages.length === 2, `saíram ${stage.mail.messages.length} emails, e não 2`);
  return `"${mail.subject}", com 3 processados e o recusado nomeado`;
}

async function logTells(stage: Stage): Promise<string> {
  const rule = "=".repeat(60);
  const expected = [
    `WARNING - ${rule}`,
    "WARNING - ⚠️  ALERTA: Servidor ficou inacessível!",
    `WARNING -    Pasta: ${stage.folder}`,
    "WARNING -    Tentando reconectar a cada 2s...",
    `WARNING - ${rule}`,
    "INFO - 📧 Alerta por email enviado sobre servidor inacessível",
    `INFO - ${rule}`,
    "INFO - ✅ SERVIDOR RECUPERADO!",
    "INFO -    Processando arquivos pendentes...",
    `INFO - ${rule}`,
    `INFO - 📁 Verificando arquivos existentes em: ${stage.folder}`,
    "INFO - 📦 Encontrados 4 arquivos .ret para processar",
    "INFO - ✅ RETORNO_001.ret processado com sucesso",
    "INFO - ✅ RETORNO_002.ret processado com sucesso",
    "INFO - ✅ RETORNO_003.ret processado com sucesso",
    "ERROR - ❌ RETORNO_004.ret movido para Erro: ",
    "INFO - 📧 Email de recuperação enviado",
  ];
  const lines = await stage.log();
  let at = 0;
  for (const line of lines) {
    const text = line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - /, "");
    if (at < expected.length && text.startsWith(expected[at] ?? "")) at++;
  }
  expect(at === expected.length, `falta no log, nesta ordem: ${expected[at]}`);
  return `${expected.length} linhas esperadas, entre ${lines.length}`;
}

async function ledgerAgrees(stage: Stage): Promise<string> {
  const files = (await stage.run("arquivos")).document.arquivos as {
    nome: string;
    situacao: string;
    movido: boolean;
  }[];
  expect(files.length === 8, `o livro tem ${files.length} arquivos, e não 8`);
  expect(files.every((f) => f.movido), "há arquivo decidido e não movido");
  const count = (situation: string) => files.filter((f) => f.situacao === situation).length;
  const done = await stage.names("Processados");
  const refused = await stage.names("Erro");
  expect(
    done.length === count("processado") + count("duplicado"),
    `Processados tem ${done.length} arquivos`,
  );
  expect(
    refused.join() === "RETORNO_004.ret,RETORNO_004.ret.motivo.txt",
    `Erro tem: ${refused.join(", ")}`,
  );
  expect((await stage.names("Ignorados")).length === 1, "Ignorados deveria ter 1 arquivo");
  const outages = (await stage.run("quedas")).document.quedas;
  expect(
    outages.length === 1 && outages[0].arquivosProcessados === 3,
    "deveria haver 1 queda, com 3 arquivos na volta",
  );
  return "8 arquivos, cada um uma vez e num só lugar; 1 queda, com 3 arquivos na volta";
}

async function shutDown(stage: Stage): Promise<string> {
  const { code, document } = await stage.run("parar");
  expect(code === 0, `parar respondeu ${code}`);
  await until("o processo terminar", async () => !(await stage.running()));
  const state = await stage.run("estado");
  expect(state.code === 4 && state.document.estado === "parado", "estado deveria dizer parado");
  return `em ${decimalText(Number(document.duracaoSegundos), 1)} s`;
}

function expect(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

/** Asks again and again until there is an answer. */
async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const answer = await ask();
    if (answer) return answer;
    await pause(100);
  }
  throw new Error(`esperei ${PATIENCE_MS / 1000} s por isto, e não aconteceu: ${what}`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const seconds = (since: number): string => `${decimalText((Date.now() - since) / 1000, 1)} s`;
