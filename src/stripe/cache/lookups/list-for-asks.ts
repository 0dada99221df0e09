import { unconditional } from "../../../table/conditions";
import type { PartialReason } from "../../../table/query-result";
import { pageSize } from "../../listing/list-requests";
import { type ListedPage, pageItself } from "../../listing/listing";
import { collectRows } from "../collect-rows";
import { heldColumns } from "../kept-rows";
import { createReasons } from "../reasons";
import { answerFromMemory, chargeFirst } from "./answer-asks";
import type { Answer } from "./ask";
import type { Pending } from "./gather";
import type { LookupTools } from "./lookup-tools";
import { answerWith } from "./recall";
import { isWorthListing } from "./worth-listing";

/**
 * Lists the table from the newest row on as long as that answers keys for less than single reads do. Stripe has no way to read
 * several ids at once. A listing that came to its end is kept like any other.
 */
export async function listForAsks(tools: LookupTools, pending: Pending): Promise<void> {
  const { plan, signal } = pending;
  const columns = [...pending.columns];
  const began = tools.now();
  const held = heldColumns(plan, columns);
  const collected = collectRows(tools.zone, plan, held);
  const reasons = createReasons();
  let requests = 0;
  let hits = 0;
  const onRequest = (): void => {
    requests++;
    chargeFirst(pending);
  };
  const onPartial = (reason: PartialReason): void => void reasons.add(reason);
  let pageAsked = began;
  const listing = { plan, conditions: unconditional, columns, extent: "some" } as const;
  for await (const page of tools.readListing(listing, pageItself, { signal, onRequest, onPartial })) {
    collected.add(collected.take(page));
    hits += answerFrom(page, { asOf: pageAsked, reasons: reasons.all() }, pending);
    // After a page that is not full, seeing the end costs nothing.
    const isLast = page.objects.length < Number(pageSize[plan.catalog.api]);
    if (!isWorthListing({ asked: hits + pending.asks.size, hits, requests }) && !(isLast && pending.asks.size === 0)) return;
    pageAsked = tools.now();
  }
  collected.end();
  const order = Uint32Array.from(collected.order);
  const { rows } = collected;
  tools.memory.keep({ plan, conditions: unconditional, held, columns, rows, order, asOf: began, mark: undefined, listRequests: requests, reasons: reasons.all() });
  answerFromMemory(tools, pending);
  if (reasons.all().some(({ code }) => code === "NOT_ENABLED")) answerWithout(pending, { asOf: began, reasons: reasons.all() });
}

/** A product that the account does not have answers for no single row either. */
function answerWithout({ asks, answer }: Pending, { asOf, reasons }: Known): void {
  for (const ask of [...asks.values()]) {
    if (ask.notBefore <= asOf) answer(ask, { kind: "list", asOf, read: () => null, reasons });
  }
}

/** What is known of a page: when it was asked for, and what it lacks. */
type Known = Pick<Answer, "asOf" | "reasons">;

/** How many keys a page answers. */
function answerFrom({ objects }: ListedPage, { asOf, reasons }: Known, { plan, asks, answer }: Pending): number {
  const { key } = plan.catalog;
  let hits = 0;
  for (const object of key === null ? [] : objects) {
    const ask = asks.get(String(object[key ?? ""]));
    if (ask === undefined || ask.notBefore > asOf) continue;
    answer(ask, { kind: "list", ...answerWith({ object, asOf }), reasons });
    hits++;
  }
  return hits;
}
