/** Each secret carries a mark, every other side repeats what it knows, and nothing that is written anywhere holds a mark. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { COMMANDS } from "../../core/commands/catalogue.ts";
import { retorno } from "../support/lab.ts";
import { deadPort } from "../support/smtp.ts";
import { GRANTED, MARKS, WebPlace } from "../support/web_place.ts";

const EVERYTHING = Object.values(MARKS).join(" ");

/** A secret as it may come up again: as it stands, percent-encoded, in base64 wherever in a longer text it stood. */
function formsOf(mark: string): string[] {
  const within = [0, 1, 2].map((before) => {
    const code = btoa("x".repeat(before) + mark).replace(/=+$/, "");
    // The first and the last characters also depend on what stands beside.
    return code.slice(before === 0 ? 0 : before + 1, -1);
  });
  return [mark, encodeURIComponent(mark), ...within];
}

const FORMS = Object.values(MARKS).flatMap(formsOf);

/** Nothing of a secret in any of the texts; each has a name for the message. */
function nowhere(texts: readonly (readonly [name: string, text: string])[]): void {
  for (const [name, text] of texts) {
    for (const form of FORMS) {
      const at = text.toLowerCase().indexOf(form.toLowerCase());
      assert.equal(at, -1, `${form} in ${name}: ${text.slice(Math.max(0, at - 200), at + 200)}`);
    }
  }
}

/** Every file below a folder but the configuration itself, as text. */
function written(folder: string, except: string): [string, string][] {
  return [...Deno.readDirSync(folder)].flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory) return written(path, except);
    if (path === except || !entry.isFile) return [];
    return [[path, new TextDecoder("latin1").decode(Deno.readFileSync(path))]];
  });
}

/** The command lines of the processes that run in a folder, as they come and go. Elsewhere than on Linux: none. */
class Arguments implements AsyncDisposable {
  readonly seen = new Set<string>();
  #over = false;
  readonly #looking: Promise<void>;

  constructor(readonly folder: string) {
    this.#looking = this.#look();
  }

  async #look(): Promise<void> {
    while (!this.#over && Deno.build.os === "linux") {
      for (const { name } of Deno.readDirSync("/proc")) {
        if (!/^\d+$/.test(name)) continue;
        try {
          if (Deno.readLinkSync(`/proc/${name}/cwd`) !== this.folder) continue;
          this.seen.add(Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " "));
        } catch { /* it has ended */ }
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    await this.#looking;
  }
}

/** How each command is called; those that are not named, without anything. */
const CALLS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // These run from the beginning to the end.
  monitorar: [],
  parar: [],
  // Has a folder and a mail server of its own, and none of the secrets.
  ensaio: [],
  // Serves what the monitor's own page serves.
  painel: [],
  processar: [["--simular"], []],
  verificar: [[], ["--enviar-email"], ["--reconhecer-emails"]],
  canais: [[], ["--testar"]],
  arquivos: [[], ["--pendentes"], ["--motivo"]],
  reenviar: [["RUIM.ret", "--simular"]],
  esperados: [[], ["--sugerir"]],
  relatorio: [["--saida", "r.html"]],
  metricas: [[], ["--saida", "m.prom"]],
  livro: [["verificar"], ["migrar", "--para", "postgresql"]],
  "arquivo-teste": [["--pasta", "."]],
};

/** What the commands print, whatever comes of it. */
async function each(names: readonly string[], { place }: WebPlace): Promise<[string, string][]> {
  const printed: [string, string][] = [];
  for (const name of names) {
    for (const args of CALLS[name] ?? [[]]) {
      const both = await Promise.all(
        [[name, ...args], [name, ...args, "--json"]].map(async (line) => {
          const { out, err } = await place.run(...line);
          return [line.join(" "), out + err] as [string, string];
        }),
      );
      for (const [line, text] of both) assert.ok(text.length > 5, line);
      printed.push(...both);
    }
  }
  return printed;
}

/** Every other side refuses, and says all it knows. */
function refuseAll({ sites, smtp, tokens }: WebPlace, login: "senha" | "oauth2"): void {
  sites.teams.behave({ status: 403, body: EVERYTHING });
  sites.telegram.behave({
    status: 401,
    body: JSON.stringify({ ok: false, description: `Unauthorized ${MARKS.telegram}` }),
  });
  sites.webhook.behave({ status: 302, headers: { Location: `${sites.teams.url}/${EVERYTHING}` } });
  if (login === "senha") {
    smtp.inject({ at: "auth", what: 535, text: `no ${MARKS.mail}`, times: Infinity });
    return;
  }
  const error_description = `no ${MARKS.oauth}`;
  tokens.behave({
    status: 401,
    body: JSON.stringify({ error: "invalid_client", error_description }),
  });
}

const PAGES = ["/", "/api/estado", "/api/resumo", "/metrics", "/saude"];

/** How the mail account is asked for, and the commands that may say something of it. */
const LOGINS = [
  ["senha", COMMANDS.map(({ name }) => name)],
  ["oauth2", ["estado", "canais", "verificar", "quedas"]],
] as const;

