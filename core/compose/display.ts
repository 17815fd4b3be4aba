/** What shows the monitor to others, as a lane of it. */
import type { Lane } from "../app/lanes.ts";
import type { Config } from "../config/config.ts";
import { clock } from "./machine.ts";

/** Its lane; null, and nothing of it loaded, when nothing is to be shown. */
export async function openDisplay(config: Config, mainModule: string): Promise<Lane | null> {
  const { painel, relatorio, metricas } = config;
  if (!painel.habilitado && relatorio.arquivo === null && metricas.arquivo === null) return null;
  const { DisplayProcess } = await import("../adapters/site/display_process.ts");
  const { DisplayLane } = await import("../app/display_lane.ts");
  return new DisplayLane(new DisplayProcess(mainModule, config.file), clock);
}
