/** The sign of life to the outside. */
import type { HeartbeatLane } from "../app/heartbeat_lane.ts";
import type { FolderWatch } from "../app/watch/folder_watch.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../ports/log.port.ts";
import { maintenanceOf } from "./duties.ts";
import { clock } from "./machine.ts";

/** Its lane; null, and nothing of it loaded, when there is no address. */
export async function openHeartbeat(
  config: Config,
  log: Log,
  watch: Pick<FolderWatch, "snapshot">,
): Promise<HeartbeatLane | null> {
  const { url } = config.batimento;
  if (url === null) return null;
  const { HttpHeartbeat } = await import("../adapters/heartbeat/http_heartbeat.ts");
  const { HeartbeatLane } = await import("../app/heartbeat_lane.ts");
  const maintenance = maintenanceOf(config);
  const facts = (now: number) => {
    const { watch: state, quietTrouble } = watch.snapshot();
    return {
      lastSeen: state.lastProbe,
      down: state.watch.kind === "down" || quietTrouble !== null,
      maintenance: maintenance(now) !== null,
    };
  };
  return new HeartbeatLane({ clock, log, heartbeat: new HttpHeartbeat(url), facts }, {
    intervalMs: config.servidor.intervaloVerificacao * 1000,
    probeDeadlineMs: config.servidor.prazoSonda * 1000,
  });
}
