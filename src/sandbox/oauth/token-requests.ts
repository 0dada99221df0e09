import type { Answer } from "../http/answer";
import { isRecord } from "../store/fields";
import { ConnectionCut } from "./connection-cut";
import type { OAuthVariant } from "./oauth-app";

/** Where a connection is cut: before the request is looked at, or when all is done but the answer. */
export type CutPoint = "before" | "after";

/** One POST to a token endpoint, for tests that count. */
export type TokenRequest = {
  /** Milliseconds on the sandbox's clock. */
  readonly at: number;
  readonly variant: OAuthVariant;
  /** As the form said; empty when it said nothing. */
  readonly grantType: string;
  /** The status of the answer, also of one that never arrived; `null` when the connection was cut before. */
  readonly status: number | null;
  /** The error of a refusal, such as `invalid_grant`. */
  readonly error: string | null;
  readonly cut: CutPoint | null;
};

/** Notes token requests and cuts the connections of those that a test chose. */
export type TokenRequests = {
  list(): readonly TokenRequest[];
  clear(): void;
  /** Cuts the connections of the next `count` requests. */
  cut(when: CutPoint, count: number): void;
  /** Lets one request be answered, or rejects with {@link ConnectionCut}. */
  run(request: Pick<TokenRequest, "at" | "variant" | "grantType">, answer: () => Answer): Answer;
};

export function createTokenRequests(): TokenRequests {
  let noted: TokenRequest[] = [];
  let cuts: CutPoint[] = [];
  return {
    list: () => [...noted],
    clear: () => void (noted = []),
    cut: (when, count) => void (cuts = [...cuts, ...Array.from({ length: count }, () => when)]),
    run(request, answer) {
      const [cut = null] = cuts.splice(0, 1);
      if (cut === "before") {
        noted.push({ ...request, status: null, error: null, cut });
        throw new ConnectionCut();
      }
      const answered = answer();
      noted.push({ ...request, status: answered.status, error: errorOf(answered), cut });
      if (cut === "after") throw new ConnectionCut();
      return answered;
    },
  };
}

function errorOf({ body }: Answer): string | null {
  return isRecord(body) && typeof body["error"] === "string" ? body["error"] : null;
}
