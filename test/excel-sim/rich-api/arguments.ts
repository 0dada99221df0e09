import type { HostObject } from "./host-object";
import { invalidArgument, type RichApiError } from "./rich-api-error";

/** A method's arguments with their checks. Reading one that has the wrong kind is `InvalidArgument`. */
export type Arguments = {
  readonly location: string;
  raw(index: number): unknown;
  text(index: number): string;
  optionalText(index: number): string | null;
  integer(index: number): number;
  optionalInteger(index: number): number | null;
  /** For the method to throw when an argument is of the right kind but makes no sense. */
  refuse(message?: string): RichApiError;
};

export function createArguments(values: readonly unknown[], location: string): Arguments {
  const refuse = (message?: string): RichApiError => invalidArgument(location, message);
  const optional = <T>(index: number, read: (index: number) => T): T | null => (values[index] == null ? null : read(index));
  const text = (index: number): string => {
    const value = values[index];
    if (typeof value === "string") return value;
    throw refuse();
  };
  const integer = (index: number): number => {
    const value = values[index];
    if (typeof value === "number" && Number.isInteger(value)) return value;
    throw refuse();
  };
  return {
    location,
    raw: (index) => values[index] ?? null,
    text,
    optionalText: (index) => optional(index, text),
    integer,
    optionalInteger: (index) => optional(index, integer),
    refuse,
  };
}

/** The instance behind an argument when it is an object of that type. */
export function instanceOf<Self>(value: unknown, typeName: string): Self | null {
  const object = value as HostObject | null;
  return typeof object === "object" && object !== null && object.typeName === typeName ? (object.self as Self) : null;
}
