/** What is told by the clock and the calendar, as far as config.ini asks for it. */
import type { Announcer } from "../app/tell/announce.ts";
import { Duties, type Duty } from "../app/tell/duties/duties.ts";
import { OutageDuty } from "../app/tell/duties/outage_duty.ts";
import { ScheduledDuty } from "../app/tell/duties/scheduled_duty.ts";
import { SummaryDuty } from "../app/tell/duties/summary_duty.ts";
import type { Config } from "../config/config.ts";
import { type Stretch, windowAt } from "../domain/told/maintenance.ts";
import type { Channel } from "../ports/channel.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { localCalendar } from "./machine.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The maintenance window that a moment (ms since the Unix epoch) lies in, or null. */
export type Maintenance = (at: number) => Stretch | null;

/** The windows of config.ini, in this machine's zone. */
export function maintenanceOf(config: Config): Maintenance {
  const { janelas } = config.manutencao;
  return (at) => windowAt(janelas, at, localCalendar);
}

/** The duties; each is there only when it has something to do. */
export function openDuties(
  config: Config,
  ledger: Ledger,
  announcer: Announcer,
  channels: readonly Channel[],
): Duties {
  const { email, manutencao, verificacaoAgendada, servidor, caminhos } = config;
  const { outages, outbox, telling } = ledger;
  const calendar = localCalendar;
  const about = {
    folder: caminhos.pastaRetorno,
    intervalSeconds: servidor.intervaloVerificacao,
  };
  const duties: Duty[] = [
    new OutageDuty({ outages, announcer }, {
      ...about,
      reminderMs: email.lembreteHoras === null ? null : email.lembreteHoras * HOUR_MS,
      escalationMs: email.escalarPara.length === 0 ? null : email.escalarAposMinutos * MINUTE_MS,
    }),
  ];
  if (verificacaoAgendada.habilitado) {
    const { horario: minute, diasSemana: weekdays } = verificacaoAgendada;
    duties.push(
      new ScheduledDuty({ telling, outages, announcer, calendar }, {
        ...about,
        check: { minute, weekdays },
        windows: manutencao.janelas,
      }),
    );
  }
  if (email.resumoDiario !== null) {
    duties.push(
      new SummaryDuty({ telling, outbox, announcer, calendar, channels }, {
        folder: caminhos.pastaRetorno,
        minute: email.resumoDiario,
      }),
    );
  }
  return new Duties(duties, maintenanceOf(config));
}
