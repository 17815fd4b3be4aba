/** What has to be true at the end of a soak. Every check returns what is wrong, nothing when all is well. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ReceivedRequest } from "../support/http_site.ts";
import type { Installation } from "../support/installation.ts";
import type { ReceivedMail } from "../support/smtp.ts";
import { ID_HEADER } from "../support/web_place.ts";
import type { Written } from "./writer.ts";

/** Problems found, each one sentence. */
export type Problems = string[];

/** `what: wanted X, found Y` when they differ. */
function same(problems: Problems, what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) problems.push(`${what}: esperado ${b}, encontrado ${a}`);
}

function tally<T>(items: Iterable<T>, key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const sha256 = (path: string) => createHash("sha256").update(Deno.readFileSync(path)).digest("hex");

/** A row as its engine gives it; whole numbers are numbers. */
export type Row = Readonly<Record<string, unknown>>;

/** What a ledger holds at the end, whatever keeps it. */
export interface Recorded {
  /** In the order of their entry. */
  readonly files: readonly Row[];
  readonly outages: readonly Row[];
  readonly outbox: readonly Row[];
  readonly titulos: number;
  readonly movimentos: number;
  /** Títulos with more than one movement. */
  readonly repeated: number;
}

/** {@link Recorded} by a question that an engine answers: rows of a SELECT. */
export async function recorded(ask: (sql: string) => Row[] | Promise<Row[]>): Promise<Recorded> {
  const count = async (sql: string) =>
    Number((await ask(`SELECT count(*) AS n FROM ${sql}`))[0]!.n);
  return {
    files: await ask("SELECT * FROM files ORDER BY id"),
    outages: await ask("SELECT * FROM outages ORDER BY started_at"),
    outbox: await ask("SELECT * FROM outbox ORDER BY id"),
    titulos: await count("titulos"),
    movimentos: await count("movimentos"),
    repeated: await count(
      "(SELECT 1 FROM movimentos GROUP BY titulo_id HAVING count(*) > 1) AS repeated",
    ),
  };
}

/** Every file is in exactly one place, whole, and the ledger says which. */
export function checkFiles(
  place: Installation,
  { files: rows }: Recorded,
  written: readonly Written[],
): Problems {
  const problems: Problems = [];
  same(problems, "sobras na pasta de retornos", place.names(), []);
  const folders = {
    processado: place.processed,
    duplicado: place.processed,
    recusado: place.refused,
    ignorado: join(place.folder, "Ignorados"),
  };
  const onDisk = new Map<string, string>();
  for (const folder of new Set(Object.values(folders))) {
    for (const name of place.names(folder)) {
      if (name.endsWith(".motivo.txt")) continue;
      if (!/\.ret$/i.test(name)) problems.push(`sobra em ${folder}: ${name}`);
      onDisk.set(join(folder, name), sha256(join(folder, name)));
    }
  }
  same(problems, "arquivos nas pastas", onDisk.size, written.length);
  const wanted = tally(written, (file) => file.sha256);
  const found = tally(onDisk.values(), (hash) => hash);
  for (const [hash, count] of wanted) {
    if (found.get(hash) === count) continue;
    const names = written.filter((file) => file.sha256 === hash).map((file) => file.name);
    problems.push(`${names.join(", ")}: ${count} escrito(s), ${found.get(hash) ?? 0} nas pastas`);
  }
  for (const hash of found.keys()) {
    if (!wanted.has(hash)) problems.push(`conteúdo que ninguém escreveu: ${hash}`);
  }

  same(problems, "linhas no livro de registro", rows.length, written.length);
  const places = new Set<string>();
  for (const row of rows) {
    const path = join(String(row.directory), String(row.target));
    if (row.moved_at === null) problems.push(`${row.name}: mudança ainda devida`);
    if (places.has(path)) problems.push(`dois registros no mesmo lugar: ${path}`);
    places.add(path);
    if (onDisk.get(path) !== row.sha256) problems.push(`${row.name}: não está em ${path}`);
    const folder = folders[row.situation as keyof typeof folders];
    if (row.directory !== folder) {
      problems.push(`${row.name} (${row.situation}) em ${row.directory}`);
    }
    if (
      row.situation === "recusado" &&
      !place.names(place.refused).includes(`${row.target}.motivo.txt`)
    ) {
      problems.push(`${row.target}: sem o motivo ao lado`);
    }
  }
  const reasons = place.names(place.refused).filter((name) => name.endsWith(".motivo.txt"));
  const refused = rows.filter((row) => row.situation === "recusado").length;
  same(problems, "textos de motivo", reasons.length, refused);
  return problems;
}

/** Every good content is applied once, every other one never. */
export function checkApplied(ledger: Recorded, written: readonly Written[]): Problems {
  const problems: Problems = [];
  const good = new Map(written.filter((f) => f.fate === "bom").map((f) => [f.sha256, f]));
  const inSituation = (situation: string) =>
    ledger.files.filter((row) => row.situation === situation);
  const applied = tally(inSituation("processado"), (row) => String(row.sha256));
  for (const [hash, file] of good) {
    if (applied.get(hash) !== 1) {
      problems.push(`${file.name}: aplicado ${applied.get(hash) ?? 0} vez(es)`);
    }
  }
  same(problems, "conteúdos aplicados", applied.size, good.size);
  const fate = (name: Written["fate"]) => written.filter((f) => f.fate === name).length;
  same(problems, "duplicados", inSituation("duplicado").length, fate("bom") - good.size);
  same(problems, "recusados", inSituation("recusado").length, fate("recusado"));
  same(problems, "ignorados", inSituation("ignorado").length, fate("ignorado"));
  const titulos = [...good.values()].reduce((sum, file) => sum + file.titulos, 0);
  same(problems, "títulos", ledger.titulos, titulos);
  same(problems, "movimentos", ledger.movimentos, titulos);
  same(problems, "títulos com mais de um movimento", ledger.repeated, 0);
  return problems;
}

/** The file of the embedded ledger is whole. */
export function checkIntegrity(place: Installation): Problems {
  const problems: Problems = [];
  same(problems, "integridade do SQLite", place.query("PRAGMA integrity_check")[0], {
    integrity_check: "ok",
  });
  return problems;
}

/**
 * What was told of an outage that the ledger gives to the other machine, which told it as well: a machine that has lost ledger and
 * folder at once cannot know that there is another one by now, and silence would be worse.
 */
export function toldTwice({ outbox }: Recorded): readonly Row[] {
  return outbox.filter((row) => row.kind === "queda" && row.outage_id === null);
}

/**
 * Each outage is over, and has one message of each kind on every channel; all of them were accepted. `lostBoth`: at that moment
 * (ms since the Unix epoch) one of two machines had lost ledger and folder; default: none ever has.
 */
export function checkOutages(
  ledger: Recorded,
  channels: readonly string[],
  lostBoth: (at: number) => boolean = () => false,
): Problems {
  const { outages, outbox: all } = ledger;
  const problems: Problems = [];
  for (const row of toldTwice(ledger)) {
    if (lostBoth(Number(row.queued_at))) continue;
    problems.push(`mensagem ${row.id}: aviso de uma queda que a outra máquina também avisou`);
  }
  const byStart = [...outages].sort((a, b) => Number(a.started_at) - Number(b.started_at));
  byStart.forEach((outage, n) => {
    const before = byStart[n - 1];
    if (before === undefined || Number(before.ended_at) <= Number(outage.started_at)) return;
    problems.push(`quedas ${before.id} e ${outage.id}: ao mesmo tempo`);
  });
  // The ledger's own trouble is another matter.
  const outbox = all.filter((row) => row.outage_id !== null);
  for (const outage of outages) {
    if (outage.closed_at === null) problems.push(`queda ${outage.id}: não foi encerrada`);
    for (const channel of channels) {
      const own = outbox.filter((row) => row.outage_id === outage.id && row.channel === channel);
      const kinds = own.map((row) => row.kind);
      same(problems, `${channel}, queda ${outage.id}`, kinds, ["queda", "recuperacao"]);
    }
  }
  same(problems, "mensagens nas filas", outbox.length, 2 * outages.length * channels.length);
  for (const row of outbox) {
    if (row.accepted_at !== null) continue;
    problems.push(`mensagem ${row.id} (${row.channel}, ${row.kind}): não entregue`);
  }
  return problems;
}

/** A message as it arrived. */
interface Arrived {
  readonly id: string;
  /** All that must be the same when it comes again. */
  readonly content: string;
}

/** What was queued for a channel arrived, in order; a repeated delivery is the very same message. */
function checkArrived(
  channel: string,
  arrived: readonly Arrived[],
  queued: readonly string[],
): Problems {
  const problems: Problems = [];
  const seen = new Map<string, string>();
  for (const { id, content } of arrived) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, content);
    else if (first !== content) problems.push(`${channel}, ${id}: repetido com outro conteúdo`);
  }
  const came = [...seen.keys()];
  same(problems, `${channel}: mensagens diferentes`, came.length, queued.length);
  const first = came.findIndex((id, n) => id !== queued[n]);
  if (first >= 0) {
    problems.push(
      `${channel}: fora de ordem a partir da ${first + 1}ª: esperado ${
        queued.slice(first, first + 3)
      }, encontrado ${came.slice(first, first + 3)}`,
    );
  }
  return problems;
}

