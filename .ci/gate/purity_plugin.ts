/** Lint plugin of the boundaries gate: no system and no clock in the pure layers, no clock in some more. */

const HINT = "esta camada recebe o valor de fora";

function isGlobal(node: Deno.lint.Node, name: string): boolean {
  if (node.type === "Identifier") return node.name === name;
  return node.type === "MemberExpression" && node.property.type === "Identifier" &&
    node.property.name === name && node.object.type === "Identifier" &&
    node.object.name === "globalThis";
}

type Say = (node: Deno.lint.Node, what: string) => void;

/** A rule that reports in one form. */
function rule(visitor: (say: Say) => Deno.lint.LintVisitor): Deno.lint.Rule {
  return {
    create: (context) =>
      visitor((node, what) => context.report({ node, message: `${what}: ${HINT}` })),
  };
}

const plugin: Deno.lint.Plugin = {
  name: "puro",
  rules: {
    "sem-sistema": rule((say) => ({
      MemberExpression(node) {
        if (isGlobal(node.object, "Deno")) say(node, "usa Deno.*");
        if (isGlobal(node.object, "process")) say(node, "usa process.*");
      },
      ImportExpression(node) {
        if (node.source.type !== "Literal") {
          say(node, "importa um módulo que só se sabe ao rodar");
        }
      },
    })),
    "sem-relogio": rule((say) => ({
      MemberExpression(node) {
        if (isGlobal(node.object, "performance")) say(node, "lê o relógio (performance)");
        if (isGlobal(node.object, "Temporal")) say(node, "usa Temporal");
        const { property } = node;
        const name = property.type === "Identifier"
          ? property.name
          : property.type === "Literal"
          ? property.value
          : null;
        if (isGlobal(node.object, "Date") && name === "now") say(node, "lê o relógio (Date.now)");
      },
      NewExpression(node) {
        if (isGlobal(node.callee, "Date") && node.arguments.length === 0) {
          say(node, "lê o relógio (new Date sem argumento)");
        }
      },
      CallExpression(node) {
        if (isGlobal(node.callee, "Date")) say(node, "lê o relógio (Date como função)");
      },
    })),
  },
};

export default plugin;
