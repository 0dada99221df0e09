import type { Secret } from "../src/base/secret";
import type { Store } from "../src/base/store";
import type { JoinCodeQuestion } from "./pane-model";

/** Asks the person for a join code by way of the pane; `null` when they leave, or whoever asked does. */
export function createAskJoinCode(question: Store<JoinCodeQuestion | null>): (signal: AbortSignal) => Promise<Secret | null> {
  return (signal) =>
    new Promise((resolve) => {
      const answer = (code: Secret | null) => {
        signal.removeEventListener("abort", leave);
        question.set(null);
        resolve(code);
      };
      const leave = () => answer(null);
      if (signal.aborted) return resolve(null);
      signal.addEventListener("abort", leave);
      question.set({ answer });
    });
}
