/** This machine: its clock, its time zone, its event log, its watchdog. */
export {
  localCalendar,
  localDate,
  localDateTime,
  localHuman,
  localIso,
  startOfDay,
} from "../adapters/clock/local_time.ts";
import type { Config } from "../config/config.ts";
import { SystemClock } from "../adapters/clock/system_clock.ts";

/** Time of this machine. */
export const clock = new SystemClock();

/** This machine, as people are told of it. */
export function postOf({ livro }: Config): string {
  return livro.posto ?? Deno.hostname();
}

/** The account at the keyboard, as the system names it: `DOMAIN\\user` on Windows; never empty. */
export function account(): string {
  const of = (name: string) => Deno.env.get(name)?.trim() || null;
  const user = of("USERNAME") ?? of("USER") ?? of("LOGNAME") ?? "?";
  const domain = Deno.build.os === "windows" ? of("USERDOMAIN") : null;
  return domain === null ? user : `${domain}\\${user}`;
}
