/** What a process that we start gets of our environment. */

/** Secrets of ours are nobody else's business. */
const PRIVATE = /^MONITOR_RETORNOS_(SENHA|OAUTH2|TEAMS|TELEGRAM|WEBHOOK|LIVRO)$/i;

/** Everything but our secrets, and what Windows hides in names that begin with `=`. Start the process with `clearEnv`. */
export function childEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) =>
      name !== "" && !name.startsWith("=") && !PRIVATE.test(name)
    ),
  );
}
