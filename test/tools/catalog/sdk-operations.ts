import { readFileSync } from "node:fs";
import ts from "typescript";

/** One HTTP operation of the SDK, read from the body of its method. */
export type SdkOperation = {
  /** Script that holds it, without `.js`. */
  readonly module: string;
  readonly className: string;
  readonly methodName: string;
  readonly httpMethod: string;
  /** Path with `{}` for every placeholder. */
  readonly path: string;
  /** `list`, `search`, or `null` for a plain call. */
  readonly methodType: string | null;
};

/** Reads every `this._makeRequest(method, path, …, spec)` of the given scripts. */
export function readOperations(scripts: readonly string[]): SdkOperation[] {
  return scripts.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
    const classes = source.statements.filter((statement) => ts.isClassDeclaration(statement));
    return classes.flatMap((declaration) => operationsOfClass(file.replace(/\.js$/, ""), declaration));
  });
}

function operationsOfClass(module: string, declaration: ts.ClassDeclaration): SdkOperation[] {
  const className = declaration.name?.text ?? "";
  return declaration.members.filter(ts.isMethodDeclaration).flatMap((method) =>
    requestCalls(method).flatMap((call) => {
      const operation = readCall(call);
      return operation === null ? [] : [{ module, className, methodName: method.name.getText(), ...operation }];
    }),
  );
}

function requestCalls(node: ts.Node): ts.CallExpression[] {
  if (ts.isCallExpression(node) && isMakeRequest(node.expression)) return [node];
  const found: ts.CallExpression[] = [];
  node.forEachChild((child) => void found.push(...requestCalls(child)));
  return found;
}

function isMakeRequest(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "_makeRequest";
}

function readCall(call: ts.CallExpression): Pick<SdkOperation, "httpMethod" | "path" | "methodType"> | null {
  const [method, path, , , spec] = call.arguments;
  if (method === undefined || !ts.isStringLiteral(method) || path === undefined) return null;
  const text = pathText(path);
  return text === null ? null : { httpMethod: method.text, path: text, methodType: methodType(spec) };
}

function pathText(path: ts.Expression): string | null {
  if (ts.isStringLiteralLike(path)) return path.text;
  if (!ts.isTemplateExpression(path)) return null;
  return path.head.text + path.templateSpans.map((span) => `{}${span.literal.text}`).join("");
}

function methodType(spec: ts.Expression | undefined): string | null {
  if (spec === undefined || !ts.isObjectLiteralExpression(spec)) return null;
  for (const property of spec.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== "methodType") continue;
    return ts.isStringLiteral(property.initializer) ? property.initializer.text : null;
  }
  return null;
}
