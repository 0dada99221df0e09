import { describe, expect, test } from "@jest/globals";
import { generateFunctionMetadata } from "../tools/function-metadata.mjs";

describe("the formulas' metadata", () => {
  test("is what Excel has cached: signatures only grow optional arguments at their end", async () => {
    expect(await generateFunctionMetadata()).toMatchSnapshot();
  });
});
