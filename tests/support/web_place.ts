/** The real program with a real mail server and a real HTTP server for each channel. For tests only. */
import { type HttpFault, type HttpSite, startHttp } from "./http_site.ts";
import { Installation, type Sections } from "./installation.ts";
import { type SmtpTestServer, startSmtp } from "./smtp.ts";

/** The secrets of this installation; each is found wherever it should not be. */
export const MARKS = {
  mail: "MARCA-senha-8261",
  teams: "MARCA-teams-4410",
  telegram: "MARCA:telegram_9137",
  webhook: "MARCA-webhook-5529",
  oauth: "MARCA-oauth2-7716",
  /** The access token that the token server grants. */
  access: "MARCA-acesso-3302",
  heartbeat: "MARCA-batimento-6093",
} as const;

/** Names of the channels over HTTP. */
export const WEB = ["teams", "telegram", "webhook"] as const;

/** Header of every message over HTTP: its id, in lower case as a server has it. */
export const ID_HEADER = "x-monitorretornos-id";

/** What the token server of {@link WebPlace} says when all is well. */
export const GRANTED: HttpFault = {
  status: 200,
  body: JSON.stringify({ access_token: MARKS.access, expires_in: 3600 }),
};

/** What may be otherwise. */
export interface WebPlaceOptions {
  /** How the mail account is asked for. */
  readonly login?: "senha" | "oauth2";
  /** Further sections, or others in place of the usual ones. */
  readonly sections?: Sections;
}

/** Everything that runs. */
export class WebPlace implements AsyncDisposable {
  private constructor(
    readonly place: Installation,
    readonly smtp: SmtpTestServer,
    readonly sites: Readonly<Record<(typeof WEB)[number], HttpSite>>,
    /** The token server, asked only with `login: "oauth2"`. */
    readonly tokens: HttpSite,
  ) {}

  static async open(options: WebPlaceOptions = {}): Promise<WebPlace> {
    const { login = "senha", sections = {} } = options;
    const smtp = await startSmtp(
      login === "senha"
        ? { account: { user: "usuario17", password: MARKS.mail } }
        : { tokens: (_, token) => token === MARKS.access },
    );
    const tokens = await startHttp(500);
    tokens.behave(GRANTED);
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
        ...(login === "senha" ? [] : [
          "autenticacao = oauth2",
          "oauth2_provedor = outro",
          "oauth2_cliente = cliente-17",
          `oauth2_url_token = ${tokens.url}/token`,
        ]),
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
      ...sections,
    });
    if (login === "oauth2") place.env["MONITOR_RETORNOS_OAUTH2"] = MARKS.oauth;
    return new WebPlace(place, smtp, { teams, telegram, webhook }, tokens);
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

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Closes everything; `keep`: what is on disk stays, and so does what runs. */
  async end(keep = false): Promise<void> {
    if (!keep) await this.place[Symbol.asyncDispose]();
    await this.smtp[Symbol.asyncDispose]();
    for (const site of [...Object.values(this.sites), this.tokens]) {
      await site[Symbol.asyncDispose]();
    }
  }
}
