/** Why a file is refused or held back, where no reader of a format says so. One line each, free of payers' data. */

/** A good file whose last line may go on. */
export function openEndText(): string {
  return "a última linha está curta e sem quebra de linha";
}
