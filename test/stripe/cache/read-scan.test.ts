import { describe, expect, test } from "@jest/globals";
import { createMemoryLimit } from "../../../src/stripe/cache/memory-limit";
import { readScan, type ReadScanTools, type RunningScan } from "../../../src/stripe/cache/read-scan";
import { createScanMemory } from "../../../src/stripe/cache/scan-memory";
import type { ReadListing } from "../../../src/stripe/listing/listing";
import { createTimeZone } from "../../../src/stripe/time-zone";
import { planOf } from "../changes/kept-table";
import { everything, listening } from "./company";

const plan = planOf("charges");
const wanted = { plan, conditions: everything, columns: [] };

/** Reads charges that are listed like this, without room to keep them; the loads that somebody could join are left over. */
async function leftAfter(readListing: ReadListing): Promise<ReadonlySet<RunningScan>> {
  const running = new Set<RunningScan>();
  const unused = (): never => {
    throw new Error("nothing is kept that could be refreshed");
  };
  const tools: ReadScanTools = {
    readListing,
    running,
    memory: createScanMemory(createMemoryLimit(0)),
    zone: createTimeZone("UTC"),
    now: () => 0,
    changes: { mark: () => Promise.resolve(null), read: unused },
    refresh: unused,
    search: null,
  };
  try {
    for await (const block of readScan(tools, { wanted, extent: "all", narrowing: undefined }, listening().context)) expect(block.count).toBeGreaterThan(0);
  } catch (failure) {
    expect(failure).toMatchObject({ message: "no network" });
  }
  return running;
}

describe("a scan that has ended", () => {
  test("holds no rows any more, when nothing is kept of it", async () => {
    const left = await leftAfter(async function* (_, take) {
      yield await Promise.resolve(take({ objects: [{ id: "ch_1" }], asked: {} }));
    });
    expect([...left]).toEqual([]);
  });

  test("holds none when it failed either", async () => {
    const left = await leftAfter(async function* (_, take) {
      yield await Promise.resolve(take({ objects: [{ id: "ch_1" }], asked: {} }));
      throw new Error("no network");
    });
    expect([...left]).toEqual([]);
  });
});
