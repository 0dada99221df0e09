import type { XmlElement } from "./xml";

/** A positive number; `null` when absent, `undefined` when it is none. */
export function optionalNumber(parent: XmlElement, name: string): number | null | undefined {
  const text = parent.attributes[name];
  if (text === undefined) return null;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
