import { readSettings } from "../connections/read-settings";
import type { OwnApp } from "../connections/sign-in-plan";
import { Secret } from "../base/secret";
import { nodeClock } from "../platform/node/clock";
import { sendByFetch, sendTo } from "../platform/node/send-http";
import type { SendHttp } from "../platform/ports";
import { createSandbox } from "../sandbox/sandbox";
import type { NamedConnection } from "./named-connection";

/** Key that every sandbox takes. */
export const sandboxKey = "sk_test_sandbox";

/** Where a sandbox of this computer is when nobody says another port. */
export const sandboxPort = 12_111;

/** The OAuth app that every sandbox has. */
const sandboxApp: OwnApp = {
  variant: "apps",
  mode: "test",
  clientId: "ca_sandbox",
  clientSecret: new Secret(sandboxKey),
  callbackUrl: null,
  channel: null,
};

const dayMs = 86_400_000;

/** Today at 00:00 UTC, in milliseconds: the day on which a sandbox's company stands when nothing else is said. */
export function startOfToday(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

/**
 * The built-in connection `sandbox`: the sandbox at `address` when one is named, else a company of its own in this process,
 * the same on every run of a day.
 */
export function sandboxConnection(address: string | undefined): NamedConnection {
  const served = address !== undefined && address !== "";
  const root = served ? address : `http://127.0.0.1:${sandboxPort}`;
  return {
    settings: readSettings({ Name: "sandbox", ApiKey: sandboxKey, ApiBase: root }),
    send: served ? sendByFetch : sendInProcess(),
    app: sandboxApp,
    saved: false,
  };
}

/** Makes the company at the first request: not every command reads it. */
function sendInProcess(): SendHttp {
  let send: SendHttp | null = null;
  return (request, signal) => {
    if (send === null) {
      const sandbox = createSandbox({ seed: 1, scale: 1, now: startOfToday(nodeClock.now()) });
      send = sendTo((received) => sandbox.handle(received));
    }
    return send(request, signal);
  };
}
