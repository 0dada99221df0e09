import { expect, test } from "@jest/globals";

import { nextTurn } from "../../src/platform/next-turn";

test("the next turn comes after all that is due in this one", async () => {
  const order: string[] = [];
  const turn = nextTurn().then(() => order.push("next turn"));
  for (let step = 0; step < 5; step++) {
    await Promise.resolve();
    order.push("due now");
  }
  await turn;
  expect(order).toEqual([...Array.from({ length: 5 }, () => "due now"), "next turn"]);
});
