/** `verificar`: tries out everything the monitor depends on, and says of each thing whether it works. */
import { statfs } from "node:fs/promises";
import { logTrouble, mailChannel, openChannel, openTokens } from "../compose/channels.ts";
import { channelNames } from "../compose/channel_names.ts";
import { monitorRuns } from "../compose/data_folder.ts";
import { openFolder } from "../compose/files.ts";
import { ledgerVerdict, writableLedger } from "../compose/ledger.ts";
import { clock, localHuman } from "../compose/machine.ts";
import { openFolderClaim, sharedLedger, takenText } from "../compose/folder_claim.ts";
import { readChannels } from "../compose/status.ts";
import { decimalText } from "../words/decimal.ts";
import { ownFolderText } from "../words/folder.ts";
import type { Config } from "../config/config.ts";
import { Failure } from "../domain/failure.ts";
import type { Delivery } from "../ports/channel.port.ts";
import type { FolderMark } from "../ports/folder_mark.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../ports/folder.port.ts";
import { type Ledger, LedgerDamaged, LedgerUnavailable } from "../ports/ledger/ledger.port.ts";
import type { ChannelRecords } from "../views/channels.ts";
import { adviceOn, damageAdvice } from "../words/ledger_state.ts";
import { sendTest } from "./canais.ts";
import { EXIT } from "./exit.ts";
import { checkToken } from "./verificar_oauth.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Less free space than this (bytes) for the ledger is worth a warning. */
const LITTLE_SPACE = 500 * 1024 * 1024;

/** One thing that was tried. */
export interface CheckItem {
  readonly item: string;
  readonly situacao: "ok" | "aviso" | "falha" | "pulado";
  readonly mensagem: string;
}

/** Options of `verificar`. */
export interface VerificarOptions extends CommonOptions {
  readonly enviarEmail?: boolean;
  readonly reconhecerEmails?: boolean;
}

/** Exit code 0 when nothing failed, 6 when the folder is out of reach, else 1. */
export async function verificar(
  options: VerificarOptions,
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const folder = await checkFolder(config, context);
  const items: CheckItem[] = [
    { item: "configuracao", situacao: "ok", mensagem: config.file },
    ...config.avisos.map((mensagem): CheckItem => ({
      item: "configuracao",
      situacao: "aviso",
      mensagem,
    })),
    ...folder,
    ...await checkData(config, options.reconhecerEmails ?? false),
    await checkDisk(config),
    await checkLog(config),
    ...await checkMail(config, context, options.enviarEmail ?? false),
    ...await checkOtherChannels(config),
    await checkMonitor(config),
  ];
  const aprovado = items.every((i) => i.situacao !== "falha");
  if (context.json) context.document({ aprovado, itens: items });
  else {
    for (const i of items) context.say(`${MARKS[i.situacao]} ${i.item.padEnd(14)} ${i.mensagem}`);
    context.say(
      aprovado
        ? "\nTudo o que o monitor precisa está funcionando."
        : "\nHá o que corrigir: veja as linhas com ❌.",
    );
  }
  if (aprovado) return EXIT.done;
  return folder.some((i) => i.item === "pasta" && i.situacao === "falha")
    ? EXIT.unreachable
    : EXIT.failure;
}

const MARKS = { ok: "✅", aviso: "⚠️", falha: "❌", pulado: "⏭️" } as const;

async function checkFolder(config: Config, context: CommandContext): Promise<CheckItem[]> {
  const { pastaRetorno, pastaProcessados, pastaErro, pastaIgnorados } = config.caminhos;
  const deadline = config.servidor.prazoSonda * 1000;
  const folder = openFolder(config, context.mainModule);
  try {
    const start = clock.now().mono;
    const names = await folder.list(deadline);
    const took = Math.round(clock.now().mono - start);
    const reached: CheckItem = {
      item: "pasta",
      situacao: "ok",
      mensagem:
        `${pastaRetorno} respondeu em ${took} ms; ${names.length} arquivo(s) .ret pendente(s)`,
    };
    try {
      const destinations = [pastaProcessados, pastaErro, pastaIgnorados];
      const refusal = await folder.trial(destinations, deadline);
      if (refusal !== null) {
        return [reached, { item: "permissao", situacao: "falha", mensagem: refusal }];
      }
      return [
        reached,
        ...await checkClaim(config, folder),
        ...await checkPlaces(destinations, folder, deadline),
        {
          item: "permissao",
          situacao: "ok",
          mensagem: "pode criar, renomear, mover e remover na pasta",
        },
      ];
    } catch (error) {
      return [reached, {
        item: "permissao",
        situacao: "falha",
        mensagem: `não pode gravar ou mover em ${pastaRetorno}: ${folderMessage(error)}`,
      }];
    }
  } catch (error) {
    return [{
      item: "pasta",
      situacao: "falha",
      mensagem: `${pastaRetorno}: ${folderMessage(error)}`,
    }];
  } finally {
    await folder.close();
  }
}

