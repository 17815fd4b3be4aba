/** The messages, in both forms of a mail. */
import assert from "node:assert/strict";
import type { DiagnosisCode } from "../../../core/domain/diagnosis.ts";
import { diagnose, noAnswer } from "../../../core/words/diagnosis/diagnose.ts";
import { humanDuration } from "../../../core/words/duration.ts";
import { messageIdFor } from "../../../core/domain/message_id.ts";
import { oneLine } from "../../../core/domain/text.ts";
import {
  MESSAGE_KINDS,
  type OutageAnnouncement,
  outageIdOf,
  type RecoveryAnnouncement,
  subjectOf,
  type SummaryAnnouncement,
  type TestAnnouncement,
} from "../../../core/words/announcement.ts";
import { escapeHtml } from "../../../core/words/html.ts";
import { mailFor } from "../../../core/words/mail.ts";

/** Brasília without the system's zone. */
const local = (ms: number) => new Date(ms - 3 * 3_600_000).toISOString().slice(0, 19) + "-03:00";
const FOLDER = "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno";
const AT = Date.UTC(2025, 9, 14, 12, 23, 15);

const OUTAGE: OutageAnnouncement = {
  kind: "outage",
  id: "20251014-092315-a1b2",
  folder: FOLDER,
  startedAt: AT - 20_000,
  detectedAt: AT,
  intervalSeconds: 300,
  diagnosis: diagnose("windows", 53),
  unstable: false,
};
const RECOVERY: RecoveryAnnouncement = {
  kind: "recovery",
  id: "20251014-092315-a1b2",
  folder: FOLDER,
  startedAt: AT,
  endedAt: AT + 725_000,
  downMs: 725_000,
  processed: 3,
  refused: [],
  duplicates: 0,
  ignored: 0,
  stillPending: 0,
  unstable: false,
};

const TEST: TestAnnouncement = {
  kind: "test",
  id: "t1",
  folder: FOLDER,
  sentAt: AT,
  version: "1.0.0",
};

/** What a reader of the HTML sees. */
function visible(html: string): string {
  return html.replace(/<head>.*?<\/head>/s, "").replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n))).replaceAll("&nbsp;", " ")
    .replace(/\s+/g, " ");
}

/** Both forms must hold every one of `needles`. */
function saysBoth(mail: { text: string; html: string }, ...needles: string[]): void {
  const seen = visible(mail.html);
  for (const needle of needles) {
    assert.ok(mail.text.includes(needle), `text lacks ${needle}\n${mail.text}`);
    assert.ok(seen.includes(needle), `html lacks ${needle}\n${seen}`);
  }
}

Deno.test("humanDuration: the two largest units, rounded down", () => {
  const cases: [number, string][] = [
    [-5000, "menos de 1 s"],
    [NaN, "menos de 1 s"],
    [999, "menos de 1 s"],
    [1000, "1 s"],
    [45_900, "45 s"],
    [60_000, "1 min"],
    [725_000, "12 min 5 s"],
    [3_600_000, "1 h"],
    [3_605_000, "1 h"],
    [12_000_000, "3 h 20 min"],
    [86_400_000, "1 dia"],
    [183_600_000, "2 dias 3 h"],
    [40 * 86_400_000, "40 dias"],
  ];
  for (const [ms, text] of cases) assert.equal(humanDuration(ms), text, String(ms));
});

Deno.test("outage mail: subject to the letter, folder, time, actions, what to do, id", () => {
  const mail = mailFor(OUTAGE, local);
  assert.equal(mail.subject, "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera");
  saysBoth(
    mail,
    FOLDER,
    "2025-10-14T09:23:15-03:00",
    "2025-10-14T09:22:55-03:00",
    "O servidor não foi encontrado na rede (erro 53 do Windows, BAD_NETPATH).",
    "[servidor]",
    "a cada 300 segundos (5 min)",
    "O que fazer se o servidor demorar a voltar",
    "Test-NetConnection SERVIDOR1 -Port 445",
    "20251014-092315-a1b2",
  );
  assert.ok(!mail.text.includes("instável"));
  const same = mailFor({ ...OUTAGE, startedAt: AT }, local);
  assert.ok(!same.text.includes("Primeira falha"));
});

