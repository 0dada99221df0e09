import type { ReadContext, ScanEstimate } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { Listing } from "./listing";
import { listRequests } from "./list-requests";

/** What a listing would take; sends at most two requests, and none without a client and a context. */
export function estimateListing(
  client: StripeClient | null,
  { plan, conditions, columns }: Listing,
  context: ReadContext | null,
): Promise<ScanEstimate> {
  void client;
  void context;
  const sent = listRequests(plan, conditions, columns).flatMap(({ query }) => query.map(([name, value]) => `${name}=${value}`));
  return Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [...new Set(sent)] });
}
