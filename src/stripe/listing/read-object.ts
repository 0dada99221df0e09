import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import type { JsonObject } from "../json-object";
import { completeLists } from "./embedded-lists";
import { retrieveRequest } from "./list-requests";
import { isMissing } from "./missing";
import { tellNotEnabled } from "./not-enabled";

/** One object by its key, good for these columns. */
export type ObjectRequest = { readonly plan: TablePlan; readonly key: string; readonly columns: readonly ColumnPlan[] };

/**
 * Reads one object, with the lists of the used columns to their end; `null` when it does not exist, or no longer.
 * @throws AppError the client's errors; `NOT_ENABLED` is told by `onPartial` instead.
 */
export async function readObject(
  client: StripeClient,
  { plan, key, columns }: ObjectRequest,
  context: ReadContext,
): Promise<JsonObject | null> {
  const request = retrieveRequest(plan, key, columns);
  if (request === null) return null;
  try {
    const object = await client.get(request, context);
    if (object["deleted"] === true) return null;
    const [whole] = await completeLists(client, { columns, objects: [object] }, context);
    return whole ?? null;
  } catch (failure) {
    if (isMissing(failure) || tellNotEnabled(failure, plan.table.name, context)) return null;
    throw failure;
  }
}
