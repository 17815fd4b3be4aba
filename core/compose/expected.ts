/** What is missing by one configuration: expected files, and numbers in the sequences. */
import { arrivedOf } from "../app/tell/duties/expected_duty.ts";
import { GAP_FILES, GAP_HISTORY_MS, seriesOf } from "../app/tell/duties/gap_duty.ts";
import { EXPECTED_STATE, GAP_STATE } from "../app/tell/duties/state_names.ts";
import type { Config } from "../config/config.ts";
import {
  type Expectation,
  expectations,
  type ExpectationState,
  firstDay,
  sinceOf,
} from "../domain/expected/expectation.ts";
import { type Suggestion, suggestRules } from "../domain/expected/suggest.ts";
import { gapsOf, type GapState, type SeriesGap } from "../domain/sequence/gap_telling.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import {
  type ExpectationDocument,
  type ExpectedDocument,
  expectedDocument,
  type GapDocument,
  gapDocument,
} from "../views/expected.ts";
import { gapLineText, missingLineText } from "../words/expected.ts";
import { localCalendar, localIso } from "./machine.ts";

/** So far back, in ms, the past is asked for rules. */
const PAST_MS = 180 * 86_400_000;

/** The files that are expected today, and those of earlier days that did not come yet. Rejects with what the ledger says. */
export async function readExpected(
  config: Config,
  ledger: Ledger,
  now: number,
): Promise<ExpectedDocument[]> {
  if (config.esperados.length === 0) return [];
  const state = (await ledger.telling.read(EXPECTED_STATE) ?? {}) as ExpectationState;
  const all = await expectedNow(config, ledger, state, now);
  return all.map((one) => expectedDocument(one, state, now, localIso));
}

async function expectedNow(
  { esperados: rules }: Config,
  ledger: Ledger,
  state: ExpectationState,
  now: number,
): Promise<Expectation[]> {
  const today = localCalendar.of(now).date;
  const from = firstDay(rules, state, now, localCalendar);
  const traces = await ledger.files.traces(localCalendar.at(from, 0));
  const files = traces.map(arrivedOf).filter((file) => file !== null);
  return rules.flatMap((rule) => {
    return expectations(rule, sinceOf(rule, state, today), today, files, localCalendar)
      .filter(({ day, file }) => day === today || file === null);
  }).sort((a, b) => a.due - b.due);
}

/** The gaps that were told: none of them costs one read, and no look at all files. */
async function toldGaps(ledger: Ledger, now: number): Promise<GapDocument[]> {
  const state = await ledger.telling.read(GAP_STATE) as GapState | null;
  if (Object.keys(state?.told ?? {}).length === 0) return [];
  return (await readGaps(ledger, now)).filter(({ avisada }) => avisada);
}

/** The gaps in the sequences, told or not. Rejects with what the ledger says. */
export async function readGaps(ledger: Ledger, now: number): Promise<GapDocument[]> {
  const { gaps, state } = await gapsNow(ledger, now);
  return gaps.map((gap) => gapDocument(gap, state, localIso));
}

async function gapsNow(
  ledger: Ledger,
  now: number,
): Promise<{ gaps: SeriesGap[]; state: GapState | null }> {
  const state = await ledger.telling.read(GAP_STATE) as GapState | null;
  const traces = await ledger.files.numberedTraces(now - GAP_HISTORY_MS, GAP_FILES);
  return { gaps: gapsOf(seriesOf(traces)), state };
}

/** Both, for page and metrics; null where nothing is expected and nothing is missing. */
export async function readExpectation(
  config: Config,
  ledger: Ledger | null,
  now: number,
): Promise<ExpectationDocument | null> {
  if (ledger === null) return null;
  const lacunas = await toldGaps(ledger, now);
  if (config.esperados.length === 0 && lacunas.length === 0) return null;
  return { esperados: await readExpected(config, ledger, now), lacunas };
}

/** What is missing, a line each: expected files first. */
export async function missingNow(config: Config, ledger: Ledger, now: number): Promise<string[]> {
  const expected = await readExpected(config, ledger, now);
  const gaps = await toldGaps(ledger, now);
  return [
    ...expected.filter(({ situacao }) => situacao === "faltando").map(missingLineText),
    ...gaps.map(gapLineText),
  ];
}

/** Rules that the past carries. */
export async function readSuggestions(ledger: Ledger, now: number): Promise<Suggestion[]> {
  const traces = await ledger.files.traces(now - PAST_MS);
  return suggestRules(traces.map(arrivedOf).filter((file) => file !== null), localCalendar);
}
