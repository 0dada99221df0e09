import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createFreshSharing, type SharedWish, type Waiting } from "../../src/app/share-fresh";

const formula: SharedWish = { key: "query", way: "", maxAgeMs: Infinity };
const refresh: SharedWish = { ...formula, maxAgeMs: 0 };

/** Sharing of work that ends when the test says so; each piece answers with the moment at which it began. */
function startSharing() {
  let now = 0;
  const share = createFreshSharing<number, string>(() => now);
  const pieces: { readonly begunAt: number; readonly tell: (progress: string) => void; readonly end: () => void }[] = [];
  /** `stubborn`: it goes on although it was cancelled, as writing into a workbook does. */
  const startWork = (stubborn: boolean) => ({ signal, onProgress }: Required<Waiting<string>>) =>
    new Promise<number>((resolve, reject) => {
      const begunAt = now;
      pieces.push({ begunAt, tell: onProgress, end: () => resolve(begunAt) });
      if (!stubborn) signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  const ask = (wish: SharedWish, signal: AbortSignal = new AbortController().signal, stubborn = false) =>
    share(wish, { signal }, startWork(stubborn));
  const watch = (wish: SharedWish, onProgress: (progress: string) => void) =>
    share(wish, { signal: new AbortController().signal, onProgress }, startWork(false));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { ask, watch, pieces, settle, pass: (ms: number) => (now += ms) };
}

describe("sharing work with what began late enough", () => {
  test("a thousand equal wishes are one piece of work, however long it takes", async () => {
    const { ask, pieces, pass } = startSharing();
    const answers = Array.from({ length: 1000 }, () => (pass(1), ask(formula)));
    pieces[0]?.end();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([1]));
    expect(pieces).toHaveLength(1);
  });

  test("a refresh never gets what began before it: it waits for the work in flight and then has its own", async () => {
    const { ask, pieces, pass, settle } = startSharing();
    const before = ask(formula);
    pass(10);
    const clicked = ask(refresh);
    await settle();
    expect(pieces).toHaveLength(1);
    pieces[0]?.end();
    expect(await before).toBe(0);
    await settle();
    pieces[1]?.end();
    expect(await clicked).toBe(10);
  });

  test("all refreshes that wait share one piece of work", async () => {
    const { ask, pieces, pass, settle } = startSharing();
    const first = ask(refresh);
    pass(10);
    const others = Array.from({ length: 20 }, () => (pass(1), ask(refresh)));
    pieces[0]?.end();
    await first;
    await settle();
    pieces[1]?.end();
    expect(await Promise.all(others)).toEqual(Array.from({ length: 20 }, () => 30));
    expect(pieces).toHaveLength(2);
  });

  test("work of an age is joined until that age", async () => {
    const { ask, pieces, pass, settle } = startSharing();
    const wish = { ...formula, maxAgeMs: 5 };
    void ask(wish);
    pass(5);
    void ask(wish);
    pass(1);
    void ask(wish);
    pieces[0]?.end();
    await settle();
    expect(pieces).toHaveLength(2);
  });

  test("work that is done otherwise is not joined", async () => {
    const { ask, pieces, settle } = startSharing();
    void ask(formula);
    void ask({ ...formula, way: "reload" });
    pieces[0]?.end();
    await settle();
    expect(pieces).toHaveLength(2);
  });

  test("a wish that leaves while it waits never begins, and one that waits for cancelled work goes on", async () => {
    const { ask, pieces, pass, settle } = startSharing();
    const [leaving, cancelling] = [new AbortController(), new AbortController()];
    const cancelled = ask(formula, cancelling.signal);
    pass(1);
    const left = ask(refresh, leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    const waits = ask(refresh);
    cancelling.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    await settle();
    expect(pieces).toHaveLength(2);
    pieces[1]?.end();
    expect(await waits).toBe(1);
  });

  test("whoever joins hears how the work goes, from where it stands, until it is done", async () => {
    const { ask, watch, pieces } = startSharing();
    const heard: string[] = [];
    const first = ask(formula);
    pieces[0]?.tell("begun");
    const joined = watch(formula, (progress) => void heard.push(progress));
    pieces[0]?.tell("half");
    pieces[0]?.end();
    await Promise.all([first, joined]);
    pieces[0]?.tell("too late");
    expect(heard).toEqual(["begun", "half"]);
  });

  test("work that everybody has left is waited for until it has stopped", async () => {
    const { ask, pieces, pass, settle } = startSharing();
    const leaving = new AbortController();
    const left = ask(refresh, leaving.signal, true);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    pass(1);
    const next = ask(refresh);
    await settle();
    expect(pieces).toHaveLength(1);
    pieces[0]?.end();
    await settle();
    pieces[1]?.end();
    expect(await next).toBe(1);
  });

  test("who leaves while waiting leaves the work before to those who come", async () => {
    const { ask, pieces, settle } = startSharing();
    const leaving = new AbortController();
    const first = ask(formula);
    const left = ask({ ...formula, way: "reload" }, leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    await settle();
    const joined = ask(formula);
    pieces[0]?.end();
    expect(await Promise.all([first, joined])).toEqual([0, 0]);
    expect(pieces).toHaveLength(1);
  });

  test("whoever asks and whoever leaves in whatever order: everyone who stays is answered with work of the wished age", async () => {
    const step = fc.record({ maxAgeMs: fc.constantFrom(0, 3, Infinity), passes: fc.nat(4), leaves: fc.boolean(), ends: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { ask, pieces, pass, settle } = startSharing();
        const stays: Promise<boolean>[] = [];
        let now = 0;
        for (const { maxAgeMs, passes, leaves, ends } of steps) {
          pass(passes);
          now += passes;
          const [askedAt, leaving] = [now, new AbortController()];
          const answer = ask({ ...formula, maxAgeMs }, leaving.signal);
          if (leaves) answer.catch(() => undefined);
          else stays.push(answer.then((begunAt) => askedAt - begunAt <= maxAgeMs));
          if (leaves) leaving.abort();
          if (ends) pieces.at(-1)?.end();
          await settle();
        }
        for (let ended = 0; ended < pieces.length; ended++) {
          pieces[ended]?.end();
          await settle();
        }
        expect(await Promise.all(stays)).toEqual(stays.map(() => true));
      }),
      { numRuns: 50 },
    );
  });
});
