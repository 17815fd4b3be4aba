/** The commands and their options as data: the command line is read by them, and the help is written from them. */
import { CommandFailure, EXIT } from "./exit.ts";
import type { CommandContext, CommonOptions } from "./output.ts";

/** One option. */
export interface OptionEntry {
  /** As it is typed, without the dashes. */
  readonly name: string;
  /** What its value is, for the help; without one it is a switch. */
  readonly value?: string;
  readonly text: string;
  readonly choices?: readonly string[];
  /** A value that is not given. */
  readonly standard?: string | number;
  readonly required?: boolean;
  /** From what was typed to what the command is given. Throws {@link CommandFailure}. */
  readonly parse?: (text: string) => unknown;
}

/** What a command is given: its options by name in camel case. */
export type CommandRun = (
  // deno-lint-ignore no-explicit-any -- each command names its own options; the catalogue is what binds the two
  options: any & CommonOptions,
  context: CommandContext,
) => Promise<number>;

/** One command. Its code is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** The one word that may follow the command, or any number of them; given as this option. */
  readonly argument?: { readonly name: string; readonly text: string; readonly many?: true };
  readonly options: readonly OptionEntry[];
  readonly load: () => Promise<CommandRun>;
}

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly OptionEntry[] = [
  {
    name: "config",
    value: "arquivo",
    text:
      "arquivo de configuração (padrão: config.ini ao lado do programa, depois o da instalação)",
  },
  {
    name: "json",
    text: "escreve um único documento JSON na saída padrão; mensagens vão para a saída de erros",
  },
];

const DESDE: OptionEntry = {
  name: "desde",
  value: "data",
  text: "a partir deste dia (AAAA-MM-DD ou DD/MM/AAAA)",
};
const ATE: OptionEntry = { name: "ate", value: "data", text: "até este dia, inclusive" };
const SEM_TESTES: OptionEntry = {
  name: "sem-testes",
  text: "deixa de fora o que Test-Recuperacao provocou",
};
const LIMITE: OptionEntry = {
  name: "limite",
  value: "n",
  text: "quantos, no máximo",
  standard: 50,
  parse: whole("limite", "um número inteiro", 1_000_000),
};

