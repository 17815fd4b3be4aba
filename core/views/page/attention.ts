/** What is wrong now, and what to do about it, from the state of the monitor. */
import type { DiagnosisCode } from "../../domain/diagnosis.ts";
import { channelName } from "../../words/channels.ts";
import { instructionsFor } from "../../words/instructions.ts";
import { waitText } from "../../words/log/waits.ts";
import { roleText } from "../../words/possession.ts";
import type { StatusDocument } from "../status.ts";
import { countText, momentText } from "./format.ts";

/** Good, bad, something to look at, or neither. */
export type Tone = "bom" | "mau" | "aviso" | "neutro";

/** The state in words. */
export interface Headline {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** One thing that is wrong. */
export interface Concern {
  readonly tone: "mau" | "aviso";
  readonly title: string;
  readonly text: string;
  readonly steps: readonly string[];
}

/** Files with a problem that are told one by one. */
const PROBLEMS_SHOWN = 5;

/** How the monitor and the folder stand, in one line. */
export function headline(s: StatusDocument): Headline {
  const since = s.desde === null ? "" : `desde ${momentText(s.desde)}`;
  if (s.semSinalDeVida) {
    return {
      tone: "mau",
      title: "O monitor não responde",
      text: `O processo existe, mas não dá sinal de vida desde ${momentText(s.batimento)}.`,
    };
  }
  if (s.papel === "reserva" && s.estado === "operacional") {
    return {
      tone: s.ativoEm === null ? "aviso" : "bom",
      title: "Em reserva",
      text: `${capital(roleText(s))}. Este monitor assume a pasta se o ativo parar.`,
    };
  }
  switch (s.estado) {
    case "operacional":
      return { tone: "bom", title: "Operacional", text: `A pasta responde ${since}.` };
    case "inacessivel":
      return {
        tone: "mau",
        title: "Servidor inacessível",
        text: `Fora de alcance ${since}. O monitor espera, e volta sozinho.`,
      };
    case "desabilitado":
      return {
        tone: "neutro",
        title: "Processando, sem alertas de queda",
        text: "As verificações do servidor estão desligadas na configuração.",
      };
    case "parado":
      return {
        tone: "mau",
        title: "O monitor está parado",
        text: s.papel === "reserva" && s.ativoEm !== null
          ? `O monitor desta máquina está parado; a pasta é atendida por ${s.ativoEm}.`
          : s.desde === null
          ? "Nenhum monitor roda com esta configuração."
          : `O último sinal de vida foi em ${momentText(s.desde)}.`,
      };
  }
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** All that is wrong, the worst first. */
export function concerns(s: StatusDocument): Concern[] {
  const found: Concern[] = [];
  const add = (tone: Concern["tone"], title: string, text: string, steps: readonly string[] = []) =>
    found.push({ tone, title, text, steps });
  if (s.estado === "parado" && s.ativoEm !== null) {
    add(
      "aviso",
      "Sem reserva nesta máquina",
      `Se o monitor de ${s.ativoEm} parar, este não assume.`,
      [
        "Na máquina deste monitor: Start-MonitorRetornos.",
      ],
    );
  } else if (s.estado === "parado") {
    add(
      "mau",
      "Nada é vigiado nem processado",
      "Enquanto o monitor está parado, os arquivos esperam na pasta.",
      [
        "Na máquina do monitor: Start-MonitorRetornos.",
        "Se ele não devia ter parado: Get-MonitorLog e a tarefa agendada MonitorRetornos.",
      ],
    );
  }
  if (s.semSinalDeVida) {
    add(
      "mau",
      "O monitor não dá sinal de vida",
      "Se isso durar mais de cinco minutos ele se encerra, e a tarefa agendada o inicia de novo.",
      [
        "Veja o fim do log: Get-MonitorLog.",
      ],
    );
  }
  if (s.diagnostico !== null) {
    const { title, steps } = instructionsFor(s.diagnostico.codigo as DiagnosisCode, s.pasta) ??
      { title: s.diagnostico.codigo, steps: [] };
    add("mau", title, s.diagnostico.mensagem, steps);
  }
  if (s.avisoLivro !== null) add("mau", "Livro de registro", s.avisoLivro);
  for (const { nome, motivo, desde, tentativas } of s.comProblema.slice(0, PROBLEMS_SHOWN)) {
    add("aviso", nome, `${motivo} (desde ${momentText(desde)}; tentativas: ${tentativas})`);
  }
  if (s.totalComProblema > PROBLEMS_SHOWN) {
    add(
      "aviso",
      "Outros arquivos com problema",
      `Ao todo ${countText(s.totalComProblema)}: arquivos --pendentes lista todos.`,
    );
  }
  const absent = s.esperados?.faltando ?? 0;
  if (absent > 0) {
    add("aviso", "Arquivo esperado não chegou", `Faltam: ${countText(absent)}.`, [
      "Veja qual em Arquivos esperados, mais abaixo, e fale com o banco.",
    ]);
  }
  if (s.lacunas > 0) {
    add("aviso", "Falta um número na sequência", `Números que faltam: ${countText(s.lacunas)}.`, [
      "Procure-os no canal do banco e ponha os arquivos na pasta.",
    ]);
  }
  for (const channel of s.canais) {
    const name = channelName(channel.canal);
    if (channel.situacao === "retido") {
      add(
        "aviso",
        `Avisos por ${name} retidos`,
        `${channel.ultimoErro ?? ""} (desde ${momentText(channel.retidoDesde)}; próxima tentativa ${
          momentText(channel.proximaTentativa)
        })`,
        channel.oQueFazer === null ? [] : [channel.oQueFazer],
      );
    } else if (channel.ultimoErro !== null && channel.naFila > 0) {
      add("aviso", `Avisos por ${name} esperando`, channel.ultimoErro);
    }
    if (channel.recusadas > 0) {
      add(
        "aviso",
        `Avisos por ${name} recusados`,
        `Recusados em definitivo pelo servidor: ${countText(channel.recusadas)}.`,
        ["Veja quais: verificar. Depois de vistos: verificar --reconhecer-emails."],
      );
    }
  }
  for (const { oQue, desde, quem } of s.esperas) {
    add("aviso", "Espera", waitText({ kind: oQue, by: quem }, momentText(desde)));
  }
  if (s.instavel) {
    add(
      "aviso",
      "Conexão instável",
      "A pasta caiu e voltou várias vezes seguidas; a recuperação é avisada quando ela ficar firme.",
    );
  }
  if (s.batimentoExterno !== null && !s.batimentoExterno.certo) {
    add("aviso", "O batimento externo falha", s.batimentoExterno.erro ?? "");
  }
  return found;
}
