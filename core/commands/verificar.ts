/** `verificar`: tries out everything the monitor depends on, and says of each thing whether it works. */
import { statfs } from "node:fs/promises";
import { localHuman } from "../adapters/clock/local_time.ts";
import { damageAdvice, damageReason } from "../adapters/ledger/damage.ts";
import { checkLedger, openLedger } from "../adapters/ledger/database.ts";
import type { SqliteLedger } from "../adapters/ledger/sqlite_ledger.ts";
import type { Config } from "../config/config.ts";
import { messageIdFor } from "../domain/message_id.ts";
import { FolderUnreachable } from "../ports/folder.port.ts";
import type { Delivery } from "../ports/mailer.port.ts";
import { mailFor } from "../words/mail.ts";
import { clock, openFolder } from "./compose.ts";
import {
  type CommandContext,
  CommandFailure,
  type CommonOptions,
  dataFiles,
  EXIT,
  settings,
  writableLedger,
} from "./context.ts";
import { passwordSource } from "./password.ts";

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
    await checkMail(config, context, options.enviarEmail ?? false),
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
      await folder.trial([pastaProcessados, pastaErro, pastaIgnorados], deadline);
      return [reached, {
        item: "permissao",
        situacao: "ok",
        mensagem: "pode criar, renomear, mover e remover na pasta",
      }];
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

function folderMessage(error: unknown): string {
  if (!(error instanceof FolderUnreachable)) throw error;
  return `${error.diagnosis.message} (${error.diagnosis.code})`;
}

async function checkData(config: Config, acknowledge: boolean): Promise<CheckItem[]> {
  let ledger: SqliteLedger;
  try {
    ledger = await writableLedger(config);
    const db = openLedger(dataFiles(config).ledger, { readOnly: true });
    const verdict = checkLedger(db, false);
    db.close();
    if (verdict !== null) {
      return [{ item: "dados", situacao: "falha", mensagem: damageAdvice(verdict) }];
    }
  } catch (error) {
    const reason = damageReason(error);
    if (reason !== null) {
      return [{ item: "dados", situacao: "falha", mensagem: damageAdvice(reason) }];
    }
    if (error instanceof CommandFailure) {
      return [{ item: "dados", situacao: "falha", mensagem: error.message }];
    }
    throw error;
  }
  const items: CheckItem[] = [{
    item: "dados",
    situacao: "ok",
    mensagem: `livro de registro íntegro em ${config.caminhos.pastaDados}`,
  }];
  const rebuild = ledger.rebuild.latest();
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
  const refused = ledger.outbox.refused();
  const waiting = ledger.outbox.waiting();
  for (const row of refused) {
    items.push({
      item: "fila de email",
      situacao: acknowledge ? "aviso" : "falha",
      mensagem:
        `recusado em definitivo: "${row.message.subject}" de ${localHuman(row.message.date)}: ${
          row.lastError ?? ""
        }` +
        (acknowledge
          ? " (dado por visto)"
          : " (corrija [EMAIL]; depois: verificar --reconhecer-emails)"),
    });
  }
  if (acknowledge) ledger.outbox.acknowledge(clock.now().wall);
  if (waiting > 0) {
    items.push({
      item: "fila de email",
      situacao: "aviso",
      mensagem: `${waiting} mensagem(ns) esperando entrega${
        ledger.outbox.head()?.lastError ? `: ${ledger.outbox.head()?.lastError}` : ""
      }`,
    });
  }
  return items;
}

async function checkDisk(config: Config): Promise<CheckItem> {
  const { pastaDados } = config.caminhos;
  try {
    const { bavail, bsize } = await statfs(pastaDados);
    const free = bavail * bsize;
    const mensagem = `${(free / 1024 ** 3).toFixed(1)} GB livres em ${pastaDados}`;
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

async function checkMail(
  config: Config,
  context: CommandContext,
  send: boolean,
): Promise<CheckItem> {
  const { email } = config;
  if (!email.habilitado) {
    return { item: "email", situacao: "pulado", mensagem: "desligado em [EMAIL] habilitado" };
  }
  const { mailerFromConfig } = await import("../adapters/mail/smtp_mailer.ts");
  const mailer = mailerFromConfig(email, passwordSource(config));
  const now = clock.now().wall;
  const id = crypto.randomUUID();
  const delivery: Delivery = send
    ? await mailer.send({
      ...mailFor({
        kind: "test",
        id,
        folder: config.caminhos.pastaRetorno,
        sentAt: now,
        version: context.version,
      }, localHuman),
      messageId: messageIdFor("teste", id, email.remetente),
      date: now,
      from: email.remetente,
      to: email.destinatarios,
    })
    : await mailer.check();
  const server = `${email.smtpServidor}:${email.smtpPorta} (${email.seguranca})`;
  if (delivery.kind !== "accepted") {
    return { item: "email", situacao: "falha", mensagem: `${server}: ${delivery.reason}` };
  }
  if (delivery.warning !== undefined) {
    return { item: "email", situacao: "aviso", mensagem: `${server}: ${delivery.warning}` };
  }
  return {
    item: "email",
    situacao: "ok",
    mensagem: send
      ? `email de teste aceito por ${server} para ${email.destinatarios.join(", ")}`
      : `${server} respondeu e aceitou a conta`,
  };
}

async function checkMonitor(config: Config): Promise<CheckItem> {
  const running = await dataFiles(config).monitorLock.isHeld();
  return running
    ? { item: "monitor", situacao: "ok", mensagem: "está rodando" }
    : { item: "monitor", situacao: "aviso", mensagem: "não está rodando" };
}
