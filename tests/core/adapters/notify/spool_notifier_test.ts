import assert from "node:assert/strict";
import { join } from "node:path";
import { SPOOL_FOLDER, SpoolNotifier } from "../../../../core/adapters/notify/spool_notifier.ts";
import type { LogLevel } from "../../../../core/ports/log.port.ts";
import type { Notification } from "../../../../core/ports/notifier.port.ts";

const AT = Date.parse("2025-10-14T09:23:15-03:00");
const DAY = 86_400_000;

const notice = (id: string, at = AT, over: Partial<Notification> = {}): Notification => ({
  id,
  kind: "queda",
  title: "Servidor Inacessível",
  text: '\\\\SERVIDOR1\\Retorno <não> responde & "espera"',
  at,
  ...over,
});

async function withSpool(
  work: (notifier: SpoolNotifier, spool: string, log: string[], data: string) => void,
): Promise<void> {
  const data = await Deno.makeTempDir();
  const log: string[] = [];
  const write = (level: LogLevel, message: string) => void log.push(`${level} ${message}`);
  try {
    work(new SpoolNotifier(data, { write }), join(data, SPOOL_FOLDER), log, data);
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map((e) => e.name).sort();

Deno.test("one notification is one complete JSON file", () =>
  withSpool((notifier, spool, log) => {
    notifier.notify(notice("q1-queda"));
    assert.deepEqual(names(spool), ["q1-queda.json"]);
    const document = JSON.parse(Deno.readTextFileSync(join(spool, "q1-queda.json")));
    assert.deepEqual(Object.keys(document), ["id", "tipo", "titulo", "texto", "em"]);
    assert.equal(document.id, "q1-queda");
    assert.equal(document.tipo, "queda");
    assert.equal(document.titulo, "Servidor Inacessível");
    assert.equal(document.texto, notice("x").text);
    assert.equal(Date.parse(document.em), AT);
    assert.match(document.em, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    assert.deepEqual(log, []);
  }));

Deno.test("the same id again replaces its own file", () =>
  withSpool((notifier, spool) => {
    notifier.notify(notice("q1-queda"));
    notifier.notify(notice("q1-queda", AT, { title: "De novo" }));
    assert.deepEqual(names(spool), ["q1-queda.json"]);
    assert.match(Deno.readTextFileSync(join(spool, "q1-queda.json")), /De novo/);
  }));

Deno.test("outage and recovery of one outage are two files", () =>
  withSpool((notifier, spool) => {
    notifier.notify(notice("q1-queda"));
    notifier.notify(notice("q1-recuperacao", AT + 1000, { kind: "recuperacao" }));
    assert.deepEqual(names(spool), ["q1-queda.json", "q1-recuperacao.json"]);
  }));

Deno.test("an id can name no other place", () =>
  withSpool((notifier, spool, log, data) => {
    notifier.notify(notice("..\\..\\fora/../x:y"));
    assert.deepEqual(names(data), [SPOOL_FOLDER]);
    assert.deepEqual(names(spool), ["-fora-x-y-queda.json"]);
    assert.deepEqual(log, []);
  }));

Deno.test("own files a day older than the event are removed, younger and foreign ones stay", () =>
  withSpool((notifier, spool) => {
    notifier.notify(notice("velha-queda", AT - DAY - 1));
    notifier.notify(notice("justa-queda", AT - DAY));
    Deno.writeTextFileSync(join(spool, "leia-me.txt"), "de outro");
    Deno.writeTextFileSync(join(spool, "partida-queda.tmp"), "{");
    Deno.utimeSync(join(spool, "partida-queda.tmp"), 1_000_000, 1_000_000);
    Deno.mkdirSync(join(spool, "pasta-queda.json"));
    notifier.notify(notice("nova-queda"));
    assert.deepEqual(names(spool), [
      "justa-queda.json",
      "leia-me.txt",
      "nova-queda.json",
      "pasta-queda.json",
    ]);
  }));

Deno.test("a data folder that cannot be written is one warning, never an exception", () =>
  withSpool((_, spool, log, data) => {
    Deno.writeTextFileSync(spool, "um arquivo no lugar da pasta");
    const write = (level: LogLevel, message: string) => void log.push(`${level} ${message}`);
    new SpoolNotifier(data, { write }).notify(notice("q1-queda"));
    new SpoolNotifier(data).notify(notice("q1-queda"));
    assert.equal(log.length, 1);
    assert.match(log[0] ?? "", /^WARNING A notificação não pôde ser entregue/);
  }));
