import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createSharing } from "../../src/base/share-in-flight";

function deferredStart() {
  const starts: { readonly signal: AbortSignal; finish: (value: string) => void }[] = [];
  const start = (signal: AbortSignal) =>
    new Promise<string>((resolve) => starts.push({ signal, finish: resolve }));
  return { starts, start };
}

describe("sharing work in flight", () => {
  test("two hundred equal calls start one piece of work and get the same answer", async () => {
    const { starts, start } = deferredStart();
    const share = createSharing<string>();
    const calls = Array.from({ length: 200 }, () => share("key", new AbortController().signal, start));
    starts[0]?.finish("rows");
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 200 }, () => "rows"));
    expect(starts).toHaveLength(1);
  });

  test("different keys do not share, and a finished piece of work is not kept", async () => {
    const share = createSharing<string>();
    const { signal } = new AbortController();
    let started = 0;
    const start = () => Promise.resolve(String(++started));
    await Promise.all([share("a", signal, start), share("b", signal, start)]);
    expect(await share("a", signal, start)).toBe("3");
  });

  test("a caller that leaves does not cancel the others", async () => {
    const { starts, start } = deferredStart();
    const share = createSharing<string>();
    const leaving = new AbortController();
    const left = share("key", leaving.signal, start);
    const stays = share("key", new AbortController().signal, start);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    expect(starts[0]?.signal.aborted).toBe(false);
    starts[0]?.finish("rows");
    expect(await stays).toBe("rows");
  });

  test("a caller that comes after the last one left starts anew", async () => {
    const { starts, start } = deferredStart();
    const share = createSharing<string>();
    const leaving = new AbortController();
    const left = share("key", leaving.signal, start);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    const again = share("key", new AbortController().signal, start);
    starts[1]?.finish("fresh");
    expect(await again).toBe("fresh");
  });

  test("work is cancelled exactly when its last caller has left, in whichever order they leave", () => {
    const order = fc.integer({ min: 1, max: 12 }).chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: 1 }).map((leavers) => ({ size, leavers })));
    fc.assert(
      fc.property(order, ({ size, leavers }) => {
        const { starts, start } = deferredStart();
        const share = createSharing<string>();
        const callers = Array.from({ length: size }, () => new AbortController());
        for (const { signal } of callers) share("key", signal, start).catch(() => undefined);
        for (const index of leavers) callers[index]?.abort();
        expect(starts).toHaveLength(1);
        expect(starts[0]?.signal.aborted).toBe(leavers.length === size);
      }),
    );
  });
});
