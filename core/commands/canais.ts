/** `canais`: the ways to people, what waits for each, its last error; with `--testar` a message to each. */
import { ALL_CHANNELS, type ChannelName, channelNames } from "../compose/channel_names.ts";
import { openChannel } from "../compose/channels.ts";
import { readableLedger, writableLedger } from "../compose/ledger.ts";
import { clock, localHuman, localIso } from "../compose/machine.ts";
import { readChannels } from "../compose/status.ts";
import type { Config } from "../config/config.ts";
import type { Channel, Delivery } from "../ports/channel.port.ts";
import { type ChannelDocument, channelDocument } from "../views/channels.ts";
import { channelName, NOTHING_TESTED } from "../words/channels.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Options of `canais`. */
export interface CanaisOptions extends CommonOptions {
  readonly testar?: boolean;
}

/** One channel as `canais --json` shows it. */
export interface ListedChannel extends ChannelDocument {
  readonly habilitado: boolean;
  /** What became of the test message; null: none was sent. */
  readonly teste: { readonly entregue: boolean; readonly mensagem: string } | null;
}

/** Exit code 0, or 1 when a test message was not taken. */
export async function canais(options: CanaisOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  const enabled = channelNames(config);
  // All at once: one that hangs delays none.
  const tests = new Map(
    await Promise.all(
      (options.testar ? enabled : []).map(async (name) =>
        [name, await sendTest(config, await openChannel(config, name), context)] as const
      ),
    ),
  );
  await releaseTaken(config, tests);
  const list = await listChannels(config, enabled, tests);
  if (context.json) context.document({ canais: list });
  else context.say(list.map(describe).join("\n"));
  if (options.testar && enabled.length === 0) context.say(NOTHING_TESTED);
  return [...tests.values()].every(({ kind }) => kind === "accepted") ? EXIT.done : EXIT.failure;
}

/** Sends a test message past the queue. Never rejects. */
export async function sendTest(
  config: Config,
  channel: Channel,
  context: CommandContext,
): Promise<Delivery> {
  const now = clock.now().wall;
  const message = channel.compose({
    kind: "test",
    id: crypto.randomUUID(),
    folder: config.caminhos.pastaRetorno,
    sentAt: now,
    version: context.version,
  }, now);
  return await channel.deliver(message!.payload);
}

/** Where a test was taken, what was held goes out: the monitor looks at its queues every few seconds. */
async function releaseTaken(
  config: Config,
  tests: ReadonlyMap<ChannelName, Delivery>,
): Promise<void> {
  const taken = [...tests].filter(([, { kind }]) => kind === "accepted");
  if (taken.length === 0 || await readableLedger(config) === null) return;
  const ledger = await writableLedger(config);
  for (const [name] of taken) await ledger.outbox.release(name, clock.now().wall);
}

async function listChannels(
  config: Config,
  enabled: readonly ChannelName[],
  tests: ReadonlyMap<ChannelName, Delivery>,
): Promise<ListedChannel[]> {
  const ledger = await readableLedger(config);
  const known = ledger === null ? [] : await readChannels(ledger, ALL_CHANNELS);
  return ALL_CHANNELS.map((channel) => {
    const records = known.find((one) => one.channel === channel) ??
      { channel, waiting: 0, refused: 0, head: null };
    return {
      ...channelDocument(records, localIso),
      habilitado: enabled.includes(channel),
      teste: testDocument(tests.get(channel)),
    };
  });
}

function testDocument(delivery: Delivery | undefined): ListedChannel["teste"] {
  if (delivery === undefined) return null;
  if (delivery.kind === "accepted") {
    return { entregue: true, mensagem: delivery.warning ?? "mensagem de teste aceita" };
  }
  const cure = delivery.kind === "held" ? ` ${delivery.cure}` : "";
  return { entregue: false, mensagem: delivery.reason + cure };
}

function describe(channel: ListedChannel): string {
  const name = channelName(channel.canal).padEnd(10);
  if (!channel.habilitado && channel.naFila === 0) return `⏭️ ${name} desligado`;
  const mark = channel.situacao === "retido" ? "🔒" : channel.situacao === "ok" ? "✅" : "⏳";
  const when = (iso: string | null) => iso === null ? "-" : localHuman(Date.parse(iso));
  const lines = [
    `${mark} ${name} ${channel.naFila} na fila, ${channel.recusadas} recusada(s)` +
    (channel.habilitado ? "" : " (desligado)"),
  ];
  if (channel.ultimoErro !== null) {
    lines.push(
      `   último erro: ${channel.ultimoErro}${
        channel.oQueFazer === null ? "" : ` ${channel.oQueFazer}`
      }`,
    );
    lines.push(`   próxima tentativa: ${when(channel.proximaTentativa)}`);
  }
  if (channel.teste !== null) {
    lines.push(`   teste: ${channel.teste.entregue ? "✅" : "❌"} ${channel.teste.mensagem}`);
  }
  return lines.join("\n");
}
