/** What is told at once of each announcement: to the letter in log, event log and notification. */
import assert from "node:assert/strict";
import type { Announcement } from "../../../core/words/announcement.ts";
import { linesFor } from "../../../core/words/log/for_announcement.ts";
import {
  fileLine,
  foundLine,
  incompleteLine,
  leftAloneLine,
  lostLine,
  renamedLine,
  searchLine,
  unavailableLine,
} from "../../../core/words/log/files.ts";
import type { LogLine } from "../../../core/words/log/line.ts";
import {
  acceptedLine,
  acceptedWarningLine,
  givenUpLine,
  postponedLine,
  queueTroubleLine,
} from "../../../core/words/log/messages.ts";
import {
  silentReturnLine,
  silentTroubleLine,
  stillDownLine,
} from "../../../core/words/log/outage.ts";
import { startedLines } from "../../../core/words/log/program.ts";
import { noticeFor } from "../../../core/words/notice.ts";
import { reasonText } from "../../../core/words/reason_file.ts";
import { eventFor, refusedEvent } from "../../../core/words/system_event.ts";

const FOLDER = "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno";
const RULE = "=".repeat(60);
const AT = Date.UTC(2025, 9, 14, 12, 23, 15);
const local = (ms: number) => new Date(ms).toISOString();
const diagnosis = {
  code: "servidor",
  message: "Fora do ar.",
  errorNumber: 53,
  transient: false,
} as const;
const LASTING = {
  id: "q1",
  folder: FOLDER,
  startedAt: AT,
  at: AT + 28_800_000,
  downMs: 28_800_000,
  intervalSeconds: 300,
  diagnosis,
};
const damage = {
  id: "d1",
  kept: "C:\\dados\\ledger.db.danificado",
  reason: "página 3",
  noticedAt: AT,
  folder: `${FOLDER}\\Processados`,
};
const ALERT_AGAIN =
  "Se o servidor estiver fora do ar agora, o alerta de queda sai de novo: o livro novo não sabe que ele já tinha saído.";

const show = (lines: readonly LogLine[]) => lines.map(({ level, text }) => `${level} - ${text}`);

interface Told {
  readonly announcement: Announcement;
  readonly lines: readonly string[];
  readonly event: readonly [string, string] | null;
  readonly notice: readonly [id: string, kind: string, title: string, text: string] | null;
}

