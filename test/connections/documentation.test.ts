import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { propertyNames } from "../../src/connections/properties";
import { refusedProperties } from "../../src/connections/refused-properties";
import { connectionPropertiesPage } from "../tools/docs/connection-properties-page";

const page = readFileSync("docs/connection-properties.md", "utf8");

describe("docs/connection-properties.md", () => {
  test("is what the declarations say; npm run docs writes it", () => {
    expect(page === connectionPropertiesPage()).toBe(true);
  });

  test("names every setting that acts and every one that is refused", () => {
    const names = [...propertyNames, ...Object.keys(refusedProperties)];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
