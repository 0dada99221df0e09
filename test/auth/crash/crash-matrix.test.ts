import { afterAll, beforeAll, expect, test } from "@jest/globals";

import type { OAuthOptions } from "../../../src/sandbox/oauth/oauth";
import type { CutPoint } from "../../../src/sandbox/oauth/token-requests";
import { describeOnBothDatabases } from "../../fakes/open-test-records";
import { openCrashSite } from "./crash-site";
import { buildWorker, type WorkerProgram } from "./run-worker";
import { deathPoints, type DeathPoint } from "./worker-job";

const deep = process.env["DEEP"] === "1";

/** What the sandbox does to the dying process's request. */
const cuts: Partial<Record<DeathPoint, CutPoint>> = { "sent, not processed": "before", "processed, answer not received": "after" };

/** The cells where Stripe has used up the refresh token and nobody has the answer. */
const lost: readonly DeathPoint[] = ["processed, answer not received", "answer in memory, not written aside"];

/** The process that dies finds the access token of an hour due at once. */
const atOnce = { skewMs: 3_600_000 };
/** A dead holder's lease ends soon; whoever comes next reads, renews, and reads again. */
const next = { leaseMs: 300, renewAtEnd: true };

let program: WorkerProgram;
beforeAll(() => {
  program = buildWorker();
});
afterAll(() => program.remove());

describeOnBothDatabases("A process killed in the middle of a refresh", (databases) => {
  /** One process dies, the next one wants to read. */
  async function crashThenGoOn(dieAt: DeathPoint, oauth: OAuthOptions) {
    const site = await openCrashSite(await databases.address(), oauth);
    try {
      const cut = cuts[dieAt];
      if (cut !== undefined) site.sandbox.oauth.cutTokenRequests(cut, 1);
      const dead = await program.run(site.job({ ...next, ...atOnce, dieAt }));
      expect(dead).toEqual({ signal: "SIGKILL", report: null, complaint: "" });
      const { report, complaint } = await program.run(site.job(next));
      expect(complaint).toBe("");
      return { report, grant: await site.grant(), requests: site.sandbox.oauth.tokenRequests() };
    } finally {
      await site.close();
    }
  }

  const survived = deathPoints.filter((point) => !lost.includes(point));

  test.each(survived)("%s: nobody signs in again, and no refresh token is used twice", async (dieAt) => {
    const { report, grant, requests } = await crashThenGoOn(dieAt, {});
    expect(report).toMatchObject({ reads: 2, failures: [] });
    expect(grant).toMatchObject({ state: "ACTIVE", reason: null });
    expect(requests.filter(({ error }) => error !== null)).toEqual([]);
  });

  test.each(lost)("%s: the person has to sign in again, because the only new token is gone", async (dieAt) => {
    const { report, grant } = await crashThenGoOn(dieAt, {});
    expect(report).toMatchObject({ failures: ["REAUTH_REQUIRED"] });
    expect(grant).toMatchObject({ state: "REAUTH_REQUIRED", reason: "invalid_grant", generation: 1 });
  });

  test.each(deep ? deathPoints : lost)("%s: nobody signs in again where Stripe repeats its answer to a repeated attempt", async (dieAt) => {
    const { report, grant } = await crashThenGoOn(dieAt, { idempotentTokens: true });
    expect(report).toMatchObject({ reads: 2, failures: [] });
    expect(grant).toMatchObject({ state: "ACTIVE", reason: null });
  });
});
