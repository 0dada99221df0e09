import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { catalogTables } from "../../src/catalog/catalog";
import { ask, smallSandbox } from "./ask";

const sandbox = smallSandbox();
const paths = catalogTables().flatMap((table) => (table.retrieve === null ? [table.path] : [table.path, table.retrieve]));

const word = fc.oneof(fc.string(), fc.constantFrom("limit", "created", "expand", "expand[]", "created[gte]", "a[b][c]", "status", "__proto__", "ids[]", "[", "]"));
const query = fc.array(fc.tuple(word, fc.oneof(fc.string(), fc.constantFrom("1", "data.customer", "true", "-1", ""))), { maxLength: 4 });
const methods = fc.constantFrom("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD");
const path = fc.tuple(fc.constantFrom(...paths, "/v1/", "/_sandbox/charge"), fc.string()).map(([template, id]) => template.replaceAll(/\{\w+\}/g, encodeURIComponent(id)));

const requests = fc.record({ method: methods, where: path, pairs: query, text: fc.string() });

describe("whatever is sent", () => {
  test("the answer is a result or an error in Stripe's shape, never a failure of the sandbox", async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, where, pairs, text }) => {
        const search = new URLSearchParams(pairs).toString();
        const body = method === "POST" ? { body: text, headers: { "content-type": "application/x-www-form-urlencoded" } } : {};
        const reply = await ask(sandbox, `${where}?${search}`, { method, ...body });
        expect(reply.status).toBeLessThan(500);
        if (reply.status >= 400) expect(typeof reply.body.error.message).toBe("string");
        expect(reply.headers.get("request-id")).toMatch(/^req_/);
      }),
      { numRuns: 1_500 },
    );
  });
});
