import { AppError } from "../../base/app-error";

/** A call of a procedure in SQL, with its inputs as they were written. */
export type ExecStatement = { readonly procedure: string; readonly inputs: Readonly<Record<string, string>> };

const keyword = /^\s*exec(?:ute)?(?=\s|\[|$)/i;
/** A name, bare or in brackets. */
const procedureName = /\s*(?:\[([^\]]+)\]|([A-Za-z_]\w*))/y;
/** `@Name = 'text'`, a number, or NULL for "not given". */
const input = /\s*@?([A-Za-z_]\w*)\s*=\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|(null))\s*/iy;
const end = /\s*;?\s*$/y;

/**
 * Reads `EXEC Procedure @Input = 'value', …`; `null` when the text is another statement.
 * @throws AppError `SQL_SYNTAX`; the message repeats no value.
 */
export function parseExec(sql: string): ExecStatement | null {
  const start = keyword.exec(sql);
  if (start === null) return null;
  const name = match(procedureName, sql, start[0].length);
  const procedure = name?.[1] ?? name?.[2];
  if (name === null || procedure === undefined) throw notACall("EXEC needs the name of a procedure.");
  const { inputs, index } = readInputs(sql, name.index + name[0].length);
  if (match(end, sql, index) === null) throw notACall("The inputs after EXEC cannot be read.");
  return { procedure: procedure.trim(), inputs };
}

function readInputs(sql: string, start: number): { readonly inputs: Readonly<Record<string, string>>; readonly index: number } {
  const inputs = new Map<string, string>();
  let index = start;
  for (let found = match(input, sql, index); found !== null; found = sql[index] === "," ? match(input, sql, index + 1) : null) {
    const [whole, name = "", text, number] = found;
    if ([...inputs.keys()].some((known) => known.toLowerCase() === name.toLowerCase())) throw notACall(`EXEC names ${name} twice.`);
    inputs.set(name, text?.replaceAll("''", "'") ?? number ?? "");
    index = found.index + whole.length;
  }
  return { inputs: Object.fromEntries(inputs), index };
}

function match(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function notACall(sentence: string): AppError {
  return new AppError("SQL_SYNTAX", sentence, { hint: "Write EXEC Procedure @Input = 'value', @Other = 'value'." });
}
