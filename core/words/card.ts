/** A document as an Adaptive Card 1.4, as Teams shows it. */
import { clip } from "../domain/text.ts";
import type { DocumentPart, PlainDocument } from "./document.ts";

/** An element of a card: plain JSON. */
export type CardElement = Readonly<Record<string, unknown>>;

/** Teams takes messages of up to 28 KB; the cut is made well before. Bytes of UTF-8. */
const MOST_BYTES = 20_000;
const MOST_CHARACTERS = 600;
const COLORS = { alarm: "Attention", good: "Good", neutral: "Accent" } as const;
const CUT = "A mensagem foi cortada aqui; o log tem o resto.";

/**
 * The card. Every text is a TextRun: unlike a TextBlock it knows no Markdown, so that no file name becomes a link or a heading;
 * the `{{DATE()}}` form of the renderers is broken up.
 */
export function renderCard(document: PlainDocument): CardElement {
  const title = paragraph([
    run(document.title, {
      weight: "Bolder",
      size: "Large",
      color: COLORS[document.tone],
    }),
  ]);
  const body: CardElement[] = [title];
  let left = MOST_BYTES;
  for (const element of document.parts.flatMap(elements)) {
    left -= new TextEncoder().encode(JSON.stringify(element)).length;
    if (left < 0) {
      body.push(paragraph([run(CUT, { isSubtle: true })]));
      break;
    }
    body.push(element);
  }
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body,
  };
}

function elements(part: DocumentPart): CardElement[] {
  switch (part.kind) {
    case "paragraph":
      return [paragraph([run(part.text)])];
    case "facts":
      return part.rows.map(([label, value]) =>
        paragraph([run(`${label}: `, { weight: "Bolder" }), run(value)], "Small")
      );
    case "list":
      return [
        paragraph([run(part.title, { weight: "Bolder" })]),
        ...part.items.map((item, i) =>
          paragraph([run(`${part.ordered ? `${i + 1}.` : "•"} ${item}`)], "Small")
        ),
      ];
  }
}

function paragraph(inlines: readonly CardElement[], spacing = "Default"): CardElement {
  return { type: "RichTextBlock", spacing, inlines };
}

function run(text: string, style: CardElement = {}): CardElement {
  const plain = clip(text, MOST_CHARACTERS).replaceAll("{{", "{ {");
  return { type: "TextRun", text: plain, ...style };
}
