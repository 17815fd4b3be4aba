/** What a monitor shows of itself while all is well. */
import type { MonitorStatus } from "../../core/ports/ledger/presence.port.ts";

/** Of the folder `P`, since the beginning of time. */
export const WELL = {
  state: "operacional",
  since: 0,
  folder: "P",
  lastProbe: null,
  nextProbe: null,
  intervalSeconds: 300,
  diagnosis: null,
  pending: 0,
  unstable: false,
} as const satisfies MonitorStatus;
