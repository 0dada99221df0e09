import { describe, expect, test } from "@jest/globals";
import { createTogether } from "../../../src/platform/office/together";

describe("questions that are answered together", () => {
  test("are those asked at about the same time, each with its own answer", async () => {
    const rounds: (readonly number[])[] = [];
    const double = createTogether((questions: readonly number[]) => {
      rounds.push(questions);
      return Promise.resolve(questions.map((question) => question * 2));
    });
    expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2]);
    expect(await double(3)).toBe(6);
    expect(rounds).toEqual([[1, 2, 1], [3]]);
  });

  test("fail together, and the next ones are asked anew", async () => {
    let fails = true;
    const answer = createTogether((questions: readonly string[]) => (fails ? Promise.reject(new Error("busy")) : Promise.resolve(questions)));
    const failed = await Promise.allSettled([answer("a"), answer("b")]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await answer("c")).toBe("c");
  });
});
