import { describe, expect, test } from "@jest/globals";
import { sendTo } from "../../../src/platform/node/send-http";
import { createRandom } from "../../../src/sandbox/company/random";
import { createSandbox } from "../../../src/sandbox/sandbox";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { pageItself } from "../../../src/stripe/listing/listing";
import { reading } from "../stripe-fake";
import { listingOf, openClient } from "./dated-list";
import { list, readOver } from "./listing-server";
import { createTimeline } from "./timeline";

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

describe("a table of which Stripe lists some rows apart", () => {
  test.each(seeds)("has every row once while rows go from one list to the other (seed %d)", async (seed) => {
    const timeline = createTimeline();
    const random = createRandom(seed).fork("switching");
    const sandbox = createSandbox({ seed, scale: 0.05, now: timeline.clock.now(), clock: timeline.clock, latencyMs: 150 });
    const product = sandbox.all("product")[0]?.id ?? "";
    for (let number = 0; number < 450; number++) {
      const created = Math.floor(timeline.clock.now() / 1000) - random.int(1, 500) * 86_400;
      sandbox.create("price", { created, product, currency: "usd", unit_amount: 100, active: random.int(0, 1) === 1 });
    }
    const prices = sandbox.all("price").map(({ id }) => id);
    const still = new Set(prices);
    const switchSome = (): void => {
      for (let left = 20; left > 0; left--) {
        const id = random.pick(prices);
        if (still.delete(id)) sandbox.update(id, { active: sandbox.all("price").find((one) => one.id === id)?.["active"] !== true });
      }
    };
    const send = sendTo((request) => sandbox.handle(request));
    const read = createListingReader(openClient((request, signal) => (switchSome(), send(request, signal)), timeline));
    const found: string[] = [];
    const work = async (): Promise<void> => {
      for await (const { objects } of read(listingOf("prices", ["id"]), pageItself, reading())) found.push(...objects.map(({ id }) => String(id)));
    };
    await timeline.run(work());
    expect(prices.length - still.size).toBeGreaterThan(100);
    expect([...found].sort()).toEqual([...prices].sort());
  });

  test("is read in one list when the query says which", async () => {
    const conditions = { equals: { active: 1 }, ranges: {} };
    const { paths } = await readOver(() => list([{ id: "price_1" }]), listingOf("prices", ["id"], { conditions }));
    expect(paths).toEqual(["/v1/prices?active=true&limit=100"]);
  });

  test("is read in the lists once each where rows go one way only", async () => {
    const { paths } = await readOver(() => list([]), listingOf("v2_core_accounts", ["id"]));
    expect(paths.map((path) => /closed=\w+/.exec(path)?.[0])).toEqual(["closed=false", "closed=true"]);
  });
});
