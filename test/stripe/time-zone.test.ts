import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createTimeZone } from "../../src/stripe/time-zone";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];
const from2011 = fc.integer({ min: Date.UTC(2011, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 });
/** Whole timestamps and their shortened forms, near the instants that are compared with them. */
const lengths = fc.constantFrom(4, 7, 10, 13, 16, 19);

describe("createTimeZone", () => {
  test("shows the wall clock of the zone", () => {
    const noon = Date.UTC(2026, 6, 1, 12) / 1000;
    expect(createTimeZone("UTC").toText(noon)).toBe("2026-07-01 12:00:00");
    expect(createTimeZone("Europe/Berlin").toText(noon)).toBe("2026-07-01 14:00:00");
    expect(createTimeZone("Asia/Kolkata").toText(noon)).toBe("2026-07-01 17:30:00");
  });

  test("in UTC a date bounds exactly", () => {
    const utc = createTimeZone("UTC");
    expect(utc.earliest("2026-02-01")).toBe(Date.UTC(2026, 1, 1) / 1000);
    expect(utc.latest("2026-02-01")).toBe(Date.UTC(2026, 1, 1) / 1000);
  });

  test.each(["", "soon", "2026-02-31", "2026-13", "2026-01-01T00:00:00", "2026-01-01 24:00:00", "2026-1-1"])(
    "takes no bound from %p",
    (text) => {
      expect(createTimeZone("Europe/Berlin").earliest(text)).toBeNull();
      expect(createTimeZone("Europe/Berlin").latest(text)).toBeNull();
    },
  );

  test.each(zones)("in %s no instant whose text meets a bound lies outside it", (name) => {
    const zone = createTimeZone(name);
    const nearby = fc.tuple(from2011, fc.integer({ min: -200_000, max: 200_000 }), lengths);
    fc.assert(
      fc.property(nearby, ([instant, shift, length]) => {
        const text = createTimeZone("UTC").toText(instant + shift).slice(0, length);
        const shown = zone.toText(instant);
        if (shown >= text) expect(instant).toBeGreaterThanOrEqual(zone.earliest(text) ?? -Infinity);
        if (shown <= text) expect(instant).toBeLessThanOrEqual(zone.latest(text) ?? Infinity);
      }),
      { numRuns: 300 },
    );
  });

  test("refuses a zone that does not exist", () => {
    expect(() => createTimeZone("Mars/Olympus")).toThrow('There is no time zone "Mars/Olympus".');
  });
});
