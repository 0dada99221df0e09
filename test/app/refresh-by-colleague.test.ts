import { describe, expect, test } from "@jest/globals";
import type { InsertRequest, RefreshWish } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { going, startApp } from "./harness";

const request: InsertRequest = { run: { sql: "SELECT id FROM charges LIMIT 2" }, name: "Charges", target: { kind: "activeCell" } };

/** A colleague opens the workbook of somebody who has a connection; theirs is another, or one whose key was revoked. */
async function refreshedByColleague(connection: "none" | "revoked", wish: RefreshWish) {
  const owner = startApp();
  await owner.connect();
  const { definition } = await owner.app.queries.insert(request, { signal: going() });
  const colleague = startApp({ workbook: owner.workbook });
  await colleague.connect(connection === "none" ? "mine" : "acme");
  await colleague.app.queries.load(going());
  for (const { name } of colleague.app.connections.list.get()) await colleague.app.trust.allow(name, going());
  colleague.sandbox.revokeKey("sk_test_sandbox");
  const failure = await colleague.app.queries.refresh(definition.id, { signal: going() }, wish).then(String, (thrown: unknown) => AppError.from(thrown).code);
  await owner.app.queries.load(going());
  return { failure, before: definition.lastRun, state: colleague.app.queries.list.get()[0], seen: owner.app.queries.list.get()[0]?.definition.lastRun };
}

describe("a refresh by a colleague", () => {
  test.each([
    ["who has no such connection", "none", "NOT_CONNECTED"],
    ["whose sign-in has ended", "revoked", "REAUTH_REQUIRED"],
  ] as const)("%s says so to them alone", async (_, connection, code) => {
    const { failure, before, state, seen } = await refreshedByColleague(connection, {});
    expect(failure).toBe(code);
    expect(state?.error?.code).toBe(code);
    expect(seen).toEqual(before);
  });

  test("is noted for all when it is their schedule, which cannot go on", async () => {
    const { failure, seen } = await refreshedByColleague("revoked", { cause: "schedule" });
    expect([failure, seen?.error]).toEqual(["REAUTH_REQUIRED", expect.stringContaining("signed in again")]);
  });
});
