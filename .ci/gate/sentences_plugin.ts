/** Lint plugin of the words gate: sentences in Portuguese, that is, texts for people. Comments are not looked at. */

/** The ledger's language is not for people, and carries its own comments. */
const SQL = /^\s*(?:ALTER|CREATE|DELETE|DROP|INSERT|PRAGMA|SELECT|UPDATE|WITH)\s/;
/** Fewer words are a name or a label. */
const FEWEST_WORDS = 3;
const ACCENT = /[áàâãéêíóôõúç]/i;
/** Words that every longer sentence has one of, and that are neither English nor SQL. */
const PORTUGUESE = new Set(
  ("ao aos com da das de dela dele deste dos em ela ele esta este foi mais mas na nas nem nos o os ou para " +
    "pela pelo por que se sem ser seu sua tem um uma").split(" "),
);

/** Whether `text` reads as a sentence in Portuguese: three words or more, and one that gives the language away. */
export function isSentence(text: string): boolean {
  const words = text.split(/[\s"'()[\]{}:;,.!?…/\\=]+/).filter((word) =>
    /^\p{L}[\p{L}-]*$/u.test(word)
  );
  if (words.length < FEWEST_WORDS || SQL.test(text)) return false;
  return words.some((word) => ACCENT.test(word) || PORTUGUESE.has(word.toLowerCase()));
}

/** The text of an expression that is put together of texts, with a blank for every value; null for any other one. */
function textOf(node: Deno.lint.Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type === "TemplateLiteral") return node.quasis.map((part) => part.cooked).join(" ");
  if (node.type !== "BinaryExpression" || node.operator !== "+") return null;
  const parts = [textOf(node.left), textOf(node.right)];
  return parts.every((part) => part === null) ? null : parts.map((part) => part ?? " ").join("");
}

const plugin: Deno.lint.Plugin = {
  name: "palavras",
  rules: {
    "sem-frase": {
      create(context) {
        // Nodes come from the outside in: a part of a text that was judged whole is not judged again.
        let judged: readonly [number, number] = [-1, -1];
        const judge = (node: Deno.lint.Node) => {
          const [start, end] = node.range;
          if (start >= judged[0] && end <= judged[1]) return;
          const text = textOf(node);
          if (text === null) return;
          if (!isSentence(text)) return;
          judged = [start, end];
          const shown = text.replace(/\s+/g, " ").trim();
          context.report({ node, message: `frase para pessoas fora de core/words: "${shown}"` });
        };
        return { BinaryExpression: judge, TemplateLiteral: judge, Literal: judge };
      },
    },
  },
};

export default plugin;
