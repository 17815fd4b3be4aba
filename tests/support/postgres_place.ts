/** Installations that know a PostgreSQL server. */
import type { PostgresAddress } from "../lab/postgres.ts";
import { Installation, type Sections } from "./installation.ts";

/** An installation whose ledger is kept by `engine`, and whose server is that database. `more`: lines of [LIVRO_DE_REGISTRO]. */
export function placeWithServer(
  engine: "sqlite" | "postgresql",
  address: PostgresAddress,
  smtpPort: number | null = null,
  more: readonly string[] = [],
  sections: Sections = {},
): Installation {
  const place = new Installation(smtpPort, {
    LIVRO_DE_REGISTRO: [
      `motor = ${engine}`,
      `servidor = ${address.host}`,
      `porta = ${address.port}`,
      `banco = ${address.database}`,
      `usuario = ${address.user}`,
      "tls = nenhum",
      ...more,
    ],
    ...sections,
  });
  place.env.MONITOR_RETORNOS_LIVRO = address.password;
  return place;
}
