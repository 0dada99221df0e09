import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createTurnstile } from "../../../src/app/formulas/turnstile";

const staying = new AbortController().signal;

test("however tasks end and whoever leaves, no more than allowed run at once, each begins in its turn, and none is left waiting", async () => {
  const leaving = fc.constantFrom("never" as const, "atOnce" as const, "later" as const);
  const tasks = fc.array(fc.record({ fails: fc.boolean(), leaves: leaving }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), tasks, fc.scheduler(), async (most, all, scheduler) => {
      const turnstile = createTurnstile(most);
      const begun: number[] = [];
      const begunTooLate: number[] = [];
      let running = 0;
      let mostRunning = 0;
      const outcomes = all.map(({ fails, leaves }, index) => {
        const controller = new AbortController();
        const leave = () => controller.abort(new Error("left"));
        const outcome = turnstile(async () => {
          begun.push(index);
          if (controller.signal.aborted) begunTooLate.push(index);
          mostRunning = Math.max(mostRunning, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
          if (fails) throw new Error("failed");
        }, controller.signal);
        if (leaves === "atOnce") leave();
        if (leaves === "later") void scheduler.schedule(Promise.resolve()).then(leave);
        return outcome;
      });
      await scheduler.waitFor(Promise.allSettled(outcomes));
      expect(begunTooLate).toEqual([]);
      expect(mostRunning).toBeLessThanOrEqual(most);
      expect(begun).toEqual([...begun].sort((a, b) => a - b));
      const stayed = all.flatMap(({ leaves }, index) => (leaves === "never" ? [index] : []));
      expect(begun).toEqual(expect.arrayContaining(stayed));
      const later = Array.from({ length: most }, () => turnstile(() => Promise.resolve(++running), staying));
      await Promise.all(later);
      expect(running).toBe(most);
    }),
    { numRuns: 200 },
  );
});

test("who leaves in the moment of their turn does not begin, and leaves no turn taken", async () => {
  const turnstile = createTurnstile(1);
  let end = (): void => undefined;
  const running = turnstile(() => new Promise<void>((resolve) => (end = resolve)), staying);
  const leaving = new AbortController();
  let begun = false;
  const waiting = turnstile(() => Promise.resolve((begun = true)), leaving.signal);
  await Promise.resolve();
  end();
  queueMicrotask(() => leaving.abort(new Error("left")));
  await expect(waiting).rejects.toThrow("left");
  await running;
  expect(begun).toBe(false);
  expect(await turnstile(() => Promise.resolve("mine"), staying)).toBe("mine");
});
