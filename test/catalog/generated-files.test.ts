import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { loadEnumValues } from "../../src/catalog/enum-values";
import { buildCatalog } from "../tools/catalog/build-catalog";

const kB = 1000;
const read = (file: string) => readFileSync(`src/catalog/${file}`, "utf8");
/** As shipped: without the line breaks that make the committed file readable. */
const shippedSize = (file: string) => gzipSync(JSON.stringify(JSON.parse(read(file))), { level: 9 }).length;

describe("the generated files", () => {
  test("are, byte for byte, what the installed stripe package gives", () => {
    const built = buildCatalog("node_modules/stripe");
    expect(read("tables.json") === built.tables).toBe(true);
    expect(read("enums.json") === built.enums).toBe(true);
    expect(read("event-types.json") === built.eventTypes).toBe(true);
  });

  test("stay within 25 kB for the core, 15 kB for enumerations and 3 kB for types of events, compressed", () => {
    expect(shippedSize("tables.json")).toBeLessThanOrEqual(25 * kB);
    expect(shippedSize("enums.json")).toBeLessThanOrEqual(15 * kB);
    expect(shippedSize("event-types.json")).toBeLessThanOrEqual(3 * kB);
  });
});

describe("the values of enumerations", () => {
  test("are loaded when asked for", async () => {
    const { resources, filters } = await loadEnumValues(new AbortController().signal);
    expect(resources["charge"]?.["status"]).toEqual(["failed", "pending", "succeeded"]);
    expect(filters["subscriptions"]?.["status"]).toContain("all");
  });

  test("are not handed out once cancelled", async () => {
    await expect(loadEnumValues(AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
