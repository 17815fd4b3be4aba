/** A day, as people type it. */
import type { IsoDate } from "../formats/retorno.ts";

/** The forms that are taken. */
export const DAY_FORMS = "AAAA-MM-DD ou DD/MM/AAAA";

/** A day that exists, typed in one of {@link DAY_FORMS}, as AAAA-MM-DD; null for anything else. */
export function dayOf(text: string): IsoDate | null {
  const br = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim());
  const iso = br === null ? text.trim() : `${br[3]}-${br[2]}-${br[1]}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(iso);
  return exists ? iso : null;
}
