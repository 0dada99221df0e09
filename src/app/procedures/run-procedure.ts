import { AppError } from "../../base/app-error";
import type { GivenInputs, Procedure, ProcedureResult } from "./procedure";
import type { ProcedureHost } from "./procedure-host";
import { procedures } from "./procedures";
import { readInputs } from "./read-inputs";

/**
 * Runs the procedure that a name names, whatever the case.
 * @throws AppError `BAD_ARGUMENT` for an unknown procedure or input (listing what there is), a value that is not allowed and a
 * missing one; whatever the host throws.
 */
export async function runProcedure(
  name: string,
  given: GivenInputs,
  run: { readonly host: ProcedureHost; readonly signal: AbortSignal },
): Promise<ProcedureResult> {
  const procedure = findProcedure(name);
  const row = await procedure.run(readInputs(procedure, given), run.host, run.signal);
  return { columns: procedure.columns, row };
}

/** @throws AppError `BAD_ARGUMENT` listing the procedures. */
export function findProcedure(name: string): Procedure {
  const wanted = name.trim().toLowerCase();
  const found = procedures.find((one) => one.name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new AppError("BAD_ARGUMENT", `There is no procedure "${name.trim()}".`, {
    hint: `Procedures are ${procedures.map((one) => one.name).join(", ")}.`,
  });
}
