/** Tables of the page. */
import { type Content, type Markup, markup } from "./markup.ts";

/** A table that scrolls by itself where it is too wide. Each row begins with its name. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Content[])[],
  id?: string,
): Markup {
  const head = columns.map((title) => markup`<th scope="col">${title}`);
  const body = rows.map(([name, ...cells]) =>
    markup`<tr><th scope="row"${longMark(name ?? "")}>${name ?? ""}${
      cells.map((cell) => markup`<td${longMark(cell)}>${cell}`)
    }`
  );
  return markup`<div class="rolagem" tabindex="0" role="region" aria-label="Tabela: ${caption}"><table${
    id !== undefined && markup` id="${id}"`
  }><thead><tr>${head}<tbody>${body}</table></div>`;
}

/** Longer texts are broken wherever they must be; shorter ones, such as a date, never. */
const LONG = 24;

function longMark(cell: Content): Markup | null {
  return typeof cell === "string" && cell.length > LONG ? markup` class="l"` : null;
}
