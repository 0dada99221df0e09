import { describe, expect, test } from "@jest/globals";
import { createKeptRows, heldColumns } from "../../../src/stripe/cache/kept-rows";
import type { KeptScan } from "../../../src/stripe/cache/kept-scan";
import { createMemoryLimit } from "../../../src/stripe/cache/memory-limit";
import { createScanMemory } from "../../../src/stripe/cache/scan-memory";
import type { Conditions } from "../../../src/table/row-source";
import { planOf } from "../changes/kept-table";
import { everything } from "./company";

const plan = planOf("charges");
const held = heldColumns(plan, []);
const newer: Conditions = { equals: {}, ranges: { created: { gte: "2025-01-01" } } };

function keptAt(asOf: number, conditions: Conditions = everything): KeptScan {
  return { plan, conditions, held, columns: [], rows: createKeptRows(plan, held), order: new Uint32Array(), asOf, mark: null, listRequests: 1, reasons: [] };
}

describe("the scans that are kept", () => {
  const open = () => {
    const memory = createScanMemory(createMemoryLimit(2 ** 20));
    const moments = (conditions: Conditions) => memory.covering({ plan, conditions, columns: [] }).map(({ kept }) => kept.asOf);
    return { memory, moments };
  };

  test("are without those that a refreshed one makes needless", () => {
    const { memory, moments } = open();
    memory.keep(keptAt(1));
    memory.keep(keptAt(2, newer));
    const [wide] = memory.covering({ plan, conditions: everything, columns: [] });
    expect(moments(newer)).toEqual([2, 1]);
    memory.renew(wide!, keptAt(3));
    expect(moments(newer)).toEqual([3]);
  });

  test("are without one that was refreshed while everything was listed again", () => {
    const { memory, moments } = open();
    memory.keep(keptAt(1));
    const [slot] = memory.covering({ plan, conditions: everything, columns: [] });
    memory.keep(keptAt(3));
    memory.renew(slot!, keptAt(2));
    expect(moments(everything)).toEqual([3]);
  });
});
