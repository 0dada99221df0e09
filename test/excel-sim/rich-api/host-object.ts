import { createArguments, type Arguments } from "./arguments";
import { notSimulated, RichApiError } from "./rich-api-error";

/** An object of Excel's object model as the interpreter sees it. Member names are those of the wire (`Values`). */
export type HostObject = {
  readonly typeName: string;
  /** What was passed to {@link createObject}; lets one type recognise another among its arguments. */
  readonly self: unknown;
  /** Set while office.js holds the object by reference. */
  reference: string | null;
  /** The id that office.js uses to find the object again, as it goes over the wire. */
  identity(): Readonly<Record<string, unknown>>;
  /** What `load()` without a list reads. */
  scalars(): readonly string[];
  has(member: string): boolean;
  get(member: string): unknown;
  set(member: string, value: unknown): void;
  call(member: string, args: readonly unknown[]): unknown;
  /** Members of a collection; `null` for any other object. */
  items(): readonly HostObject[] | null;
};

/** The declaration of one type: everything that Excel lets an add-in do with it, and no control flow. */
export type ObjectType<Self> = {
  readonly name: string;
  readonly identity?: (self: Self) => Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, Property<Self>>>;
  /** Properties that are objects; not loaded unless asked for. */
  readonly links?: Readonly<Record<string, (self: Self) => HostObject | null>>;
  readonly methods?: Readonly<Record<string, (self: Self, args: Arguments) => unknown>>;
  readonly events?: EventDeclaration<Self>;
  readonly items?: (self: Self) => readonly HostObject[];
};

export type Property<Self> = {
  readonly get: (self: Self) => unknown;
  readonly set?: (self: Self, value: unknown) => void;
};

/** Events by the name in `_Register<Name>Event`, with office.js's numbers. */
export type EventDeclaration<Self> = {
  readonly types: Readonly<Record<string, number>>;
  readonly register: (self: Self, eventType: number) => void;
  readonly unregister: (self: Self, eventType: number) => void;
};

/** Binds a type to one instance. */
export function createObject<Self>(type: ObjectType<Self>, self: Self): HostObject {
  const { properties = {}, links = {}, methods = {} } = type;
  return {
    typeName: type.name,
    self,
    reference: null,
    identity: () => type.identity?.(self) ?? {},
    scalars: () => Object.keys(properties),
    has: (member) => member in properties || member in links,
    get(member) {
      const link = links[member];
      if (link) return link(self);
      const property = properties[member];
      if (!property) throw notSimulated(`property ${type.name}.${member}`);
      return property.get(self);
    },
    set(member, value) {
      const property = properties[member];
      if (!property?.set) throw notSimulated(`writable property ${type.name}.${member}`);
      property.set(self, value);
    },
    call(member, args) {
      const method = methods[member] ?? eventMethod(type.events, member);
      if (!method) throw notSimulated(`method ${type.name}.${member}`);
      return method(self, createArguments(args, `${type.name}.${member.charAt(0).toLowerCase()}${member.slice(1)}`)) ?? null;
    },
    items: () => type.items?.(self) ?? null,
  };
}

function eventMethod<Self>(events: EventDeclaration<Self> | undefined, member: string): ((self: Self) => void) | null {
  const match = /^_(Register|Unregister)(\w+)Event$/.exec(member);
  const eventType = events?.types[match?.[2] ?? ""];
  if (!events || eventType === undefined) return null;
  return (self) => (match?.[1] === "Register" ? events.register(self, eventType) : events.unregister(self, eventType));
}

/** A read-only property. */
export const readOnly = <Self>(get: (self: Self) => unknown): Property<Self> => ({ get });

export const isHostObject = (value: unknown): value is HostObject =>
  typeof value === "object" && value !== null && "typeName" in value && "identity" in value;

/** The last resort for values of the wrong kind in property setters. */
export function expectText(value: unknown, location: string): string {
  if (typeof value === "string") return value;
  throw new RichApiError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.", location);
}