/** Another monitor that has the folder. */
async function checkClaim(config: Config, folder: FolderMark): Promise<CheckItem[]> {
  const shared = await sharedLedger(config);
  const holder = await openFolderClaim(config, folder, { write: () => {} }, shared).peek();
  if (holder === null) return [];
  return [{ item: "outro monitor", situacao: "falha", mensagem: takenText(config, holder) }];
}

/** A destination that is the watched folder, or a link to elsewhere. */
async function checkPlaces(
  directories: readonly string[],
  folder: RetornoFolder,
  deadlineMs: number,
): Promise<CheckItem[]> {
  return (await folder.places?.(directories, deadlineMs) ?? []).flatMap(
    ({ directory, real, own, linked }): CheckItem[] => {
      if (own) {
        return [{ item: "destinos", situacao: "falha", mensagem: ownFolderText(directory, real) }];
      }
      const mensagem = `${directory} é um atalho para ${real}`;
      return linked ? [{ item: "destinos", situacao: "aviso", mensagem }] : [];
    },
  );
}

function folderMessage(error: unknown): string {
  if (!(error instanceof FolderUnreachable)) throw error;
  return `${error.diagnosis.message} (${error.diagnosis.code})`;
}

async function checkData(config: Config, acknowledge: boolean): Promise<CheckItem[]> {
  let ledger: Ledger;
  try {
    ledger = await writableLedger(config);
    const verdict = ledgerVerdict(config);
    if (verdict !== null) {
      return [{ item: "dados", situacao: "falha", mensagem: damageAdvice(verdict) }];
    }
  } catch (error) {
    if (error instanceof LedgerDamaged) {
      return [{ item: "dados", situacao: "falha", mensagem: adviceOn(error) }];
    }
    if (error instanceof Failure || error instanceof LedgerUnavailable) {
      return [{ item: "dados", situacao: "falha", mensagem: error.message }];
    }
    throw error;
  }
  const items: CheckItem[] = [{
    item: "dados",
    situacao: "ok",
    mensagem: await ledgerText(config),
  }];
  const rebuild = await ledger.rebuild.latest();
  if (rebuild !== null) {
    items.push({
      item: "dados",
      situacao: "aviso",
      mensagem: rebuild.finishedAt === null
        ? `o livro de registro, danificado em ${
          localHuman(rebuild.noticedAt)
        }, ainda está sendo refeito; nenhum arquivo novo é processado antes do fim`
        : `o livro de registro foi refeito em ${localHuman(rebuild.finishedAt)} (${
          rebuild.report?.files ?? 0
        } arquivo(s)); o danificado está em ${rebuild.kept}`,
    });
  }
  const refused = await ledger.outbox.refused();
  for (const row of refused) {
    items.push({
      item: queueName(row.channel),
      situacao: acknowledge ? "aviso" : "falha",
      mensagem:
        `recusado em definitivo: "${row.title}" de ${localHuman(row.queuedAt)}: ${
          row.lastError ?? ""
        }` +
        (acknowledge
          ? " (dado por visto)"
          : ` (corrija [${row.channel.toUpperCase()}]; depois: verificar --reconhecer-emails)`),
    });
  }
  if (acknowledge) await ledger.outbox.acknowledge(clock.now().wall);
  for (const one of await readChannels(ledger, channelNames(config))) {
    const item = queueItem(one);
    if (item !== null) items.push(item);
  }
  return items;
}

/** Name of the check of a channel's queue. */
function queueName(channel: string): string {
  return channel === "email" ? "fila de email" : `fila ${channel}`;
}

/** Where the ledger is, and that it works. */
async function ledgerText(config: Config): Promise<string> {
  if (config.livro.motor === "sqlite") {
    return `livro de registro íntegro em ${config.caminhos.pastaDados}`;
  }
  const { ledgerPlace } = await import("../compose/engine.ts");
  return `livro de registro em ${ledgerPlace(config)} respondeu`;
}

