import { assertNever } from "../../base/assert-never";
import type { SandboxClock } from "../clock";
import { tooManyRequests } from "../http/limits";
import { Refusal } from "../http/refusal";
import { ConnectionCut } from "../oauth/connection-cut";
import type { Fault } from "./faults";

/** How long a slow answer takes besides the latency. */
const slowMs = { least: 500, most: 3_000 };

export type Suffering = { readonly clock: SandboxClock; readonly signal: AbortSignal };

/**
 * Carries a request out and lets it fail as decided.
 * @throws Refusal or ConnectionCut
 */
export async function suffer(fault: Fault, carryOut: () => Promise<Response>, { clock, signal }: Suffering): Promise<Response> {
  switch (fault.kind) {
    case "500":
    case "reset":
      if (fault.afterwards) await carryOut();
      throw fault.kind === "reset" ? new ConnectionCut() : internalError();
    case "429":
      throw tooManyRequests("global-rate", { "stripe-should-retry": "true" });
    case "429-bare":
      throw tooManyRequests(null);
    case "lock_timeout":
      throw lockTimeout();
    case "truncated":
      return truncated(await carryOut(), fault.extent);
    case "slow":
      await clock.sleep(slowMs.least + fault.extent * (slowMs.most - slowMs.least), signal);
      return carryOut();
    default:
      return assertNever(fault.kind);
  }
}

function internalError(): Refusal {
  const message = "An unknown error occurred. It has been logged; if it goes on, let us know at https://support.stripe.com/.";
  return new Refusal(500, { message, type: "api_error" });
}

/** https://docs.stripe.com/rate-limits#object-lock-timeouts: no rate was exceeded, so no reason is named. */
function lockTimeout(): Refusal {
  const message =
    "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. " +
    "Requests about one object are best made one after the other.";
  return new Refusal(429, { message, code: "lock_timeout" }, { "stripe-should-retry": "true" });
}

/** Status and headers are those of a good answer; the JSON ends too early. */
async function truncated(response: Response, extent: number): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text.slice(0, Math.floor(extent * text.length)), { status, headers });
}
