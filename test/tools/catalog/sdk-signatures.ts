import ts from "typescript";
import type { SdkOperation } from "./sdk-operations";
import type { Sdk } from "./sdk-program";

/** Declared types of one SDK method. */
export type Signature = {
  /** Type of the `params` argument, or `null`. */
  readonly params: ts.Type | null;
  /** Type of the object answered, or of one row of the list answered. */
  readonly row: ts.Type;
  /** Text of the method's documentation. */
  readonly doc: string;
};

/** Finds the declaration of an operation's method and reads its types. */
export function createSignatureReader({ program, checker }: Sdk): (operation: SdkOperation) => Signature {
  const argumentOf = (type: ts.Type): ts.Type | undefined =>
    (type.aliasTypeArguments ?? checker.getTypeArguments(type as ts.TypeReference))[0];

  return (operation) => {
    const method = methodOf(operation);
    const signatures = method === undefined ? [] : checker.getTypeOfSymbol(method).getCallSignatures();
    const params = signatures.flatMap((signature) => signature.parameters).find(({ name }) => name === "params");
    const answer = signatures[0]?.getReturnType();
    const row = answer && unwrapResponse(argumentOf(answer));
    if (row === undefined) throw new Error(`no declared answer for ${operation.className}.${operation.methodName}`);
    return {
      params: params === undefined ? null : checker.getTypeOfSymbol(params),
      row,
      doc: ts.displayPartsToString(method?.getDocumentationComment(checker)),
    };
  };

  function methodOf({ module, className, methodName }: SdkOperation): ts.Symbol | undefined {
    const file = program.getSourceFile(`${module}.d.ts`);
    const exported = file && checker.getSymbolAtLocation(file)?.exports;
    const declared = exported?.get(ts.escapeLeadingUnderscores(className));
    return declared && checker.getDeclaredTypeOfSymbol(declared).getProperty(methodName);
  }

  /** `Promise<Response<T>>` answers a `T`; a list promise is of its rows already. */
  function unwrapResponse(type: ts.Type | undefined): ts.Type | undefined {
    return type?.aliasSymbol?.name === "Response" ? argumentOf(type) : type;
  }
}