Deno.test("outage mail: flapping is said, and that mails are suspended", () => {
  saysBoth(mailFor({ ...OUTAGE, unstable: true }, local), "Novos avisos ficam suspensos");
});

Deno.test("outage mail: each diagnosis has its own title and steps", () => {
  const codes: Record<DiagnosisCode, string> = {
    "servidor": "LanmanServer",
    "compartilhamento": "Get-SmbShare",
    "pasta": "backup",
    "permissao": "NTFS",
    "credencial": "Register-MonitorRetornos",
    "rede": "VPN",
    "sem-resposta": "prazo_sonda",
    "configuracao": "letra de unidade",
  };
  const titles = new Set<string>();
  for (const [code, needle] of Object.entries(codes)) {
    const diagnosis = { ...noAnswer(20), code: code as DiagnosisCode };
    const mail = mailFor({ ...OUTAGE, diagnosis }, local);
    saysBoth(mail, needle, `[${code}]`);
    titles.add(/Diagnóstico: (.*) \[/.exec(mail.text)?.[1] ?? "");
  }
  assert.equal(titles.size, 8);
});

Deno.test("outage mail: a server name never smuggles a command", () => {
  for (
    const folder of [
      "\\\\a;calc\\R",
      "\\\\$(calc)\\R",
      "\\\\a`b\\R",
      "\\\\-Quiet\\R",
      "C:\\Retorno",
      "/mnt/retorno",
    ]
  ) {
    const mail = mailFor({ ...OUTAGE, folder }, local);
    saysBoth(mail, "Test-NetConnection NOME_DO_SERVIDOR -Port 445", folder);
  }
});

Deno.test("recovery mail: confirmed, when, how long, how many, all normal", () => {
  const mail = mailFor(RECOVERY, local);
  assert.equal(mail.subject, "✅ SERVIDOR RECUPERADO - Sistema Operacional");
  saysBoth(
    mail,
    "Recuperação confirmada",
    FOLDER,
    "2025-10-14T09:35:20-03:00",
    "2025-10-14T09:23:15-03:00",
    "12 min 5 s",
    "Tudo normal",
    "20251014-092315-a1b2",
  );
  assert.match(mail.text, /^Arquivos processados: 3$/m);
  assert.match(mail.text, /^Arquivos recusados: 0$/m);
  for (const absent of ["duplicados", "ignorados", "pendentes:", "instável", "movidos para Erro"]) {
    assert.ok(!mail.text.includes(absent), absent);
  }
});

Deno.test("recovery mail: refused files by name and reason; then not 'tudo normal' alone", () => {
  const mail = mailFor({
    ...RECOVERY,
    refused: [{ name: "RETORNO_002.ret", reason: "arquivo vazio" }],
    duplicates: 2,
    ignored: 4,
    stillPending: 1,
    unstable: true,
  }, local);
  saysBoth(
    mail,
    "RETORNO_002.ret: arquivo vazio",
    "Confira os arquivos recusados",
    "1 arquivo ainda estava em uso ou em gravação e será processado assim que for liberado.",
    "instável",
  );
  assert.match(mail.text, /^Arquivos duplicados: 2$/m);
  assert.match(mail.text, /^Arquivos ignorados: 4$/m);
});

Deno.test("recovery mail: files with warnings by name, the first warning and how many; then not 'tudo normal' alone", () => {
  const mail = mailFor({
    ...RECOVERY,
    odd: [
      { name: "RETORNO_003.ret", reason: "linha 7: valor do título zero", count: 3 },
      { name: "RETORNO_004.ret", reason: "NSA 5 menor que o último", count: 1 },
    ],
  }, local);
  saysBoth(
    mail,
    "Arquivos processados com avisos (confira)",
    "RETORNO_003.ret: linha 7: valor do título zero (e mais 2)",
    "RETORNO_004.ret: NSA 5 menor que o último",
    "Confira os arquivos com avisos",
  );
  assert.match(mail.text, /^Com avisos: 2$/m);
  assert.ok(!mail.text.includes("nenhuma ação é necessária"));
});

Deno.test("recovery mail: a file that can't be dealt with is named with its reason, and isn't waited for in the words of a busy one", () => {
  const problems = [{ name: "GRANDE.ret", reason: "maior que o limite" }];
  const calm = /Tudo normal|nenhuma ação|em ordem\.$/;
  const cases: [string, Partial<RecoveryAnnouncement>, RegExp[], RegExp[]][] = [
    ["it alone", { stillPending: 1, problems }, [/Resolva a causa/], [
      calm,
      /em uso ou em gravação/,
      /pendentes foram tratados/,
    ]],
    ["a busy one beside it", { stillPending: 2, problems }, [
      /^1 arquivo ainda estava em uso ou em gravação e será processado/m,
    ], [calm]],
    [
      "a refused one beside it",
      {
        stillPending: 1,
        problems,
        refused: [{ name: "RUIM.ret", reason: "arquivo vazio" }],
      },
      [/Confira os arquivos recusados.*Resolva a causa/],
      [calm],
    ],
    ["the ledger is away", { stillPending: 3, problems, ledgerAway: true }, [
      /esperam na pasta/,
      /livro de registro há um aviso à parte\. Resolva a causa/,
    ], [calm, /em uso ou em gravação/]],
  ];
  for (const [name, facts, present, absent] of cases) {
    const mail = mailFor({ ...RECOVERY, ...facts }, local);
    saysBoth(mail, "Arquivos com problema", "GRANDE.ret: maior que o limite");
    assert.match(mail.text, /^Com problema: 1$/m, name);
    for (const words of present) assert.match(mail.text, words, name);
    for (const words of absent) assert.doesNotMatch(mail.text, words, name);
  }
});

Deno.test("recovery mail: ten thousand files in trouble are counted, not all named", () => {
  const problems = Array.from({ length: 10_000 }, (_, i) => ({ name: `P${i}.ret`, reason: "x" }));
  const mail = mailFor({ ...RECOVERY, stillPending: 10_000, problems }, local);
  saysBoth(mail, "P99.ret", "... e mais 9900");
  assert.ok(!mail.text.includes("P100.ret"));
});

Deno.test("recovery mail: who knew of the outage, on one line whatever the note holds", () => {
  const answered = { at: AT + 60_000, by: "AGENCIA\\ana", note: "troca\r\nSubject: <b>x</b>" };
  const mail = mailFor({ ...RECOVERY, answered }, local);
  saysBoth(
    mail,
    "por AGENCIA\\ana em 2025-10-14T09:24:15-03:00: troca Subject: <b>x</b>",
  );
  assert.match(mail.text, /^Reconhecida: por /m);
  assert.ok(!mailFor({ ...RECOVERY, answered: null }, local).text.includes("Reconhecida"));
});

Deno.test("recovery mail: ten thousand refused files are counted, not all named", () => {
  const refused = Array.from(
    { length: 10_000 },
    (_, i) => ({ name: `R${i}.ret`, reason: "x".repeat(5000) }),
  );
  const mail = mailFor({ ...RECOVERY, refused }, local);
  saysBoth(mail, "R99.ret", "... e mais 9900");
  assert.ok(!mail.text.includes("R100.ret"));
  assert.match(mail.text, /^Arquivos recusados: 10000$/m);
  assert.ok(mail.html.length < 100_000, String(mail.html.length));
});

const LASTING = {
  id: "20251014-092315-a1b2",
  folder: FOLDER,
  startedAt: AT,
  at: AT + 28_800_000,
  downMs: 28_800_000,
  intervalSeconds: 300,
  diagnosis: diagnose("windows", 53),
};

Deno.test("reminder mail: which one, how long, what to do, how to end them", () => {
  const mail = mailFor({ kind: "reminder", ...LASTING, number: 3, everyMs: 14_400_000 }, local);
  assert.equal(mail.subject, "⏰ LEMBRETE 3 - Servidor ainda inacessível há 8 h");
  saysBoth(
    mail,
    "lembrete número 3 desta queda",
    FOLDER,
    "2025-10-14T09:23:15-03:00",
    "em 4 h, se a queda durar",
    "Test-NetConnection SERVIDOR1 -Port 445",
    "Confirm-MonitorQueda -Nota 'quem cuida'",
    "MonitorRetornos.exe reconhecer --nota",
    LASTING.id,
  );
});

Deno.test("escalation mail: that nobody has answered, and what to do", () => {
  const mail = mailFor({ kind: "escalation", ...LASTING }, local);
  assert.equal(
    mail.subject,
    "🆘 ESCALADA - Servidor inacessível há 8 h e ninguém reconheceu a queda",
  );
  saysBoth(mail, "uma só vez por queda", FOLDER, "Test-NetConnection", "Confirm-MonitorQueda");
});

Deno.test("critical mail: the hour of the check, what to do, and who knows already", () => {
  const facts = { kind: "critical", ...LASTING, day: "2025-10-14", checkedAt: AT } as const;
  const mail = mailFor({ ...facts, answered: null }, local);
  assert.equal(mail.subject, "🚨 FALHA CRÍTICA - Servidor inacessível na verificação agendada");
  saysBoth(
    mail,
    "O que fazer",
    "Test-NetConnection SERVIDOR1 -Port 445",
    "avise a cobrança",
    "Confirm-MonitorQueda",
  );
  assert.match(mail.text, /^Verificação agendada: 2025-10-14T09:23:15-03:00$/m);
  const known = mailFor({ ...facts, answered: { at: AT, by: "ana", note: null } }, local);
  assert.match(known.text, /^Reconhecida: por ana em /m);
  assert.ok(!known.text.includes("Confirm-MonitorQueda"));
});

const SUMMARY: SummaryAnnouncement = {
  kind: "summary",
  id: "2025-10-14",
  folder: FOLDER,
  start: AT - 86_400_000,
  end: AT,
  files: { processado: 12, recusado: 0, duplicado: 1, ignorado: 2 },
  paid: { titulos: 34, cents: "123456789" },
  refused: [],
  odd: [],
  oddCount: 0,
  outages: [],
  outageCount: 0,
  time: { up: 86_400_000, down: 0, maintenance: 0, unknown: 0 },
  downNow: false,
  pendingFiles: 0,
  problems: [],
  problemCount: 0,
  troubles: [],
  givenUp: 0,
};

Deno.test("daily summary: a good day, in numbers", () => {
  const mail = mailFor(SUMMARY, local);
  assert.equal(mail.subject, "📊 Resumo diário 14/10/2025 - 12 processado(s), 0 recusado(s)");
  saysBoth(mail, "15 arquivos foram tratados neste período. Nenhuma ação é necessária.", FOLDER);
  for (
    const line of [
      "Período: de 2025-10-13T09:23:15-03:00 a 2025-10-14T09:23:15-03:00",
      "Arquivos processados: 12",
      "Arquivos duplicados: 1",
      "Arquivos ignorados: 2",
      "Títulos pagos: 34",
      "Valor pago: R$ 1.234.567,89",
      "Tempo fora do ar: nenhum",
      "Disponibilidade da pasta: 100,00 %",
    ]
  ) {
    assert.match(mail.text, new RegExp(`^${line.replace(/[$.+()]/g, "\\$&")}$`, "m"));
  }
  for (const absent of ["recusados (movidos", "Canais com problema", "Quedas:\n", "definitivo"]) {
    assert.ok(!mail.text.includes(absent), absent);
  }
  const nothing = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
  saysBoth(
    mailFor({ ...SUMMARY, files: nothing }, local),
    "Nenhum arquivo chegou neste período. Nenhuma ação é necessária.",
  );
});

Deno.test("daily summary: a recovery test is listed, and is no outage in the numbers", () => {
  const one = {
    startedAt: AT - 60_000,
    endedAt: AT,
    downMs: 60_000,
    untold: false,
    answered: null,
  };
  const tested = { ...SUMMARY, outages: [{ ...one, test: true }], outageCount: 1 };
  const mail = mailFor(tested, local);
  assert.match(mail.subject, /0 recusado\(s\)$/);
  assert.match(mail.text, /^Quedas: 0 \(e 1 de teste\)$/m);
  saysBoth(mail, "1 min (teste)");
  const both = mailFor({ ...tested, outages: [...tested.outages, one], outageCount: 2 }, local);
  assert.match(both.subject, /, 1 queda\(s\)$/);
});

Deno.test("daily summary: refused with reasons, warnings, outages, what waits, channels in trouble", () => {
  const mail = mailFor({
    ...SUMMARY,
    files: { ...SUMMARY.files, recusado: 205 },
    refused: Array.from({ length: 100 }, (_, n) => ({
      name: `R${n}.ret`,
      reason: "linha 3: NSA\r\nSubject: x <script>",
    })),
    odd: [{ name: "O.ret", reason: "valor zero", count: 3 }],
    oddCount: 1,
    outages: [
      {
        startedAt: AT - 7_200_000,
        endedAt: AT - 3_600_000,
        downMs: 3_600_000,
        untold: true,
        answered: null,
      },
      {
        startedAt: AT - 60_000,
        endedAt: null,
        downMs: 60_000,
        untold: false,
        answered: { at: AT, by: "ana", note: "TI" },
      },
    ],
    outageCount: 2,
    time: { up: 86_400_000 - 3_660_000, down: 3_660_000, maintenance: 0, unknown: 0 },
    pendingFiles: 7,
    problems: [{ name: "PRESO.ret", reason: "aberto em outro programa", since: AT - 3_600_000 }],
    problemCount: 1,
    troubles: [{ channel: "email", waiting: 3, since: AT - 3_600_000, lastError: "535 senha" }],
    givenUp: 2,
  }, local);
  assert.match(mail.subject, /12 processado\(s\), 205 recusado\(s\), 2 queda\(s\)$/);
  saysBoth(
    mail,
    "Há o que conferir.",
    "R99.ret: linha 3: NSA Subject: x <script>",
    "... e mais 105",
    "O.ret: valor zero (e mais 2)",
    "PRESO.ret: aberto em outro programa (desde 2025-10-14T08:23:15-03:00)",
    "até 2025-10-14T08:23:15-03:00: 1 h (em manutenção, sem aviso)",
    "ainda em curso: 1 min; reconhecida por ana em 2025-10-14T09:23:15-03:00: TI",
    "email: 3 mensagens esperam desde 2025-10-14T08:23:15-03:00: 535 senha",
    "2 (veja com verificar",
  );
  assert.match(mail.text, /^Quedas: 2$/m);
  assert.match(mail.text, /^Disponibilidade da pasta: 95,76 %$/m);
  assert.match(mail.text, /^Arquivos à espera na pasta: 7$/m);
  saysBoth(mailFor({ ...SUMMARY, downNow: true }, local), "ATENÇÃO: a pasta de retornos está fora");
  // A second away is not all of the day.
  const moment = { ...SUMMARY.time, up: SUMMARY.time.up - 1, down: 1 };
  assert.match(mailFor({ ...SUMMARY, time: moment }, local).text, /pasta: 99,99 %$/m);
});

Deno.test("daily summary: the availability is that of the time that was watched, and how much that is", () => {
  const MIN = 60_000;
  const DAY = 86_400_000;
  const cases: [up: number, down: number, maintenance: number, figure: string, watched: string][] =
    [
      [DAY, 0, 0, "100,00 %", ""],
      // The last sign of life is seconds old.
      [DAY - 5000, 0, 0, "100,00 %", ""],
      [20 * MIN, 5 * MIN, 0, "80,00 %", "25 min de 1 dia"],
      [
        22 * 60 * MIN,
        0,
        120 * MIN,
        "100,00 %",
        "22 h de 1 dia (2 h de manutenção ou de teste fora da conta)",
      ],
      [0, 5 * MIN, 0, "0,00 %", "5 min de 1 dia"],
      [0, 0, 0, "desconhecida", "menos de 1 s de 1 dia"],
    ];
  for (const [up, down, maintenance, figure, watched] of cases) {
    const time = { up, down, maintenance, unknown: DAY - up - down - maintenance };
    const { text } = mailFor({ ...SUMMARY, time }, local);
    assert.equal(/^Disponibilidade da pasta: (.*)$/m.exec(text)?.[1], figure);
    assert.equal(/^Tempo observado pelo monitor: (.*)$/m.exec(text)?.[1] ?? "", watched);
  }
});

Deno.test("one of each kind for a subject: reminders by number, checks by day, all else by outage", () => {
  const subjects = [
    OUTAGE,
    RECOVERY,
    { kind: "reminder", ...LASTING, number: 2, everyMs: 1 } as const,
    { kind: "escalation", ...LASTING } as const,
    { kind: "critical", ...LASTING, day: "2025-10-14", checkedAt: AT, answered: null } as const,
  ].map((one) => [MESSAGE_KINDS[one.kind], subjectOf(one), outageIdOf(one)]);
  const { id } = LASTING;
  assert.deepEqual(subjects, [
    ["queda", id, id],
    ["recuperacao", id, id],
    ["lembrete", `${id}-2`, id],
    ["escalada", id, id],
    ["critico", `${id}-2025-10-14`, id],
  ]);
  assert.deepEqual([subjectOf(TEST), outageIdOf(TEST)], ["t1", null]);
});

Deno.test("hostile names stay one line of text, and text in HTML", () => {
  const name = `a\r\nBcc: x@y\n<script>alert("1")</script>&'\u202Etxt.ret\u0000\ud800`;
  const mail = mailFor({
    ...RECOVERY,
    folder: `\\\\S\\<b>R</b>`,
    refused: [{ name, reason: "<img src=x onerror=alert(1)>" }],
  }, local);
  assert.ok(!/<script|<img|<b>/.test(mail.html));
  assert.ok(!/^Bcc/m.test(mail.text));
  // deno-lint-ignore no-control-regex
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/.test(mail.text + mail.html));
  assert.ok((mail.text + mail.html).isWellFormed());
  saysBoth(mail, `<script>alert("1")</script>&'`, "<img src=x onerror=alert(1)>", "<b>R</b>");
});

