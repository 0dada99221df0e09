import type { Answer } from "./answer";
import { Refusal } from "./refusal";

/** Remembers the answers of writes, so that a repeated one is not done twice. */
export type Idempotency = {
  /** Runs the write, or replays its answer when the key was used before with the same request. */
  once(key: string | null, request: string, write: () => Answer): Answer;
};

type Remembered = { readonly request: string; readonly answer: Answer };

/** One memory for a server's life. Refused writes are not remembered. */
export function createIdempotency(): Idempotency {
  const remembered = new Map<string, Remembered>();
  return {
    once(key, request, write) {
      if (key === null || key === "") return write();
      if (key.length > 255) throw misuse("Idempotency keys have at most 255 characters.");
      const known = remembered.get(key);
      if (known && known.request !== request) throw misuse(sameKey);
      if (known) return { ...known.answer, headers: { "idempotent-replayed": "true" } };
      const answer = write();
      remembered.set(key, { request, answer });
      return answer;
    },
  };
}

const sameKey =
  "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
  "Try using a key other than this one if you meant to execute a different request.";

function misuse(message: string): Refusal {
  return new Refusal(400, { message, type: "idempotency_error" });
}
