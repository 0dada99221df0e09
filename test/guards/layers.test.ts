import { describe, expect, test } from "@jest/globals";

import { exceptions, exceptionsUsedBy, layerComplaints } from "./layers";
import { programFiles } from "./project-files";

describe("layers", () => {
  test("every file of the program imports only what its layer allows", () => {
    expect(programFiles().flatMap(layerComplaints)).toEqual([]);
  });

  test("a planted import from query to stripe is refused with the rule it breaks", () => {
    const planted = { path: "src/query/bad.ts", text: 'import { x } from "../stripe/client";' };
    expect(layerComplaints(planted)).toEqual([
      "src/query may not import src/stripe (src/query/bad.ts -> ../stripe/client). " +
        "Allowed: src/base, src/table. Move the code down, or pass it in through a port.",
    ]);
  });

  test.each([
    ["a type import", "src/app/bad.ts", 'import type { X } from "../platform/office/workbook";'],
    ["a lazy import", "src/sandbox/bad.ts", 'const x = await import("../stripe/client");'],
    ["a re-export", "src/table/bad.ts", 'export { x } from "../platform/ports";'],
    ["a side-effect import", "functions/bad.ts", 'import "../taskpane/runtime";'],
    ["an import out of the layers", "src/base/bad.ts", 'import { x } from "../../test/fakes/clock";'],
  ])("%s that points up is refused", (_what, path, text) => {
    expect(layerComplaints({ path, text })).toHaveLength(1);
  });

  test("a folder that no layer knows is refused", () => {
    expect(layerComplaints({ path: "src/misc/helper.ts", text: "" })).toEqual([
      "src/misc/helper.ts is in no known layer; add its folder to test/guards/layers.ts",
    ]);
  });

  test("every exception is still in use", () => {
    const used = programFiles().flatMap(exceptionsUsedBy);
    expect(Object.keys(exceptions).filter((key) => !used.includes(key))).toEqual([]);
  });
});
