import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { GivenInputs, Procedure, ProcedureInput, ReadInputs } from "./procedure";

type Value = string | Secret;

/** Checks what was given against the declaration and fills in defaults. @throws AppError `BAD_ARGUMENT`. */
export function readInputs(procedure: Procedure, given: GivenInputs): ReadInputs {
  const values = new Map<string, Value>();
  for (const [written, value] of Object.entries(given)) {
    const name = findInput(procedure, written);
    if (values.has(name)) throw new AppError("BAD_ARGUMENT", `The input ${name} of ${procedure.name} has two values.`);
    values.set(name, value);
  }
  const read = new Map(Object.entries(procedure.inputs).map(([name, input]) => [name, readInput(name, input, values.get(name))]));
  return {
    text: (name) => plain(read.get(name)),
    secret: (name) => hidden(read.get(name)),
  };
}

/** The canonical name of an input, whatever the case. @throws AppError `BAD_ARGUMENT` listing the inputs. */
export function findInput(procedure: Procedure, written: string): string {
  const wanted = written.trim().replace(/^@/, "").toLowerCase();
  const found = Object.entries(procedure.inputs).find(([name, { aliases = [] }]) =>
    [name, ...aliases].some((spelling) => spelling.toLowerCase() === wanted),
  );
  if (found !== undefined) return found[0];
  throw new AppError("BAD_ARGUMENT", `${procedure.name} has no input "${written.trim()}".`, {
    hint: `Its inputs are ${Object.keys(procedure.inputs).join(", ")}.`,
  });
}

/** `null`: not given. An empty text counts as not given. */
function readInput(name: string, input: ProcedureInput, value: Value | undefined): Value | null {
  if (value instanceof Secret) return value;
  const text = value === undefined || value.trim() === "" ? input.default : value.trim();
  if (text === undefined) {
    if (input.required) throw new AppError("BAD_ARGUMENT", `The input ${name} is missing.`, { hint: input.doc });
    return null;
  }
  if (input.secret) return new Secret(text);
  return allowedSpelling(name, input, text);
}

function allowedSpelling(name: string, { allowed }: ProcedureInput, text: string): string {
  if (allowed === undefined) return text;
  const found = allowed.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new AppError("BAD_ARGUMENT", `${name} is one of ${allowed.join(", ")}, not "${text}".`);
}

const plain = (value: Value | null | undefined): string | null => (typeof value === "string" ? value : null);
const hidden = (value: Value | null | undefined): Secret | null => (value instanceof Secret ? value : null);
