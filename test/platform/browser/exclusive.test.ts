import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type BrowserLocks, createRunExclusively } from "../../../src/platform/browser/exclusive";
import { openGrantNews } from "../../../src/platform/browser/grant-news";

const { signal } = new AbortController();
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Locks as browsers give them, for one page. */
function pageLocks(): BrowserLocks & { readonly asked: string[] } {
  const asked: string[] = [];
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, options: LockOptions, task: () => Promise<unknown>) => {
    asked.push(name);
    const turn = (tails.get(name) ?? Promise.resolve()).then(() => {
      options.signal?.throwIfAborted();
      return task();
    });
    tails.set(name, turn.catch(() => undefined));
    return turn;
  };
  return { request: request as unknown as BrowserLocks["request"], asked };
}

const denied: BrowserLocks = { request: () => Promise.reject(new DOMException("denied", "SecurityError")) };

describe.each([
  ["by the browser's locks", () => createRunExclusively(pageLocks())],
  ["in this page, where the browser denies locks", () => createRunExclusively(denied)],
])("running tasks %s", (_how, create) => {
  test("never runs two of one name at once, runs all, and gives each its own result", async () => {
    const tasks = fc.array(fc.record({ name: fc.constantFrom("a", "b"), fails: fc.boolean() }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(tasks, async (all) => {
        const run = create();
        const inside = new Map<string, number>();
        const results = await Promise.allSettled(
          all.map(({ name, fails }, index) =>
            run(
              name,
              async () => {
                inside.set(name, (inside.get(name) ?? 0) + 1);
                expect(inside.get(name)).toBe(1);
                await pause();
                inside.set(name, 0);
                if (fails) throw new Error(`failed ${index}`);
                return index;
              },
              signal,
            ),
          ),
        );
        const seen = results.map((result) => (result.status === "fulfilled" ? result.value : (result.reason as Error).message));
        expect(seen).toEqual(all.map(({ fails }, index) => (fails ? `failed ${index}` : index)));
      }),
      { numRuns: 25 },
    );
  });

  test("passes over a caller that leaves while it waits", async () => {
    const run = create();
    const leaving = new AbortController();
    const first = run("a", pause, signal);
    let ran = false;
    const second = run("a", () => Promise.resolve((ran = true)), leaving.signal);
    leaving.abort();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    await first;
    expect(await run("a", () => Promise.resolve("next"), signal)).toBe("next");
    expect(ran).toBe(false);
  });
});

describe("locks", () => {
  test("are asked for under the connector's own name", async () => {
    const locks = pageLocks();
    await createRunExclusively(locks)("grant:1", pause, signal);
    expect(locks.asked).toEqual(["xlstripe:grant:1"]);
  });

  test("that fail only after a task began do not run it twice", async () => {
    let runs = 0;
    const run = createRunExclusively(pageLocks());
    await expect(run("a", () => Promise.reject(new Error(`run ${++runs}`)), signal)).rejects.toThrow("run 1");
    expect(runs).toBe(1);
  });
});

describe("news of grants", () => {
  test("reach the other pages, not the one that tells them, and nothing else is believed", async () => {
    const [teller, listener, stranger] = [openGrantNews("p"), openGrantNews("p"), new BroadcastChannel("p:grants")];
    const [own, heard]: [unknown[], unknown[]] = [[], []];
    teller.listen((news) => own.push(news));
    const arrived = new Promise<void>((resolve) => {
      listener.listen((news) => {
        heard.push(news);
        if (heard.length === 2) resolve();
      });
    });
    for (const nonsense of ["hello", { grant: 1, generation: 1 }, { grant: "g" }, null]) stranger.postMessage(nonsense);
    teller.announce("g", 2);
    teller.announce("g", null);
    await arrived;
    for (const channel of [teller, listener, stranger]) channel.close();
    expect(heard).toEqual([{ grant: "g", generation: 2 }, { grant: "g", generation: null }]);
    expect(own).toEqual([]);
  });
});
