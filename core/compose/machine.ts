/** This machine: its clock, its time zone, its event log, its watchdog. */
export {
  localDate,
  localDateTime,
  localHuman,
  localIso,
  startOfDay,
} from "../adapters/clock/local_time.ts";
import { SystemClock } from "../adapters/clock/system_clock.ts";

/** Time of this machine. */
export const clock = new SystemClock();
