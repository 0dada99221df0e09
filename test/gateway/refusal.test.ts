import { describe, expect, test } from "@jest/globals";

import { AppError, errorCodes } from "../../src/base/app-error";
import { answerRefusal } from "../../src/gateway/refusal";

describe("a refusal of the gateway", () => {
  test.each(errorCodes)("has a status of its own kind for %s, and is kept by nobody", async (code) => {
    const reply = answerRefusal(new AppError(code, "Sentence.", { hint: "Next step." }));
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(await reply.json()).toEqual({ error: { code, message: "Sentence.", hint: "Next step." } });
  });

  test("tells nothing of causes and details", async () => {
    const text = await answerRefusal(new AppError("STRIPE_REFUSED", "No.", { cause: new Error("canary"), detail: { key: "canary" } })).text();
    expect(text).not.toContain("canary");
  });

  test("tells nothing of what nobody expected", async () => {
    const reply = answerRefusal(new Error("canary"));
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain("canary");
  });
});
