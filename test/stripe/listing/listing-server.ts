import type { HttpReply } from "../../../src/platform/ports";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { type Listing, type ListedPage, pageItself } from "../../../src/stripe/listing/listing";
import type { PartialReason } from "../../../src/table/query-result";
import { clientOver, json } from "../stripe-fake";

/** A list as Stripe sends it. */
export const list = (data: readonly unknown[], more = false): HttpReply => json({ object: "list", data, has_more: more });

/** What a reader of a listing gets from a scripted server, and what it was told. */
export async function readOver(answer: (path: string) => HttpReply, listing: Listing) {
  const { client, sent } = clientOver(({ url }) => answer(decodeURIComponent(url.replace("https://stripe.example", ""))));
  const pages: ListedPage[] = [];
  const reasons: PartialReason[] = [];
  const told: { rows: number; least: number[] } = { rows: 0, least: [] };
  const context = {
    signal: new AbortController().signal,
    onRequest: () => undefined,
    onRows: (count: number) => void (told.rows += count),
    onPartial: (reason: PartialReason) => void reasons.push(reason),
    onEstimate: ({ requests }: { readonly requests: { readonly least: number } }) => void told.least.push(requests.least),
  };
  for await (const page of createListingReader(client)(listing, pageItself, context)) pages.push(page);
  const paths = sent.map(({ url }) => decodeURIComponent(url.replace("https://stripe.example", "")));
  return { pages, paths, reasons, told, objects: pages.flatMap(({ objects }) => objects) };
}
