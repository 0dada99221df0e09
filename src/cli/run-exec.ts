import { findInput } from "../app/procedures/read-inputs";
import { findProcedure, runProcedure } from "../app/procedures/run-procedure";
import type { GivenInputs, Procedure, ProcedureResult } from "../app/procedures/procedure";
import { showRow } from "../app/procedures/show-result";
import type { Secret } from "../base/secret";
import { AppError } from "../base/app-error";
import type { CommandInput } from "./command";
import { exitCode } from "./exit-code";
import type { Rows } from "./formats/format";
import type { CliIo } from "./io";
import { findConnection } from "./find-connection";
import { openProcedureHost } from "./oauth/open-procedure-host";
import { printRows } from "./print-rows";
import { fetchValue } from "./resolve-secrets";

/** A call of a procedure as it was written; values may name where they come from. */
export type WrittenCall = { readonly procedure: string; readonly inputs: readonly (readonly [name: string, text: string])[] };

/** Runs a procedure and prints its row. @throws AppError as the procedure and its connection do. */
export async function runExec(call: WrittenCall, input: CommandInput, io: CliIo): Promise<number> {
  const procedure = findProcedure(call.procedure);
  const inputs = await fetchInputs(procedure, call, io);
  const takeOver = input.isSet("take-over");
  const named = await findConnection({ connection: input.text("connection"), takeOver }, io);
  const host = await openProcedureHost({ named, io, takeOver });
  try {
    const result = await runProcedure(procedure.name, inputs, { host, signal: io.signal });
    await printRows(toRows(result, input.isSet("show")), input, io);
    return exitCode.ok;
  } finally {
    await host.close();
  }
}

/** One after the other, so that questions come in the order of writing; all names are checked before anything is asked. */
async function fetchInputs(procedure: Procedure, { inputs }: WrittenCall, io: CliIo): Promise<GivenInputs> {
  const named = inputs.map(([name, text]) => ({ name: findInput(procedure, name), text }));
  const given = new Map<string, string | Secret>();
  for (const { name, text } of named) {
    if (given.has(name)) throw new AppError("BAD_ARGUMENT", `The input ${name} of ${procedure.name} has two values.`);
    given.set(name, await fetchValue({ name, text, secret: procedure.inputs[name]?.secret === true }, io));
  }
  return Object.fromEntries(given);
}

function toRows(result: ProcedureResult, reveal: boolean): Rows {
  const show = reveal ? (secret: Secret): string => secret.reveal() : undefined;
  return {
    columns: result.columns.map(({ name, type }) => ({ name, type, origin: null })),
    rows: [showRow(result, show)],
  };
}
