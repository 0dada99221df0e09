import { createOwnApps } from "../../src/auth/create-own-apps";
import { createTokenBroker } from "../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../src/auth/create-token-endpoint";
import type { FindOAuthApp } from "../../src/auth/oauth-app";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import { AppError } from "../../src/base/app-error";
import { createLocalGrants } from "../../src/connections/local-grants";
import { openConnection } from "../../src/connections/open-connection";
import { openRoute, type RouteDeps } from "../../src/connections/open-route";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { createProfile } from "../../src/connections/profile";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { createSeedMemory } from "../../src/connections/seed-memory";
import { commandLineSignIn } from "../../src/connections/sign-in-surroundings";
import { createMemoryRecords } from "../../src/platform/memory-records";
import { sendTo } from "../../src/platform/node/send-http";
import type { HttpRequest } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { smallSandbox } from "../sandbox/ask";

export const never = new AbortController().signal;
export const reading = { signal: never, onRequest: () => undefined };
const apiRoot = "http://localhost";
const owner = "me";

/** The own app that a person has at the sandbox, as settings. */
export const ownApp = { OAuthClientId: "ca_sandbox", OAuthClientSecret: "sk_test_sandbox" };

/** A device that keeps grants, with a sandbox for Stripe. */
export function createLocalWorld() {
  const clock = createFakeClock();
  const sandbox = smallSandbox({ scale: 0.001, clock });
  const sent: HttpRequest[] = [];
  const toSandbox = sendTo((request) => sandbox.handle(request));
  const send = (request: HttpRequest, signal: AbortSignal) => {
    sent.push(request);
    return toSandbox(request, signal);
  };
  const records = createMemoryRecords();
  const ownApps = createOwnApps(records);
  const findApp: FindOAuthApp = async ({ ref, variant }, signal) => {
    const kept = ref.kind === "own" ? await ownApps.find(owner, ref.clientId, signal) : null;
    if (kept === null) throw new AppError("BAD_SETTING", "There is no OAuth app here.");
    return { ...kept, redirectUri: "http://localhost/callback", endpoints: stripeOAuthEndpoints({ variant, authorizeRoot: apiRoot, apiRoot }) };
  };
  const tokenEndpoint = createTokenEndpoint({ send });
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const broker = createTokenBroker({ records, tokenEndpoint, findApp, clock, random: () => 0, randomBytes });
  const seeds = createSeedMemory(records, owner);
  const place = createLocalGrants({ kind: "file", broker, owner, tokenEndpoint, findApp, ownApps, seeds, clock });

  /** Connects as a program does that was started anew. */
  async function connect(given: GivenSettings, more: Pick<RouteDeps, "signIn"> = {}) {
    const settings = readSettings({ OAuthSettingsLocation: "./stripe-oauth", ApiBase: apiRoot, ...given });
    const plan = planSignIn(settings, commandLineSignIn);
    const planned = { plan, profile: createProfile(settings, plan, []) };
    const opened = await openRoute(planned, { clock, openGrantPlace: () => Promise.resolve(place), ...more }, never);
    return { ...opened, ...openConnection(opened.profile, opened.route, { send, clock, random: () => 0 }) };
  }

  /** Tokens of a sign-in that was done elsewhere. */
  async function signInElsewhere() {
    const body = new URLSearchParams({ grant_type: "authorization_code", code: sandbox.oauth.issueCode({ clientId: "ca_sandbox" }) });
    const headers = { authorization: `Basic ${btoa("sk_test_sandbox:")}`, "content-type": "application/x-www-form-urlencoded" };
    const reply = await toSandbox({ method: "POST", url: `${apiRoot}/v1/oauth/token`, headers, body: body.toString() }, never);
    const { access_token: OAuthAccessToken, refresh_token: OAuthRefreshToken } = JSON.parse(reply.text) as Record<string, string>;
    return { OAuthAccessToken: OAuthAccessToken ?? "", OAuthRefreshToken: OAuthRefreshToken ?? "" };
  }

  return {
    clock,
    sandbox,
    connect,
    signInElsewhere,
    place,
    seeds,
    sent,
    code: () => sandbox.oauth.issueCode({ clientId: "ca_sandbox" }),
    tokenRequests: () => sent.filter(({ url }) => url.endsWith("/oauth/token")).length,
  };
}