/** {@link checkArrived} of the mails; what two machines told stands in no queue's order. */
export function checkMails(ledger: Recorded, mails: readonly ReceivedMail[]): Problems {
  const idOf = (row: Row) => String(JSON.parse(String(row.payload)).messageId);
  const twice = new Set(toldTwice(ledger).map(idOf));
  const arrived = mails.map(({ messageId, text, date, subject }) => ({
    id: messageId ?? "(sem Message-ID)",
    content: JSON.stringify([text, date, subject]),
  })).filter(({ id }) => !twice.has(id));
  const queued = ledger.outbox.filter((row) => row.channel === "email").map(idOf)
    .filter((id) => !twice.has(id));
  return checkArrived("email", arrived, queued);
}

/** {@link checkArrived} of a channel over HTTP. */
export function checkRequests(
  { outbox }: Recorded,
  channel: string,
  requests: readonly ReceivedRequest[],
): Problems {
  const arrived = requests.map(({ headers, body }) => ({
    id: headers[ID_HEADER] ?? "(sem id)",
    content: body,
  }));
  const queued = outbox.filter((row) => row.channel === channel)
    .map(({ event }) => String(event).replace(":", "."));
  return checkArrived(channel, arrived, queued);
}

/** No process of the installation is left. Linux only; elsewhere nothing is found. */
export function checkProcesses(place: Installation): Problems {
  if (Deno.build.os !== "linux") return [];
  const left: string[] = [];
  for (const entry of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    try {
      if (Deno.readLinkSync(`/proc/${entry.name}/cwd`) === place.root) left.push(entry.name);
    } catch { /* ended, or not ours */ }
  }
  return left.length === 0 ? [] : [`processos que sobraram: ${left.join(", ")}`];
}
