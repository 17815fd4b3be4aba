/** `estado`: what the monitor is doing now. Never touches the watched folder, so it answers during a freeze. */
import { localHuman } from "../compose/machine.ts";
import { oneLine } from "../domain/text.ts";
import { isOwn, readFoldersOrOwn, readFolderStatus } from "../compose/folders.ts";
import { statusPlaces } from "../compose/status.ts";
import { answeredText } from "../words/answered.ts";
import type { FolderDocument } from "../views/folders.ts";
import type { StatusDocument } from "../views/status.ts";
import type { ChannelDocument } from "../views/channels.ts";
import { TEST_WORD } from "../words/test_mark.ts";
import { channelName } from "../words/channels.ts";
import { roleText } from "../words/possession.ts";
import { waitText } from "../words/log/waits.ts";
import { EXIT } from "./exit.ts";
import { chosenConfig, type FolderOptions } from "./folder_choice.ts";
import { type CommandContext, settings } from "./output.ts";
import { table } from "./table.ts";

/** Prints the status document; exit code 0, or 4 when no monitor runs (of all folders: when none of them has one). */
export async function estado(options: FolderOptions, context: CommandContext): Promise<number> {
  if (options.todas) return await estadoDeTodas(options, context);
  const config = await settings(options);
  const chosen = await chosenConfig(options);
  const document = await readFolderStatus(config, chosen, context.version);
  // Where things are is said of this machine's own folder alone.
  const places = isOwn(config, chosen) ? statusPlaces(config) : {};
  if (context.json) context.document({ ...document, ...places });
  else context.say(describe(document));
  return document.estado === "parado" ? EXIT.notRunning : EXIT.done;
}

async function estadoDeTodas(options: FolderOptions, context: CommandContext): Promise<number> {
  const { pastas: folders, avisoLivro } = await readFoldersOrOwn(
    await chosenConfig(options),
    context.version,
  );
  if (context.json) context.document({ pastas: folders, avisoLivro });
  else if (folders.length === 0) context.say("O livro de registro ainda não tem pastas.");
  else context.say(table(FOLDER_TITLES, folders.map(folderCells)));
  if (avisoLivro !== null && !context.json) context.say(`Livro de registro: 💥 ${avisoLivro}`);
  return folders.some(({ estado }) => estado !== "parado") ? EXIT.done : EXIT.notRunning;
}

const FOLDER_TITLES = [
  ...[
    "Estado",
    "Desde",
    "Ativo em",
    "Reserva",
    "Pendentes",
    "Hoje",
    "Recusados",
    "Última queda",
    "Pasta",
  ],
];

function folderCells(f: FolderDocument): string[] {
  const when = (iso: string | null) => iso === null ? "-" : localHuman(Date.parse(iso));
  const outage = f.ultimaQueda;
  return [
    f.semSinalDeVida ? `${NAMES[f.estado]} ⚠️ sem sinal de vida` : NAMES[f.estado],
    when(f.desde),
    f.ativoEm ?? "-",
    f.reservas.join(", ") || "-",
    f.totalComProblema > 0
      ? `${f.pendentes} (${f.totalComProblema} com problema)`
      : String(f.pendentes),
    String(f.processadosHoje),
    String(f.recusadosHoje),
    outage === null
      ? "nenhuma"
      : `${when(outage.inicio)}${outage.fim === null ? ", em curso" : ""}${
        outage.teste ? ` (${TEST_WORD})` : ""
      }`,
    f.propria ? `${f.pasta} (esta)` : f.pasta,
  ];
}

/** Of mail only its troubles: its counts stand above. */
function channelRows(
  channel: ChannelDocument,
  when: (iso: string | null) => string,
): [string, string][] {
  const name = channelName(channel.canal);
  const label = name[0]!.toUpperCase() + name.slice(1);
  if (channel.situacao === "retido") {
    return [
      [
        label,
        `🔒 retido desde ${when(channel.retidoDesde)}: ${channel.ultimoErro} ${channel.oQueFazer}`,
      ],
      ["", `próxima tentativa: ${when(channel.proximaTentativa)}`],
    ];
  }
  if (channel.canal === "email") return [];
  const refused = channel.recusadas > 0 ? ` (e ${channel.recusadas} recusada(s))` : "";
  const error = channel.ultimoErro === null ? "" : `: ${channel.ultimoErro}`;
  return [[label, `${channel.naFila} na fila${refused}${error}`]];
}
/** Files with a problem on the screen; `arquivos --pendentes` lists all. */
const PROBLEMS_SHOWN = 5;

