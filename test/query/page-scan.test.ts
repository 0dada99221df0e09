import { describe, expect, test } from "@jest/globals";
import { createPageScan } from "../../src/query/page-scan";
import type { Extent } from "../../src/table/row-source";
import type { RowNumber } from "../../src/query/row-columns";

function countedListing(pages: number) {
  const log: string[] = [];
  async function* open(extent: Extent): AsyncGenerator<readonly RowNumber[]> {
    log.push(`open ${extent}`);
    try {
      for (let page = 0; page < pages; page++) {
        log.push(`page ${page}`);
        yield await Promise.resolve([page]);
      }
    } finally {
      log.push("close");
    }
  }
  return { log, scan: createPageScan({ conditions: { equals: {}, ranges: {} }, narrowing: null }, open) };
}

describe("a listing that is read as far as somebody needs it", () => {
  test("sends nothing before it is read, and no more than is asked for", async () => {
    const { log, scan } = countedListing(5);
    expect(log).toEqual([]);
    await scan.read(2);
    await scan.read(1);
    expect(scan).toMatchObject({ rows: [0, 1, 2], pages: 3, done: false });
    await scan.close();
    expect(log).toEqual(["open some", "page 0", "page 1", "page 2", "close"]);
  });

  test("begins anew when all of it is wanted after all, so that the source may read it in parallel", async () => {
    const { log, scan } = countedListing(3);
    await scan.read(1);
    await scan.read(Infinity);
    expect(scan).toMatchObject({ rows: [0, 1, 2], done: true });
    expect(log).toEqual(["open some", "page 0", "close", "open all", "page 0", "page 1", "page 2", "close"]);
  });

  test("that is read to its end is not read again", async () => {
    const { log, scan } = countedListing(1);
    await scan.read(2);
    await scan.read(Infinity);
    await scan.close();
    expect(log).toEqual(["open some", "page 0", "close"]);
  });
});
