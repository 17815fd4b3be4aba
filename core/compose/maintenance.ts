/** The maintenance windows of config.ini, in this machine's zone. */
import type { Config } from "../config/config.ts";
import { type Stretch, windowAt } from "../domain/told/maintenance.ts";
import { localCalendar } from "./machine.ts";

/** The maintenance window that a moment (ms since the Unix epoch) lies in, or null. */
export type Maintenance = (at: number) => Stretch | null;

/** The windows that a configuration names. */
export function maintenanceOf(config: Config): Maintenance {
  const { janelas } = config.manutencao;
  return (at) => windowAt(janelas, at, localCalendar);
}