Deno.test("the HTML is whole: tags balance, no outside resource", () => {
  for (
    const mail of [
      mailFor(OUTAGE, local),
      mailFor(RECOVERY, local),
      mailFor(TEST, local),
    ]
  ) {
    const stack: string[] = [];
    for (const [, close, tag] of mail.html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (tag === "meta") continue;
      if (close) assert.equal(stack.pop(), tag);
      else stack.push(tag!);
    }
    assert.deepEqual(stack, []);
    assert.ok(!/https?:|src=|url\(|<style|<link/.test(mail.html));
    assert.match(mail.html, /<html lang="pt-BR">/);
  }
});

Deno.test("test mail: says what it is", () => {
  const mail = mailFor(TEST, local);
  saysBoth(mail, "mensagem de teste", FOLDER, "2025-10-14T09:23:15-03:00", "1.0.0");
});

Deno.test("escapeHtml and oneLine", () => {
  assert.equal(escapeHtml(`<a href="x">&'`), "&#60;a href=&#34;x&#34;&#62;&#38;&#39;");
  assert.equal(oneLine("a\r\n\tb\u2028c"), "a b c");
  assert.equal(oneLine("çãé 🚨"), "çãé 🚨");
});

Deno.test("messageIdFor: the same event, the same id; nothing breaks the header", () => {
  assert.equal(
    messageIdFor("queda", "20251014-1", "monitor@exemplo.org.br"),
    "<monitor.20251014-1.queda@exemplo.org.br>",
  );
  assert.equal(messageIdFor("queda", "1", "Monitor <m@x.org>"), "<monitor.1.queda@x.org>");
  for (const evil of ["a\r\nBcc: x", "<>", "", "é@", "a@b>\r\nX: y"]) {
    assert.match(messageIdFor(evil, evil, evil), /^<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>$/);
  }
});