/** A queue that waits, or that is held because of who we are. */
function queueItem({ channel, waiting, head }: ChannelRecords): CheckItem | null {
  if (head === null) return null;
  const item = queueName(channel);
  const last = head.lastError === null ? "" : `: ${head.lastError}`;
  if (head.hold === null) {
    const mensagem = `${waiting} mensagem(ns) esperando entrega${last}`;
    return { item, situacao: "aviso", mensagem };
  }
  return {
    item,
    situacao: "falha",
    mensagem: `${waiting} mensagem(ns) retida(s) desde ${
      localHuman(head.hold.since)
    }${last} ${head.hold.cure} Próxima tentativa: ${localHuman(head.nextAttemptAt)}`,
  };
}

async function checkDisk(config: Config): Promise<CheckItem> {
  const { pastaDados } = config.caminhos;
  try {
    const { bavail, bsize } = await statfs(pastaDados);
    const free = bavail * bsize;
    const mensagem = `${decimalText(free / 1024 ** 3, 1)} GB livres em ${pastaDados}`;
    return { item: "disco", situacao: free < LITTLE_SPACE ? "aviso" : "ok", mensagem };
  } catch (error) {
    return {
      item: "disco",
      situacao: "aviso",
      mensagem: `o espaço livre de ${pastaDados} não pôde ser lido: ${
        error instanceof Error ? error.message : error
      }`,
    };
  }
}

async function checkLog(config: Config): Promise<CheckItem> {
  const trouble = await logTrouble(config);
  return trouble === null
    ? { item: "log", situacao: "ok", mensagem: `pode gravar em ${config.logs.arquivoLog}` }
    : { item: "log", situacao: "falha", mensagem: trouble };
}

async function checkMail(
  config: Config,
  context: CommandContext,
  send: boolean,
): Promise<CheckItem[]> {
  const { email } = config;
  if (!email.habilitado) {
    return [{ item: "email", situacao: "pulado", mensagem: "desligado em [EMAIL] habilitado" }];
  }
  const tokens = await openTokens(config);
  const steps: CheckItem[] = [];
  if (tokens !== null) {
    const { ok, mensagem } = await checkToken(tokens);
    steps.push({ item: "oauth2", situacao: ok ? "ok" : "falha", mensagem });
    if (!ok) return steps;
  }
  const channel = mailChannel(config, tokens);
  const delivery: Delivery = send
    ? await sendTest(config, channel, context)
    : await channel.check();
  // The monitor looks at its queue every few seconds: what was held goes out now.
  if (send && delivery.kind === "accepted") await releaseQueue(config, "email");
  const server = `${email.smtpServidor}:${email.smtpPorta} (${email.seguranca})`;
  if (delivery.kind !== "accepted") {
    const cure = delivery.kind === "held" ? ` ${delivery.cure}` : "";
    return [...steps, {
      item: "email",
      situacao: "falha",
      mensagem: `${server}: ${delivery.reason}${cure}`,
    }];
  }
  if (delivery.warning !== undefined) {
    return [...steps, {
      item: "email",
      situacao: "aviso",
      mensagem: `${server}: ${delivery.warning}`,
    }];
  }
  return [...steps, {
    item: "email",
    situacao: "ok",
    mensagem: send
      ? `email de teste aceito por ${server} para ${email.destinatarios.join(", ")}`
      : delivery.anonymous
      ? `${server} respondeu (sem login)`
      : `${server} respondeu e aceitou a conta`,
  }];
}

/** Whether the others can be reached; `canais --testar` sends something. */
async function checkOtherChannels(config: Config): Promise<CheckItem[]> {
  const names = channelNames(config).filter((name) => name !== "email");
  return await Promise.all(names.map(async (item): Promise<CheckItem> => {
    const delivery = await (await openChannel(config, item)).check();
    if (delivery.kind === "accepted") return { item, situacao: "ok", mensagem: "respondeu" };
    const cure = delivery.kind === "held" ? ` ${delivery.cure}` : "";
    return { item, situacao: "falha", mensagem: delivery.reason + cure };
  }));
}

/** A ledger that cannot be written was told of above. */
async function releaseQueue(config: Config, channel: string): Promise<void> {
  try {
    await (await writableLedger(config)).outbox.release(channel, clock.now().wall);
  } catch (error) {
    const told = [LedgerDamaged, LedgerUnavailable, Failure].some((kind) => error instanceof kind);
    if (!told) throw error;
  }
}

async function checkMonitor(config: Config): Promise<CheckItem> {
  const running = await monitorRuns(config);
  return running
    ? { item: "monitor", situacao: "ok", mensagem: "está rodando" }
    : { item: "monitor", situacao: "aviso", mensagem: "não está rodando" };
}
