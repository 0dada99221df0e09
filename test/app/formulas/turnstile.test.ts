import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createTurnstile } from "../../../src/app/formulas/turnstile";

test("however tasks end and whoever leaves, no more than allowed run at once, each begins in its turn, and none is left waiting", async () => {
  const tasks = fc.array(fc.record({ fails: fc.boolean(), leaves: fc.boolean() }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), tasks, fc.scheduler(), async (most, all, scheduler) => {
      const turnstile = createTurnstile(most);
      const begun: number[] = [];
      let running = 0;
      const outcomes = all.map(({ fails, leaves }, index) => {
        const controller = new AbortController();
        const outcome = turnstile(async () => {
          begun.push(index);
          expect(++running).toBeLessThanOrEqual(most);
          await scheduler.schedule(Promise.resolve());
          running--;
          if (fails) throw new Error("failed");
        }, controller.signal);
        if (leaves) controller.abort(new Error("left"));
        return outcome;
      });
      const settled = Promise.allSettled(outcomes);
      await scheduler.waitFor(settled);
      expect(begun).toEqual([...begun].sort((a, b) => a - b));
      const stayed = all.flatMap(({ leaves }, index) => (leaves ? [] : [index]));
      expect(begun).toEqual(expect.arrayContaining(stayed));
    }),
    { numRuns: 100 },
  );
});