const CASES: Record<string, Told> = {
  "an outage": {
    announcement: {
      kind: "outage",
      id: "q1",
      folder: FOLDER,
      startedAt: AT,
      detectedAt: AT,
      intervalSeconds: 300,
      diagnosis,
      unstable: false,
    },
    lines: [
      `WARNING - ${RULE}`,
      "WARNING - ⚠️  ALERTA: Servidor ficou inacessível!",
      `WARNING -    Pasta: ${FOLDER}`,
      "WARNING -    Tentando reconectar a cada 300s...",
      `WARNING - ${RULE}`,
      "WARNING -    Diagnóstico (servidor): Fora do ar.",
    ],
    event: ["queda", `Servidor inacessível: ${FOLDER}\nservidor: Fora do ar.`],
    notice: [
      "q1-queda",
      "queda",
      "Servidor Inacessível",
      `${FOLDER}\nDesde 2025-10-14T12:23:15.000Z. O monitor espera e tenta de novo sozinho.`,
    ],
  },
  "an outage in a maintenance window": {
    announcement: {
      kind: "outage-in-maintenance",
      outage: {
        kind: "outage",
        id: "q1",
        folder: FOLDER,
        startedAt: AT,
        detectedAt: AT,
        intervalSeconds: 300,
        diagnosis,
        unstable: false,
      },
      leftMs: 5_400_000,
    },
    lines: [
      `WARNING - ${RULE}`,
      "WARNING - ⚠️  ALERTA: Servidor ficou inacessível!",
      `WARNING -    Pasta: ${FOLDER}`,
      "WARNING -    Tentando reconectar a cada 300s...",
      `WARNING - ${RULE}`,
      "WARNING -    Diagnóstico (servidor): Fora do ar.",
      "INFO - 🔧 Janela de manutenção por mais 1 h 30 min: a queda é registrada, e nada é enviado",
    ],
    event: null,
    notice: null,
  },
  "the end of an outage in a maintenance window": {
    announcement: { kind: "recovery-in-maintenance", downMs: 725_000 },
    lines: [
      "INFO - ⏱️ Servidor ficou inacessível por 12 min 5 s",
      "INFO - 🔧 A queda coube na janela de manutenção: registrada, sem aviso",
    ],
    event: null,
    notice: null,
  },
  "an outage that outlived its maintenance window": {
    announcement: {
      kind: "outage",
      id: "q1",
      folder: FOLDER,
      startedAt: AT,
      detectedAt: AT,
      intervalSeconds: 300,
      diagnosis,
      unstable: false,
      afterMaintenance: true,
    },
    lines: [
      "WARNING - 🔧 A janela de manutenção terminou e o servidor continua inacessível: o alerta sai agora",
    ],
    event: ["queda", `Servidor inacessível: ${FOLDER}\nservidor: Fora do ar.`],
    notice: [
      "q1-queda",
      "queda",
      "Servidor Inacessível",
      `${FOLDER}\nDesde 2025-10-14T12:23:15.000Z. O monitor espera e tenta de novo sozinho.`,
    ],
  },
  "a reminder": {
    announcement: { kind: "reminder", ...LASTING, number: 2, everyMs: 14_400_000 },
    lines: ["WARNING - ⏰ Lembrete 2: servidor inacessível há 8 h"],
    event: null,
    notice: null,
  },
  "an escalation": {
    announcement: { kind: "escalation", ...LASTING },
    lines: [
      "WARNING - 🆘 Servidor inacessível há 8 h e ninguém reconheceu a queda: avisando os segundos destinatários",
    ],
    event: null,
    notice: null,
  },
  "a failed scheduled check": {
    announcement: {
      kind: "critical",
      ...LASTING,
      day: "2025-10-14",
      checkedAt: AT,
      answered: null,
    },
    lines: [
      "CRITICAL - 🚨 FALHA CRÍTICA: servidor inacessível na verificação agendada e ainda meia hora depois (há 8 h)",
    ],
    event: null,
    notice: null,
  },
  "a daily summary": {
    announcement: {
      kind: "summary",
      id: "2025-10-14",
      folder: FOLDER,
      start: AT - 86_400_000,
      end: AT,
      files: { processado: 12, recusado: 1, duplicado: 0, ignorado: 0 },
      paid: { titulos: 3, cents: "4" },
      refused: [],
      odd: [],
      oddCount: 0,
      outages: [],
      outageCount: 2,
      time: { up: 86_400_000, down: 0, maintenance: 0, unknown: 0 },
      downNow: false,
      pendingFiles: 0,
      problems: [],
      problemCount: 0,
      troubles: [],
      givenUp: 0,
    },
    lines: [
      "INFO - 📊 Resumo diário de 2025-10-14: 12 processado(s), 1 recusado(s), 2 queda(s)",
    ],
    event: null,
    notice: null,
  },
  "another reason": {
    announcement: { kind: "diagnosis-changed", diagnosis },
    lines: ["WARNING -    Diagnóstico agora (servidor): Fora do ar."],
    event: null,
    notice: null,
  },
  "the folder is back": {
    announcement: { kind: "folder-back", resumed: false },
    lines: [
      `INFO - ${RULE}`,
      "INFO - ✅ SERVIDOR RECUPERADO!",
      "INFO -    Processando arquivos pendentes...",
      `INFO - ${RULE}`,
    ],
    event: null,
    notice: null,
  },
  "a recovery resumed": {
    announcement: { kind: "folder-back", resumed: true },
    lines: ["INFO - 🔄 Retomando a recuperação que foi interrompida"],
    event: null,
    notice: null,
  },
  "a relapse": {
    announcement: { kind: "relapsed" },
    lines: [
      "WARNING - ⚠️  Servidor voltou a ficar inacessível antes do fim da recuperação; é a mesma queda",
    ],
    event: null,
    notice: null,
  },
  "a recovery": {
    announcement: {
      kind: "recovery",
      id: "q1",
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
    },
    lines: ["INFO - ⏱️ Servidor ficou inacessível por 12 min 5 s"],
    event: [
      "recuperacao",
      `Servidor recuperado: ${FOLDER}\nFora do ar por 12 min 5 s; 3 arquivo(s) processado(s)`,
    ],
    notice: [
      "q1-recuperacao",
      "recuperacao",
      "Servidor Recuperado",
      `${FOLDER}\nFora do ar por 12 min 5 s. Arquivos processados: 3.`,
    ],
  },
  "a false alarm": {
    announcement: { kind: "false-alarm", diagnosis },
    lines: ["INFO - ℹ️ Falha passageira de acesso à pasta, já superada: Fora do ar."],
    event: null,
    notice: null,
  },
  "a damaged ledger": {
    announcement: { kind: "ledger-damaged", ...damage },
    lines: [
      `CRITICAL - ${RULE}`,
      "CRITICAL - 💥 LIVRO DE REGISTRO DANIFICADO!",
      "CRITICAL -    Como se mostrou: página 3",
      "CRITICAL -    Guardado em: C:\\dados\\ledger.db.danificado (nada foi apagado)",
      `CRITICAL -    O livro novo é refeito a partir de: ${FOLDER}\\Processados`,
      "CRITICAL -    Nenhum arquivo novo é processado antes do fim; nada é aplicado duas vezes",
      `CRITICAL -    ${ALERT_AGAIN}`,
      `CRITICAL - ${RULE}`,
    ],
    event: [
      "livro",
      "💥 LIVRO DE REGISTRO DANIFICADO!\nComo se mostrou: página 3\n" +
      "Guardado em: C:\\dados\\ledger.db.danificado (nada foi apagado)\n" +
      `O livro novo é refeito a partir de: ${FOLDER}\\Processados\n` +
      `Nenhum arquivo novo é processado antes do fim; nada é aplicado duas vezes\n${ALERT_AGAIN}`,
    ],
    notice: [
      "d1-aviso",
      "aviso",
      "Livro de Registro Danificado",
      "Guardado em C:\\dados\\ledger.db.danificado. O monitor o refaz sozinho; veja o log e o email.",
    ],
  },
  "a rebuilt ledger": {
    announcement: {
      kind: "ledger-rebuilt",
      ...damage,
      rebuilt: {
        finishedAt: AT + 1000,
        files: 5,
        duplicates: 1,
        movements: 8,
        titulos: 6,
        refused: [{ name: "RUIM\n.ret", reason: "vazio" }],
        unreadable: [{ name: "FECHADO.ret", reason: "negado" }],
        folderMissing: false,
      },
    },
    lines: [
      "WARNING - ✅ Livro de registro refeito: 5 arquivo(s), 8 movimento(s), 6 título(s); " +
      "1 cópia(s), 1 conhecido(s) mas não reaplicado(s), 1 ilegível(is)",
      "ERROR -    RUIM .ret é conhecido, mas não foi reaplicado: vazio",
      "CRITICAL -    FECHADO.ret não pôde ser lido e ficou fora do livro novo: negado",
    ],
    event: [
      "livro",
      "✅ Livro de registro refeito: 5 arquivo(s), 8 movimento(s), 6 título(s); " +
      "1 cópia(s), 1 conhecido(s) mas não reaplicado(s), 1 ilegível(is)\n" +
      "RUIM .ret é conhecido, mas não foi reaplicado: vazio\n" +
      "FECHADO.ret não pôde ser lido e ficou fora do livro novo: negado",
    ],
    notice: null,
  },
  "a message given up": {
    announcement: { kind: "message-given-up", message: "queda", reason: "Não." },
    lines: [
      "ERROR - ❌ EMAIL NÃO ENVIADO (alerta de queda): Não. O servidor de email recusou em definitivo e esta mensagem " +
      "não será tentada de novo. Corrija a seção [EMAIL] e confira com Test-MonitorConfiguracao.",
    ],
    event: null,
    notice: null,
  },
  "a test": {
    announcement: { kind: "test", id: "t1", folder: FOLDER, sentAt: AT, version: "1.0.0" },
    lines: [],
    event: null,
    notice: null,
  },
};

