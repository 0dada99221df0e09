/** Whether a JSON value has a shape. What others send is checked by these before it is believed. */
export type Shape<T> = (value: unknown) => value is T;

export const isText: Shape<string> = (value): value is string => typeof value === "string";
export const isNumber: Shape<number> = (value): value is number => Number.isFinite(value);
export const isBoolean: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

/** One of some texts. */
export const oneOf =
  <T extends string>(...texts: readonly T[]): Shape<T> =>
  (value): value is T =>
    texts.some((text) => text === value);

/** What `shape` lets through, or `null`. */
export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

/** Either of two. */
export const either =
  <A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> =>
  (value): value is A | B =>
    one(value) || other(value);

export const listOf =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(shape);

/** An object with at least these members. */
export const objectOf =
  <T>(members: { readonly [Name in keyof T]: Shape<T[Name]> }): Shape<T> =>
  (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    Object.entries<Shape<unknown>>(members).every(([name, shape]) => Object.hasOwn(value, name) && shape((value as Record<string, unknown>)[name]));

/** The text's value when it is JSON of that shape, else `null`. */
export function parseShape<T>(text: string, shape: Shape<T>): T | null {
  const value = parseJson(text);
  return shape(value) ? value : null;
}

/** `undefined`, which no JSON text means, when it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return undefined;
    throw notJson;
  }
}
