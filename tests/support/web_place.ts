/** The real program with a real mail server and a real HTTP server for each channel. For tests only. */
import { type HttpSite, startHttp } from "./http_site.ts";
import { Installation } from "./installation.ts";
import { type SmtpTestServer, startSmtp } from "./smtp.ts";

/** The secrets of this installation; each is found wherever it should not be. */
export const MARKS = {
  mail: "MARCA-senha-8261",
  teams: "MARCA-teams-4410",
  telegram: "MARCA:telegram_9137",
  webhook: "MARCA-webhook-5529",
} as const;

/** Names of the channels over HTTP. */
export const WEB = ["teams", "telegram", "webhook"] as const;

/** Everything that runs. */
export class WebPlace implements AsyncDisposable {
  private constructor(
    readonly place: Installation,
    readonly smtp: SmtpTestServer,
    readonly sites: Readonly<Record<(typeof WEB)[number], HttpSite>>,
  ) {}

  static async open(): Promise<WebPlace> {
    const smtp = await startSmtp({ account: { user: "usuario17", password: MARKS.mail } });
    const teams = await startHttp(202);
    const telegram = await startHttp(200, '{"ok":true,"result":{}}');
    const webhook = await startHttp(204);
    const place = new Installation(smtp.port, {
      EMAIL: [
        "smtp_servidor = 127.0.0.1",
        `smtp_porta = ${smtp.port}`,
        "seguranca = nenhuma",
        "usuario = usuario17",
        `senha = ${MARKS.mail}`,
        "remetente = monitor@exemplo.invalid",
        "destinatarios = equipe@exemplo.invalid",
      ],
      TEAMS: ["habilitado = sim", `url = ${teams.url}/fluxo/${MARKS.teams}?sig=${MARKS.teams}`],
      TELEGRAM: [
        "habilitado = sim",
        "conversa = -100",
        `token = ${MARKS.telegram}`,
        `servidor = ${telegram.url}`,
      ],
      WEBHOOK: ["habilitado = sim", `url = ${webhook.url}/avisos`, `segredo = ${MARKS.webhook}`],
    });
    return new WebPlace(place, smtp, { teams, telegram, webhook });
  }

  /** Starts the monitor and waits until it works. */
  async run(): Promise<Deno.ChildProcess> {
    const child = this.place.start();
    await this.place.until(
      "the monitor runs",
      () => this.place.said("Verificando arquivos existentes") > 0,
    );
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]();
    await this.smtp[Symbol.asyncDispose]();
    for (const site of Object.values(this.sites)) await site[Symbol.asyncDispose]();
  }
}
