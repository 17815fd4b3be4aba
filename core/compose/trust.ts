/** Whether a program with all rights may believe its own configuration and data. */
import { readSddl, whoRuns } from "../adapters/access/windows_access.ts";
import type { Config } from "../config/config.ts";
import { CHANGES, REPLACES_CHILD, strangers } from "../domain/access.ts";
import { Failure } from "../domain/failure.ts";
import { openToOthersText } from "../words/trouble.ts";
import { dirname } from "node:path";

/** What {@link refuseOpenPlaces} asks Windows; outside Windows nobody is asked. */
export interface AccessSource {
  whoRuns(): { readonly sid: string; readonly elevated: boolean };
  readSddl(path: string): string;
}

/**
 * Ends a program that runs as SYSTEM or elevated when somebody else could change the data folder, or the configuration that
 * names a command to run. A folder that is not there yet is nobody's.
 *
 * @throws {Failure} `acesso`: others can change it, or Windows does not say who can.
 */
export async function refuseOpenPlaces(
  config: Config,
  access: AccessSource | null = Deno.build.os === "windows" ? { whoRuns, readSddl } : null,
): Promise<void> {
  if (access === null) return;
  const runner = access.whoRuns();
  if (!runner.elevated) return;
  const places: [string, number][] = [[config.caminhos.pastaDados, CHANGES]];
  if (config.integracao.comando !== null) {
    places.push([config.file, CHANGES], [dirname(config.file), REPLACES_CHILD]);
  }
  for (const [place, mask] of places) {
    if (!await exists(place)) continue;
    const others = strangers(access.readSddl(place), [runner.sid], mask);
    if (others.length === 0) continue;
    throw new Failure("acesso", openToOthersText(place, others.map((o) => o.who)));
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