const PASTA: OptionEntry = {
  name: "pasta",
  value: "pasta",
  text: "outra pasta do mesmo livro de registro (padrão: a do config.ini)",
};
const TODAS: OptionEntry = {
  name: "todas",
  text: "todas as pastas do livro de registro, cada resposta com a sua",
};
const PASTAS = [PASTA, TODAS] as const;

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "monitorar",
    summary: "roda até receber ordem de parar",
    options: [],
    load: async () => (await import("./monitorar.ts")).monitorar,
  },
  {
    name: "estado",
    summary: "o que o monitor está fazendo agora",
    options: [...PASTAS],
    load: async () => (await import("./estado.ts")).estado,
  },
  {
    name: "processar",
    summary: "processa agora o que está pendente",
    options: [
      { name: "simular", text: "só mostra o que seria processado" },
      {
        name: "andamento",
        text:
          "para outro programa: linhas `andamento: {...}` com arquivos, títulos, ritmo e tempo restante",
      },
    ],
    load: async () => (await import("./processar.ts")).processar,
  },
  {
    name: "parar",
    summary: "pede que o monitor pare, e espera",
    options: [{
      name: "prazo",
      value: "segundos",
      text: "quanto esperar",
      standard: 30,
      parse: whole("prazo", "um número inteiro de segundos", 3600),
    }],
    load: async () => (await import("./parar.ts")).parar,
  },
  {
    name: "assumir",
    summary: "toma a pasta para este monitor, quando o outro que a atendia não existe mais",
    options: [],
    load: async () => (await import("./assumir.ts")).assumir,
  },
  {
    name: "verificar",
    summary: "confere configuração, pasta, email e disco",
    options: [
      { name: "enviar-email", text: "envia também um email de teste" },
      { name: "reconhecer-emails", text: "dá por vistos os emails recusados em definitivo" },
    ],
    load: async () => (await import("./verificar.ts")).verificar,
  },
  {
    name: "ensaio",
    summary: "a história inteira numa pasta descartável, com servidor de email próprio",
    options: [],
    load: async () => (await import("./ensaio.ts")).ensaio,
  },
  {
    name: "arquivos",
    summary: "consulta os arquivos tratados",
    argument: { name: "nome", text: "parte do nome" },
    options: [
      {
        name: "situacao",
        value: "situacao",
        text: "só os desta situação",
        choices: ["processado", "recusado", "duplicado", "ignorado"],
      },
      { name: "nome", value: "parte", text: "parte do nome" },
      { name: "avisos", text: "lista os avisos de cada arquivo" },
      {
        name: "motivo",
        text: "por que cada um foi recusado, com a linha e as colunas marcadas",
      },
      {
        name: "pendentes",
        text: "o que ainda está na pasta, e por quê, em vez do que foi tratado",
      },
      SEM_TESTES,
      DESDE,
      ATE,
      LIMITE,
      ...PASTAS,
    ],
    load: async () => (await import("./arquivos.ts")).arquivos,
  },
  {
    name: "reenviar",
    summary: "devolve arquivos recusados à pasta, para serem tratados de novo",
    argument: { name: "nomes", text: "nomes, com * e ? se quiser", many: true },
    options: [
      { name: "motivo", value: "codigo", text: "todos os recusados com este código de motivo" },
      { name: "todos", text: "todos os recusados" },
      { name: "simular", text: "só mostra o que seria devolvido" },
    ],
    load: async () => (await import("./reenviar.ts")).reenviar,
  },
  {
    name: "quedas",
    summary: "consulta as quedas do servidor",
    options: [SEM_TESTES, LIMITE, ...PASTAS],
    load: async () => (await import("./quedas.ts")).quedas,
  },
  {
    name: "canais",
    summary: "por onde os avisos saem: estado, fila e último erro de cada canal",
    options: [{ name: "testar", text: "manda uma mensagem de teste por cada canal ligado" }],
    load: async () => (await import("./canais.ts")).canais,
  },
  {
    name: "formatos",
    summary: "os bancos e formatos que são lidos, com os códigos e o que significam",
    argument: { name: "banco", text: "código do banco (sem ele, um resumo de todos)" },
    options: [],
    load: async () => (await import("./formatos.ts")).formatos,
  },
  {
    name: "reconhecer",
    summary: "diz que a queda em curso já é conhecida: sem lembretes nem escalada até ela acabar",
    options: [{ name: "nota", value: "texto", text: "o que se sabe dela, ou quem cuida" }],
    load: async () => (await import("./reconhecer.ts")).reconhecer,
  },
  {
    name: "titulos",
    summary: "consulta os títulos e exporta",
    options: [
      { name: "numero", value: "numero", text: "nosso número, inteiro ou os últimos 10 dígitos" },
      { name: "cliente", value: "id", text: "número do cliente, de 1 a 6 dígitos" },
      { name: "sacado", value: "parte", text: "parte do nome do sacado" },
      { name: "situacao", value: "lista", text: "uma ou mais situações, separadas por vírgula" },
      DESDE,
      ATE,
      {
        name: "por",
        value: "data",
        text: "qual data conta no período: vencimento, pagamento ou movimento",
      },
      { name: "arquivo", value: "nome", text: "só os títulos deste arquivo" },
      { name: "limite", value: "n", text: "quantos, no máximo (padrão: 100)" },
      { name: "ultimos", value: "n", text: "só os de data mais nova (a data de --por)" },
      { name: "movimentos", text: "mostra também os movimentos" },
      {
        name: "csv",
        value: "arquivo",
        text: "exporta todos os que servem para um CSV que o Excel abre",
      },
      {
        name: "xlsx",
        value: "arquivo",
        text: "exporta todos os que servem para uma planilha do Excel",
      },
      {
        name: "arquivo-json",
        value: "arquivo",
        text: "exporta todos os que servem para um arquivo JSON",
      },
      ...PASTAS,
    ],
    load: async () => (await import("./consultar_titulos.ts")).consultarTitulos,
  },
  {
    name: "esperados",
    summary: "os arquivos esperados hoje, por [ESPERADO nome] do config.ini",
    options: [{
      name: "sugerir",
      text: "propõe regras pela história do livro de registro, prontas para colar",
    }, ...PASTAS],
    load: async () => (await import("./esperados.ts")).esperados,
  },
  {
    name: "livro",
    summary:
      "confere o livro de registro (verificar), diz se é desta versão (versao) ou o leva a outro motor (migrar)",
    argument: { name: "acao", text: "migrar, verificar ou versao" },
    options: [{
      name: "para",
      value: "motor",
      text: "de migrar: para onde, num livro vazio; a origem fica como está",
      choices: ["postgresql", "sqlite"],
    }],
    load: async () => (await import("./livro.ts")).livro,
  },
  {
    name: "lacunas",
    summary: "os números que faltam na sequência dos arquivos",
    options: [...PASTAS],
    load: async () => (await import("./lacunas.ts")).lacunas,
  },
  {
    name: "painel",
    summary: "serve a página do monitor nesta máquina, com ou sem monitor, até ser parado",
    options: [{
      name: "porta",
      value: "n",
      text: "a porta (padrão: a de [PAINEL])",
      parse: whole("porta", "o número de uma porta", 65_535),
    }],
    load: async () => (await import("./painel.ts")).painel,
  },
  {
    name: "relatorio",
    summary: "grava a página como um arquivo HTML que não precisa de mais nada",
    options: [
      { name: "saida", value: "arquivo", text: "onde gravar", required: true },
      {
        name: "dias",
        value: "n",
        text: "os últimos tantos dias (padrão: 90)",
        parse: whole("dias", "um número inteiro de dias", 366),
      },
      { name: "mes", value: "mes", text: "um mês inteiro, como 2025-10" },
      PASTA,
    ],
    load: async () => (await import("./relatorio.ts")).relatorio,
  },
  {
    name: "metricas",
    summary: "o estado e as contagens para o Prometheus",
    options: [
      { name: "saida", value: "arquivo", text: "grava num arquivo, em vez de mostrar" },
      PASTA,
    ],
    load: async () => (await import("./metricas.ts")).metricas,
  },
  {
    name: "arquivo-teste",
    summary: "grava um arquivo de retorno sintético, sem títulos (usado por Test-Recuperacao)",
    options: [{ name: "pasta", value: "pasta", text: "onde gravar", required: true }],
    load: async () => (await import("./arquivo_teste.ts")).arquivoTeste,
  },
  {
    name: "marcar-teste",
    summary:
      "a queda que começar até o prazo é um teste, e os avisos dizem isso (usado por Test-Recuperacao)",
    options: [
      {
        name: "prazo",
        value: "segundos",
        text: "até quando",
        parse: whole("prazo", "um número inteiro de segundos", 200_000),
      },
      { name: "fim", text: "o teste acabou" },
    ],
    load: async () => (await import("./marcar_teste.ts")).marcarTeste,
  },
];

/** Reads a whole number from 1 to `most`; anything else is a {@link CommandFailure} that says what is accepted. */
function whole(name: string, what: string, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `--${name} "${text}": aceito ${what}, de 1 a ${most}`,
    );
  };
}
