import ts from "typescript";
import type { Sdk } from "./sdk-program";
import { createTypeFacts, nameOf } from "./type-facts";

/** The types of events by the resource of their object, `charge` to `charge.captured charge.failed …`, both sorted. */
export function readEventTypes(sdk: Sdk): Record<string, string> {
  const { checker } = sdk;
  const facts = createTypeFacts(checker);
  const types = new Map<string, string[]>();
  for (const event of eventInterfaces(sdk)) {
    const [type] = literalTexts(memberOf(checker, event, "type"));
    const object = memberOf(checker, memberOf(checker, event, "data"), "object");
    if (type === undefined) throw new Error(`${nameOf(event)} has no type of its own`);
    const names = facts.parts(object).map((part) => facts.resourceOf(part) ?? nameOf(part));
    const resource = [...new Set(names)].sort().join("|");
    types.set(resource, [...(types.get(resource) ?? []), type]);
  }
  return Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([resource, names]) => [resource, names.sort().join(" ")]));
}

/** Members of the union `Event`: one interface for each type. */
function eventInterfaces({ program, checker }: Sdk): readonly ts.Type[] {
  const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith("/esm/resources/Events.d.ts"));
  const module = file && checker.getSymbolAtLocation(file);
  const event = module?.exports?.get(ts.escapeLeadingUnderscores("Event"));
  const declared = event && checker.getDeclaredTypeOfSymbol(event);
  if (declared === undefined || !declared.isUnion()) throw new Error("the SDK declares no union of events");
  return declared.types;
}

function memberOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type {
  const member = type.getProperty(name);
  if (member === undefined) throw new Error(`${nameOf(type)} has no ${name}`);
  return checker.getTypeOfSymbol(member);
}

const literalTexts = (type: ts.Type): readonly string[] => (type.isStringLiteral() ? [type.value] : []);