for (const [name, { announcement, lines, event, notice }] of Object.entries(CASES)) {
  Deno.test(`at once, of ${name}`, () => {
    assert.deepEqual(show(linesFor(announcement)), lines);
    const entry = eventFor(announcement);
    assert.deepEqual(entry && [entry.event, entry.text], event);
    const seen = noticeFor(announcement, local);
    assert.deepEqual(seen && [seen.id, seen.kind, seen.title, seen.text], notice);
    // It may wait on disk for its channel.
    assert.deepEqual(JSON.parse(JSON.stringify(announcement)), announcement);
  });
}

Deno.test("an unstable outage says that it will be silent; a missing folder is said loudly", () => {
  const outage = CASES["an outage"]!.announcement;
  assert.equal(outage.kind, "outage");
  if (outage.kind !== "outage") return;
  assert.equal(
    show(linesFor({ ...outage, unstable: true })).at(-1),
    "WARNING -    Conexão instável: novos avisos só depois que a pasta ficar estável",
  );
  const rebuilt = CASES["a rebuilt ledger"]!.announcement;
  if (rebuilt.kind !== "ledger-rebuilt") throw new Error(rebuilt.kind);
  const missing = { ...rebuilt.rebuilt, refused: [], unreadable: [], folderMissing: true };
  assert.equal(
    show(linesFor({ ...rebuilt, rebuilt: missing })).at(-1),
    `CRITICAL -    A pasta ${FOLDER}\\Processados não existe: não havia de onde refazer`,
  );
});