const NAMES: Readonly<Record<StatusDocument["estado"], string>> = {
  operacional: "✅ Operacional",
  inacessivel: "🚨 Servidor inacessível (em modo de espera)",
  desabilitado: "⚙️ Processando, com os alertas de queda desligados",
  parado: "⏹️ Parado",
};

function describe(d: StatusDocument): string {
  const when = (iso: string | null) => iso === null ? "-" : localHuman(Date.parse(iso));
  const rows: [string, string][] = [
    ["Estado", NAMES[d.estado] + (d.instavel ? " (conexão instável)" : "")],
    ...d.papel === "unico" ? [] : [["Papel", roleText(d)] satisfies [string, string]],
    ["Desde", when(d.desde)],
    ["Pasta", d.pasta],
    ["Processo", d.pid === null ? "-" : `${d.pid} (versão ${d.versao})`],
    ["Última verificação", when(d.ultimaVerificacao)],
    ["Próxima verificação", when(d.proximaVerificacao)],
    [
      "Pendentes",
      String(d.pendentes) +
      (d.totalComProblema > 0
        ? ` (${d.totalComProblema} com problema; veja: arquivos --pendentes)`
        : ""),
    ],
    ...d.comProblema.slice(0, PROBLEMS_SHOWN).map((p): [string, string] => [
      "Com problema",
      `${oneLine(p.nome)}: ${oneLine(p.motivo)} (desde ${
        when(p.desde)
      }; tentativas: ${p.tentativas})`,
    ]),
    ["Hoje", `${d.processadosHoje} processado(s), ${d.recusadosHoje} recusado(s)`],
    [
      "Emails na fila",
      String(d.emailsNaFila) +
      (d.emailsRecusados > 0 ? ` (e ${d.emailsRecusados} recusado(s) em definitivo)` : ""),
    ],
  ];
  for (const channel of d.canais) rows.push(...channelRows(channel, when));
  if (d.diagnostico !== null) {
    rows.push(["Diagnóstico", `${d.diagnostico.codigo}: ${d.diagnostico.mensagem}`]);
  }
  if (d.ultimaQueda !== null) {
    const end = d.ultimaQueda.fim === null ? "ainda em curso" : `até ${when(d.ultimaQueda.fim)}`;
    rows.push([
      "Última queda",
      `${
        when(d.ultimaQueda.inicio)
      }, ${end} (${d.ultimaQueda.duracaoSegundos} s, ${d.ultimaQueda.arquivosProcessados} arquivo(s) na volta)${
        d.ultimaQueda.teste ? ` (${TEST_WORD})` : ""
      }`,
    ]);
    const { reconhecida } = d.ultimaQueda;
    if (reconhecida !== null) {
      const { em, por, nota } = reconhecida;
      rows.push([
        "Reconhecida",
        answeredText({ at: Date.parse(em), by: por, note: nota }, localHuman),
      ]);
    }
  }
  if (d.ultimoArquivo !== null) {
    rows.push([
      "Último arquivo",
      `${d.ultimoArquivo.nome}: ${d.ultimoArquivo.situacao} em ${when(d.ultimoArquivo.em)}`,
    ]);
  }
  if (d.manutencaoAte !== null) {
    rows.push(["Manutenção", `🔧 até ${when(d.manutencaoAte)}: nada é enviado`]);
  }
  if (d.batimentoExterno !== null) {
    const { em, certo, ultimoCerto, erro } = d.batimentoExterno;
    rows.push([
      "Batimento externo",
      certo
        ? `certo em ${when(em)}`
        : `⚠️ falhou em ${when(em)}: ${erro} (último certo: ${when(ultimoCerto)})`,
    ]);
  }
  if (d.esperados !== null) {
    const { chegaram, aguardando, faltando } = d.esperados;
    rows.push([
      "Esperados",
      `${chegaram} chegou(ram), ${aguardando} aguardando, ${faltando} faltando${
        faltando > 0 ? " (veja: esperados)" : ""
      }`,
    ]);
  }
  if (d.lacunas > 0) rows.push(["Lacunas", `${d.lacunas} número(s) faltando (veja: lacunas)`]);
  for (const wait of d.esperas) {
    rows.push(["Espera", waitText({ kind: wait.oQue, by: wait.quem }, when(wait.desde))]);
  }
  if (d.avisoLivro !== null) rows.push(["Livro de registro", `💥 ${d.avisoLivro}`]);
  if (d.semSinalDeVida) {
    rows.push([
      "Atenção",
      `o processo existe, mas não dá sinal de vida desde ${when(d.batimento)}`,
    ]);
  }
  return rows.map(([label, value]) => `${label.padEnd(20)} ${oneLine(value)}`).join("\n");
}