for (const [login, commands] of LOGINS) {
  Deno.test(`no secret in log, command, error, argument, notification, page, report, metrics or ledger (${login})`, async () => {
    const port = deadPort();
    await using all = await WebPlace.open({
      login,
      sections: {
        // Nobody listens there, and the runtime's message for that names the address.
        BATIMENTO: [`url = http://127.0.0.1:${deadPort()}/ping/${MARKS.heartbeat}`],
        PAINEL: ["habilitado = sim", `porta = ${port}`],
        RELATORIO: ["arquivo = relatorio.html", "a_cada_minutos = 1"],
        METRICAS: ["arquivo = metricas.prom"],
        "ESPERADO diario": ["banco = 001", "ate = 09:00"],
      },
    });
    const { place } = all;
    await using args = new Arguments(place.root);
    refuseAll(all, login);
    place.drop("RUIM.ret", new TextEncoder().encode("isto não é um retorno\r\n"));
    place.drop("BOM.ret", retorno(1));
    const child = await all.run();
    await place.until("the files are done", () => place.names().length === 0);
    await place.takeAway();
    await place.until("all are held", () => place.said("ENVIO RETIDO") === 4);
    await place.until("the heartbeat is complained of", () => place.said("💓") > 0);
    const printed = await each(commands, all);
    const refused = printed.filter(([line]) => line.startsWith("canais --testar"));
    assert.ok(refused.every(([, text]) => /HTTP 401/.test(text) && /HTTP 302/.test(text)));
    for (const path of PAGES) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      printed.push([path, await response.text()]);
    }
    // What was refused for who we are is taken in the end: the token, too, has been in use.
    if (login === "oauth2") {
      all.tokens.behave(GRANTED);
      const { out, err } = await place.run("verificar", "--enviar-email");
      printed.push(["verificar", out + err]);
      await place.until("mail goes out", () => place.said("Envio liberado (email)") > 0);
    }
    await place.bringBack();
    await place.until("it is back", () => place.said("SERVIDOR RECUPERADO!") > 0);
    await place.run("parar");
    await child.status;
    const files = written(place.root, place.config);
    for (
      const part of [
        "monitor.log",
        "ledger.db",
        "notificacoes",
        "relatorio.html",
        "metricas.prom",
        ...(login === "senha" ? ["r.html", "m.prom"] : []),
        "RUIM.ret.motivo.txt",
      ]
    ) {
      assert.ok(files.some(([path]) => path.includes(part)), `${part} was not written`);
    }
    assert.ok(
      Deno.build.os !== "linux" || args.seen.size > commands.length,
      [...args.seen].join("\n"),
    );
    nowhere([...printed, ...files, ...[...args.seen].map((line) => ["arguments", line] as const)]);
  });
}

/** Slips of the pen in config.ini: whatever is said of them, the secret is not. */
const SLIPS: readonly (readonly [name: string, lines: string])[] = [
  ["twice", `[EMAIL]\r\nsenha = ${MARKS.mail}\r\nsenha = ${MARKS.mail}-outra`],
  ["without a key", `[TEAMS]\r\nhttps://x.invalid/${MARKS.teams}`],
  ["without a key, with a query", `[TEAMS]\r\nhttps://x.invalid/${MARKS.teams}?a=b`],
  ["with a colon", `[TELEGRAM]\r\ntoken: ${MARKS.telegram}`],
  ["in a section that is misspelt", `[TEAM]\r\nurl = https://x.invalid/${MARKS.teams}`],
  ["in a section that is misspelt, without a key", `[TEAM]\r\nhttps://x.invalid/${MARKS.teams}`],
  ["under a key that is misspelt", `[WEBHOOK]\r\nsegrdo = ${MARKS.webhook}`],
  ["of an address that is none", `[BATIMENTO]\r\nurl = ftp://x.invalid/${MARKS.heartbeat}`],
  ["of an address without a key", `[BATIMENTO]\r\nhttps://x.invalid/${MARKS.heartbeat}`],
  [
    "of an address without a key, with a query",
    `[BATIMENTO]\r\nhttps://x.invalid/${MARKS.heartbeat}?create=1`,
  ],
  [
    "in another key",
    `[WEBHOOK]\r\nhabilitado = sim\r\nurl = ${MARKS.webhook}\r\nsegredo = ${MARKS.webhook}`,
  ],
  ["broken over two lines", `[TEAMS]\r\nurl = https://x.invalid/\r\n  ${MARKS.teams}`],
];

Deno.test("no secret in what is said of a config.ini with slips of the pen", async () => {
  await using all = await WebPlace.open();
  const { place } = all;
  const printed: [string, string][] = [];
  const usual = Deno.readTextFileSync(place.config);
  for (const [name, lines] of SLIPS) {
    const header = lines.split("\r\n")[0]!;
    // The section itself is left out of the rest.
    const rest = usual.split(/(?=^\[)/m).filter((part) => !part.startsWith(header));
    Deno.writeTextFileSync(place.config, [...rest, lines, ""].join("\r\n"));
    const { out, err } = await place.run("verificar", "--json");
    assert.match(out + err, /linha \d+|config\.ini/, name);
    printed.push([name, out + err]);
  }
  nowhere([...printed, ...written(place.root, place.config)]);
});

Deno.test("no secret in the last words of a program that dies of a defect", async () => {
  await using all = await WebPlace.open({
    login: "oauth2",
    sections: { BATIMENTO: [`url = http://127.0.0.1:1/${MARKS.heartbeat}`] },
  });
  const { place } = all;
  // A defect in a library that puts everything it was given into its message.
  const defect = join(place.root, "defeito.ts");
  const known = [...Object.values(MARKS).filter((mark) => mark !== MARKS.access)].join(" ");
  Deno.writeTextFileSync(
    defect,
    `globalThis.fetch = (url) => { setTimeout(() => { throw new Error("defeito: " + url + ${
      JSON.stringify(` ${known} ${btoa(MARKS.mail)}`)
    }); }); return new Promise(() => {}); };`,
  );
  place.runtime.push("--preload", defect);
  const { code, out, err } = await place.run("monitorar");
  assert.equal(code, 1);
  assert.equal(place.said("💀 Defeito do programa"), 1);
  assert.match(err, /defeito: /);
  Deno.removeSync(defect);
  nowhere([
    ["standard output", out],
    ["standard error", err],
    ...written(place.root, place.config),
  ]);
});
