import { randomBytes } from "node:crypto";
import { consentPage } from "../../app/procedures/direct-host";
import type { SignInWish } from "../../app/procedures/procedure-host";
import type { GrantSummary } from "../../auth/grant";
import type { OAuthApp } from "../../auth/oauth-app";
import { readVerifier } from "../../auth/read-verifier";
import { AppError } from "../../base/app-error";
import type { Secret } from "../../base/secret";
import type { GrantPlace } from "../../connections/grant-place";
import type { GrantPlan, OwnApp } from "../../connections/sign-in-plan";
import type { CliIo } from "../io";
import { createCatchCode } from "./catch-code";
import { oauthAppOf, secretMissing } from "./oauth-app-of";
import { type SignInNeed, signInAtGateway } from "./sign-in-at-gateway";

/**
 * Asks the person to sign in: in the browser of this computer, or headless, where the address is opened anywhere and the code
 * comes back by a hidden question. A gateway has a page of its own that shows a code to type.
 * @throws AppError `SIGN_IN_FAILED`, `BAD_SETTING`, `CANCELLED`.
 */
export async function signInHere(plan: GrantPlan, place: GrantPlace, need: SignInNeed): Promise<GrantSummary> {
  const { location, variant, scope } = plan;
  if (location.kind === "roaming") return signInAtGateway(plan, need);
  const own = plan.app ?? need.named.app;
  if (own === null) throw noApp();
  if (plan.app?.clientSecret === null) throw secretMissing();
  const app = oauthAppOf(own, need.named.settings.ApiBase);
  const wish = { callbackUrl: null, scope, state: randomBytes(16).toString("hex") };
  const code = need.headless ? await askForCode(app, wish, need.io) : await createCatchCode(need.io)(app, wish, need.signal);
  return place.adopt(location.name, { seed: { kind: "code", code }, app: plan.app, variant, mode: modeOf(plan, own) }, need.signal);
}

const modeOf = (plan: GrantPlan, own: OwnApp) => plan.mode ?? own.mode;

async function askForCode(app: OAuthApp, wish: SignInWish, io: CliIo): Promise<Secret> {
  io.note("Open this address in any browser and allow the access:");
  io.note(consentPage({ app, randomBytes }, wish));
  return readVerifier(await io.askSecret("The address of the page that followed, or its code (ac_…)"), wish.state);
}

function noApp(): AppError {
  return new AppError("BAD_SETTING", "The connection names no OAuth app to sign in with.", {
    hint: "Give OAuthClientId and OAuthClientSecret, or the address of a gateway (Gateway=https://…) that has one.",
  });
}
