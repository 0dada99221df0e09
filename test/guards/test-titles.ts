import ts from "typescript";

const testCalls = /^(?:test|it)(?:\.each|\.concurrent)*$/;
const groupCalls = /^describe(?:\.each)*$/;

/** `test`, `test.each` or `describe` of a call, also behind `test.each(table)(title, …)`. */
function calleeName(call: ts.CallExpression): string {
  const callee = ts.isCallExpression(call.expression) || ts.isTaggedTemplateExpression(call.expression) ? inner(call.expression) : call.expression;
  return callee.getText();
}

function inner(expression: ts.CallExpression | ts.TaggedTemplateExpression): ts.Expression {
  return ts.isCallExpression(expression) ? expression.expression : expression.tag;
}

/** The text of a literal; one with `${…}` in it as written. */
function literalText(node: ts.Expression | undefined): string | undefined {
  if (node && ts.isTemplateExpression(node)) return node.getText().slice(1, -1);
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/**
 * The titles of all tests of a file as written, each once alone and once with its groups before it
 * (`group test`); a title of `test.each` keeps its placeholders.
 */
export function testTitles(path: string, text: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const title = ts.isCallExpression(node) ? literalText(node.arguments[0]) : undefined;
    const name = ts.isCallExpression(node) && title !== undefined ? calleeName(node) : "";
    if (title !== undefined && testCalls.test(name)) {
      titles.add(title);
      titles.add([...groups, title].join(" "));
    }
    const below = title !== undefined && groupCalls.test(name) ? [...groups, title] : groups;
    ts.forEachChild(node, (child) => visit(child, below));
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS), []);
  return titles;
}
