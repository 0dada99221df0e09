import { afterAll, beforeAll, expect, test } from "@jest/globals";

import { describeOnBothDatabases } from "../../fakes/open-test-records";
import { openCrashSite } from "./crash-site";
import { buildWorker, type WorkerProgram } from "./run-worker";

const processes = 6;
const generations = process.env["DEEP"] === "1" ? 60 : 10;
const patienceMs = process.env["DEEP"] === "1" ? 300_000 : 60_000;
/** Tokens of an hour count as due a fifth of a second after they came. */
const skewMs = 3_600_000 - 200;

let program: WorkerProgram;
beforeAll(() => {
  program = buildWorker();
});
afterAll(() => program.remove());

describeOnBothDatabases("Six processes that share a grant", (databases) => {
  test(
    "make one request for each new generation, never use a refresh token twice, and get over every 401",
    async () => {
      const site = await openCrashSite(await databases.address());
      try {
        const job = site.job({ skewMs, untilGeneration: generations });
        const ends = await Promise.all(Array.from({ length: processes }, () => program.run(job)));
        const requests = site.sandbox.oauth.tokenRequests();
        const grant = await site.grant();

        expect(ends.map(({ complaint }) => complaint)).toEqual(ends.map(() => ""));
        expect(ends.flatMap(({ report }) => report?.failures ?? ["died"])).toEqual([]);
        expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
        expect(requests).toHaveLength(grant!.generation - 1);
        expect(grant!.generation).toBeGreaterThanOrEqual(generations);
        expect(grant).toMatchObject({ state: "ACTIVE", reason: null });
      } finally {
        await site.close();
      }
    },
    patienceMs,
  );
});
