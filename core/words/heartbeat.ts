/** The sign of life to the outside, in words. The address is a secret and is never part of them. */
import { info, type LogLine, warning } from "./log/line.ts";

/** The other side answered, and not with a success. */
export function pingTrouble(status: number): string {
  if (status >= 300 && status < 400) {
    return `o endereço responde com um redirecionamento (HTTP ${status}), que não é seguido`;
  }
  if (status === 404 || status === 410) return `o endereço não existe (mais) (HTTP ${status})`;
  return `o outro lado respondeu HTTP ${status}`;
}

/** What each kind of failure looks like in the runtime's words, which are not shown: they name the address. */
const FAILURES: readonly (readonly [RegExp, string])[] = [
  [/dns|lookup|name resolution|resolve/i, "o nome do servidor não foi encontrado"],
  [/refused/i, "a conexão foi recusada"],
  [/certificate|tls|ssl|handshake/i, "a conexão segura (TLS) não pôde ser feita"],
  [/reset|closed|broken pipe|eof/i, "a conexão foi interrompida"],
  [/unreachable|no route/i, "a rede não alcança o servidor"],
];

/** There was no answer. `limitMs`: it was cut off after so long; null: it failed by itself. */
export function pingTroubleOf(detail: string, limitMs: number | null): string {
  if (limitMs !== null) return `sem resposta em ${limitMs / 1000} s`;
  return FAILURES.find(([pattern]) => pattern.test(detail))?.[1] ?? "a conexão falhou";
}

/** Said once, when the signs begin to fail. */
export function heartbeatFailingLine(reason: string): LogLine {
  return warning(
    `💓 O batimento ([BATIMENTO] url) não está chegando: ${reason}. O monitor segue normalmente e continua tentando.`,
  );
}

/** Said once, when they arrive again. */
export function heartbeatBackLine(): LogLine {
  return info("💓 O batimento voltou a chegar");
}
