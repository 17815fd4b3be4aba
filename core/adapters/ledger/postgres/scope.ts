/** One folder, or all of them: the first value of every question that is asked so. */

/** Condition on a table that has a `folder_id`; `$1` is the session's scope (null: all folders). */
export function inScope(table: string): string {
  return `($1::integer IS NULL OR ${table}.folder_id = $1)`;
}