const LINES: readonly (readonly [LogLine, string])[] = [
  [searchLine(FOLDER), `INFO - 📁 Verificando arquivos existentes em: ${FOLDER}`],
  [foundLine(0), "INFO - 📦 Nenhum arquivo .ret para processar"],
  [foundLine(1), "INFO - 📦 Encontrado 1 arquivo .ret para processar"],
  [foundLine(3), "INFO - 📦 Encontrados 3 arquivos .ret para processar"],
  [
    leftAloneLine(2),
    "INFO - 📁 2 arquivo(s) .ret já estavam na pasta e ficam como estão (processar_existentes_ao_iniciar = false)",
  ],
  [fileLine("processado", "A\n.ret", null), "INFO - ✅ A .ret processado com sucesso"],
  [fileLine("recusado", "A.ret", "vazio"), "ERROR - ❌ A.ret movido para Erro: vazio"],
  [fileLine("recusado", "A.ret", null), "ERROR - ❌ A.ret movido para Erro: motivo não registrado"],
  [
    fileLine("duplicado", "A.ret", "B.ret"),
    "WARNING - ♻️ A.ret é uma cópia de B.ret: guardado em Processados sem aplicar de novo",
  ],
  [fileLine("ignorado", "A.ret", null), "INFO - ⏭️ A.ret guardado em Ignorados (excluir_ied)"],
  [
    renamedLine("A.ret", "A (2).ret"),
    "INFO -    A.ret foi guardado como A (2).ret (o nome já existia)",
  ],
  [
    lostLine("processado", "A.ret", "vanished"),
    "WARNING - ⚠️ A.ret (processado) foi retirado da pasta por outra pessoa antes de ser movido",
  ],
  [
    lostLine("recusado", "A.ret", "changed"),
    "WARNING - ⚠️ A.ret (recusado) foi trocado por outro conteúdo antes de ser movido; o novo será lido",
  ],
  [
    incompleteLine("A.ret", "falta\no trailer"),
    "INFO - ⏳ A.ret parece incompleto; aguardando mais dados: falta o trailer",
  ],
  [
    unavailableLine("A.ret", "lido", "busy", "x"),
    "WARNING - ⚠️ A.ret não pôde ser lido agora: está aberto em outro programa",
  ],
  [
    unavailableLine("A.ret", "movido", "disk-full", "x"),
    "WARNING - ⚠️ A.ret não pôde ser movido agora: o disco de destino está cheio",
  ],
  [
    unavailableLine("A.ret", "lido", "denied", "os\nerror 5"),
    "WARNING - ⚠️ A.ret não pôde ser lido agora: acesso negado: os error 5",
  ],
  [
    unavailableLine("A.ret", "lido", "timeout", "x"),
    "WARNING - ⚠️ A.ret não pôde ser lido agora: sem resposta no prazo",
  ],
  [
    unavailableLine("A.ret", "lido", "other", "estranho"),
    "WARNING - ⚠️ A.ret não pôde ser lido agora: estranho",
  ],
  [acceptedLine("queda"), "INFO - 📧 Alerta por email enviado sobre servidor inacessível"],
  [acceptedLine("recuperacao"), "INFO - 📧 Email de recuperação enviado"],
  [acceptedLine("teste"), "INFO - 📧 Email de teste enviado"],
  [
    acceptedLine("aviso"),
    "INFO - 📧 Aviso por email enviado sobre o livro de registro danificado",
  ],
  [acceptedLine("queda", "teams"), "INFO - 📣 Teams: alerta de queda entregue"],
  [acceptedLine("recuperacao", "telegram"), "INFO - 📣 Telegram: aviso de recuperação entregue"],
  [acceptedLine("escalada", "webhook"), "INFO - 📣 webhook: aviso de escalada entregue"],
  [
    postponedLine("critico", "Depois.", "teams"),
    "WARNING - Teams: mensagem ainda não entregue (aviso de falha crítica): Depois. Está guardada e será tentada de novo.",
  ],
  [
    givenUpLine("teste", "Não.", "webhook"),
    "ERROR - ❌ webhook: MENSAGEM NÃO ENTREGUE (mensagem de teste): Não. Foi recusada em definitivo e não será " +
    "tentada de novo. Confira a seção [WEBHOOK] com o comando canais --testar.",
  ],
  [
    givenUpLine("critico", "Não."),
    "ERROR - ❌ EMAIL NÃO ENVIADO (email de falha crítica): Não. O servidor de email recusou em definitivo e esta " +
    "mensagem não será tentada de novo. Corrija a seção [EMAIL] e confira com Test-MonitorConfiguracao.",
  ],
  [acceptedWarningLine("Mas."), "WARNING - ⚠️  Mas."],
  [
    postponedLine("recuperacao", "Depois."),
    "WARNING - Email ainda não enviado (email de recuperação): Depois. A mensagem está guardada e será tentada de novo.",
  ],
  [
    queueTroubleLine("read", "cheio", 30),
    "ERROR - Não foi possível ler a fila de emails: cheio. Nova tentativa em 30 s.",
  ],
  [
    queueTroubleLine("record", "cheio", 30),
    "ERROR - Não foi possível registrar o resultado de um email: cheio. Nova tentativa em 30 s.",
  ],
  [
    stillDownLine(725_000, 300),
    "INFO - ⏳ Servidor ainda inacessível há 12 min 5 s; nova tentativa em 300s",
  ],
  [
    silentTroubleLine(diagnosis),
    "WARNING - ⚠️ A pasta não responde (alertas desligados): Fora do ar.",
  ],
  [silentReturnLine(), "INFO - ✅ A pasta voltou a responder"],
];

Deno.test("single lines, to the letter", () => {
  for (const [line, text] of LINES) assert.equal(show([line])[0], text);
  assert.deepEqual(show(startedLines("1.0.0", 7, FOLDER, 300, 5)), [
    "INFO - 🚀 MonitorRetornos 1.0.0 iniciado (processo 7)",
    `INFO -    Pasta: ${FOLDER}`,
    "INFO -    Verificação do servidor a cada 300s; procura de arquivos a cada 5s",
  ]);
});

Deno.test("a refused file: event log and the text beside it", () => {
  assert.deepEqual(refusedEvent("A.ret", "vazio"), {
    event: "recusado",
    text: "Arquivo recusado: A.ret\nvazio",
  });
  const text = reasonText("A\r\nB.ret", "vazio", "arquivo vazio", "abc");
  assert.deepEqual(text.split("\n").slice(0, 5), [
    "Arquivo: A B.ret",
    "Situação: recusado (nada deste arquivo foi aplicado)",
    "Código: vazio",
    "Motivo: arquivo vazio",
    "SHA-256: abc",
  ]);
});
