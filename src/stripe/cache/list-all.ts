import type { ReadContext } from "../../table/row-source";
import type { ChangeMark } from "../changes/changes";
import type { Listing } from "../listing/listing";
import { collectRows } from "./collect-rows";
import { heldColumns } from "./kept-rows";
import type { KeptScan } from "./kept-scan";
import type { ScanTools } from "./scan-tools";
import type { Loading } from "./shared-load";

/** Lists everything that is wanted, in parallel, and hands rows on as they come. @throws AppError the listing's errors. */
export async function listAll(tools: ScanTools, listing: Listing, { context, audience, arrive }: Loading): Promise<KeptScan> {
  const { plan, conditions, columns } = listing;
  const began = tools.now();
  // A refresh that did not pay sent requests before.
  const sentBefore = audience.requests;
  const held = heldColumns(plan, columns);
  const collected = collectRows(tools.zone, plan, held);
  const marking = createMarking(tools, listing, { began, context });
  let pages = 0;
  for await (const taken of tools.readListing(listing, collected.take, context)) {
    collected.add(taken);
    arrive(collected);
    if (++pages === 2) marking.begin();
  }
  collected.end();
  arrive(collected);
  const mark = await marking.mark();
  return {
    plan,
    conditions,
    held,
    columns,
    rows: collected.rows,
    order: Uint32Array.from(collected.order),
    asOf: began,
    mark,
    listRequests: audience.requests - sentBefore - marking.requests(),
    reasons: audience.reasons,
  };
}

type Marking = { readonly begin: () => void; readonly mark: () => Promise<ChangeMark | null | undefined>; readonly requests: () => number };

/**
 * Takes the mark beside the listing, once it proves longer than a page: what fits a page is listed again for less than a look
 * at what changed costs.
 */
function createMarking(
  { changes }: ScanTools,
  { plan }: Listing,
  { began, context }: { readonly began: number; readonly context: ReadContext },
): Marking {
  let requests = 0;
  const counting: ReadContext = {
    signal: context.signal,
    onRequest() {
      requests++;
      context.onRequest();
    },
  };
  type Taken = { readonly mark: ChangeMark | null } | { readonly failure: unknown };
  let taking: Promise<Taken> | undefined;
  return {
    requests: () => requests,
    begin() {
      taking = changes.mark(plan, began, counting).then(
        (mark) => ({ mark }),
        (failure: unknown) => ({ failure }),
      );
    },
    async mark() {
      const taken = await taking;
      if (taken === undefined) return undefined;
      if ("failure" in taken) throw taken.failure;
      return taken.mark;
    },
  };
}
