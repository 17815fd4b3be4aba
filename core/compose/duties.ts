/** What is told by the clock and the calendar, as far as config.ini asks for it. */
import type { Announcer } from "../app/tell/announce.ts";
import { Duties, type Duty } from "../app/tell/duties/duties.ts";
import { ExpectedDuty } from "../app/tell/duties/expected_duty.ts";
import { GapDuty } from "../app/tell/duties/gap_duty.ts";
import { OutageDuty } from "../app/tell/duties/outage_duty.ts";
import { ScheduledDuty } from "../app/tell/duties/scheduled_duty.ts";
import { SummaryDuty } from "../app/tell/duties/summary_duty.ts";
import type { Config } from "../config/config.ts";
import type { Channel } from "../ports/channel.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { localCalendar } from "./machine.ts";
import { missingNow } from "./expected.ts";
import { maintenanceOf } from "./maintenance.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The duties; each is there only when it has something to do. */
export function openDuties(
  config: Config,
  ledger: Ledger,
  tell: {
    readonly announcer: Announcer;
    readonly channels: readonly Channel[];
    readonly log: Log;
  },
): Duties {
  const { announcer, channels, log } = tell;
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
  const { files } = ledger;
  const { pastaRetorno: folder } = caminhos;
  if (config.esperados.length > 0) {
    const rules = config.esperados;
    duties.push(new ExpectedDuty({ telling, files, announcer, calendar }, { folder, rules }));
  }
  const graceMs = config.processamento.toleranciaLacunaHoras * HOUR_MS;
  duties.push(new GapDuty({ telling, files, announcer }, { folder, graceMs }));
  if (email.resumoDiario !== null) {
    duties.push(
      new SummaryDuty({ telling, history: ledger.history, outbox, announcer, calendar, channels }, {
        folder,
        windows: manutencao.janelas,
        missing: (now) => missingNow(config, ledger, now),
        minute: email.resumoDiario,
      }),
    );
  }
  return new Duties(duties, maintenanceOf(config), log);
}
