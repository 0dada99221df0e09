import { expect, test } from "@jest/globals";
import { keepOpen } from "../../src/app/keep-open";
import type { OpenReader } from "../../src/app/open-reader";

/** Readers that note when they are closed, and work that goes on until the test ends it. */
function startReaders() {
  const opened: { closed: boolean }[] = [];
  const open = () => {
    const state = { closed: false };
    opened.push(state);
    return Promise.resolve({ engine: { close: () => void (state.closed = true) } } as unknown as OpenReader);
  };
  const readers = keepOpen(open);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const begin = () => {
    let end: () => void = () => undefined;
    const work = readers.use("acme", () => new Promise<void>((resolve) => (end = resolve)));
    return { work, end: () => end() };
  };
  return { readers, opened, settle, begin };
}

test("a connection is opened once for all work", async () => {
  const { readers, opened } = startReaders();
  expect(await Promise.all([1, 2, 3].map((number) => readers.use("acme", () => Promise.resolve(number))))).toEqual([1, 2, 3]);
  expect(opened).toHaveLength(1);
});

test("one that is forgotten stays open until the work under way has ended; what comes later opens it anew", async () => {
  const { readers, opened, settle, begin } = startReaders();
  const { work, end } = begin();
  await settle();
  readers.forget("acme");
  await readers.use("acme", () => Promise.resolve());
  expect(opened.map(({ closed }) => closed)).toEqual([false, false]);
  end();
  await work;
  await settle();
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
});

test("work that fails holds nothing open", async () => {
  const { readers, opened, settle } = startReaders();
  await expect(readers.use("acme", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  readers.forget("acme");
  await settle();
  expect(opened[0]?.closed).toBe(true);
});

test("an opening that failed is tried again", async () => {
  let tries = 0;
  const readers = keepOpen(() => (++tries === 1 ? Promise.reject(new Error("no")) : Promise.resolve({} as OpenReader)));
  await expect(readers.use("acme", () => Promise.resolve(1))).rejects.toThrow("no");
  expect(await readers.use("acme", () => Promise.resolve(1))).toBe(1);
});
