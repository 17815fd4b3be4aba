/** Expected files and gaps, as scripts and the page see them. */
import {
  type Expectation,
  type ExpectationState,
  wasTold,
} from "../domain/expected/expectation.ts";
import { type GapState, numbersOf, type SeriesGap } from "../domain/sequence/gap_telling.ts";
import { criteriaText, numbersText, timeText } from "../words/expected.ts";

/** A file that is expected on one day. Times are local ISO 8601 with offset. */
export interface ExpectedDocument {
  readonly nome: string;
  /** `AAAA-MM-DD`. */
  readonly dia: string;
  /** `HH:MM`, without the tolerance. */
  readonly ate: string;
  readonly situacao: "chegou" | "aguardando" | "faltando";
  /** What is asked for, in words. */
  readonly criterio: string;
  readonly arquivo: string | null;
  readonly em: string | null;
  /** People were told that it is missing, also when it has come since. */
  readonly avisado: boolean;
}

/** Numbers that are missing in a sequence of files. */
export interface GapDocument {
  readonly conta: string;
  /** In words. */
  readonly faltam: string;
  readonly primeiro: number;
  readonly ultimo: number;
  readonly passo: number;
  readonly quantidade: number;
  readonly antes: string;
  readonly depois: string;
  readonly desde: string;
  readonly avisada: boolean;
  /** It is from before the sequences were watched: it is not told. */
  readonly anterior: boolean;
  /** The bank's stock of títulos says so too. */
  readonly confirmadaPeloEstoque: boolean;
}

/** What is expected; null in a ledger or configuration that expects nothing. */
export interface ExpectationDocument {
  readonly esperados: readonly ExpectedDocument[];
  readonly lacunas: readonly GapDocument[];
}

/** One expected file at `now`, ms since the Unix epoch. */
export function expectedDocument(
  expected: Expectation,
  state: ExpectationState,
  now: number,
  iso: (ms: number) => string,
): ExpectedDocument {
  const { rule, day, due, file } = expected;
  return {
    nome: rule.nome,
    dia: day,
    ate: timeText(rule.ate),
    situacao: file !== null ? "chegou" : due > now ? "aguardando" : "faltando",
    criterio: criteriaText(rule),
    arquivo: file?.name ?? null,
    em: file === null ? null : iso(file.at),
    avisado: wasTold(expected, state),
  };
}

/** One gap. */
export function gapDocument(
  gap: SeriesGap,
  state: GapState | null,
  iso: (ms: number) => string,
): GapDocument {
  const numbers = numbersOf(gap);
  const told = new Set(state?.told[gap.series.key]);
  return {
    conta: gap.series.key,
    faltam: numbersText(gap),
    primeiro: gap.first,
    ultimo: gap.last,
    passo: gap.step,
    quantidade: numbers.length,
    antes: gap.before.name,
    depois: gap.after.name,
    desde: iso(gap.since),
    avisada: numbers.every((number) => told.has(number)),
    anterior: gap.since < (state?.since ?? 0),
    confirmadaPeloEstoque: gap.confirmed,
  };
}
