import { type ConnectionDeps, openConnection } from "../../../src/connections/open-connection";
import type { StripeRoute } from "../../../src/connections/grant-place";
import { planSignIn } from "../../../src/connections/plan-sign-in";
import { createProfile } from "../../../src/connections/profile";
import { readSettings } from "../../../src/connections/read-settings";
import { commandLineSignIn } from "../../../src/connections/sign-in-surroundings";
import type { Row } from "../../../src/table/table";

/** How the charges are read: from where, and at how many requests a second. */
export type ChargeReading = { readonly route: StripeRoute; readonly columns: readonly string[]; readonly rps: number };

/** Reads all charges as a query over the whole table does, through a connection whose settings name the pace. */
export async function readCharges({ route, columns, rps }: ChargeReading, deps: ConnectionDeps): Promise<readonly Row[]> {
  const settings = readSettings({
    ApiKey: "sk_test_sandbox",
    RequestsPerSecond: String(rps),
    EndpointRequestsPerSecond: String(rps),
  });
  const { source } = openConnection(createProfile(settings, planSignIn(settings, commandLineSignIn), []), route, deps);
  const table = source.find("charges");
  if (!table) throw new Error("the catalog has no charges");
  const request = { table, columns, conditions: { equals: {}, ranges: {} }, extent: "all" } as const;
  const context = { signal: new AbortController().signal, onRequest: () => undefined };
  const rows: Row[] = [];
  for await (const page of source.scan(request, context)) rows.push(...page);
  return rows;
}
