import ts from "typescript";

/** Questions about declared types that both columns and parameters ask. */
export type TypeFacts = {
  /** Members of a union without null and undefined; one type is a union of one. */
  readonly parts: (type: ts.Type) => readonly ts.Type[];
  readonly isNullable: (type: ts.Type) => boolean;
  /** Element type of an array, or `null`. */
  readonly elementOf: (type: ts.Type) => ts.Type | null;
  /** Value of the literal `object` property (or values joined by `|`), which is Stripe's name of the resource; else `null`. */
  readonly resourceOf: (type: ts.Type) => string | null;
  readonly docOf: (symbol: ts.Symbol) => string;
  readonly typeOf: (symbol: ts.Symbol) => ts.Type;
};

export function createTypeFacts(checker: ts.TypeChecker): TypeFacts {
  const parts = (type: ts.Type): readonly ts.Type[] => {
    const present = checker.getNonNullableType(type);
    return present.isUnion() ? present.types : [present];
  };
  return {
    parts,
    isNullable: (type) => type.isUnion() && type.types.some((part) => (part.flags & ts.TypeFlags.Null) !== 0),
    elementOf: (type) => (checker.isArrayType(type) ? (checker.getTypeArguments(type as ts.TypeReference)[0] ?? null) : null),
    resourceOf(type) {
      const property = type.getProperty("object");
      if (property === undefined) return null;
      const names = parts(checker.getTypeOfSymbol(property)).map((part) => (part.isStringLiteral() ? part.value : null));
      return names.some((name) => name === null) ? null : names.join("|");
    },
    docOf: (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    typeOf: (symbol) => checker.getTypeOfSymbol(symbol),
  };
}

/** Name under which a type was declared. */
export function nameOf(type: ts.Type): string {
  return type.aliasSymbol?.name ?? type.getSymbol()?.name ?? "";
}

export const isString = (type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.String) !== 0 || (type.isIntersection() && type.types.some(isString));
export const isNumber = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.NumberLike) !== 0;
export const isBoolean = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.BooleanLike) !== 0;
export const isObject = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Object) !== 0;
export const isNever = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Never) !== 0;

/** Texts of the string literals among the given types, sorted: the compiler's own order depends on what it met before. */
export function literalsOf(types: readonly ts.Type[]): string[] {
  return types.flatMap((type) => (type.isStringLiteral() ? [type.value] : [])).sort();
}
