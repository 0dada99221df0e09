import { describe, expect, test } from "@jest/globals";
import { sendTo } from "../../../src/platform/node/send-http";
import type { SendHttp } from "../../../src/platform/ports";
import type { ApiObject } from "../../../src/sandbox/api-object";
import { createRandom } from "../../../src/sandbox/company/random";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { pageItself } from "../../../src/stripe/listing/listing";
import type { JsonObject } from "../../../src/stripe/json-object";
import { listingOf, openClient } from "./dated-list";
import { createTimeline, type Timeline } from "./timeline";

const runs = process.env["DEEP"] === "1" ? 1_000 : 50;
/** Runs that one company serves, each with the changes of those before it. */
const runsEach = 25;
const second = 1000;

type Random = ReturnType<typeof createRandom>;

/** A company whose customers change, and all that they ever were since the last look at the clock. */
type Company = {
  readonly sandbox: Sandbox;
  readonly timeline: Timeline;
  readonly random: Random;
  /** The versions of every customer during a scan, by id. */
  versions: Map<string, ApiObject[]>;
  alive: Set<string>;
};

function openCompany(seed: number): Company {
  const timeline = createTimeline();
  const now = timeline.clock.now();
  const sandbox = createSandbox({ seed, scale: 0.4, now, clock: timeline.clock, latencyMs: 150, faults: { share: 0.02 } });
  const random = createRandom(seed).fork("exactness");
  for (let burst = 0; burst < 3; burst++) {
    const created = Math.floor(now / second) - random.int(1, 500) * 86_400;
    for (let number = random.int(100, 350); number > 0; number--) sandbox.create("customer", { created });
  }
  return { sandbox, timeline, random, versions: new Map(), alive: new Set() };
}

/** Notes how all customers are now: the beginning of a scan. */
function lookAround(company: Company): void {
  const customers = company.sandbox.all("customer");
  company.versions = new Map(customers.map((one) => [one.id, [one]]));
  company.alive = new Set(company.versions.keys());
}

/** Adds, changes and takes away a few customers. */
function change({ sandbox, random, versions, alive }: Company): void {
  for (let left = random.int(0, 4); left > 0; left--) {
    const ids = [...versions.keys()];
    const id = ids[random.int(0, ids.length - 1)] ?? "";
    const kind = random.pick(["insert", "update", "update", "delete"] as const);
    if (kind === "insert") {
      const made = sandbox.create("customer", { name: `Name ${random.int(0, 1e6)}` });
      versions.set(made.id, [made]);
    } else if (alive.has(id) && kind === "update") {
      versions.get(id)?.push(sandbox.update(id, { name: `Name ${random.int(0, 1e6)}`, metadata: { step: String(random.int(0, 1e6)) } }));
    } else if (alive.has(id)) {
      sandbox.remove(id);
      alive.delete(id);
    }
  }
}

/** Watches that every cursor comes from a reply to the same bounds; elsewhere it can lose rows, although it seldom does. */
function watchCursors(send: SendHttp): { readonly send: SendHttp; readonly inherited: readonly string[] } {
  const known = new Set<string>();
  const inherited: string[] = [];
  const place = (bounds: readonly (string | null)[], id: string): string => JSON.stringify([...bounds, id]);
  const watched: SendHttp = async (request, signal) => {
    const { searchParams } = new URL(request.url);
    const bounds = [searchParams.get("created[gte]"), searchParams.get("created[lte]")];
    const cursor = searchParams.get("starting_after");
    if (cursor !== null && !known.has(place(bounds, cursor))) inherited.push(request.url);
    const reply = await send(request, signal);
    for (const [, id = ""] of reply.text.matchAll(/"id":\s*"(cus_\w+)"/g)) known.add(place(bounds, id));
    return reply;
  };
  return { send: watched, inherited };
}

/** All customers as a scan finds them while they change before and after every request. */
async function scan(company: Company): Promise<readonly JsonObject[]> {
  const { send, inherited } = watchCursors(sendTo((request) => company.sandbox.handle(request)));
  const client = openClient(async (request, signal) => {
    change(company);
    const reply = await send(request, signal);
    change(company);
    return reply;
  }, company.timeline);
  const found: JsonObject[] = [];
  const context = { signal: new AbortController().signal, onRequest: () => undefined };
  for await (const { objects } of createListingReader(client)(listingOf("customers", ["id", "name", "metadata"]), pageItself, context)) found.push(...objects);
  expect(inherited).toEqual([]);
  return found;
}

/** Whether an object was like this once; replies leave out what was not asked for. */
function isVersion(listed: JsonObject, version: ApiObject): boolean {
  return Object.entries(listed).every(([name, value]) => JSON.stringify(value) === JSON.stringify(version[name]));
}

describe("a scan while customers come, change and go and requests fail", () => {
  const companies = Array.from({ length: Math.ceil(runs / runsEach) }, (_, index) => index + 1);

  test.each(companies)("finds every customer that stays exactly once, as it was at some moment of the scan (company %d)", async (seed) => {
    const company = openCompany(seed);
    for (let run = 0; run < Math.min(runs, runsEach); run++) {
      lookAround(company);
      const before = new Set(company.alive);
      const found = await company.timeline.run(scan(company));
      const ids = found.map(({ id }) => String(id));
      const where = { seed, run };
      expect({ ...where, twice: ids.length - new Set(ids).size }).toEqual({ ...where, twice: 0 });
      const listed = new Set(ids);
      const stayed = [...before].filter((id) => company.alive.has(id));
      expect({ ...where, lost: stayed.filter((id) => !listed.has(id)) }).toEqual({ ...where, lost: [] });
      const strange = found.filter((one) => !company.versions.get(String(one["id"]))?.some((version) => isVersion(one, version)));
      expect({ ...where, strange }).toEqual({ ...where, strange: [] });
    }
    expect(company.sandbox.traffic().requests).toBeGreaterThan(runsEach * 12);
  }, 300_000);
});
