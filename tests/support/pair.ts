/** Two machines, each with an installation of its own, on one folder and one ledger. */
import type { PostgresAddress } from "../lab/postgres.ts";
import { Installation, type Sections } from "./installation.ts";
import { placeWithServer } from "./postgres_place.ts";

/** `prazo_posse` of both, in seconds: the shortest that config.ini takes. */
export const TERM_SECONDS = 5;

/** An installation on the folder of `first`, or one that others can share. Its machine goes by the name of `post`. */
export function machine(
  post: string,
  address: PostgresAddress,
  options: {
    readonly first?: Installation;
    readonly smtpPort?: number | null;
    readonly sections?: Sections;
  } = {},
): Installation {
  const { first, smtpPort = null, sections = {} } = options;
  const place = placeWithServer("postgresql", address, smtpPort, [
    `posto = ${post}`,
    `prazo_posse = ${TERM_SECONDS}`,
  ], sections);
  if (first === undefined) return place;
  const text = Deno.readTextFileSync(place.config).replace(place.folder, first.folder);
  Deno.writeTextFileSync(place.config, text);
  return place;
}

/** The document of `estado`, and the exit code. */
export async function stateOf(place: Installation) {
  const { code, out, err } = await place.run("estado", "--json");
  try {
    return { code, ...JSON.parse(out) };
  } catch {
    throw new Error(`estado: ${out}${err}`);
  }
}
