import { describe, expect, test } from "@jest/globals";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { createAskSecret } from "../../src/cli/ask-secret";

/** A terminal that notes whether keys are shown while they are typed. */
function terminal(isTTY: boolean) {
  const raw: boolean[] = [];
  let shown = "";
  const stop = new AbortController();
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: (on: boolean) => void raw.push(on) });
  const ask = createAskSecret({ input, show: (text) => void (shown += text), signal: stop.signal });
  return { input, raw, stop, ask, shown: () => shown };
}

const reveal = async (answer: ReturnType<ReturnType<typeof createAskSecret>>): Promise<string> => (await answer).reveal();

describe("a hidden question", () => {
  test("is shown, its answer is not, and the terminal is as before afterwards", async () => {
    const { input, raw, ask, shown } = terminal(true);
    const answer = reveal(ask("API key"));
    input.write("rk_test");
    input.write("_abc\r");
    expect(await answer).toBe("rk_test_abc");
    expect(shown()).toBe("API key: \n");
    expect(raw).toEqual([true, false]);
  });

  test("takes Backspace, and Ctrl-C cancels", async () => {
    const { input, raw, ask } = terminal(true);
    const answer = reveal(ask("Verifier"));
    input.write("ax\u007fb\u007f\u007f\u007f\u007fac_1\r");
    expect(await answer).toBe("ac_1");
    const cancelled = ask("Verifier");
    input.write("ac\u0003");
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    expect(raw).toEqual([true, false, true, false]);
  });

  test("several questions are asked one after the other, though the answers come at once", async () => {
    const { input, ask } = terminal(true);
    const answers = [ask("one"), ask("two")].map(reveal);
    input.write("first\rsecond\r");
    expect(await Promise.all(answers)).toEqual(["first", "second"]);
  });

  test("an empty answer is refused", async () => {
    const { input, ask } = terminal(true);
    const answer = ask("API key");
    input.write("  \r");
    await expect(answer).rejects.toMatchObject({ code: "BAD_ARGUMENT", message: "API key was asked for, and nothing was entered." });
  });

  test("ends when the program is told to end", async () => {
    const { ask, stop, raw } = terminal(true);
    const answer = ask("API key");
    await Promise.resolve();
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: "CANCELLED" });
    expect(raw.at(-1) ?? false).toBe(false);
  });

  test("without a terminal every question takes one line of what is piped in, however the bytes arrive", async () => {
    const line = fc.stringMatching(/^[A-Za-z0-9_ä€=/+-]{1,20}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 7 }), async (lines, end, size) => {
        const { input, ask, shown, raw } = terminal(false);
        const bytes = Buffer.from(lines.join(end));
        for (let start = 0; start < bytes.length; start += size) input.write(bytes.subarray(start, start + size));
        input.end();
        for (const expected of lines) expect(await reveal(ask("x"))).toBe(expected);
        await expect(ask("x")).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
        expect([shown(), raw]).toEqual(["", []]);
      }),
      { numRuns: 50 },
    );
  });
});
