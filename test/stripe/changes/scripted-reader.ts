import type { HttpReply, HttpRequest } from "../../../src/platform/ports";
import type { ChangeMark, Changes } from "../../../src/stripe/changes/changes";
import { createChangeReader } from "../../../src/stripe/changes/create-change-reader";
import type { JsonObject } from "../../../src/stripe/json-object";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { unconditional } from "../../../src/table/conditions";
import type { Conditions } from "../../../src/table/row-source";
import { clientOver, json, reading } from "../stripe-fake";
import { planOf, rawRows } from "./kept-table";

/** Seconds. */
export const day = 86_400;
/** Unix seconds. */
export const noon = 1_770_000_000;
export const list = (data: readonly object[], hasMore = false): HttpReply => json({ object: "list", data, has_more: hasMore });

export type EventInit = { readonly id?: string; readonly type: string; readonly at?: number; readonly object: JsonObject; readonly version?: string };
export const event = ({ id = "evt_1", type, at = noon, object, version = "2020-08-27" }: EventInit) => ({
  id,
  object: "event",
  type,
  created: at,
  api_version: version,
  data: { object },
});

/** A reader over a scripted server: replies by path without the query; what is not there is an empty list. */
export function readerOver(answers: Readonly<Record<string, HttpReply | ((request: HttpRequest) => HttpReply)>>, start = noon * 1_000) {
  const ours = { now: start };
  const { client, sent } = clientOver((request) => {
    const answer = answers[new URL(request.url).pathname] ?? list([]);
    return typeof answer === "function" ? answer(request) : answer;
  });
  const reader = createChangeReader({ client, list: createListingReader(client), now: () => ours.now });
  return { reader, ours, paths: () => sent.map(({ url }) => decodeURIComponent(new URL(url).pathname + new URL(url).search)) };
}

export type Asked = {
  readonly table?: string;
  readonly mark?: Partial<ChangeMark> | null;
  readonly kept?: readonly JsonObject[];
  readonly columns?: readonly string[];
  readonly conditions?: Conditions;
  readonly listRequests?: number;
};

/** What a reader of changes answers about some kept rows; thousand requests would list them again, when nothing else is said. */
export function read({ reader }: ReturnType<typeof readerOver>, asked: Asked = {}): Promise<Changes> {
  const { table = "customers", mark = {}, kept = [], columns = ["id"], conditions = unconditional, listRequests = 1_000 } = asked;
  const plan = planOf(table);
  return reader.read(
    {
      plan,
      columns: columns.map((name) => plan.columns.get(name)!),
      conditions,
      mark: mark === null ? null : { newest: noon, settled: new Set(), takenAt: noon * 1_000, ...mark },
      listRequests,
      rows: () => rawRows(plan, kept),
    },
    reading(),
  );
}
