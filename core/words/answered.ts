/** Who knows of an outage, in words. */
import { clip } from "../domain/text.ts";
import type { AnsweredFacts, FormatLocal } from "./announcement.ts";
import { info, type LogLine } from "./log/line.ts";

/** Longest account name and note that are shown. */
const NAME_SHOWN = 100;
const NOTE_SHOWN = 500;

/** `por AGENCIA\ana em 14/10/2025 09:40:00 (UTC-03:00): NOTA`. */
export function answeredText(facts: AnsweredFacts, formatLocal: FormatLocal): string {
  const { at, by, note } = facts;
  const who = `por ${clip(by, NAME_SHOWN)} em ${formatLocal(at)}`;
  return note === null ? who : `${who}: ${clip(note, NOTE_SHOWN)}`;
}

/** Said in the log when somebody answers. */
export function answeredLine(facts: AnsweredFacts, formatLocal: FormatLocal): LogLine {
  return info(`🙋 Queda reconhecida ${answeredText(facts, formatLocal)}`);
}

/** The note as it is kept: one line, cut; null for an empty one. */
export function noteOf(text: string | undefined): string | null {
  return clip((text ?? "").trim(), NOTE_SHOWN) || null;
}
