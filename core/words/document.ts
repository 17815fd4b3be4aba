/** What is said at length, before any channel gives it a form: text, HTML, a card and a page show the same document. */

/** A part of a document. All strings are plain text; whatever they hold is shown as it stands. */
export type DocumentPart =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
    readonly kind: "list";
    readonly title: string;
    readonly ordered: boolean;
    readonly items: readonly string[];
  };

/** A document for people. */
export interface PlainDocument {
  /** The subject, where a channel has one. */
  readonly title: string;
  /** Alarm, good news, or neither. */
  readonly tone: "alarm" | "good" | "neutral";
  readonly parts: readonly DocumentPart[];
  readonly footer: string;
}

/** Last words of every message. */
export const FOOTER = "Mensagem automática do Monitor de Retornos. Não responda a este email.";
