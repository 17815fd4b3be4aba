/** Carries out what the decision core asked for: first on disk, in one transaction, then to people. */
import { humanDuration } from "../domain/duration.ts";
import { type LogLine, outageLines, recoveryLines } from "../domain/log_lines.ts";
import { outageMail, recoveryMail } from "../domain/mail_texts.ts";
import { messageIdFor } from "../domain/message_id.ts";
import type { Outage } from "../domain/outage.ts";
import type { WatchEffect } from "../domain/watch.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import type { Notifier } from "../ports/notifier.port.ts";

/** Facts that appear in what people are told. */
export interface AnnouncerSettings {
  readonly folder: string;
  readonly intervalSeconds: number;
  /** Null: no mail is to be sent. */
  readonly mail: { readonly from: string; readonly to: readonly string[] } | null;
  readonly formatLocal: (ms: number) => string;
}

/** Where the announcements go. */
export interface AnnouncerPorts {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly notifier: Notifier;
  readonly events: EventLog;
}

/** Turns effects into records, messages, lines and notifications. */
export class Announcer {
  readonly #ports: AnnouncerPorts;
  readonly #settings: AnnouncerSettings;

  constructor(ports: AnnouncerPorts, settings: AnnouncerSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Makes the effects durable: outage and message stand or fall together. Throws what the ledger throws,
   * and then nothing happened: the caller keeps its old state and comes back. `now` in ms since the epoch.
   */
  persist(effects: readonly WatchEffect[], now: number, stillPending: number): void {
    if (effects.length === 0) return;
    this.#ports.ledger.transaction(() => {
      for (const effect of effects) this.#persistOne(effect, now, stillPending);
    });
  }

  /** Tells people at once: log and notifications. Mail follows from the outbox. */
  tell(effects: readonly WatchEffect[], now: number): void {
    for (const effect of effects) {
      for (const line of this.#lines(effect)) this.#ports.log.write(line.level, line.text);
      this.#notify(effect, now);
    }
  }

  #persistOne(effect: WatchEffect, now: number, stillPending: number): void {
    const { outages } = this.#ports.ledger;
    switch (effect.kind) {
      case "outage-opened":
        outages.open(effect.outage, this.#settings.folder);
        return this.#queueOutageMail(effect.outage, now);
      case "diagnosis-changed":
      case "folder-back":
      case "relapsed":
        return outages.update(effect.outage);
      case "outage-closed":
        outages.close(effect.outage, now);
        return this.#queueRecoveryMail(effect.outage, now, stillPending);
      case "false-alarm":
        return;
    }
  }

  #queueOutageMail(outage: Outage, now: number): void {
    const { mail, folder, intervalSeconds, formatLocal } = this.#settings;
    if (mail === null) return;
    const content = outageMail({
      outageId: outage.id,
      folder,
      startedAt: outage.startedAt,
      detectedAt: now,
      intervalSeconds,
      diagnosis: outage.diagnosis,
      unstable: outage.unstable,
    }, formatLocal);
    const messageId = messageIdFor("queda", outage.id, mail.from);
    const message = { ...mail, ...content, messageId, date: now };
    this.#ports.ledger.outbox.enqueue("queda", outage.id, message, now);
  }

  #queueRecoveryMail(outage: Outage, now: number, stillPending: number): void {
    const { mail, folder, formatLocal } = this.#settings;
    if (mail === null) return;
    const files = this.#ports.ledger.files.ofOutage(outage.id);
    const count = (situation: string) => files.filter((f) => f.situation === situation).length;
    const content = recoveryMail({
      outageId: outage.id,
      folder,
      startedAt: outage.startedAt,
      endedAt: outage.endedAt ?? now,
      duration: outage.downMs ?? 0,
      processed: count("processado"),
      refused: files.filter((f) => f.situation === "recusado")
        .map((f) => ({ name: f.name, reason: f.reason ?? "" })),
      duplicates: count("duplicado"),
      ignored: count("ignorado"),
      stillPending,
      unstable: outage.unstable,
    }, formatLocal);
    const messageId = messageIdFor("recuperacao", outage.id, mail.from);
    const message = { ...mail, ...content, messageId, date: now };
    this.#ports.ledger.outbox.enqueue("recuperacao", outage.id, message, now);
  }

  #lines(effect: WatchEffect): readonly LogLine[] {
    const { folder, intervalSeconds } = this.#settings;
    switch (effect.kind) {
      case "outage-opened": {
        const lines = [
          ...outageLines(folder, intervalSeconds),
          {
            level: "WARNING",
            text:
              `   Diagnóstico (${effect.outage.diagnosis.code}): ${effect.outage.diagnosis.message}`,
          } as const,
        ];
        if (!effect.outage.unstable) return lines;
        return [...lines, {
          level: "WARNING",
          text: "   Conexão instável: novos avisos só depois que a pasta ficar estável",
        }];
      }
      case "diagnosis-changed":
        return [{
          level: "WARNING",
          text:
            `   Diagnóstico agora (${effect.outage.diagnosis.code}): ${effect.outage.diagnosis.message}`,
        }];
      case "folder-back":
        return effect.resumed
          ? [{ level: "INFO", text: "🔄 Retomando a recuperação que foi interrompida" }]
          : recoveryLines();
      case "relapsed":
        return [{
          level: "WARNING",
          text:
            "⚠️  Servidor voltou a ficar inacessível antes do fim da recuperação; é a mesma queda",
        }];
      case "outage-closed":
        return [{
          level: "INFO",
          text: `⏱️ Servidor ficou inacessível por ${humanDuration(effect.outage.downMs ?? 0)}`,
        }];
      case "false-alarm":
        return [{
          level: "INFO",
          text: `ℹ️ Falha passageira de acesso à pasta, já superada: ${effect.diagnosis.message}`,
        }];
    }
  }

  #notify(effect: WatchEffect, now: number): void {
    const { folder, formatLocal } = this.#settings;
    if (effect.kind === "outage-opened") {
      const { diagnosis } = effect.outage;
      this.#ports.events.write(
        "queda",
        `Servidor inacessível: ${folder}\n${diagnosis.code}: ${diagnosis.message}`,
      );
      this.#ports.notifier.notify({
        id: `${effect.outage.id}-queda`,
        kind: "queda",
        title: "Servidor Inacessível",
        text: `${folder}\nDesde ${
          formatLocal(effect.outage.startedAt)
        }. O monitor espera e tenta de novo sozinho.`,
        at: now,
      });
    } else if (effect.kind === "outage-closed") {
      const files = this.#ports.ledger.files.ofOutage(effect.outage.id);
      const processed = files.filter((f) => f.situation === "processado").length;
      this.#ports.events.write(
        "recuperacao",
        `Servidor recuperado: ${folder}\nFora do ar por ${
          humanDuration(effect.outage.downMs ?? 0)
        }; ${processed} arquivo(s) processado(s)`,
      );
      this.#ports.notifier.notify({
        id: `${effect.outage.id}-recuperacao`,
        kind: "recuperacao",
        title: "Servidor Recuperado",
        text: `${folder}\nFora do ar por ${
          humanDuration(effect.outage.downMs ?? 0)
        }. Arquivos processados: ${processed}.`,
        at: now,
      });
    }
  }
}
