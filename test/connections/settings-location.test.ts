import { describe, expect, test } from "@jest/globals";
import { locationText, locationWords, parseSettingsLocation } from "../../src/connections/settings-location";

describe("a settings location", () => {
  test.each([
    ["roaming:", "roaming:", "at the gateway"],
    ["roaming:shop", "roaming:shop", "at the gateway (shop)"],
    ["device:", "device:", "in this browser"],
    ["memory://shop", "memory:shop", "in memory (shop)"],
    ["C:\\me\\tokens", "C:\\me\\tokens", "in C:\\me\\tokens"],
  ])("%s is written %s, and said as %p", (written, text, words) => {
    const read = parseSettingsLocation(written);
    if (!read.ok) throw new Error(read.failure);
    expect([locationText(read.value), locationWords(read.value)]).toEqual([text, words]);
  });
});
