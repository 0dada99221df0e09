import { parseConnectionString } from "../connections/connection-string";
import { openConnection, type OpenConnection } from "../connections/open-connection";
import { fixedRoute } from "../connections/open-route";
import { planSignIn } from "../connections/plan-sign-in";
import { createProfile } from "../connections/profile";
import { readSettings } from "../connections/read-settings";
import { commandLineSignIn } from "../connections/sign-in-surroundings";
import { nodeClock } from "../platform/node/clock";
import { sendByFetch, sendTo } from "../platform/node/send-http";
import { createSandbox } from "../sandbox/sandbox";

/** Key that every sandbox takes. */
export const sandboxKey = "sk_test_sandbox";

const dayMs = 86_400_000;

/** Today at 00:00 UTC, in milliseconds: the day on which a sandbox's company stands when nothing else is said. */
export function startOfToday(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

/**
 * The built-in connection `sandbox`: the sandbox at `address` when one is named, else a company of its own in this process,
 * the same on every run of a day.
 */
export function openSandboxConnection(address: string | undefined): OpenConnection {
  const root = address === undefined || address === "" ? "http://localhost" : address;
  const settings = readSettings({ ...parseConnectionString("Name=sandbox"), ApiKey: sandboxKey, ApiBase: root });
  const send = root === address ? sendByFetch : sendInProcess();
  const plan = planSignIn(settings, commandLineSignIn);
  if (plan.kind === "grant") throw new Error("the sandbox is signed in to with its key");
  const profile = createProfile(settings, plan, []);
  return openConnection(profile, fixedRoute(plan, profile, nodeClock), { send, clock: nodeClock, random: Math.random });
}

function sendInProcess() {
  const sandbox = createSandbox({ seed: 1, scale: 1, now: startOfToday(nodeClock.now()) });
  return sendTo((request) => sandbox.handle(request));
}
