import ts from "typescript";
import type { SdkOperation } from "./sdk-operations";
import type { Sdk } from "./sdk-program";

/** Declared types of one SDK method. */
export type Signature = {
  /** Type of the `params` argument, or `null`. */
  readonly params: ts.Type | null;
  /** Type of the object answered, or of one row of the list answered. */
  readonly row: ts.Type;
};

/** Finds the declaration of an operation's method and reads its types. */
export function createSignatureReader({ program, checker }: Sdk): (operation: SdkOperation) => Signature {
  const argumentOf = (type: ts.Type): ts.Type | undefined =>
    (type.aliasTypeArguments ?? checker.getTypeArguments(type as ts.TypeReference))[0];

  return (operation) => {
    const signatures = signaturesOf(operation);
    const params = signatures.flatMap((signature) => signature.parameters).find(({ name }) => name === "params");
    const answer = signatures[0]?.getReturnType();
    const row = answer && unwrapResponse(argumentOf(answer));
    if (row === undefined) throw new Error(`no declared answer for ${operation.className}.${operation.methodName}`);
    return { params: params === undefined ? null : checker.getTypeOfSymbol(params), row };
  };

  function signaturesOf({ module, className, methodName }: SdkOperation): readonly ts.Signature[] {
    const file = program.getSourceFile(`${module}.d.ts`);
    const exported = file && checker.getSymbolAtLocation(file)?.exports;
    const declared = exported?.get(ts.escapeLeadingUnderscores(className));
    const method = declared && checker.getDeclaredTypeOfSymbol(declared).getProperty(methodName);
    return method === undefined ? [] : checker.getTypeOfSymbol(method).getCallSignatures();
  }

  /** `Promise<Response<T>>` answers a `T`; a list promise is of its rows already. */
  function unwrapResponse(type: ts.Type | undefined): ts.Type | undefined {
    return type?.aliasSymbol?.name === "Response" ? argumentOf(type) : type;
  }
}
